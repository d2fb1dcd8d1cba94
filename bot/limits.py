"""How much at once: questions of one person, of one group, and of everybody together.

Nobody waits for somebody else's flood: what is over a person's or a group's rate is turned away on
arrival, and when more questions wait than can be answered soon, the next one is told so at once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from enum import Enum
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from bot.errors import BusyError

MINUTE = 60.0
_KEPT = 4096  # rates and reminders remembered before those that no longer matter are dropped

P = ParamSpec("P")
T = TypeVar("T")


class Verdict(Enum):
    """What is to be done with a request."""

    ALLOWED = "allowed"
    TELL = "tell"  # turned away, with a word
    SILENCE = "silence"  # turned away; the word was said a moment ago


class Rates:
    """So many requests a minute for every key, in one go or spread out (a token bucket each).

    Times are those at which the requests were made, in seconds of any one clock, so that messages
    from before a pause of the bot do not count as a flood when they all come at once.
    """

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute
        self._buckets: dict[Hashable, tuple[float, float]] = {}  # what is left, and when
        self._told = Once()

    def check(self, key: Hashable, at: float) -> Verdict:
        """Count a request; over the rate, the word is said once a minute."""
        left, since = self._buckets.get(key, (float(self.per_minute), at))
        at = max(at, since)
        left = min(self.per_minute, left + (at - since) * self.per_minute / MINUTE)
        if left >= 1:
            self._make_room(at)
            self._buckets[key] = left - 1, at
            return Verdict.ALLOWED
        self._buckets[key] = left, at
        return Verdict.TELL if self._told.first(key, at) else Verdict.SILENCE

    def _make_room(self, now: float) -> None:
        """Forget whose bucket has filled up again: they are as good as new."""
        if len(self._buckets) >= _KEPT:
            self._buckets = {
                key: (left, since)
                for key, (left, since) in self._buckets.items()
                if now - since < MINUTE
            }


class Once:
    """What has been said to whom in the last ``every`` seconds, so as not to say it again."""

    def __init__(self, every: float = MINUTE) -> None:
        self._every = every
        self._said: dict[Hashable, float] = {}

    def first(self, key: Hashable, at: float) -> bool:
        """Whether it is time to say it (again); if so, it counts as said."""
        if at - self._said.get(key, at - self._every) < self._every:
            return False
        if len(self._said) >= _KEPT:
            self._said = {one: said for one, said in self._said.items() if at - said < self._every}
        self._said[key] = at
        return True


class Workers(ThreadPoolExecutor):
    """The threads that answer questions, and the line in front of them, which has an end."""

    def __init__(self, threads: int, waiting: int) -> None:
        super().__init__(threads, thread_name_prefix="answering")
        self._room = threads + waiting
        self._lock = Lock()
        self._in_hand = 0

    @property
    def in_hand(self) -> int:
        """How many questions are being answered or wait for it."""
        return self._in_hand

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have ``fn`` called as soon as its turn comes.

        Raises:
            BusyError: too many are waiting already.
        """
        with self._lock:
            if self._in_hand >= self._room:
                raise BusyError(f"{self._in_hand} questions are in hand")
            self._in_hand += 1
        try:
            future = super().submit(fn, *args, **kwargs)
        except RuntimeError:  # the workers have been let go
            self._left(None)
            raise
        future.add_done_callback(self._left)
        return future

    def _left(self, _: Future[Any] | None) -> None:
        with self._lock:
            self._in_hand -= 1
