"""From a question to an Answer. Knows nothing of Telegram or terminals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from embeddings.articles import BlockKind
from embeddings.edition import Edition
from embeddings.encoder import Encoder
from embeddings.errors import EmptyQuestionError, QuestionTooLongError
from embeddings.finder import Finder
from embeddings.reader import Reader, SentenceReader
from embeddings.retriever import Hit
from embeddings.span_model import SpanModel
from embeddings.span_reader import SpanReader
from embeddings.timing import Stopwatch
from embeddings.vietnamese import Understood, nfc

MAX_QUESTION = 2_000  # characters; longer than any question, shorter than a pasted article
CANDIDATES = 20
_NEAREST = 3
# A span is worth showing beside the best from this part of the best one's confidence on.
_RIVAL = 0.35
# A date or an author's name answers when asked for, and says nothing beside another question.
_RUNNING_TEXT = (BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.TABLE_ROW)


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
    understood: Understood
    best: Finding | None
    alternatives: tuple[Finding, ...]
    candidates: tuple[Hit, ...]  # up to 20 passages, best first
    edition: str
    timings_ms: Mapping[str, float]  # by stage, with the whole as "total"
    considered: tuple[Finding, ...] = ()  # all the reader pointed at, best first, shown or not

    @property
    def answered(self) -> bool:
        """Whether the library holds an answer."""
        return self.best is not None

    @property
    def nearest(self) -> tuple[Hit, ...]:
        """The few passages to show where there is no answer: those with something to read."""
        readable = (hit for hit in self.candidates if hit.passage.kind in _RUNNING_TEXT)
        return tuple(islice(readable, _NEAREST))


class Answerer:
    """Answers questions from one edition. Safe to use from several threads."""

    def __init__(
        self,
        edition: Edition,
        encoder: Encoder,
        spans: SpanModel | None = None,
        min_confidence: float | None = None,
    ) -> None:
        """Answer from ``edition``.

        Without a model for ``spans`` whole sentences are pointed at; without ``min_confidence`` the
        reader's own decides what is refused.
        """
        self.edition = edition
        self._sentences = SentenceReader(edition.lexical.idf)
        self.reader: Reader = SpanReader(spans) if spans else self._sentences
        self._finder = Finder(edition, encoder)
        self._min_confidence = min_confidence

    def ask(self, question: str) -> Answer:
        """The best answer the edition holds, or none.

        Raises:
            EmptyQuestionError: nothing to search for is left of the question.
            QuestionTooLongError: it has more than ``MAX_QUESTION`` characters.
        """
        watch = Stopwatch()
        if len(question) > MAX_QUESTION:
            raise QuestionTooLongError(
                f"{len(question)} characters", length=len(question), limit=MAX_QUESTION
            )
        understood, hits = self._finder.find(nfc(question), CANDIDATES, watch)
        if not understood.terms:
            raise EmptyQuestionError("nothing to search for")
        with watch.stage("read"):
            considered, least = self._read(understood, hits)
            findings = _worth_showing(considered, least)
        return Answer(
            question=understood.original,
            understood=understood,
            best=findings[0] if findings else None,
            alternatives=tuple(findings[1:]),
            candidates=tuple(hits),
            edition=self.edition.id,
            timings_ms=watch.timings_ms(),
            considered=tuple(considered),
        )

    def _read(self, question: Understood, hits: list[Hit]) -> tuple[list[Finding], float]:
        """What the reader points at, best first, and how sure it must be of the best."""
        # Across languages the sentence is found more surely than the words in it.
        reader = self._sentences if question.foreign else self.reader
        least = reader.min_confidence if self._min_confidence is None else self._min_confidence
        found = [
            Finding(hits[one.place], one.start, one.end, one.confidence)
            for one in reader.read(question, hits)
        ]
        return found, least


def _worth_showing(considered: list[Finding], least: float) -> list[Finding]:
    """The best finding and those that come near it; none if the best is not sure enough."""
    best = max((finding.confidence for finding in considered), default=0.0)
    if best < least:
        return []
    return [finding for finding in considered if finding.confidence >= _RIVAL * best]
