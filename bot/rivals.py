"""Answers that fit nearly as well as the best one: shown beside it, with what sets them apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.markup import ELLIPSIS
from bot.views import Mark, Spot
from embeddings.articles import ArticleInfo
from embeddings.vietnamese import fold
from embeddings.vietnamese.sentences import sentence_spans

NEARLY = 0.75  # of the best answer's confidence
SHOWN = 3  # answers side by side, the best one included
_SHORT = 120  # characters; whoever wants to compare sentences turns the page
_SEMICOLON = re.compile(r";(?=\s)")
_CLAUSE = re.compile(r"[:,](?=\s)|\s[-–—](?=\s)")
_LONG = 90  # characters on one side of an answer, from where on they are cut at commas
_MARKS = " ,;:-–—\n"
_ENOUGH = 4  # words of a clause that say what an answer is about


@dataclass(frozen=True, slots=True)
class Rival:
    """One of several answers: its words, and the part of the sentence they stand in."""

    spot: Spot
    words: str
    clause: str

    @property
    def article(self) -> ArticleInfo:
        """Where it is from."""
        assert self.spot.article is not None
        return self.spot.article


def rivals(spots: Sequence[Spot]) -> tuple[Rival, ...]:
    """The answers to be shown side by side, surest first; empty if there is no doubt.

    Where they come from different articles, the newest is first: that is what readers judge by.
    """
    marks = [(spot, mark) for spot in spots if spot.passage for mark in spot.marks]
    marks.sort(key=lambda pair: -pair[1].confidence)
    enough = NEARLY * marks[0][1].confidence if marks else 0.0
    found: list[Rival] = []
    for spot, mark in marks:
        words = spot.words(mark)
        if mark.confidence < enough or (not found and not is_short(spot, mark)):
            break  # no more that are sure enough; or the best answer is a sentence
        if is_short(spot, mark) and not any(_alike(words, other.words) for other in found):
            found.append(Rival(spot, words, words_around(spot, mark)))
    if len(found) < 2:
        return ()
    found = found[:SHOWN]
    if len({rival.article.id for rival in found}) > 1:
        found.sort(key=_age)
    return tuple(found)


def in_order(spots: Sequence[Spot]) -> tuple[Spot, ...]:
    """The passages as they are to be paged through: those of rivals first, in their order."""
    first = [rival.spot for rival in rivals(spots)]
    return tuple(dict.fromkeys([*first, *spots]))


def is_short(spot: Spot, mark: Mark) -> bool:
    """Whether an answer is a name, a number, a few words; and no sentence of its own."""
    words = spot.words(mark)
    if not 0 < len(words) <= _SHORT or spot.passage is None:
        return False
    start, end = _sentence(spot.passage.text, mark)
    return fold(words) != fold(spot.passage.text[start:end].strip(_MARKS))


def words_around(spot: Spot, mark: Mark) -> str:
    """The sentence that an answer stands in; of a long one the part that says what it is about."""
    assert spot.passage is not None
    text = spot.passage.text
    start, end = _sentence(text, mark)
    parts = [cut.end() for cut in _SEMICOLON.finditer(text, start, end)]
    begin = max((cut for cut in parts if cut <= mark.start), default=start)
    stop = min((cut for cut in parts if cut >= mark.end), default=end)
    commas = [cut.end() for cut in _CLAUSE.finditer(text, begin, stop)]
    if mark.start - begin > _LONG:
        earlier = [cut for cut in commas if len(text[cut : mark.start].split()) >= _ENOUGH]
        near = [cut for cut in earlier if mark.start - cut <= _LONG]
        begin = min(near, default=max(earlier, default=begin))
    if stop - mark.end > _LONG:
        later = [cut for cut in commas if cut >= mark.end]
        near = [cut for cut in later if cut - mark.end <= _LONG]
        stop = max(near, default=min(later, default=stop))
    before, after = (ELLIPSIS if begin > start else ""), (ELLIPSIS if stop < end else "")
    return before + text[begin:stop].strip(_MARKS) + after


def _sentence(text: str, mark: Mark) -> tuple[int, int]:
    spans = [span for span in sentence_spans(text) if span[0] < mark.end and span[1] > mark.start]
    return (spans[0][0], spans[-1][1]) if spans else (mark.start, mark.end)


def _alike(one: str, other: str) -> bool:
    """Whether one answer says what the other does, or a part of it."""
    words, others = fold(one).split(), fold(other).split()
    if len(words) > len(others):
        words, others = others, words
    return any(others[at : at + len(words)] == words for at in range(len(others) - len(words) + 1))


def _age(rival: Rival) -> float:
    """Newest first; what has no date last."""
    moment = rival.article.published_at
    return -moment.timestamp() if moment is not None else float("inf")
