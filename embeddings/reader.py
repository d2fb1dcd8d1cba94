"""The Reader protocol, and a reader that points at whole sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from embeddings.articles import Passage
from embeddings.question_types import AnswerType, answer_type, may_hold
from embeddings.vietnamese import Understood, index_terms
from embeddings.vietnamese.sentences import sentence_spans


@dataclass(frozen=True, slots=True)
class Reading:
    """The stretch of a passage that answers best: ``passage.text[start:end]``.

    ``score`` is in [0, 1] and comparable between passages of one question.
    """

    start: int
    end: int
    score: float


class Reader(Protocol):
    """Points at the answer in a passage."""

    def read(self, question: Understood, passages: Sequence[Passage]) -> list[Reading]:
        """One reading for each passage, in the same order."""


class SentenceReader:
    """Points at the sentence that shares most with the question; it does not find exact answers.

    A sentence's score is the weight of the question's terms it has, telling ones more (inverse
    document frequency), raised if it may hold what was asked for. Where a question shares no word
    with the passage, as an English one, the first such sentence is taken.
    """

    _RAISE = 0.3
    _NO_WORD = 0.01

    def __init__(self, idf: Callable[[str], float]) -> None:
        self._idf = idf

    def read(self, question: Understood, passages: Sequence[Passage]) -> list[Reading]:
        """One sentence for each passage, in the same order."""
        weights = {term: weight * self._idf(term) for term, weight in question.terms.items()}
        total = sum(weights.values()) or 1.0
        kind = answer_type(question.text)

        def score(sentence: str) -> float:
            shared = sum(weights.get(term, 0.0) for term in set(index_terms(sentence)))
            fitting = kind is not AnswerType.OTHER and may_hold(kind, sentence)
            share = (shared / total + self._NO_WORD) * (1 + self._RAISE * fitting)
            return share / (1 + self._NO_WORD) / (1 + self._RAISE)

        readings = []
        for passage in passages:
            scored = (
                Reading(start, end, score(passage.text[start:end]))
                for start, end in sentence_spans(passage.text)
            )
            readings.append(max(scored, key=lambda reading: reading.score))
        return readings
