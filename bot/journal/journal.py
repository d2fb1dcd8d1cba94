"""The journal: questions and answers, what became of them, and who may ask.

Recording takes microseconds and never fails: a thread of the journal writes (``writing``). What
has been recorded is seen at once, written or not. A process that is killed loses what was waiting.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from bot.journal.answers import Answers
from bot.journal.database import Database
from bot.journal.errors import JournalUnavailableError
from bot.journal.privacy import Privacy

_GRACE = 5.0  # seconds to write what waits


class Journal(Answers, Privacy):
    """The journal of an installation. Safe to use from several threads, beside other programs."""

    @classmethod
    def open(cls, where: str | Path) -> Journal:
        """Open the journal in an SQLite file (a Path), or at the URL of a database.

        It is created, or brought up to date. One that is out of reach is opened later, when it is
        back; until then it keeps what it can in memory.

        Raises:
            JournalAddressError, JournalDriverError, JournalNewerError: see ``bot.journal.errors``.
        """
        database = Database(where)
        journal = cls(database)
        try:
            database.prepare()
        except JournalUnavailableError as error:
            journal._writer.trouble.note(error)
        except BaseException:
            journal.close()
            raise
        return journal

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write what waits, for at most some seconds, and close the database."""
        self._writer.close(_GRACE)
        self._database.close()

    def flush(self, timeout: float = _GRACE) -> bool:
        """Wait until everything is written; False if it was not in ``timeout`` seconds."""
        return self._writer.flush(timeout)

    def unwritable(self) -> JournalUnavailableError | None:
        """Why nothing can be written now; None if it can. Waits for a lock, for some seconds."""
        try:
            with self._database.writing() as session:
                session.connection()  # without this the transaction would never begin
        except JournalUnavailableError as error:
            return error
        return None

    @property
    def lost(self) -> int:
        """How many records were not written and never will be."""
        return self._writer.lost

    @property
    def waiting(self) -> int:
        """How many records are still to be written."""
        return len(self._writer.waiting())
