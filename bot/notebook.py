"""What the desk needs of a journal."""

from __future__ import annotations

from typing import Protocol

from bot.journal.records import Feedback, RecordedAnswer, Verdict


class Notebook(Protocol):
    """Where it is written down what was asked and what became of it (``bot.journal``).

    Nothing here raises: who asks gets their answer whether or not it could be written down.
    """

    def record_answer(self, answer: RecordedAnswer) -> None:
        """Keep an answer."""

    def answer(self, answer: str) -> RecordedAnswer | None:
        """The answer with this id."""

    def record_feedback(
        self, answer: str, person: int, verdict: Verdict, reason: str | None = None
    ) -> None:
        """Keep what a person thinks of an answer, in place of what they thought before."""

    def feedback(self, answer: str, person: int) -> Feedback | None:
        """What a person thinks of an answer."""

    def flush(self, timeout: float) -> bool:
        """Wait until all is written down; False if it was not in ``timeout`` seconds."""

    def record_appeal(self, answer: str, person: int) -> None:
        """Keep that a person handed a question on to the admins."""
