"""Who wrote an article, as newspapers sign it."""

from __future__ import annotations

import re

_PREFIX = re.compile(
    r"(?:(?:tác giả|bài viết|bài|tin|thực hiện|người viết|phóng viên|pv|theo|nguồn)"
    r"(?:\s*(?:,|và|&|-)\s*(?:bài|tin|ảnh|clip|video))*\s*:|theo\s|pv\s)\s*",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    r"\s*(?:\((?:tổng hợp|t/h|th|ghi|thực hiện|biên dịch|dịch|theo [^)]*)\)"
    r"|\s(?:tổng hợp|thực hiện)|/\s?[\w&.+]+)\s*$",
    re.IGNORECASE,
)
_LONGEST = 150  # characters
_WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?")
_BETWEEN = re.compile(r"\s+[-–—]\s+|\s*[,;&|]\s*|\s+và\s+")


def authors_of(text: str) -> tuple[str, ...]:
    """The authors a byline names, in its order; empty when the text is no byline.

    A byline is one to four names with nothing around them but the words of the trade ("Bài, ảnh:",
    "Theo", "(tổng hợp)"). A name is two to six capitalised words without digits; a single word
    counts only behind such a prefix or as an agency's capitals (TTXVN). Names all in capitals are
    given in title case: THU BIÊN is Thu Biên.
    """
    if len(text) > _LONGEST:
        return ()
    prefix = _PREFIX.match(text)
    names = _BETWEEN.split(_SUFFIX.sub("", text[prefix.end() if prefix else 0 :]).strip(" ./"))
    if not 1 <= len(names) <= 4 or not all(_is_name(name, bool(prefix)) for name in names):
        return ()
    return tuple(_displayed(name.rstrip(".")) for name in names)


def _is_name(name: str, announced: bool) -> bool:
    words = name.split()
    if not all(word[0].isupper() and _WORD.fullmatch(word) for word in words):
        return False
    if len(words) == 1:
        return announced or _is_agency(name)
    return 2 <= len(words) <= 6


def _is_agency(name: str) -> bool:
    return name.isascii() and name.isupper() and 2 <= len(name) <= 6


def _displayed(name: str) -> str:
    if not name.isupper() or _is_agency(name):
        return name
    return " ".join(word.capitalize() for word in name.split())
