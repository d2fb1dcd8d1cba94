"""From a question to an Answer. Knows nothing of Telegram or terminals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from embeddings.retriever import Hit


@dataclass(frozen=True, slots=True)
class Finding:
    """A span that answers: ``hit.passage.text[start:end]``, with a confidence in [0, 1]."""

    hit: Hit
    start: int
    end: int
    confidence: float

    @property
    def text(self) -> str:
        """The answer, in the article's own words."""
        return self.hit.passage.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known about a question.

    ``best`` is None when the library does not hold an answer; ``candidates`` then still has the
    nearest passages. ``alternatives`` are the next findings, in other passages, best first.
    """

    question: str  # as typed, NFC and trimmed
    understood: str  # as searched: accents restored, shorthand written out
    best: Finding | None
    alternatives: tuple[Finding, ...]
    candidates: tuple[Hit, ...]  # up to 20 passages, best first
    edition: str
    timings_ms: Mapping[str, float]  # by stage, with the whole as "total"

    @property
    def answered(self) -> bool:
        """Whether the library holds an answer."""
        return self.best is not None
