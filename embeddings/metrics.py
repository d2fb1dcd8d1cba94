"""Measures of retrieval and of answers. What was not found scores 0."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence

MRR_DEPTH = 10


def recall(ranks: Sequence[int | None], k: int) -> float:
    """The share of questions whose right passage is among the first ``k``.

    ``ranks`` counts from 1 and holds None where the passage was not found; that scores 0.
    """
    return sum(rank is not None and rank <= k for rank in ranks) / len(ranks) if ranks else 0.0


def mrr(ranks: Sequence[int | None], depth: int = MRR_DEPTH) -> float:
    """Mean reciprocal rank; what was not found down to ``depth`` scores 0."""
    found = sum(1 / rank for rank in ranks if rank is not None and rank <= depth)
    return found / len(ranks) if ranks else 0.0


def plain(answer: str) -> str:
    """An answer as it is compared: lower case, without punctuation, single spaces.

    Like SQuAD's normalisation but for its articles: "an" and "a" are Vietnamese words.
    """
    lower = unicodedata.normalize("NFC", answer).lower()
    kept = (char for char in lower if not unicodedata.category(char).startswith("P"))
    return " ".join("".join(kept).split())


def exact_match(answer: str | None, expected: Collection[str]) -> float:
    """1 where the answer equals an expected one, else 0."""
    return float(answer is not None and plain(answer) in map(plain, expected))


def meets(answer: str | None, expected: Collection[str]) -> bool:
    """Whether the answer has the words of an expected one, or the most of them.

    Kinder than ``exact_match``: "24" and "24 bộ thủ tục" meet, and a sentence meets what it says. A
    part of what is expected must have its figures, or half of its words where it has none.
    """
    given = plain(answer or "")
    return bool(given) and any(_meets(given, plain(one)) for one in expected)


def _meets(given: str, wanted: str) -> bool:
    if f" {wanted} " in f" {given} ":
        return True
    if f" {given} " not in f" {wanted} ":
        return False
    figures = [word for word in wanted.split() if word[0].isdigit()]
    if figures:
        return all(figure in given.split() for figure in figures)
    return 2 * len(given.split()) >= len(wanted.split())


def f1(answer: str | None, expected: Collection[str]) -> float:
    """The overlap in syllables with the expected answer that is nearest, in [0, 1]."""
    if answer is None:
        return 0.0
    return max((_overlap(plain(answer).split(), plain(one).split()) for one in expected), default=0)


def _overlap(answer: list[str], expected: list[str]) -> float:
    common = (Counter(answer) & Counter(expected)).total()
    return 2 * common / (len(answer) + len(expected)) if common else float(answer == expected)
