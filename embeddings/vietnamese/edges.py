"""Where an answer may begin and end: never inside a syllable or a number, no dangling punctuation.

A reading model points at tokens, which are pieces of words: "27.0" of "27.000", "KL" of "01-KL/TW",
"(Hải Dương" without its bracket. Its spans are mended here before anybody sees them.
"""

from __future__ import annotations

import re
import unicodedata

from embeddings.vietnamese.sentences import Span

# What holds a number, a date or the number of a document together: 27.000  18.5.2021  01-KL/TW
_JOINTS = frozenset(".,:/-–‑&'’%")
_UNITS = frozenset("%‰°²³")  # belong to the number they follow
_PAIRS = {")": "(", "]": "[", "}": "{", "”": "“", "»": "«", "’": "‘"}
_OPENING = frozenset(_PAIRS.values())
_QUOTE = '"'
_YEAR = re.compile(r"(?:19|20)\d\d")
# A sign right before a number says something about it.
_SIGNS = frozenset("+-−±$€£¥#")


def mended(text: str, start: int, end: int) -> Span:
    """The span ``text[start:end]`` with whole words and numbers and clean ends.

    Empty (start equals end) where there is nothing but punctuation in it.
    """
    start, end = _widened(text, max(0, start), min(len(text), end))
    while True:
        before = start, end
        start, end = _trimmed(text, start, end)
        start, end = _paired(text, start, end)
        if (start, end) == before:
            return start, end


def _widened(text: str, start: int, end: int) -> Span:
    """Both ends moved outwards to the ends of the words they are in."""
    if start >= end:
        return start, start
    while start > 0 and _holds(text, start):
        start -= 1
    while end < len(text) and _holds(text, end):
        end += 1
    return start, end


def _holds(text: str, at: int) -> bool:
    """Whether the characters before and after ``at`` belong together."""
    before, after = text[at - 1], text[at]
    if _in_word(before) and _in_word(after):
        return True
    if after in _UNITS:
        return before.isdigit()
    if before in "°":
        return after.isalpha()
    if before in _SIGNS and after.isdigit() and (at == 1 or text[at - 2].isspace()):
        return True  # -5, but in 2020-2025 it is a joint
    # 27|.000 and 27.|000: a joint between two characters of words, no space beside it
    if after in _JOINTS:
        return _in_word(before) and at + 1 < len(text) and _joined(text, at)
    if before in _JOINTS:
        return _in_word(after) and at >= 2 and _joined(text, at - 1)
    return False


def _joined(text: str, joint: int) -> bool:
    """Whether the mark at ``joint`` joins what stands left and right of it."""
    left, right, mark = text[joint - 1], text[joint + 1], text[joint]
    if not (_in_word(left) and _in_word(right)):
        return False
    if mark in ".,:":  # 27.000, 18:30, but also "Q.1" and "TP.HCM"; not "hôm nay.Ngày mai"
        return (left.isdigit() and right.isdigit()) or (mark == "." and left.isupper())
    if mark == "-" and _YEAR.fullmatch(text[joint - 4 : joint]):  # from one to the other
        return not _YEAR.fullmatch(text[joint + 1 : joint + 5])
    return mark != "–" or not (left.isdigit() and right.isdigit())


def _in_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without white space and marks at either end that say nothing there."""
    while start < end and not _begins(text, start, end):
        start += 1
    while end > start and not _ends(text, start, end):
        end -= 1
    return start, end


def _begins(text: str, start: int, end: int) -> bool:
    character = text[start]
    if _in_word(character) or character in _OPENING or character == _QUOTE:
        return True
    following = text[start + 1] if start + 1 < end else ""
    preceded = start > 0 and _in_word(text[start - 1])
    if unicodedata.category(character) in ("Sc", "Sm", "So", "Pd", "Po", "Sk"):
        return character in _SIGNS and following.isdigit() and not preceded
    return not (character.isspace() or unicodedata.category(character)[0] in "PZC")


def _ends(text: str, start: int, end: int) -> bool:
    character = text[end - 1]
    if _in_word(character) or character in _UNITS or character == _QUOTE:
        return True
    if character in _PAIRS:
        return True
    if unicodedata.category(character) == "Sc":
        return end - 2 >= start and (text[end - 2].isdigit() or text[end - 2] == " ")
    return not (character.isspace() or unicodedata.category(character)[0] in "PZCS")


def _paired(text: str, start: int, end: int) -> Span:
    """Without a quote or bracket at an end whose partner is outside, or that wrap everything."""
    inside = text[start:end]
    if not inside:
        return start, end
    first, last = inside[0], inside[-1]
    if len(inside) >= 2 and _PAIRS.get(last) == first and _balanced(inside[1:-1], first, last):
        return start + 1, end - 1
    if first == last == _QUOTE and len(inside) >= 2 and inside.count(_QUOTE) == 2:
        return start + 1, end - 1
    if first in _OPENING and _surplus(inside, first) > 0:
        return start + 1, end
    if last in _PAIRS and _surplus(inside, _PAIRS[last]) < 0:
        return start, end - 1
    if _QUOTE in (first, last) and inside.count(_QUOTE) % 2:
        return (start + 1, end) if first == _QUOTE else (start, end - 1)
    return start, end


def _surplus(inside: str, opening: str) -> int:
    """How many more of the opening mark there are than of its partner."""
    closing = next(mark for mark, partner in _PAIRS.items() if partner == opening)
    return inside.count(opening) - inside.count(closing)


def _balanced(inside: str, opening: str, closing: str) -> bool:
    depth = 0
    for character in inside:
        depth += (character == opening) - (character == closing)
        if depth < 0:
            return False
    return depth == 0
