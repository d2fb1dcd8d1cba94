"""What a text is found by: its BM25 terms.

Five kinds, told apart by how they are written:

- ``giam`` a syllable, folded;
- ``giam_doc`` two neighbouring syllables, folded, never across punctuation;
- ``=giám`` the syllable as it is accented, so that an accented question rewards the exact word;
- ``#27000`` a number, whether written 27.000, 27 nghìn or hai mươi bảy nghìn (``#90%`` a share);
- ``@2021-05-18`` a date and its coarser forms, ``§kl-1`` an official document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from embeddings.vietnamese.dates import read_date
from embeddings.vietnamese.documents import document_keys, named_document
from embeddings.vietnamese.numerals import NUMBER_WORDS, Number, read_number
from embeddings.vietnamese.scanning import Token, TokenKind, scan
from embeddings.vietnamese.text import clean, fold, match_form


class Unit(NamedTuple):
    """A stretch of text and its terms.

    ``folded`` is what it contributes to bigrams, ``accented`` the exact form of a word (empty for
    anything else), ``extra`` the canonical terms. ``start`` is its offset in the clean text.
    """

    folded: str
    accented: str
    extra: tuple[str, ...]
    start: int


_MAY_START_A_VALUE = NUMBER_WORDS | {"tháng"}
_BREAK = Unit("", "", (), -1)


@lru_cache(maxsize=1 << 16)
def _word(word: str) -> tuple[str, str]:
    form = match_form(word)
    return fold(form), "=" + form


def number_term(value: Decimal) -> str:
    """``#27000`` for 27000, ``#2.5`` for 2.5."""
    text = f"{value:f}"
    return "#" + (text.rstrip("0").rstrip(".") if "." in text else text)


def units(clean_text: str) -> list[Unit]:
    """The text as units, breaks (``folded`` empty) included."""
    tokens = scan(clean_text)
    found: list[Unit] = []
    at, dated = 0, 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind is TokenKind.WORD and token.text.lower() not in _MAY_START_A_VALUE:
            found.append(Unit(*_word(token.text), (), token.start))
            at += 1
            continue
        extra: list[str] = []
        if at >= dated and (date := read_date(tokens, at)) is not None:
            extra.extend("@" + key for key in date.keys)
            dated = date.last
        if (document := named_document(tokens, at)) is not None:
            extra.append("§" + document)
        number = read_number(tokens, at)
        last = at + 1 if number is None else number.last
        found.extend(_units_of(tokens, at, number, extra))
        at = last
    return found


def _units_of(
    tokens: list[Token], at: int, number: Number | None, extra: list[str]
) -> Iterator[Unit]:
    token = tokens[at]
    if number is not None:
        term = number_term(number.value)
        if _is_share(tokens, number.last):
            extra.append(term + "%")
        if number.last > at + 1 or token.kind is TokenKind.FIGURE:
            words = (t for t in tokens[at : number.last] if t.kind is TokenKind.WORD)
            inner = (part for word in words for part in _word(word.text))
            yield Unit(term, "", (*extra, *inner), token.start)
            return
        extra.append(term)
        if number.last < len(tokens) and tokens[number.last].kind is TokenKind.WORD:
            extra.append(f"{term}_{_word(tokens[number.last].text)[0]}")
    if token.kind is TokenKind.WORD:
        folded, accented = _word(token.text)
        yield Unit(folded, accented, tuple(extra), token.start)
    elif token.kind is TokenKind.BREAK:
        yield _BREAK
    elif token.kind is TokenKind.DATE:
        yield from _date_units(token, extra)
    elif token.kind is TokenKind.DOCUMENT:
        whole, *others = ("§" + key for key in document_keys(token.text))
        yield Unit(whole, "", (*others, *extra), token.start)
    elif token.kind is TokenKind.FIGURE:
        yield Unit("#" + token.text, "", tuple(extra), token.start)


def _date_units(token: Token, extra: list[str]) -> Iterator[Unit]:
    """18.5.2021 as if it had been written out: 18 tháng 5 năm 2021."""
    numbers = [f"#{int(part)}" for part in re.findall(r"\d+", token.text)]
    names = ["thang", "nam"] if len(numbers) == 3 or len(numbers[-1]) == 5 else ["thang"]
    spoken = [f"{name}_{number}" for name, number in zip(names[::-1], numbers[::-1], strict=False)]
    for number in numbers:
        yield Unit(number, "", tuple(extra), token.start)
        extra = spoken
        spoken = []


def _is_share(tokens: list[Token], after: int) -> bool:
    following = [token.text.lower() for token in tokens[after : after + 2]]
    return following[:1] == ["%"] or following == ["phần", "trăm"]


def index_terms(text: str) -> list[str]:
    """The BM25 terms of a passage, repeated as often as they occur."""
    terms: list[str] = []
    before = ""
    for unit in units(clean(text)):
        if unit.folded:
            terms.append(unit.folded)
            if unit.accented:
                terms.append(unit.accented)
            if before:
                terms.append(f"{before}_{unit.folded}")
            terms.extend(unit.extra)
        before = unit.folded
    return terms
