"""Numbers in figures and in words, read as values: 27.000 = 27 nghìn = hai mươi bảy nghìn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from embeddings.vietnamese.scanning import Token, TokenKind
from embeddings.vietnamese.text import word_set

_DIGITS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9,
}  # fmt: skip
# After mươi and mười. "năm" is not among them: hai mươi năm is twenty years, 25 is hai mươi lăm.
_UNITS = {**_DIGITS, "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
del _UNITS["năm"]
_SCALES = {
    "nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9,
}  # fmt: skip
_TENS = frozenset({"mươi", "chục"})
_ZERO_TENS = frozenset({"linh", "lẻ"})
_HALF = "rưỡi"
# What a number in words can begin with.
NUMBER_WORDS = frozenset(_DIGITS) | frozenset(_SCALES) | {"mười", "không"}
_FIGURES = re.compile(r"\d+")

# "năm" is five before something counted, and a year everywhere else.
_COUNTED = word_set(
    """người cái con chiếc tập cá lần ngày tháng tuần năm tuổi giờ phút giây tấn tạ kg km mét ha hộ
    xã huyện tỉnh nước cuốn quyển bài câu điểm phần bước nhóm đội giải loại vụ ca em đồng thôn
    phường ngôi căn tòa cây anh chị ông bà chàng cô vị lượt phiên mùa vòng trận quả tầng"""
)
_BEFORE_A_YEAR = word_set(
    "cuối đầu giữa mỗi hằng hàng nhiều trong các những mấy cả từng suốt theo từ đến vài"
)


class Number(NamedTuple):
    """The value read from ``tokens[first:last]``."""

    value: Decimal
    first: int
    last: int


def figure_value(text: str, *, scaled: bool = False) -> Decimal | None:
    """The value of figures in Vietnamese or English notation; None for 192.168.1.1.

    A point or comma before a group of three digits separates thousands (27.000, 27,000), unless
    a scale word follows (``scaled``): then a single comma is decimal, as in 1,234 tỷ.
    """
    separators = [c for c in text if c in ".,"]
    groups = _FIGURES.findall(text)
    if not separators:
        return Decimal(text)
    in_threes = 1 <= len(groups[0]) <= 3 and groups[0] != "0"
    if len(separators) == 1:
        comma_is_decimal = scaled and separators[0] == ","
        if in_threes and len(groups[1]) == 3 and not comma_is_decimal:
            return Decimal(groups[0] + groups[1])
        return Decimal(f"{groups[0]}.{groups[1]}")
    decimals = len(set(separators)) == 2 and separators.count(separators[-1]) == 1
    whole = groups[:-1] if decimals else groups
    if not in_threes or any(len(group) != 3 for group in whole[1:]):
        return None
    return Decimal("".join(whole) + (f".{groups[-1]}" if decimals else ""))


def read_number(tokens: Sequence[Token], first: int) -> Number | None:
    """The longest number starting at ``tokens[first]``, or None.

    A lone digit in words is a number (ba, bảy), except "một" and "năm" where it means a year.
    """
    token = tokens[first]
    if token.kind is not TokenKind.FIGURE and token.text.lower() not in NUMBER_WORDS:
        return None
    reader = _Reader(tokens, first)
    value = reader.number()
    if value is None or (reader.at == first + 1 and not _stands_alone(tokens, first)):
        return None
    return Number(value, first, reader.at)


def _stands_alone(tokens: Sequence[Token], first: int) -> bool:
    word = tokens[first].text.lower()
    if word == "một" or word in _SCALES:
        return False
    if word != "năm":
        return True
    before = tokens[first - 1] if first else None
    after = tokens[first + 1].text.lower() if first + 1 < len(tokens) else ""
    if before is not None and (
        before.kind is TokenKind.FIGURE
        or before.text.lower() in _BEFORE_A_YEAR
        or before.text.lower() in _UNITS
        or before.text.lower() in _TENS
    ):
        return False
    return after in _COUNTED


class _Reader:
    """A cursor over the tokens; every method advances it past what it has read."""

    def __init__(self, tokens: Sequence[Token], at: int) -> None:
        self._tokens = tokens
        self.at = at

    def _word(self, ahead: int = 0) -> str:
        where = self.at + ahead
        if where >= len(self._tokens) or self._tokens[where].kind is not TokenKind.WORD:
            return ""
        return self._tokens[where].text.lower()

    def _figure(self, ahead: int = 0) -> str:
        where = self.at + ahead
        if where >= len(self._tokens) or self._tokens[where].kind is not TokenKind.FIGURE:
            return ""
        return self._tokens[where].text

    def number(self) -> Decimal | None:
        """Amounts with falling scales: 2 tỷ 300 triệu; hai nghìn không trăm mười bảy."""
        total: Decimal | None = None
        smallest = Decimal(10) ** 30
        while True:
            start = self.at
            if total is not None and self._word() in _ZERO_TENS:
                self.at += 1
            value = self._amount()
            scale = self._scale() if value is not None or self._word(1) == _HALF else Decimal(1)
            if value is None and scale > 1:
                value = Decimal(1)  # tỷ rưỡi
            if value is None or scale >= smallest:
                self.at = start
                return total
            if total is not None and scale == 1 and not self._may_follow(value, start, smallest):
                self.at = start
                return total
            if total is not None and scale == 1 and value < 10 and self.at == start + 1:
                value *= smallest / 10  # 3 triệu 5, hai triệu ba
            total = (total or 0) + value * scale
            if scale > 1 and self._word() == _HALF:
                self.at += 1
                return total + scale / 2
            if scale == 1:
                return total
            smallest = scale

    def _may_follow(self, value: Decimal, start: int, smallest: Decimal) -> bool:
        """Whether an amount without a scale belongs to the number before it."""
        if self.at > start + 1:
            return value < smallest
        if value >= 10 or self._word() in _COUNTED - {"đồng"}:
            return False  # 2 triệu 500 người is no number; 3 triệu 5 ngày neither
        return self._tokens[start].text.lower() != "năm"

    def _amount(self) -> Decimal | None:
        if figure := self._figure():
            scaled = self._word(1) in _SCALES
            value = figure_value(figure, scaled=scaled)
            if value is not None:
                self.at += 1
            return value
        return self._below_thousand()

    def _scale(self) -> Decimal:
        scale = Decimal(1)
        while (word := self._word()) in _SCALES:
            scale *= _SCALES[word]  # nghìn tỷ
            self.at += 1
        return scale

    def _below_thousand(self) -> Decimal | None:
        word = self._word()
        if self._word(1) != "trăm" or not (word in _DIGITS or word == "không"):
            return self._below_hundred()
        value = Decimal(_DIGITS.get(word, 0) * 100)
        self.at += 2
        if self._word() in _ZERO_TENS and (digit := _DIGITS.get(self._word(1))):
            self.at += 2
            return value + digit
        if self._word() == _HALF:
            self.at += 1
            return value + 50
        start = self.at
        rest = self._below_hundred()
        if rest is not None and rest >= 10:
            return value + rest
        self.at = start
        return value

    def _below_hundred(self) -> Decimal | None:
        word = self._word()
        if word == "mười":
            tens, self.at = 10, self.at + 1
        elif word in _DIGITS and self._word(1) in _TENS:
            tens, self.at = _DIGITS[word] * 10, self.at + 2
        elif word in _DIGITS:
            self.at += 1
            return Decimal(_DIGITS[word])
        else:
            return None
        if (unit := _UNITS.get(self._word())) and self._word(1) not in _TENS:
            self.at += 1
            tens += unit
        return Decimal(tens)
