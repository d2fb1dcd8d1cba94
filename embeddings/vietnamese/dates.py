"""Dates in figures and in words, to the precision they are given in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from embeddings.vietnamese.scanning import Token, TokenKind
from embeddings.vietnamese.text import word_set

_MONTHS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9, "mười": 10,
}  # fmt: skip
_TEENS = {"một": 11, "hai": 12}
_DAY_WORDS = word_set("ngày hôm sáng trưa chiều tối đêm mùng mồng rạng")
_YEAR = re.compile(r"(?:1\d|20)\d\d")
_MONTH_OF_YEAR = re.compile(r"(\d{1,2})\s?[/-]\s?(\d{4})")
_SEPARATOR = re.compile(r"\s?[./-]\s?")


class Date(NamedTuple):
    """A date read from ``tokens[first:last]``; what was not said is None."""

    year: int | None
    month: int
    day: int | None
    first: int
    last: int

    @property
    def keys(self) -> tuple[str, ...]:
        """What it is matched by, most precise first: the day, the month of the year, ..."""
        year, month, day = self.year, f"{self.month:02d}", self.day
        keys = []
        if year is not None and day is not None:
            keys.append(f"{year}-{month}-{day:02d}")
        if day is not None:
            keys.append(f"{month}-{day:02d}")
        if year is not None:
            keys.append(f"{year}-{month}")
        return (*keys, f"-{month}-")


def read_date(tokens: Sequence[Token], first: int) -> Date | None:
    """The date that starts at ``tokens[first]``: 18.5.2021, ngày 18 tháng 5, tháng Năm/1945."""
    token = tokens[first]
    if token.kind is TokenKind.DATE:
        return _from_figures(token.text, first)
    if token.kind is TokenKind.FIGURE:
        return _from_day(tokens, first)
    if token.text.lower() == "tháng":
        return _from_month(tokens, None, first)
    return None


def _from_figures(text: str, first: int) -> Date | None:
    numbers = [int(part) for part in _SEPARATOR.split(text)]
    if len(numbers) == 3:
        day, month, year = numbers
        return _valid(year, month, day, first, first + 1)
    if numbers[1] > 31:
        return _valid(numbers[1], numbers[0], None, first, first + 1)
    return _valid(None, numbers[1], numbers[0], first, first + 1)


def _from_day(tokens: Sequence[Token], first: int) -> Date | None:
    """18 tháng 5 năm 2021; and 18.5 or 18-5 where a word before says that it is a day."""
    text = tokens[first].text
    said = first > 0 and tokens[first - 1].text.lower() in _DAY_WORDS
    if said and (found := re.fullmatch(r"(\d{1,2})\.(\d{1,2})", text)):
        return _valid(None, int(found[2]), int(found[1]), first, first + 1)
    if not (text.isdecimal() and len(text) <= 2):
        return None
    following = tokens[first + 1] if first + 1 < len(tokens) else None
    if following is None:
        return None
    if following.kind is TokenKind.WORD and following.text.lower() == "tháng":
        return _from_month(tokens, int(text), first)
    joined = following.kind is TokenKind.FIGURE and following.start == tokens[first].end + 1
    if said and joined and following.text.isdecimal() and len(following.text) <= 2:
        return _valid(None, int(following.text), int(text), first, first + 2)  # ngày 18-5
    return None


def _from_month(tokens: Sequence[Token], day: int | None, first: int) -> Date | None:
    at = first if day is None else first + 1
    month, after = _month(tokens, at + 1)
    if month is None:
        return None
    year, after = _year(tokens, after)
    return _valid(year, month, day, first, after)


def _month(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    if at >= len(tokens):
        return None, at
    token = tokens[at]
    if token.kind is TokenKind.FIGURE and token.text.isdecimal():
        return int(token.text), at + 1
    if token.kind is TokenKind.DATE and (
        found := re.fullmatch(r"(\d{1,2})[/-](\d{4})", token.text)
    ):
        return int(found[1]), at  # the year is read from the same token
    month = _MONTHS.get(token.text.lower())
    if month == 5 and at + 1 < len(tokens) and _YEAR.fullmatch(tokens[at + 1].text):
        return None, at  # 6 tháng năm 2021
    if month == 10 and at + 1 < len(tokens) and tokens[at + 1].text.lower() in _TEENS:
        return _TEENS[tokens[at + 1].text.lower()], at + 2
    return month, at + 1


def _year(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    if at < len(tokens) and tokens[at].kind is TokenKind.DATE:
        return int(tokens[at].text[-4:]), at + 1
    after = at + 1 if at < len(tokens) and tokens[at].text.lower() == "năm" else at
    if after < len(tokens) and _YEAR.fullmatch(tokens[after].text):
        return int(tokens[after].text), after + 1
    return None, at


def _valid(year: int | None, month: int, day: int | None, first: int, last: int) -> Date | None:
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    return Date(year, month, day, first, last)
