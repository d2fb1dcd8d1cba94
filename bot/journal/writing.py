"""Writing off the answering path: what is recorded waits in a queue for one thread to write it."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from threading import Condition, Lock, Thread

from bot.journal.errors import JournalUnavailableError
from bot.journal.records import Record
from bot.journal.trouble import Trouble

_LOG = logging.getLogger(__name__)

QUEUE = 10_000  # records that wait while the database is away; then the oldest are given up
_BATCH = 100  # records in one transaction
PAUSES = (0.25, 10.0)  # seconds between attempts while the database is away: first, longest

Write = Callable[[Sequence[Record]], None]


class Writer:
    """Records on their way into the database, in order. Safe to use from several threads.

    A record leaves the queue when it has been written, so that ``waiting`` and the database
    together always know of it. What cannot be written now is tried again until it can.
    """

    def __init__(self, write: Write) -> None:
        """``write`` writes records in one transaction.

        It raises JournalUnavailableError if the database is away, and ValueError or TypeError if
        a record cannot be stored.
        """
        self._write = write
        self._records: deque[Record] = deque()
        self._changed = Condition()  # guards the queue
        self._database = Lock()  # held during a transaction
        self._closing = False
        self._one_by_one = 0  # how many records are left of a batch that was refused
        self.lost = 0  # records that were never written and never will be
        self.trouble = Trouble("written")
        self._thread = Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    def put(self, record: Record) -> None:
        """Have the record written. Takes microseconds and never fails."""
        with self._changed:
            if self._closing:
                self.lost += 1
                return
            self._records.append(record)
            if len(self._records) > QUEUE:
                self._records.popleft()
                self.lost += 1
            self._changed.notify_all()

    def waiting(self) -> Sequence[Record]:
        """What is not in the database yet, oldest first."""
        with self._changed:
            return tuple(self._records)

    def flush(self, timeout: float) -> bool:
        """Wait until everything is written; False if it was not in ``timeout`` seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._records, timeout)

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Meanwhile no record goes from the queue to the database."""
        with self._database:
            yield

    def discard(self, unwanted: Callable[[Record], bool]) -> list[Record]:
        """Take records out of the queue, and return them. Only within ``exclusive``."""
        with self._changed:
            removed = [record for record in self._records if unwanted(record)]
            self._records = deque(record for record in self._records if not unwanted(record))
            self._changed.notify_all()
        return removed

    def close(self, timeout: float) -> None:
        """Write what waits, for at most ``timeout`` seconds, and end the thread."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join(timeout)
        with self._changed:
            left = len(self._records)
            self._records.clear()
            self.lost += left
        if left:
            _LOG.error("%d records of the journal were not written", left)

    def _run(self) -> None:
        pause, longest = PAUSES
        while self._next():
            if self._write_some():
                pause = PAUSES[0]
                continue
            with self._changed:
                if self._closing:
                    return
                # Woken by closing only: trying again for every new record would help nobody.
                self._changed.wait_for(lambda: self._closing, pause)
            pause = min(2 * pause, longest)

    def _next(self) -> bool:
        """Wait for something to write; False at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._records or self._closing)
            return bool(self._records)

    def _write_some(self) -> bool:
        """Write the oldest records; False if the database is away."""
        with self._database:
            with self._changed:
                batch = list(islice(self._records, 1 if self._one_by_one else _BATCH))
            try:
                self._write(batch)
            except JournalUnavailableError as error:
                self.trouble.note(error)
                return False
            except (ValueError, TypeError) as error:
                if len(batch) > 1:  # one is to blame; the others shall not suffer for it
                    self._one_by_one = len(batch)
                    return True
                self._give_up(batch[0], error)
            self._one_by_one = max(0, self._one_by_one - 1)
            with self._changed:
                # The oldest may have been given up meanwhile.
                written = set(map(id, batch))
                while self._records and id(self._records[0]) in written:
                    self._records.popleft()
                self._changed.notify_all()
        self.trouble.over()
        return True

    def _give_up(self, record: Record, error: Exception) -> None:
        with self._changed:
            self.lost += 1
        _LOG.error("not fit for the journal: %s: %s", type(record).__name__, error)
