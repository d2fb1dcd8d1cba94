"""What was said last: the question, what was answered, and how long that is remembered."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.answering import Answer, Finding

MINUTES = 30
_MOST = 10_000  # conversations remembered at the same time


class ReadingKind(StrEnum):
    """How a follow-up was completed."""

    INSTEAD = "instead"  # "còn Bảo hiểm Xã hội thì sao?": the same question about something else
    REFERENCE = "reference"  # "bà ấy giữ chức gì?": a pronoun stands for somebody or something
    ASPECT = "aspect"  # "năm nào?": something else about the same matter
    TOPIC = "topic"  # "phó giám đốc là ai?": a short question within what was talked of


@dataclass(frozen=True, slots=True)
class Reading:
    """A follow-up as a question that stands alone.

    ``focus`` is what the follow-up itself brought in, "" if it only asks: an answer that does not
    speak of it is an answer to another question. ``sure``: its words say that it is a follow-up;
    if not, it may as well be a question of its own.
    """

    text: str
    kind: ReadingKind
    focus: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer.

    ``question`` is as it was asked (the stand-alone reading of a follow-up), ``understood`` the
    same with accents, capitals and abbreviations put right; ``answer`` None if there was none.
    ``earlier`` is then the last exchange that had one.
    """

    question: str
    understood: str
    answer: Finding | None
    at: datetime  # with a time zone
    earlier: Exchange | None = None

    @classmethod
    def of(cls, answer: Answer, at: datetime | None = None) -> Exchange:
        """The exchange an answer ends; now, unless a time is given."""
        return cls(answer.question, answer.understood.text, answer.best, at or datetime.now(tz=UTC))


def _now() -> datetime:
    return datetime.now(tz=UTC)


class Memory:
    """The last exchange of each person in each chat, for half an hour. Safe to share by threads."""

    def __init__(
        self,
        *,
        lasting: timedelta = timedelta(minutes=MINUTES),
        most: int = _MOST,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._lasting = lasting
        self._most = most
        self._clock = clock
        self._lock = Lock()
        self._exchanges: OrderedDict[tuple[int, int], Exchange] = OrderedDict()

    def __len__(self) -> int:
        return len(self._exchanges)

    def last(self, person: int, chat: int) -> Exchange | None:
        """The last exchange, None if there was none lately."""
        with self._lock:
            found = self._exchanges.get((person, chat))
            if found is None or self._clock() - found.at <= self._lasting:
                return found
            del self._exchanges[person, chat]
            return None

    def remember(self, person: int, chat: int, exchange: Exchange) -> None:
        """Make ``exchange`` the last one; of too many conversations the oldest are forgotten."""
        before = self.last(person, chat)
        if exchange.answer is None and before is not None:
            answered = before if before.answer is not None else before.earlier
            exchange = replace(exchange, earlier=answered)
        with self._lock:
            self._exchanges[person, chat] = exchange
            self._exchanges.move_to_end((person, chat))
            while len(self._exchanges) > self._most:
                self._exchanges.popitem(last=False)

    def forget(self, person: int, chat: int | None = None) -> None:
        """Forget what a person said in a chat; in all chats if none is named."""
        with self._lock:
            for key in [key for key in self._exchanges if key[0] == person]:
                if chat in (None, key[1]):
                    del self._exchanges[key]
