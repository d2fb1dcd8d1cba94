"""Which updates have been dealt with, on disk, for as long as Telegram may hand them out again.

With polling, updates are confirmed in order: what was answered while an older question was still in
hand comes again after a restart. So does what a killed bot had answered a moment before. Nobody
should be answered twice for that.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import TextIO

log = logging.getLogger(__name__)

_USELESS_AFTER = 24 * 3600.0  # seconds; Telegram keeps updates no longer, and numbers anew
_LONG = 1000  # lines after which the file is written anew without what is over


class Ledger:
    """The numbers of finished updates, a line each. Without a disk to write to it knows nothing.

    Written without waiting for the disk: it is to survive the end of the process, not a power cut.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: TextIO | None = None
        self._lines = 0
        self._writable = True

    def read(self) -> set[int]:
        """The updates finished by the process before."""
        try:
            if time.time() - self._path.stat().st_mtime > _USELESS_AFTER:
                return set()
            lines = self._path.read_text(encoding="ascii").split()
        except FileNotFoundError:
            return set()
        except (OSError, UnicodeDecodeError) as error:
            log.warning("%s cannot be read: %s", self._path, error)
            return set()
        return {int(line) for line in lines if line.isdigit()}

    def note(self, update_id: int) -> None:
        """Add an update."""
        if self._file is None:
            return
        self._lines += 1
        try:
            self._file.write(f"{update_id}\n")
            self._file.flush()
        except OSError as error:
            self._give_up(error)

    def keep(self, update_ids: Collection[int]) -> None:
        """Forget all others: at once if there are only others, else when they have become many."""
        others = self._lines - len(update_ids)
        many = _LONG if update_ids else 1
        if not self._writable or (self._file is not None and others < many):
            return
        self.close()
        new = self._path.with_suffix(".new")
        try:
            new.write_text("".join(f"{number}\n" for number in update_ids), encoding="ascii")
            new.replace(self._path)
            self._file = self._path.open("a", encoding="ascii")
        except OSError as error:
            self._give_up(error)
        self._lines = len(update_ids)

    def close(self) -> None:
        """Write no more."""
        file, self._file = self._file, None
        if file is not None:
            with suppress(OSError):  # what could not be written cannot be written now
                file.close()

    def _give_up(self, error: OSError) -> None:
        log.warning("%s cannot be written, so a restart may answer twice: %s", self._path, error)
        self._writable = False
        self.close()
