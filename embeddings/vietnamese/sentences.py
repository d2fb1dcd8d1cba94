"""Where Vietnamese sentences end, as offsets into the text.

Newspapers write stops that end nothing: titles (TS. TP. TX.), initials (Nguyễn V. A.), list numbers
(1. 2.), dates and thousands (18.5.2021, 27.000). A stop ends a sentence only where white space
follows it (after closing quotes or brackets, which belong to the sentence), the next word does not
begin in lower case, and the word before it is none of those. A line break always ends one.

Limits: a sentence that really ends in an abbreviation or an initial ("... ở TX.") runs on into the
next, and so does one whose stop lacks its space ("hôm nay.Ngày mai").
"""

from __future__ import annotations

import re

Span = tuple[int, int]

# Compared in lower case: titles and place words, which are followed by a name.
_ABBREVIATION = re.compile(
    r"(?:p?gs|th\.?s|bs|ts(?:kh)?)(?:\.(?:bs|ts(?:kh)?))*|(?:bs\.?)?ck[i]+|kts|ks|ls|cn|ncs|nsnd|nsưt|nsut"
    r"|đ[./]?c|t[pxt]|nxb|tr|mrs?|ms|dr|prof|st|jr|vol"
)
_DISTRICTS = frozenset("QPHXF")  # quận, phường, huyện, xã: "Q. Ba Đình", "P. 5"
# Words that begin sentences and no names: "trên địa bàn TP. Theo ông Thăng, ..."
_STARTERS = frozenset(
    """Theo Tuy Các Những Trong Sau Khi Nhưng Đây Đó Ngoài Hiện Trước Do Vì Để Với Một Vụ Việc
    Cũng Còn Nếu Bên Tại Đến Không Cùng Ngay Như Khoảng Nhiều""".split()  # noqa: SIM905
)
_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
# The stop, what closes with it (quotes, brackets, footnote marks), then white space or the end.
# Possessive, and only from where a run of stops begins: "!!!!!!" takes linear time.
_STOP = re.compile(r"""(?<![.!?…])(?:[.!?]++|…[.!?…]*+)(?:\[\d{1,4}\]|["'”’»)\]}›])*+(?=\s|$)""")
# What the next sentence would begin with, quotes and dashes passed over.
_NEXT_WORD = re.compile(r"\s++[\W_]{0,20}(?P<word>\w*)")
_LOOK_BACK = 80  # characters; enough for the longest abbreviation and what stands before it
_SPACED_DATE = re.compile(r"\d{1,2}\. ?\d{1,2}\. ?\d{4}")
# What may stand between the start of a sentence and a list number: "- 1.", "(2.", "“a."
_LIST_NUMBER = re.compile(r"[\W_]*(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|\w)")
_SECTION = re.compile(r"[\W_]*(?:Điều|Khoản|Chương|Mục|Phần|Bước|Câu|Bài|Hình|Bảng)\s+[\w.]{1,6}")


def sentence_spans(text: str) -> list[Span]:
    """Offsets of the sentences, in order, each without surrounding white space.

    Every non-blank character belongs to exactly one span.
    """
    spans: list[Span] = []
    for line in _LINE.finditer(text):
        start, end = trimmed(text, *line.span())
        dates = _SPACED_DATE.finditer(text, start, end)
        inside = {offset for date in dates for offset in range(date.start() + 1, date.end())}
        for stop in _STOP.finditer(text, start, end):
            if stop.end() not in inside and _ends_sentence(text, start, stop, end):
                spans.append((start, stop.end()))
                start = trimmed(text, stop.end(), end)[0]
        if start < end:
            spans.append((start, end))
    return spans


def sentence_around(text: str, at: int) -> Span:
    """The sentence that has the character at ``at``; the whole text where that is in none."""
    whole = 0, len(text)
    return next((span for span in sentence_spans(text) if span[0] <= at < span[1]), whole)


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without the white space at its ends; empty where nothing else is in it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _ends_sentence(text: str, start: int, stop: re.Match[str], line_end: int) -> bool:
    """Whether the stop ends the sentence that began at ``start``."""
    following = _NEXT_WORD.match(text, stop.end(), line_end)
    if following is None or following["word"][:1].islower():
        return following is None
    if stop.group()[0] != "." or stop.group().startswith(".."):
        return True
    before = text[max(start, stop.start() - _LOOK_BACK) : stop.start()]
    if _LIST_NUMBER.fullmatch(before) or _SECTION.fullmatch(before):
        return False
    if following["word"] in _STARTERS:
        return True
    words = before.split()
    last = words[-1].lstrip("\"'“‘«([{") if words else ""
    if _ABBREVIATION.fullmatch(last.lower()):
        return False
    if len(last) == 1 or re.fullmatch(r"(?:\w\.)+\w", last):
        return not _is_initial(last, words)
    return True


def _is_initial(last: str, words: list[str]) -> bool:
    """Whether a capital before a stop abbreviates a name: it stands beside other capitals.

    "Nguyễn V. A." has initials; "vitamin A." and "phương án B." end their sentences.
    """
    if not last[0].isupper() or last[0] in "ÁÂÊÔÝ":  # "Đông Nam Á."
        return False
    if last in _DISTRICTS:
        return True
    return len(words) == 1 or words[-2].lstrip("\"'“‘«([{")[:1].isupper()
