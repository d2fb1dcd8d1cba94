"""The Reader protocol, and a reader that points at whole sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from embeddings.articles import Passage
from embeddings.metrics import plain
from embeddings.question_types import AnswerType, answer_type, may_hold
from embeddings.resources import SENTENCES
from embeddings.retriever import Hit
from embeddings.span_shapes import other_rank
from embeddings.vietnamese import Understood, index_terms
from embeddings.vietnamese.sentences import sentence_spans

_READ = 5  # passages the sentence reader looks at


@dataclass(frozen=True, slots=True)
class Reading:
    """A stretch of a passage that may answer: ``hits[place].passage.text[start:end]``.

    ``confidence``, in [0, 1], is the probability that it answers the question.
    """

    place: int
    start: int
    end: int
    confidence: float


class Reader(Protocol):
    """Points at answers in the passages that were found."""

    @property
    def name(self) -> str:
        """What it is, for whoever looks after an installation."""

    @property
    def min_confidence(self) -> float:
        """The confidence below which it is better to stay silent."""

    def read(self, question: Understood, hits: Sequence[Hit]) -> list[Reading]:
        """Readings of the first of ``hits``, best first; several may lie in one passage."""


class SentenceReader:
    """Points at the sentence that shares most with the question; it does not find exact answers.

    A sentence's score is the weight of the question's terms it has, telling ones more (inverse
    document frequency), raised if it may hold what was asked for. Where a question shares no word
    with the passage, as an English one, the first such sentence is taken. How sure it is of its
    sentence, it cannot say: the confidence is the passage's, and next to nothing where the sentence
    speaks of the deputy and the question of the head, or the reverse.
    """

    name = SENTENCES
    # Of questions on what is not there, five in a hundred are as sure of a passage in a library of
    # 20,000, and not three in one of 200 (with the weights of data/models/ranking.json).
    min_confidence = 0.36
    _RAISE = 0.3
    _NO_WORD = 0.01
    _OTHER_RANK = 0.05

    def __init__(self, idf: Callable[[str], float]) -> None:
        self._idf = idf

    def read(self, question: Understood, hits: Sequence[Hit]) -> list[Reading]:
        """The best sentence of each of the first passages, best first."""
        weights = {term: weight * self._idf(term) for term, weight in question.terms.items()}
        kind = answer_type(question.text, question.original)
        readings = []
        for place, hit in enumerate(hits[:_READ]):
            start, end = self._best_sentence(hit.passage, weights, kind)
            other = other_rank(question.glossed or question.text, hit.passage.text[start:end])
            chance = hit.score * (self._OTHER_RANK if other else 1)
            readings.append(Reading(place, start, end, chance))
        return agreed(readings, hits)

    def _best_sentence(
        self, passage: Passage, weights: dict[str, float], kind: AnswerType
    ) -> tuple[int, int]:
        total = sum(weights.values()) or 1.0

        def score(span: tuple[int, int]) -> float:
            sentence = passage.text[slice(*span)]
            shared = sum(weights.get(term, 0.0) for term in set(index_terms(sentence)))
            fitting = kind is not AnswerType.OTHER and may_hold(kind, sentence)
            return (shared / total + self._NO_WORD) * (1 + self._RAISE * fitting)

        return max(sentence_spans(passage.text), key=score)


def agreed(readings: Sequence[Reading], hits: Sequence[Hit]) -> list[Reading]:
    """Readings with the same words taken together: what two passages say is surer."""
    best: dict[str, Reading] = {}
    for reading in readings:
        words = plain(hits[reading.place].passage.text[reading.start : reading.end])
        first = best.get(words)
        if first is None:
            best[words] = reading
        else:
            chance = first.confidence + reading.confidence
            best[words] = Reading(first.place, first.start, first.end, chance)
    return sorted(best.values(), key=lambda reading: -reading.confidence)
