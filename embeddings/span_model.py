"""What a reading model does: question and passage in, the likeliest answer spans out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from embeddings.vietnamese.edges import mended

QUESTION, PASSAGE = "query: ", "passage: "
QUESTION_TOKENS, TITLE_TOKENS = 48, 32


@dataclass(frozen=True, slots=True)
class TextSpan:
    """``text[start:end]``; ``score`` says by how much (in logits) it beats "no answer here"."""

    start: int
    end: int
    score: float


class Excerpt(NamedTuple):
    """What is read: a passage, and the title it stands under, which helps to understand it."""

    text: str
    title: str = ""


class SpanModel(Protocol):
    """Points at answers in passages."""

    def spans(
        self, question: str, passages: Sequence[Excerpt], count: int, slack: float = 0.0
    ) -> list[list[TextSpan]]:
        """For each passage up to ``count`` spans that do not overlap, best first.

        Each is as wide as it gets by giving up no more than ``slack`` of its score.
        """


def before_passage(
    question: Sequence[int], title: Sequence[int], begin: int, end: int
) -> list[int]:
    """The tokens that a passage is read after: ``<s> question </s> title </s>``, both cropped.

    ``begin`` and ``end`` are the ids of ``<s>`` and ``</s>``.
    """
    return [begin, *question[:QUESTION_TOKENS], end, *title[:TITLE_TOKENS], end]


def apart(
    text: str, found: Iterable[tuple[int, int, float]], count: int, slack: float = 0.0
) -> list[TextSpan]:
    """The best ``(start, end, score)`` in ``text``, mended, none overlapping a better one.

    Instead of each the widest around it that scores at most ``slack`` less, with its score.
    """
    ordered = sorted(found, key=lambda span: -span[2])
    chosen: list[TextSpan] = []

    def free(start: int, end: int) -> bool:
        return start < end and all(end <= one.start or start >= one.end for one in chosen)

    for place, (start, end, score) in enumerate(ordered):
        if not free(*mended(text, start, end)):
            continue
        around = [
            mended(text, low, high)
            for low, high, other in ordered[place:]
            if other >= score - slack and low <= start and end <= high
        ]
        low, high = max((one for one in around if free(*one)), key=lambda one: one[1] - one[0])
        chosen.append(TextSpan(low, high, score))
        if len(chosen) == count:
            break
    return chosen
