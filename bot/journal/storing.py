"""How each kind of record is written, and how rows become records again.

What people did is written in a way that may be done twice: after a connection has broken in the
middle of a commit nobody knows whether it took place.
"""

from __future__ import annotations

from functools import singledispatch

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from bot.journal.records import (
    AdminAction,
    Appeal,
    Blocking,
    ChatMove,
    ChatPermission,
    Feedback,
    LanguageChoice,
    Place,
    Record,
    RecordedAnswer,
)
from bot.journal.tables import (
    ActionRow,
    AnswerRow,
    AppealRow,
    ChatRow,
    FeedbackRow,
    PersonRow,
    PlaceRow,
)


@singledispatch
def store(record: Record, session: Session) -> None:
    """Write one record.

    Raises:
        TypeError: nobody has said how.
    """
    raise TypeError(f"a journal does not keep {type(record).__name__}")


@store.register
def _(record: RecordedAnswer, session: Session) -> None:
    if _is_there(record.id, session):
        return
    answer = {
        "id": record.id,
        "asked_at": record.asked_at,
        "person": record.person,
        "chat": record.chat,
        "channel": record.channel,
        "question": record.question,
        "understood": record.understood,
        "reading": record.reading,
        "edition": record.edition,
        "answered": record.answered,
        "confidence": float(record.confidence),
        "timings_ms": dict(record.timings_ms),
    }
    places = [
        {
            "answer_id": record.id,
            "rank": rank,
            "article_id": place.article_id,
            "permalink": place.permalink,
            "span_start": place.start,
            "span_end": place.end,
            "confidence": float(place.confidence),
        }
        for rank, place in enumerate(record.places)
    ]
    session.execute(insert(AnswerRow), answer)
    if places:
        session.execute(insert(PlaceRow), places)


@store.register
def _(record: Feedback, session: Session) -> None:
    if not _is_there(record.answer, session):
        return
    row = FeedbackRow(
        answer_id=record.answer,
        person=record.person,
        verdict=record.verdict,
        reason=record.reason,
        given_at=record.given_at,
    )
    session.merge(row)


@store.register
def _(record: Appeal, session: Session) -> None:
    if not _is_there(record.answer, session):
        return
    row = AppealRow(answer_id=record.answer, person=record.person, made_at=record.made_at)
    session.merge(row)


@store.register
def _(record: AdminAction, session: Session) -> None:
    row = ActionRow(
        admin=record.admin, action=record.action, detail=record.detail, done_at=record.done_at
    )
    session.add(row)


@store.register
def _(record: LanguageChoice, session: Session) -> None:
    person_row(record.person, session).language = record.language


@store.register
def _(record: Blocking, session: Session) -> None:
    row = person_row(record.person, session)
    row.blocked_at = record.at if record.blocked else None
    row.blocked_by = record.admin if record.blocked else None


@store.register
def _(record: ChatPermission, session: Session) -> None:
    if record.allowed:
        session.merge(ChatRow(id=record.chat, allowed_at=record.at, allowed_by=record.admin))
    else:
        session.execute(delete(ChatRow).where(ChatRow.id == record.chat))


@store.register
def _(record: ChatMove, session: Session) -> None:
    if (row := session.get(ChatRow, record.old)) is not None:
        session.merge(ChatRow(id=record.new, allowed_at=row.allowed_at, allowed_by=row.allowed_by))
        session.delete(row)
    moved = update(AnswerRow).where(AnswerRow.chat == record.old).values(chat=record.new)
    session.execute(moved)


def _is_there(answer: str, session: Session) -> bool:
    """Whether there still is the answer that something is said of; it may have been erased."""
    return session.scalar(select(AnswerRow.id).where(AnswerRow.id == answer)) is not None


def person_row(person: int, session: Session) -> PersonRow:
    """The row of a person, made if there is none yet."""
    row = session.get(PersonRow, person)
    if row is None:
        row = PersonRow(id=person)
        session.add(row)
    return row


def answer_of(row: AnswerRow) -> RecordedAnswer:
    """The record a row was made from."""
    return RecordedAnswer(
        id=row.id,
        asked_at=row.asked_at,
        person=row.person,
        chat=row.chat,
        question=row.question,
        understood=row.understood,
        edition=row.edition,
        answered=row.answered,
        confidence=row.confidence,
        timings_ms=row.timings_ms,
        channel=row.channel,  # type: ignore[arg-type]  # only we write this column
        reading=row.reading,
        places=tuple(
            Place(
                article_id=place.article_id,
                permalink=place.permalink,
                start=place.span_start,
                end=place.span_end,
                confidence=place.confidence,
            )
            for place in row.places
        ),
    )


def feedback_of(row: FeedbackRow) -> Feedback:
    """The record a row was made from."""
    return Feedback(
        answer=row.answer_id,
        person=row.person,
        verdict=row.verdict,  # type: ignore[arg-type]  # only we write this column
        reason=row.reason,
        given_at=row.given_at,
    )
