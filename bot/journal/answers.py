"""Questions, their answers, and what readers and admins made of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.journal.book import Book, now
from bot.journal.records import AdminAction, Appeal, Counts, Feedback, RecordedAnswer, Verdict
from bot.journal.storing import answer_of, feedback_of
from bot.journal.tables import AnswerRow, FeedbackRow


class Answers(Book):
    """What was asked and answered. Nothing here raises, and nothing recorded waits for a disk."""

    def record_answer(self, answer: RecordedAnswer) -> None:
        """Keep an answer."""
        self._writer.put(answer)

    def record_feedback(
        self, answer: str, person: int, verdict: Verdict, reason: str | None = None
    ) -> None:
        """Keep what a person thinks of an answer, in place of what they thought before."""
        self._writer.put(Feedback(answer, person, verdict, reason, now()))

    def record_appeal(self, answer: str, person: int) -> None:
        """Keep that a person asks an admin to look into an answer."""
        self._writer.put(Appeal(answer, person, now()))

    def record_admin_action(self, admin: int, action: str, detail: str = "") -> None:
        """Keep what an admin did."""
        self._writer.put(AdminAction(admin, action, detail, now()))

    def answer(self, answer: str) -> RecordedAnswer | None:
        """The answer with this id; None if there is none, or the database cannot say."""
        for record in reversed(self._writer.waiting()):
            if isinstance(record, RecordedAnswer) and record.id == answer:
                return record

        def find(session: Session) -> RecordedAnswer | None:
            row = session.get(AnswerRow, answer)
            return None if row is None else answer_of(row)

        return self._look_up(find)

    def feedback(self, answer: str, person: int) -> Feedback | None:
        """What a person thinks of an answer; None if nothing is known of it."""
        for record in reversed(self._writer.waiting()):
            if isinstance(record, Feedback) and (record.answer, record.person) == (answer, person):
                return record

        def find(session: Session) -> Feedback | None:
            row = session.get(FeedbackRow, (answer, person))
            return None if row is None else feedback_of(row)

        return self._look_up(find)

    def counts(self, since: datetime) -> Counts | None:
        """How much was asked since then, as far as it is written; None if that cannot be told."""
        counted = select(
            func.count(),
            func.count().filter(AnswerRow.answered),
            func.count(AnswerRow.person.distinct()),
        ).where(AnswerRow.asked_at >= since)

        def find(session: Session) -> Counts:
            questions, answered, people = session.execute(counted).one()
            return Counts(questions, answered, people)

        return self._look_up(find)
