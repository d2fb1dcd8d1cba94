"""Sending: replies that survive a hiccup of the network, and the typing indicator."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import httpx
from telegram import (
    CallbackQuery,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MaybeInaccessibleMessage,
    Message,
    ReplyParameters,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, NetworkError, TelegramError, TimedOut

from bot.handlers.context import Context
from bot.markup import shorten

log = logging.getLogger(__name__)

TOAST = 200  # characters Telegram shows in answer to a press
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)  # seconds between attempts
_TYPING_LASTS = 4.5  # seconds; Telegram shows it for 5
# A reply that comes later than this says what it replies to.
_LATE = timedelta(minutes=1)

T = TypeVar("T")


async def reply(
    message: Message,
    html: str,
    buttons: InlineKeyboardMarkup | None = None,
    *,
    quoted: bool = False,
) -> Message:
    """Answer a message; as a quotation of it if wanted, or if a while has passed."""
    quoted = quoted or datetime.now(UTC) - message.date > _LATE
    quotation = ReplyParameters(message.message_id, allow_sending_without_reply=True)
    looks: dict[str, Any] = {
        "parse_mode": ParseMode.HTML,
        "link_preview_options": NO_PREVIEW,
        "reply_markup": buttons,
    }
    reply_to = quotation if quoted else None
    try:
        return await persistently(
            lambda: message.reply_text(html, reply_parameters=reply_to, **looks)
        )
    except ChatMigrated as moved:
        # The group has just become a supergroup, in which the message has another number.
        bot, chat = message.get_bot(), moved.new_chat_id
        return await persistently(lambda: bot.send_message(chat, html, **looks))


async def say(
    message: MaybeInaccessibleMessage, html: str, buttons: InlineKeyboardMarkup | None = None
) -> None:
    """Write anew into the chat, and the topic, of a message that may be out of reach."""
    bot, chat = message.get_bot(), message.chat.id
    # In a group without topics, too, replies have a thread; but nothing can be sent into that.
    in_topic = isinstance(message, Message) and message.is_topic_message
    topic = message.message_thread_id if isinstance(message, Message) and in_topic else None
    await persistently(
        lambda: bot.send_message(
            chat,
            html,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=buttons,
            message_thread_id=topic,
        )
    )


async def edit(
    message: MaybeInaccessibleMessage,
    html: str,
    buttons: InlineKeyboardMarkup | None = None,
    *,
    number: int | None = None,
) -> None:
    """Replace the text of a message of ours: of ``message``, or of that ``number`` in its chat.

    Raises:
        BadRequest: it is gone, or has this text already.
    """
    bot, chat = message.get_bot(), message.chat.id
    await persistently(
        lambda: bot.edit_message_text(
            html,
            chat_id=chat,
            message_id=message.message_id if number is None else number,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=buttons,
        )
    )


async def toast(query: CallbackQuery, words: str = "", *, alert: bool = False) -> None:
    """Answer a press, so that the button stops spinning; too late or not at all is no harm."""
    try:
        await query.answer(shorten(words, TOAST) or None, show_alert=alert)
    except TelegramError as error:
        log.info("a press could not be answered: %s", error)


async def persistently(send: Callable[[], Awaitable[T]]) -> T:
    """Send again after a network error or an error of the server (5xx), for about a minute."""
    for pause in _PAUSES:
        try:
            return await send()
        except NetworkError as error:
            if not _worth_repeating(error):
                raise
            log.warning("sending failed, trying again: %s", error)
            await asyncio.sleep(pause)
    return await send()


def _worth_repeating(error: NetworkError) -> bool:
    """Not a refusal, and not a timeout after which the message may well have arrived."""
    if isinstance(error, TimedOut):
        return isinstance(error.__cause__, (httpx.ConnectTimeout, httpx.PoolTimeout))
    return not isinstance(error, BadRequest)


@asynccontextmanager
async def typing(message: Message, context: Context) -> AsyncIterator[None]:
    """Show "typing" while the body runs. The body waits for none of it."""
    finished = asyncio.Event()
    # Not a task of the application, which would wait for it before it ends.
    indicator = asyncio.create_task(_keep_typing(message, finished))
    context.services.typing.add(indicator)
    indicator.add_done_callback(context.services.typing.discard)
    try:
        yield
    finally:
        finished.set()


async def _keep_typing(message: Message, finished: asyncio.Event) -> None:
    while not finished.is_set():
        try:
            await message.reply_chat_action(ChatAction.TYPING)
        except TelegramError as error:
            log.debug("no typing indicator: %s", error)
        try:
            async with asyncio.timeout(_TYPING_LASTS):
                await finished.wait()
        except TimeoutError:
            continue
