"""From an Answer to the pages a reader turns."""

from __future__ import annotations

from collections.abc import Iterable

from bot.answering import Answer
from bot.permalinks import permalink
from bot.rivals import in_order
from bot.views import Mark, Page, Spot
from embeddings.retriever import Hit

SPOTS = 9  # a reader turns one page at a time


def spots_of(answer: Answer) -> tuple[Spot, ...]:
    """What there is to show of an answer: where it stands, in the order of paging; or else what is
    near.
    """
    if answer.best is None:
        return tuple(_spot(hit) for hit in answer.nearest)
    marks: dict[str, list[Mark]] = {}
    hits: dict[str, Hit] = {}
    for finding in (answer.best, *answer.alternatives):
        passage = finding.hit.passage
        link = permalink(passage.article_id, passage.text)
        hits.setdefault(link, finding.hit)
        marks.setdefault(link, []).append(Mark(finding.start, finding.end, finding.confidence))
    return in_order([_spot(hits[link], marks[link]) for link in marks])[:SPOTS]


def first_page(number: str, question: str, answer: Answer) -> Page:
    """What is shown of an answer at first; ``number`` is its id."""
    start = 1 if answer.answered else 0
    understood = answer.understood.text
    return Page(number, start, spots_of(answer), answer.answered, question, understood)


def _spot(hit: Hit, marks: Iterable[Mark] = ()) -> Spot:
    link = permalink(hit.passage.article_id, hit.passage.text)
    return Spot(link, hit.article, hit.passage, tuple(marks))
