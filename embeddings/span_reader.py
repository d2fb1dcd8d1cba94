"""A reader that points at exact answers and says how sure it is of each.

What the search thought of a passage and what the reading model thinks of a span in it are weighed
together: every span of every passage read is a candidate of a conditional logit with an outside
option, "none of these" (as in ``ranking``). The weights, fitted by ``embeddings.training.reading``,
stand readable in ``data/models/reading.json``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from embeddings import resources
from embeddings.articles import BlockKind, Passage
from embeddings.question_types import AnswerType, asks_for_several, asks_of_article
from embeddings.reader import Reading, agreed
from embeddings.retriever import Hit
from embeddings.span_features import Question
from embeddings.span_model import Excerpt, SpanModel, TextSpan
from embeddings.span_shapes import (
    all_amounts,
    body_alone,
    counted,
    counts_what_is_asked,
    joined_list,
    other_amount,
    whole_name,
    whole_office,
    with_part,
)
from embeddings.vietnamese import Understood
from embeddings.vietnamese.sentences import sentence_around, trimmed

MOST = 4  # passages read at most
# Of the probability that any passage answers, so much is read; and more if nothing sure is found.
_ENOUGH, _ALL_BUT = 0.9, 0.97
_SURE = 0.5  # more likely right than not
_SPANS = 4  # of each passage
# What of its score a span may give up to be wider, by the kind of question: where no form of words
# says where an answer ends, one with a word too many is better than one that lacks some.
_SLACK = {AnswerType.OTHER: 0.75, AnswerType.ROLE: 0.5, AnswerType.ORGANISATION: 0.5}
_SLACK_OF_SEVERAL = 1.0
_APART = 2  # characters between two answers; what is nearer belongs to the better one
_LISTED = 0.1  # of the best one's confidence, from which on a span may be part of a list
_TINY = 1e-6
# A title, a date, a signature is an answer as it stands, if it is what was asked for; the reading
# model is not made for them. The score is that of a span it is sure of.
_WHOLE: Mapping[BlockKind, frozenset[AnswerType]] = {
    BlockKind.TITLE: frozenset({AnswerType.OTHER}),
    BlockKind.DATELINE: frozenset({AnswerType.TIME}),
    BlockKind.BYLINE: frozenset({AnswerType.PERSON}),
}
_WHOLE_SCORE = 12.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span of a passage, with what is known about it by feature name."""

    place: int  # of the passage among the hits
    span: TextSpan
    features: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class ReadingModel:
    """Weights by feature, the utility of "none of these", and when to stay silent.

    ``min_confidence`` is compared with the probability of the best span.
    """

    weights: Mapping[str, float]
    none: float
    min_confidence: float

    def confidences(self, candidates: Sequence[Candidate]) -> list[float]:
        """The probability that each candidate is the answer; what they lack to 1 is "none"."""
        utilities = [self.utility(candidate.features) for candidate in candidates]
        top = max([self.none, *utilities])
        shares = [math.exp(utility - top) for utility in utilities]
        whole = sum(shares) + math.exp(self.none - top)
        return [share / whole for share in shares]

    def utility(self, features: Mapping[str, float]) -> float:
        """The weighted sum of a candidate's features."""
        return sum(weight * features[name] for name, weight in self.weights.items())


@cache
def reading_model() -> ReadingModel:
    """The weights that ship."""
    fields = json.loads((resources.models_directory() / "reading.json").read_text("utf-8"))
    return ReadingModel(**fields)


class SpanReader:
    """Reads the passages that were found with a span model and weighs what it finds."""

    name = "spans"

    def __init__(self, spans: SpanModel, weights: ReadingModel | None = None) -> None:
        """Read with ``spans`` and weigh them, by the weights that ship if no others are given."""
        self._spans = spans
        self._weights = weights or reading_model()
        self.min_confidence = self._weights.min_confidence

    def read(self, question: Understood, hits: Sequence[Hit]) -> list[Reading]:
        """Readings of the passages that are likely to answer, best first."""
        asked = Question.of(question)
        spans: list[Candidate] = []
        for places in places_to_read(asked, hits):
            spans += self._spans_in(asked, hits, places)
            found = _of_what_is_counted(asked, spans, hits)
            chances = self._weights.confidences(found)
            if max(chances, default=0.0) >= _SURE:
                break
        ordered = sorted(zip(found, chances, strict=True), key=lambda pair: -pair[1])
        readings = [
            Reading(one.place, one.span.start, one.span.end, chance) for one, chance in ordered
        ]
        if asks_for_several(question.text):
            readings = together(readings, hits)
        features = {_place_of(one): one.features for one in found}
        rest = (one for one in readings[1:] if _is_another(one, readings[0], features))
        return agreed([*readings[:1], *rest], hits)

    def candidates(self, question: Understood, hits: Sequence[Hit]) -> list[Candidate]:
        """The spans of all passages that may be read, in their order."""
        asked = Question.of(question)
        likely, further = places_to_read(asked, hits)
        spans = self._spans_in(asked, hits, [*likely, *further])
        return _of_what_is_counted(asked, spans, hits)

    def _spans_in(
        self, asked: Question, hits: Sequence[Hit], places: Sequence[int]
    ) -> list[Candidate]:
        """What the model points at in the hits at these places."""
        nothing = max(_TINY, 1 - sum(hit.score for hit in hits))
        running = [
            excerpt(hits[place].passage) for place in places if _is_read(hits[place].passage)
        ]
        read = iter(self._spans.spans(asked.text, running, _SPANS, slack(asked)))
        found = []
        for place in places:
            hit = hits[place]
            spans = next(read) if _is_read(hit.passage) else _whole(hit.passage)
            spans = _shaped(hit.passage.text, spans, asked)
            retrieval = math.log(max(_TINY, hit.score) / nothing)
            for span in spans:
                of_span = asked.features(hit.passage.text, span.start, span.end)
                features = {"retrieval": retrieval, "span": span.score, **of_span}
                found.append(Candidate(place, span, features))
        return found


def _of_what_is_counted(
    asked: Question, found: Sequence[Candidate], hits: Sequence[Hit]
) -> list[Candidate]:
    """Without the numbers of other things, where there is one of what was asked for."""
    if asked.kind is not AnswerType.QUANTITY:
        return list(found)
    fitting = [
        one
        for one in found
        if counts_what_is_asked(
            asked.text, hits[one.place].passage.text, one.span.start, one.span.end
        )
    ]
    return fitting or list(found)


Place = tuple[int, int]  # the hit, and where a span begins in it


def _place_of(one: Candidate) -> Place:
    return one.place, one.span.start


def _is_another(one: Reading, best: Reading, features: Mapping[Place, Mapping[str, float]]) -> bool:
    """Whether a reading is an answer beside the best: of the kind asked for, and no rest of that.

    ``features`` are those of the candidates; a list begins where one of its things does.
    """
    own, others = features[one.place, one.start], features[best.place, best.start]
    if own["unfitting"] and not others["unfitting"]:
        return False
    gap = max(one.start - best.end, best.start - one.end)
    return one.place != best.place or gap > _APART


def excerpt(passage: Passage) -> Excerpt:
    """A passage as it is read: under its title and heading."""
    return Excerpt(passage.text, ". ".join(filter(None, (passage.title, passage.heading))))


def _is_read(passage: Passage) -> bool:
    return passage.kind not in _WHOLE


def _may_answer(passage: Passage, asked: Question) -> bool:
    if _is_read(passage):
        return True
    return asked.kind in _WHOLE[passage.kind] and asks_of_article(asked.text, passage.kind)


def _whole(passage: Passage) -> list[TextSpan]:
    start, end = trimmed(passage.text, 0, len(passage.text))
    return [TextSpan(start, end, _WHOLE_SCORE)]


def _shaped(text: str, spans: Sequence[TextSpan], asked: Question) -> list[TextSpan]:
    """The spans as whole names or offices, with what is counted, or as the sentence that says yes
    or no, or what somebody said.

    Two that become one are one.
    """
    found: dict[tuple[int, int], TextSpan] = {}
    for span in spans:
        start, end = span.start, span.end
        if asked.kind is AnswerType.PERSON:
            start, end = whole_name(text, start, end)
        elif asked.kind is AnswerType.QUANTITY:
            start, end = other_amount(asked.text, text, start, end)
            start, end = counted(asked.text, text, start, end)
            start, end = all_amounts(asked.text, text, start, end)
            start, end = with_part(text, start, end)
        elif asked.kind is AnswerType.ROLE:
            start, end = whole_office(text, start, end)
        elif asked.kind in (AnswerType.PLACE, AnswerType.ORGANISATION):
            start, end = body_alone(text, start, end)
        elif asked.kind in (AnswerType.YES_NO, AnswerType.SPEECH):
            start, end = sentence_around(text, start)
        found.setdefault((start, end), TextSpan(start, end, span.score))
    return list(found.values())


def slack(asked: Question) -> float:
    """By how much the best span may beat a wider one that is taken instead."""
    return _SLACK_OF_SEVERAL if asks_for_several(asked.text) else _SLACK.get(asked.kind, 0.0)


def places_to_read(asked: Question, hits: Sequence[Hit]) -> tuple[list[int], list[int]]:
    """Which hits to read, by their places, and which to read too if nothing sure is in these."""
    places = [place for place, hit in enumerate(hits) if _may_answer(hit.passage, asked)]
    scores = [hits[place].score for place in places]
    likely, all_but = (worth_reading(scores, part) for part in (_ENOUGH, _ALL_BUT))
    return places[:likely], places[likely:all_but]


def worth_reading(scores: Sequence[float], part: float) -> int:
    """How many of the first passages to read: those that have this part of the probability."""
    wanted = part * sum(scores)
    reached = 0.0
    for count, score in enumerate(scores[:MOST], 1):
        reached += score
        if reached >= wanted:
            return count
    return min(MOST, len(scores))


def together(readings: Sequence[Reading], hits: Sequence[Hit]) -> list[Reading]:
    """The best reading with those that it is a list with, where all of several are asked for."""
    if not readings:
        return []
    best, *rest = readings
    beside = [one for one in rest if one.place == best.place]
    beside = [one for one in beside if one.confidence >= _LISTED * best.confidence]
    text = hits[best.place].passage.text
    start, end = joined_list(text, [(one.start, one.end) for one in (best, *beside)])
    inside = [one for one in beside if start <= one.start and one.end <= end]
    chance = best.confidence + sum(one.confidence for one in inside)
    return [
        Reading(best.place, start, end, chance),
        *(one for one in rest if one not in inside),
    ]
