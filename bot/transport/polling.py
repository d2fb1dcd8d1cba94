"""Fetching updates from Telegram, for as long as the bot runs.

python-telegram-bot's own updater confirms updates before they are processed, and falls silent for
good when the token is revoked. This one confirms what has been answered (see ``inbox``), and ends
with an error an operator can act on when going on makes no sense.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from time import monotonic
from typing import Any, Protocol, TypeVar

from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.errors import TokenBusyError, TokenRejectedError
from bot.transport.inbox import Inbox
from bot.transport.traffic import seconds

log = logging.getLogger(__name__)

# Named one by one: what we do not handle need not be sent, and a kind of update that a self-hosted
# server does not know yet would make it refuse the request as a whole.
ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "chosen_inline_result",
    "my_chat_member",
)
LONG_POLL = 25  # seconds Telegram may hold a request while there is nothing new
BATCH = 100  # the most updates Telegram hands out at a time
BUSY_POLL, IDLE_BUSY_POLL = 0.1, 1.0  # seconds between polls while updates are unfinished
FIRST_RETRY, LAST_RETRY = 1.0, 30.0  # seconds

# Another program polling with the same token is an accident whose victim should not be the bot that
# was there first. While it is new, a bot gives way; once established, it warns and stays.
# A few conflicts are normal while the bot that is being replaced ends.
CONFLICTS_TOLERATED = 5
ESTABLISHED_AFTER = 120.0  # seconds
CONFLICT_WARNINGS = 60.0  # seconds between log lines about it
# A proxy in front of a self-hosted server may answer 404 once while that restarts.
REJECTIONS_TOLERATED = 2

T = TypeVar("T")


class UpdateSource(Protocol):
    """The part of ``telegram.Bot`` that polling needs."""

    async def delete_webhook(self) -> bool:
        """Let updates be fetched instead of sent."""

    async def get_updates(
        self,
        *,
        offset: int,
        timeout: int,  # noqa: ASYNC109 - the server's, not ours
        allowed_updates: tuple[str, ...],
    ) -> tuple[Update, ...]:
        """Updates from ``offset`` on, at once or as soon as there are any."""


class Poller:
    """Hands every update to ``deliver`` once, and confirms it to Telegram once it is done."""

    def __init__(
        self,
        bot: UpdateSource,
        inbox: Inbox,
        deliver: Callable[[Update], Awaitable[None]],
        *,
        api: str,
        clock: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._inbox = inbox
        self._deliver = deliver
        self._api = api
        self._clock = clock
        self._sleep = sleep
        self._started = clock()
        self._troubles = _Troubles(api)
        self._conflicts: deque[float] = deque(maxlen=CONFLICTS_TOLERATED + 1)
        self._warned: float | None = None  # when a conflict was last logged
        self._rejections = 0
        self._stopped = False  # by our own will, so there is somebody to confirm to

    async def open(self) -> None:
        """Make Telegram hand out updates: while there is a webhook, they cannot be fetched."""
        await self._bot.delete_webhook()

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until ``stop`` is set.

        Raises:
            TokenRejectedError: the token has been revoked.
            TokenBusyError: somebody else was polling with this token when we came.
        """
        self._started = self._clock()
        pause = BUSY_POLL
        while not stop.is_set():
            updates = await until(stop, self._fetch())
            if updates is None:
                break
            taken = [update for update in updates if self._inbox.take(update.update_id)]
            for update in taken:
                await self._deliver(update)
            if len(updates) >= BATCH and not taken:
                for number in self._inbox.release_overdue():
                    log.warning("update %d takes long; newer ones no longer wait for it", number)
            if self._inbox.unfinished:
                pause = BUSY_POLL if taken else min(IDLE_BUSY_POLL, pause * 1.5)
                await until(stop, self._inbox.emptied(within=pause))
        self._stopped = True

    async def close(self) -> None:
        """Tell Telegram what has been done, so that a restarted bot does not get it again."""
        if not self._stopped:
            return
        for pause in (0.15, 0.3, 0.6, 1.2, 0.0):
            offset = self._inbox.offset
            try:
                await self._bot.get_updates(
                    offset=offset, timeout=0, allowed_updates=ALLOWED_UPDATES
                )
            except Conflict:
                # The long poll we have just given up still counts on the server for a moment.
                await self._sleep(pause)
            except TelegramError as error:
                log.info("the last updates could not be confirmed and may come again: %s", error)
                return
            else:
                self._inbox.confirmed(offset)
                return

    async def _fetch(self) -> tuple[Update, ...]:
        """One poll; empty after trouble that was waited out."""
        offset = self._inbox.offset
        try:
            updates = await self._bot.get_updates(
                offset=offset,
                timeout=0 if self._inbox.unfinished else LONG_POLL,
                allowed_updates=ALLOWED_UPDATES,
            )
        except Conflict:
            self._check_conflicts()
            await self._sleep(2 * FIRST_RETRY)
        except InvalidToken as error:
            self._rejections += 1
            if self._rejections > REJECTIONS_TOLERATED:
                raise token_rejected(self._api) from error
            log.warning("the token was rejected; trying again")
            await self._sleep(2 * FIRST_RETRY)
        except RetryAfter as error:
            await self._sleep(seconds(error))
        except TelegramError as error:
            await self._sleep(self._troubles.delay(error))
        else:
            self._rejections = 0
            self._troubles.over()
            self._inbox.confirmed(offset)
            return updates
        return ()

    def _check_conflicts(self) -> None:
        now = self._clock()
        self._conflicts.append(now)
        while self._conflicts[0] < now - ESTABLISHED_AFTER:
            self._conflicts.popleft()
        established = now - self._started > ESTABLISHED_AFTER
        if not established and len(self._conflicts) > CONFLICTS_TOLERATED:
            raise TokenBusyError("another program is polling with this bot's token")
        if self._warned is None or now - self._warned >= CONFLICT_WARNINGS:
            self._warned = now
            log.warning("another program is fetching this bot's messages with the same token")


class _Troubles:
    """Waits longer and longer while Telegram is out of reach; logs the first and the last of it."""

    def __init__(self, api: str) -> None:
        self._api = api
        self._failures = 0

    def delay(self, error: TelegramError) -> float:
        """Seconds to wait after one more failure."""
        level = logging.DEBUG if self._failures else logging.WARNING
        log.log(level, "%s cannot be reached, trying on: %s", self._api, error)
        wait = min(LAST_RETRY, FIRST_RETRY * 1.5**self._failures)
        self._failures += 1
        return wait

    def over(self) -> None:
        """It works again."""
        if self._failures:
            log.info("%s can be reached again", self._api)
        self._failures = 0


async def connect(
    initialize: Callable[[], Awaitable[None]], stop: asyncio.Event, *, api: str
) -> bool:
    """Introduce the bot to Telegram, for as long as it takes; False if stopped before.

    Raises:
        TokenRejectedError: Telegram was reached and does not know the token.
    """
    troubles = _Troubles(api)
    while not stop.is_set():
        try:
            await initialize()
        except InvalidToken as error:
            raise token_rejected(api) from error
        except RetryAfter as error:
            await until(stop, asyncio.sleep(seconds(error)))
        except TelegramError as error:
            await until(stop, asyncio.sleep(troubles.delay(error)))
        else:
            troubles.over()
            return True
    return False


async def until(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """The result of ``work``; None, with the work cancelled, if ``stop`` is set before."""
    task, stopped = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait((task, stopped), return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        for unneeded in (task, stopped):
            unneeded.cancel()
        await asyncio.gather(task, stopped, return_exceptions=True)


def token_rejected(api: str) -> TokenRejectedError:
    """The error for a token that Telegram does not accept."""
    return TokenRejectedError("Telegram does not accept the bot's token", api=api)
