"""Clean text to tokens: words, figures, dates, document numbers, and the breaks between."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

from embeddings.vietnamese.text import word_set


class TokenKind(Enum):
    """What a token is."""

    WORD = auto()  # letters only: "covid19" is a word and a figure
    FIGURE = auto()  # 5, 27.000, 2,5
    PERCENT = auto()
    DATE = auto()  # 18.5.2021, 5/2021, 30/7
    DOCUMENT = auto()  # 01-KL/TW, 43/2021/NĐ-CP
    BREAK = auto()  # punctuation that neither a phrase nor a bigram crosses


class Token(NamedTuple):
    """``text`` is ``clean_text[start:end]``."""

    kind: TokenKind
    text: str
    start: int
    end: int


# Kinds of Vietnamese documents as they are abbreviated in their numbers.
_DOCUMENT_TYPES = "KL|CT|NQ|NĐ|ND|QĐ|QD|QyĐ|QyD|TT|TTLT|CV|KH|HD|TB|BC|TTr|CĐ|CTr|QC|ĐA|SL|PL"
_SCAN = re.compile(
    rf"""
      (?P<DOCUMENT>
          \b\d{{1,6}}(?:/(?:19|20)\d\d)?\ ?[-/]\ ?
          (?: (?:{_DOCUMENT_TYPES}) (?![^\W\d_]) (?:[-/][^\W\d_]{{1,10}}\d{{0,2}})*
            | [^\W\d_]{{1,6}}\d{{0,2}} (?:[-/][^\W\d_]{{2,10}})+ (?<![/-]h) ) )
    | (?P<DATE>
          (?<![\d./-])
          (?: \d{{1,2}} (?P<between>[./-]) \d{{1,2}} (?P=between) \d{{4}}
            | \d{{1,2}} [/-] (?:19|20)\d\d
            | \d{{1,2}} / \d{{1,2}} )
          (?![\d/-]|\.\d) )
    | (?P<FIGURE> \d+(?:[.,]\d+)* )
    | (?P<WORD> [^\W\d_]+ )
    | (?P<PERCENT> % )
    | (?P<BREAK> [.,;:!?…()\[\]{{}}|\n•]+ | (?<=\s)-(?=\s) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_KINDS = dict(TokenKind.__members__)
# After these a full stop ends nothing: TP. Hải Dương, TS. Nguyễn Văn A.
_DOTTED = word_set(
    "tp tx tt ts ths pgs gs bs ks cn ls nsnd nsut p q h x t tr đ st vd tel tphcm mr mrs dr"
)


def scan(clean_text: str) -> list[Token]:
    """All tokens in order; quotes, hyphens inside words, symbols and emoji are left out."""
    tokens: list[Token] = []
    for found in _SCAN.finditer(clean_text):
        kind = _KINDS[found.lastgroup or "BREAK"]
        text = found.group()
        if (
            kind is TokenKind.BREAK
            and text == "."
            and tokens
            and tokens[-1].end == found.start()
            and tokens[-1].text.lower() in _DOTTED
        ):
            continue
        tokens.append(Token(kind, text, found.start(), found.end()))
    return tokens
