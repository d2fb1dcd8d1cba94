"""How well questions are answered: the right passage first, the right words, refusals.

``evaluate`` asks every question of a file and counts. It takes anything that answers, so that the
console, the tests and other programs score the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Protocol

from embeddings.articles import Passage
from embeddings.errors import QuestionError
from embeddings.metrics import exact_match, f1, meets, mrr, recall
from embeddings.questions import Question, load_questions

__all__ = ["Failure", "Question", "Report", "Scores", "evaluate", "load_questions", "scores"]

CUTOFFS = (1, 3, 5)


class Candidate(Protocol):
    """A passage that was found."""

    @property
    def passage(self) -> Passage: ...


class Span(Protocol):
    """An answer."""

    @property
    def text(self) -> str: ...


class Reply(Protocol):
    """What evaluation needs of an answer: the span, None if refused, and passages, best first."""

    @property
    def best(self) -> Span | None: ...

    @property
    def candidates(self) -> Sequence[Candidate]: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question: the rank of the right passage from 1, None if not found."""

    question: Question
    rank: int | None
    answer: str | None  # None: refused

    @property
    def right(self) -> bool:
        """Answered, and with the expected words: those of a sentence that says them count."""
        expected = self.question.answers
        if not expected:  # the passage is all that is known
            return self.answer is not None and self.rank == 1
        return meets(self.answer, expected)


@dataclass(frozen=True, slots=True)
class Failure:
    """A question that got a wrong answer, or none where there is one, or one where there is none.

    ``rank`` is that of the right passage: whether it was the search or the reading that failed.
    """

    question: Question
    expected: str
    got: str | None
    rank: int | None


@dataclass(frozen=True, slots=True)
class Scores:
    """Figures over some questions; recall, mrr, exact, f1 and right over the answerable ones only.

    ``right`` is the share that got an answer with the expected words (see ``metrics.meets``).
    """

    kind: str
    n: int
    answerable: int
    recall: Mapping[int, float]  # at each of CUTOFFS
    mrr: float
    exact: float
    f1: float
    right: float
    refused: int  # unanswerable questions that got no answer, as they should
    withheld: int  # answerable questions that got none

    @property
    def unanswerable(self) -> int:
        """How many questions the library holds no answer to."""
        return self.n - self.answerable

    @property
    def score(self) -> float:
        """R@1 over the answerable questions; the share refused where none is answerable."""
        return self.recall[1] if self.answerable else self.refused / max(1, self.n)


@dataclass(frozen=True, slots=True)
class Report(Scores):
    """The figures over all questions, by kind in the order of the file, and what went wrong."""

    kinds: tuple[Scores, ...]
    failures: tuple[Failure, ...]


def evaluate(ask: Callable[[str], Reply], questions: Sequence[Question]) -> Report:
    """Ask every question and count. A question that is rejected as such counts as refused."""
    outcomes = [_outcome(ask, question) for question in questions]
    kinds: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        kinds.setdefault(outcome.question.kind, []).append(outcome)
    overall = scores("", outcomes)
    return Report(
        **{field.name: getattr(overall, field.name) for field in fields(overall)},
        kinds=tuple(scores(kind, of_kind) for kind, of_kind in kinds.items()),
        failures=tuple(failure for outcome in outcomes if (failure := _failure(outcome))),
    )


def scores(kind: str, outcomes: Sequence[Outcome]) -> Scores:
    """The figures over some outcomes."""
    answerable = [outcome for outcome in outcomes if outcome.question.answerable]
    ranks = [outcome.rank for outcome in answerable]
    n = max(1, len(answerable))
    return Scores(
        kind=kind,
        n=len(outcomes),
        answerable=len(answerable),
        recall={k: recall(ranks, k) for k in CUTOFFS},
        mrr=mrr(ranks),
        exact=sum(exact_match(one.answer, one.question.answers) for one in answerable) / n,
        f1=sum(f1(one.answer, one.question.answers) for one in answerable) / n,
        right=sum(one.right for one in answerable) / n,
        refused=sum(one.answer is None for one in outcomes if not one.question.answerable),
        withheld=sum(one.answer is None for one in answerable),
    )


def _outcome(ask: Callable[[str], Reply], question: Question) -> Outcome:
    try:
        reply = ask(question.question)
    except QuestionError:
        return Outcome(question, None, None)
    passages = [candidate.passage for candidate in reply.candidates]
    right = (rank for rank, one in enumerate(passages, 1) if question.is_answered_by(one))
    return Outcome(question, next(right, None), reply.best.text if reply.best else None)


def _failure(outcome: Outcome) -> Failure | None:
    question = outcome.question
    if not question.answerable:
        return Failure(question, "", outcome.answer, None) if outcome.answer is not None else None
    if outcome.right:
        return None
    expected = question.answers[0] if question.answers else question.passage
    return Failure(question, expected, outcome.answer, outcome.rank)
