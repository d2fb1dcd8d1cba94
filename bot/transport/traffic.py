"""How many requests at once: updates coming in, messages going out.

Coming in, chats run side by side and each chat in its own order. Going out, we stay below the
rates Telegram publishes and, when it still says "slow down" (429), wait for that chat alone.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from typing import Any
from weakref import WeakValueDictionary

from aiolimiter import AsyncLimiter
from telegram import Update
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter, BaseUpdateProcessor

from bot.transport.inbox import Inbox

log = logging.getLogger(__name__)

# The library's opt-in to what its next major version does; otherwise it warns at every 429.
os.environ.setdefault("PTB_TIMEDELTA", "true")

CONCURRENT_UPDATES = 256
# https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
MESSAGES_PER_SECOND = 30
GROUP_MESSAGES_PER_MINUTE = 20
RETRIES = 3
LONGEST_WAIT = 60.0  # seconds; who is told to wait longer than this gets no answer
IDLE_LIMITERS = 512
# Signs of life are worth nothing late: they neither wait nor take the place of a message.
UNTHROTTLED = frozenset({"sendChatAction", "sendMessageDraft"})


class ChatOrder(BaseUpdateProcessor):
    """Processes updates of different chats side by side, those of one chat one after the other.

    A lock lives only as long as somebody holds it or waits for it, so that a bot that has seen a
    million chats keeps none of them.
    """

    __slots__ = ("_inbox", "_locks", "admits")

    def __init__(self, inbox: Inbox, max_concurrent_updates: int = CONCURRENT_UPDATES) -> None:
        super().__init__(max_concurrent_updates)
        self._inbox = inbox
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        # Asked before an update joins its chat's line, so that a flood never forms one.
        self.admits: Callable[[Update], bool] = lambda update: True

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the chat's turn, process, and tick the update off in the inbox.

        What is not admitted is ticked off at once.

        An update whose processing is cancelled (the bot is stopping) is not ticked off: Telegram
        hands it out again after the restart.
        """
        assert isinstance(update, Update)
        try:
            if not self.admits(update):
                _drop(coroutine)
            else:
                async with self._locks.setdefault(_chat_of(update), asyncio.Lock()):
                    await coroutine
        except asyncio.CancelledError:
            _drop(coroutine)  # if its turn never came
            raise
        except BaseException:
            self._inbox.done(update.update_id)
            raise
        self._inbox.done(update.update_id)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to give back."""


def _drop(work: Awaitable[Any]) -> None:
    """End what may never have begun; Python complains of that otherwise."""
    if isinstance(work, Coroutine):
        work.close()


def _chat_of(update: Update) -> int:
    """What keeps updates in order: the chat, else the person (inline queries have no chat)."""
    if update.effective_chat is not None:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user is not None else 0


class Throttle(BaseRateLimiter[None]):
    """Spaces out what we send, and repeats what Telegram asked us to send later.

    python-telegram-bot's own limiter counts typing indicators as messages and lets one chat's
    "slow down" halt all chats; here neither happens.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._overall = AsyncLimiter(MESSAGES_PER_SECOND, 1)
        self._groups: dict[object, AsyncLimiter] = {}
        self._not_before: dict[
            object, float
        ] = {}  # by chat or call, while Telegram wants us to wait

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to give back."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,  # noqa: ANN401 - the signature is the library's
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Any:  # noqa: ANN401
        """Make the call when its turn has come; on a 429 wait as told, up to three times.

        Raises:
            RetryAfter: Telegram wants a longer wait than anybody would sit out, or keeps refusing.
        """
        # Calls without a chat (menus, answers to presses) have nothing to do with each other.
        chat = data.get("chat_id")
        key = endpoint if chat is None else chat
        if endpoint in UNTHROTTLED:
            return await callback(*args, **kwargs)
        for retries_left in reversed(range(RETRIES + 1)):
            await self._turn(key, chat)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as refusal:
                wait = seconds(refusal)
                if not retries_left or wait > LONGEST_WAIT:
                    raise
                log.warning("%s: Telegram asks to wait %.0f s for one chat", endpoint, wait)
                self._not_before[key] = self._clock() + wait
        raise AssertionError("the last attempt returns or raises")

    async def _turn(self, key: object, chat: object) -> None:
        # Another call may be told to wait while this one does, so look again after waiting.
        while (wait := self._not_before.get(key, 0.0) - self._clock()) > 0:
            await self._sleep(wait)
        self._not_before.pop(key, None)
        if chat is None:
            return
        if isinstance(chat, str) or (isinstance(chat, int) and chat < 0):
            await self._group(chat).acquire()
        await self._overall.acquire()

    def _group(self, chat: object) -> AsyncLimiter:
        if len(self._groups) >= IDLE_LIMITERS:
            self._groups = {
                key: limiter
                for key, limiter in self._groups.items()
                if not limiter.has_capacity(limiter.max_rate)
            }
        return self._groups.setdefault(chat, AsyncLimiter(GROUP_MESSAGES_PER_MINUTE, 60))


def seconds(refusal: RetryAfter) -> float:
    """How long Telegram wants us to wait."""
    wait = refusal.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
