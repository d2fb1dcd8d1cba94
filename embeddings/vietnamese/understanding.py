"""A question as a person typed it, to what the encoder reads and what the index is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from embeddings.vietnamese.lexicon import Lexicon
from embeddings.vietnamese.terms import units
from embeddings.vietnamese.text import clean, nfc


class ChangeKind(StrEnum):
    """Why a word of the question was read as another."""

    ACCENTS = "accents"
    SHORTHAND = "shorthand"
    ABBREVIATION = "abbreviation"
    SPELLING = "spelling"
    TELEX = "telex"


@dataclass(frozen=True, slots=True)
class Change:
    """``before``, as typed, was read as ``after``."""

    kind: ChangeKind
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Understood:
    """A question and how it was read.

    ``original`` is the question in NFC without surrounding space; ``text`` what the encoder and
    the reader get: accents restored, shorthand written out. ``terms`` are BM25 terms with weights,
    empty if nothing can be asked. ``changes`` are in the order of the question.
    """

    original: str
    text: str
    terms: Mapping[str, float]
    changes: tuple[Change, ...] = ()


class Understander:
    """Reads questions with the words of one edition at hand. Immutable, so threads may share it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def understand(self, question: str) -> Understood:
        """Read a question; never raises, whatever the text. No terms: there is nothing to ask."""
        original = nfc(question).strip()
        text = " ".join(clean(original).split())
        terms: dict[str, float] = {}
        before = ""
        for unit in units(text):
            if unit.folded:
                names = (unit.folded, unit.accented, f"{before}_{unit.folded}" if before else "")
                for term in (*names, *unit.extra):
                    if term:
                        terms[term] = terms.get(term, 0.0) + 1.0
            before = unit.folded
        return Understood(original, text, terms)
