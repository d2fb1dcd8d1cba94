"""What is kept of a person, its erasure, and the end of what is old.

Here nothing is pretended: what cannot be told or done now is an error.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import CursorResult, Executable, delete, func, select
from sqlalchemy.orm import Session

from bot.journal.book import now
from bot.journal.errors import JournalUnavailableError
from bot.journal.people import People
from bot.journal.records import Appeal, Erased, Feedback, Kept, Record, RecordedAnswer
from bot.journal.tables import AnswerRow, AppealRow, FeedbackRow

_AT_ONCE = 1_000  # old questions deleted in one transaction: others want to write, too


class Privacy(People):
    """A person's right to know, and to have it erased."""

    def about(self, person: int) -> Kept:
        """What is kept of a person.

        Raises:
            JournalUnavailableError: it cannot be told now.
        """
        with self._writer.exclusive(), self._database.reading() as session:
            waiting = [r for r in self._writer.waiting() if _is_about(r, person)]
            asked = select(func.count(), func.min(AnswerRow.asked_at))
            questions, since = session.execute(asked.where(AnswerRow.person == person)).one()
            rated = select(FeedbackRow.answer_id).where(FeedbackRow.person == person)
            feedback = set(session.scalars(rated))
            appealed = select(AppealRow.answer_id).where(AppealRow.person == person)
            appeals = set(session.scalars(appealed))
        answers = [record for record in waiting if isinstance(record, RecordedAnswer)]
        feedback |= {record.answer for record in waiting if isinstance(record, Feedback)}
        appeals |= {record.answer for record in waiting if isinstance(record, Appeal)}
        standing = self._standing(person)
        return Kept(
            questions=questions + len(answers),
            feedback=len(feedback),
            appeals=len(appeals),
            since=since or min((answer.asked_at for answer in answers), default=None),
            language=standing.language,
            admitted=standing.admitted,
            blocked=standing.blocked,
        )

    def forget(self, person: int) -> Erased:
        """Erase a person's questions in all chats, what others said of them, and their feedback.

        Their language stays, and so does whether they were admitted or blocked: else erasing would
        be a way back in.

        Raises:
            JournalUnavailableError: it cannot be done now; some of it may have been.
        """
        with self._writer.exclusive():
            # First what waits, or it would be written after all.
            waited = self._writer.discard(lambda record: _is_about(record, person))
            with self._database.writing() as session:
                appeals = _deleted(session, delete(AppealRow).where(AppealRow.person == person))
                feedback = _deleted(
                    session, delete(FeedbackRow).where(FeedbackRow.person == person)
                )
                questions = _deleted(session, delete(AnswerRow).where(AnswerRow.person == person))
        self._tidy()
        return Erased(
            questions=questions + sum(isinstance(record, RecordedAnswer) for record in waited),
            feedback=feedback + sum(isinstance(record, Feedback) for record in waited),
            appeals=appeals + sum(isinstance(record, Appeal) for record in waited),
        )

    def prune(self, older_than: timedelta) -> int:
        """Erase the questions that are older, with everything said of them; returns how many.

        Raises:
            JournalUnavailableError: it cannot be done now; some of it may have been.
        """
        old = select(AnswerRow.id).where(AnswerRow.asked_at < now() - older_than).limit(_AT_ONCE)
        erased = 0
        while True:
            with self._database.writing() as session:
                deleted = _deleted(session, delete(AnswerRow).where(AnswerRow.id.in_(old)))
            erased += deleted
            if deleted < _AT_ONCE:
                break
        if erased:
            self._tidy()
        return erased

    def _tidy(self) -> None:
        try:
            self._database.tidy()
        except JournalUnavailableError as error:
            # It is erased; SQLite overwrites what is left of it when it next moves its log.
            self._writer.trouble.note(error)


def _is_about(record: Record, person: int) -> bool:
    """Whether it is one of the records a person may have erased."""
    return isinstance(record, RecordedAnswer | Feedback | Appeal) and record.person == person


def _deleted(session: Session, statement: Executable) -> int:
    done = session.execute(statement)
    assert isinstance(done, CursorResult)
    return done.rowcount
