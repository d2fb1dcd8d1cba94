"""How often somebody may hand a question on to the admins."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Lock

from bot.recent import Recent
from bot.refusals import AppealLimitError, AppealRepeatedError

APPEALS = 3  # questions of one person ...
WITHIN = timedelta(hours=1)  # ... in this time
_PEOPLE = 2_000  # whose appeals are remembered


class AppealLimit:
    """Lets a question through once, and a few of them an hour. Safe to use from threads."""

    def __init__(self) -> None:
        self._made: Recent[int, tuple[tuple[str, datetime], ...]] = Recent(_PEOPLE)
        self._lock = Lock()

    def admit(self, person: int, answer: str, now: datetime) -> None:
        """Note an appeal.

        Raises:
            AppealRepeatedError: this person has handed on this answer's question already.
            AppealLimitError: this person has handed on too many lately.
        """
        with self._lock:
            made = self._made.get(person) or ()
            if any(answer == earlier for earlier, _ in made):
                raise AppealRepeatedError(f"person {person} has appealed already")
            lately = [at for _, at in made if at > now - WITHIN]
            if len(lately) >= APPEALS:
                wait = lately[0] + WITHIN - now
                minutes = max(1, round(wait / timedelta(minutes=1)))
                raise AppealLimitError(f"person {person} appeals too often", minutes=minutes)
            self._made.put(person, (*made[-2 * APPEALS :], (answer, now)))

    def withdraw(self, person: int, answer: str) -> None:
        """Let an appeal that reached nobody be made again, and count it not."""
        with self._lock:
            made = self._made.get(person) or ()
            self._made.put(person, tuple(one for one in made if one[0] != answer))

    def forget(self, person: int) -> None:
        """Forget what a person handed on."""
        self._made.drop(lambda appellant, _: appellant == person)
