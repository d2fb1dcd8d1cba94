"""What the journal takes in and hands out. Plain values; no database behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from bot.messages import Language

Channel = Literal["telegram", "console", "inline"]
Verdict = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a passage that was shown: ``text[start:end]``, with a confidence in [0, 1].

    ``permalink`` finds the passage again in later editions.
    """

    article_id: str
    permalink: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class RecordedAnswer:
    """A question, and what was answered. ``places`` are those shown, best first."""

    id: str  # at most 32 characters
    asked_at: datetime  # with a time zone
    person: int  # Telegram user id; 0 in the console
    chat: int  # Telegram chat id; 0 in the console
    question: str  # as typed
    understood: str  # as searched
    edition: str
    answered: bool
    confidence: float  # of the best place, answer or not
    timings_ms: Mapping[str, float]
    channel: Channel
    reading: str | None = None  # the stand-alone question a follow-up was taken for
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a person thinks of an answer; a later one takes the place of an earlier one."""

    answer: str
    person: int
    verdict: Verdict
    reason: str | None
    given_at: datetime


@dataclass(frozen=True, slots=True)
class Appeal:
    """A person asks an admin to look into an answer."""

    answer: str
    person: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class AdminAction:
    """What an admin did; ``detail`` is for people to read."""

    admin: int
    action: str
    detail: str
    done_at: datetime


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """The language a person wants to be spoken to in; None: that of their Telegram."""

    person: int
    language: Language | None


@dataclass(frozen=True, slots=True)
class Blocking:
    """A person is shut out, or let in again."""

    person: int
    blocked: bool
    admin: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ChatPermission:
    """The bot may answer in a chat, or no longer."""

    chat: int
    allowed: bool
    admin: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ChatMove:
    """A group has become a supergroup, with another id; ``allowed``: the bot may answer there."""

    old: int
    new: int
    allowed: bool


Record = (
    RecordedAnswer
    | Feedback
    | Appeal
    | AdminAction
    | LanguageChoice
    | Blocking
    | ChatPermission
    | ChatMove
)


class Admission(StrEnum):
    """What came of an invitation code."""

    ADMITTED = "admitted"  # also for whom it was long done; no use of the code is spent on them
    UNKNOWN = "unknown"  # there is no such code, or not any more
    SPENT = "spent"  # all its uses are taken
    UNAVAILABLE = "unavailable"  # the journal cannot tell now


@dataclass(frozen=True, slots=True)
class Invitation:
    """A code that admits people; ``uses`` are left of it."""

    code: str
    uses: int
    admin: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Erased:
    """How much was erased for a person."""

    questions: int
    feedback: int
    appeals: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was asked, how much of that was answered, and by how many people."""

    questions: int
    answered: int
    people: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What the journal has of a person; ``since`` is the time of the oldest question."""

    questions: int
    feedback: int
    appeals: int
    since: datetime | None
    language: Language | None
    admitted: bool
    blocked: bool
