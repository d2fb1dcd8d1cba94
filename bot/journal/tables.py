"""The tables of the journal. A change here needs a migration; a test compares the two."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

REVISION = "0002"  # the newest migration: what this code works with

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A point in time: with a zone in Python, in UTC in the database (SQLite knows no zones)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; a time without a zone is a mistake of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To a time in UTC, with its zone."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Typed(TypeDecorator[str]):
    """Text that people typed: without what no database takes (NUL, halves of surrogate pairs)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text as it can be stored."""
        if value is None:
            return None
        return value.encode("utf-8", "replace").decode("utf-8").replace("\0", "")


class Base(DeclarativeBase):
    """All tables of the journal."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {
        datetime: Moment(),
        float: Double(),
        int: BigInteger(),  # ids of Telegram have more than 32 bits
    }


class AnswerRow(Base):
    """A question and its answer."""

    __tablename__ = "answers"
    __table_args__ = (Index(None, "person", "asked_at"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(index=True)
    person: Mapped[int]
    chat: Mapped[int] = mapped_column(index=True)
    channel: Mapped[str] = mapped_column(String(16))
    question: Mapped[str] = mapped_column(Typed())
    understood: Mapped[str] = mapped_column(Typed())
    reading: Mapped[str | None] = mapped_column(Typed())
    edition: Mapped[str] = mapped_column(String(64))
    answered: Mapped[bool]
    confidence: Mapped[float]
    timings_ms: Mapped[dict[str, float]] = mapped_column(JSON)
    places: Mapped[list[PlaceRow]] = relationship(
        order_by=lambda: PlaceRow.rank, lazy="selectin", viewonly=True
    )


class PlaceRow(Base):
    """A passage that was shown with an answer; ``rank`` 0 is the best."""

    __tablename__ = "places"

    answer_id: Mapped[str] = mapped_column(
        ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True
    )
    rank: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    article_id: Mapped[str] = mapped_column(Text, index=True)
    permalink: Mapped[str] = mapped_column(String(64))
    span_start: Mapped[int]
    span_end: Mapped[int]
    confidence: Mapped[float]


class FeedbackRow(Base):
    """What a person thinks of an answer."""

    __tablename__ = "feedback"

    answer_id: Mapped[str] = mapped_column(
        ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True
    )
    person: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, index=True)
    verdict: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str | None] = mapped_column(Typed())
    given_at: Mapped[datetime]


class AppealRow(Base):
    """A person asks an admin to look into an answer."""

    __tablename__ = "appeals"

    answer_id: Mapped[str] = mapped_column(
        ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True
    )
    person: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, index=True)
    made_at: Mapped[datetime]


class ActionRow(Base):
    """What an admin did."""

    __tablename__ = "admin_actions"

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"), primary_key=True
    )
    done_at: Mapped[datetime] = mapped_column(index=True)
    admin: Mapped[int]
    action: Mapped[str] = mapped_column(String(64))
    detail: Mapped[str] = mapped_column(Typed())


class PersonRow(Base):
    """A person whose language, admission or exclusion is known."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    language: Mapped[str | None] = mapped_column(String(8))
    blocked_at: Mapped[datetime | None]
    blocked_by: Mapped[int | None]
    admitted_at: Mapped[datetime | None]
    invitation: Mapped[str | None] = mapped_column(String(32))  # the code that admitted them


class ChatRow(Base):
    """A chat the bot may answer in."""

    __tablename__ = "chats"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    allowed_at: Mapped[datetime]
    allowed_by: Mapped[int]


class InvitationRow(Base):
    """A code that admits people."""

    __tablename__ = "invitations"

    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    uses: Mapped[int]
    admin: Mapped[int]
    created_at: Mapped[datetime]
