"""Telling an operator once what keeps going wrong, and when it is over."""

from __future__ import annotations

import logging
from threading import Lock

from bot.journal.errors import JournalUnavailableError

_LOG = logging.getLogger(__name__)


class Trouble:
    """What is wrong at the moment. Safe to use from several threads."""

    def __init__(self, done: str) -> None:
        """``done`` is what the journal cannot be: "read" or "written"."""
        self._done = done
        self._kinds: dict[str, int] = {}  # how often each kind has been met
        self._lock = Lock()

    def note(self, error: JournalUnavailableError) -> None:
        """Log the error, unless one of its kind has been met since all was well."""
        with self._lock:
            times = self._kinds[error.kind] = self._kinds.get(error.kind, 0) + 1
        if times == 1:
            _LOG.error("the journal cannot be %s (%s): %s", self._done, error.kind, error)

    def over(self) -> None:
        """It worked again."""
        if not self._kinds:
            return
        with self._lock:
            met, self._kinds = sum(self._kinds.values()), {}
        if met:
            _LOG.warning("the journal can be %s again, after %d errors", self._done, met)
