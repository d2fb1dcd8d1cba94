"""Which updates have been fetched from Telegram, and which of them are dealt with.

Telegram keeps an update until a later request confirms it, with everything before it, by asking
for a higher ``offset``. Confirming on arrival would lose the questions in hand when the process is
killed. So an update is confirmed only once it has been answered: a killed bot gets it again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from time import monotonic

from bot.transport.ledger import Ledger

# An update that takes longer than this may be confirmed before it is done if it would otherwise
# keep newer ones from being fetched (Telegram hands out 100 at a time).
# Under load one may wait for its turn that long without anything being wrong.
PATIENCE = 60.0


class Inbox:
    """The book of updates. Belongs to one event loop; not thread-safe.

    Unfinished updates are at most those Telegram hands out at a time, plus the overdue.
    """

    def __init__(
        self, clock: Callable[[], float] = monotonic, ledger: Ledger | None = None
    ) -> None:
        """What ``ledger`` has is finished; it is kept up to date."""
        self._clock = clock
        self._ledger = ledger
        self._arrived: dict[int, float] = {}  # unfinished: id -> when it was taken
        # Finished, and may be handed out once more.
        self._done: set[int] = ledger.read() if ledger is not None else set()
        if ledger is not None:
            ledger.keep(self._done)
        self._next = 0  # one above the id taken last; 0 before the first
        self._empty = asyncio.Event()
        self._empty.set()
        self._awaited: dict[int, asyncio.Event] = {}  # by id, set once it is done

    @property
    def unfinished(self) -> int:
        """How many updates have been taken and are not done."""
        return len(self._arrived)

    @property
    def offset(self) -> int:
        """What to ask Telegram for: confirms everything below the oldest unfinished update."""
        return min(self._arrived, default=self._next)

    def take(self, update_id: int) -> bool:
        """Note an update that Telegram handed out; False if it has been taken before."""
        if update_id in self._arrived:
            return False
        if update_id in self._done:
            self._next = max(self._next, update_id + 1)
            return False
        self._arrived[update_id] = self._clock()
        # Not the highest ever: after a quiet week Telegram starts from a random number again.
        self._next = update_id + 1
        self._empty.clear()
        return True

    def done(self, update_id: int) -> None:
        """Note that an update needs nothing more."""
        if self._arrived.pop(update_id, None) is None:
            return
        self._done.add(update_id)
        if self._ledger is not None:
            self._ledger.note(update_id)
        if awaited := self._awaited.pop(update_id, None):
            awaited.set()
        if not self._arrived:
            self._empty.set()

    def confirmed(self, offset: int) -> None:
        """Forget what lies below the offset of a request that Telegram has answered.

        Not earlier: the answer to a request that is under way may still hold what was done since.
        """
        self._done = {number for number in self._done if number >= offset}
        if self._ledger is not None:
            self._ledger.keep(self._done)

    def release_overdue(self) -> list[int]:
        """Stop holding back confirmation for updates that take too long; their ids."""
        before = self._clock() - PATIENCE
        overdue = [number for number, arrived in self._arrived.items() if arrived <= before]
        for number in overdue:
            self.done(number)
        return overdue

    async def finished(self, update_id: int, within: float) -> bool:
        """Wait until an update is done, ``within`` seconds at the longest; whether it is."""
        if update_id in self._arrived:
            awaited = self._awaited.setdefault(update_id, asyncio.Event())
            with suppress(TimeoutError):
                async with asyncio.timeout(within):
                    await awaited.wait()
        return update_id not in self._arrived

    def abandon(self) -> None:
        """Let nobody wait any longer for what will not be finished."""
        for awaited in self._awaited.values():
            awaited.set()

    def close(self) -> None:
        """Note nothing more on disk."""
        if self._ledger is not None:
            self._ledger.close()

    async def emptied(self, within: float) -> None:
        """Return when everything is done, after ``within`` seconds at the latest."""
        try:
            async with asyncio.timeout(within):
                await self._empty.wait()
        except TimeoutError:
            return
