"""What the parts of the journal have in common: a database to look into, a writer to hand over to.

Looking up answers with what is known when the database is away, and then leaves the database alone
for a while: a reader waits for a locked file once, not with every message.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from time import monotonic
from typing import TypeVar

from sqlalchemy.orm import Session

from bot.journal.database import Database
from bot.journal.errors import JournalUnavailableError
from bot.journal.records import Record
from bot.journal.storing import store
from bot.journal.trouble import Trouble
from bot.journal.writing import Writer

T = TypeVar("T")

REST = 10.0  # seconds in which a database that could not be read is not asked again


class Book:
    """A database that is read here and written by a thread of its own. Thread-safe."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._writer = Writer(self._write)
        self._reading = Trouble("read")
        self._rest_until = 0.0

    def _look_up(self, query: Callable[[Session], T]) -> T | None:
        """What the database says; None if it says nothing now."""
        if monotonic() < self._rest_until:
            return None
        try:
            with self._database.reading() as session:
                found = query(session)
        except JournalUnavailableError as error:
            self._reading.note(error)
            self._rest_until = monotonic() + REST
            return None
        self._reading.over()
        return found

    def _write(self, records: Sequence[Record]) -> None:
        with self._database.writing() as session:
            for record in records:
                store(record, session)
        self._rest_until = 0.0


def now() -> datetime:
    """The time, with its zone."""
    return datetime.now(tz=UTC)
