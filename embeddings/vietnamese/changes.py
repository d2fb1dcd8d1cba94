"""A question as it was understood, and what was changed in reading it, for people to see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """Why a word of the question was read as another."""

    ACCENTS = "accents"
    CAPITALS = "capitals"
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
    the reader get: accents and capitals restored, shorthand written out. ``terms`` are BM25 terms
    with weights, empty if there is nothing to ask. ``changes`` are in the order of the question.
    ``foreign`` questions are in another language than Vietnamese and were left as they are;
    ``glossed`` then is the question without function words, in Vietnamese where the glossary knows
    a word.
    """

    original: str
    text: str
    terms: Mapping[str, float]
    changes: tuple[Change, ...] = ()
    foreign: bool = False
    glossed: str = ""


def merged(changes: Iterable[Change | None]) -> Iterator[Change]:
    """Neighbouring accents and capitals as one change; None stands for a word left alone."""
    run: list[Change] = []
    for change in (*changes, None):
        joins = change is not None and change.kind in (ChangeKind.ACCENTS, ChangeKind.CAPITALS)
        if run and not joins:
            kinds = {part.kind for part in run}
            kind = ChangeKind.ACCENTS if ChangeKind.ACCENTS in kinds else ChangeKind.CAPITALS
            yield Change(
                kind,
                " ".join(part.before for part in run),
                " ".join(part.after for part in run),
            )
            run = []
        if joins and change is not None:
            run.append(change)
        elif change is not None:
            yield change
