"""A draft in the chat while an answer takes its time: readers see that somebody is at it.

Telegram shows drafts in private chats only, for half a minute. One that cannot be shown is no loss.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Message
from telegram.constants import ChatType, ParseMode
from telegram.error import RetryAfter, TelegramError

from bot.handlers.context import Context
from bot.markup import html
from bot.messages import Language
from bot.transport.traffic import seconds

log = logging.getLogger(__name__)

AFTER = 0.7  # seconds; most answers are there before
_LASTS = 25.0  # seconds; Telegram shows a draft for 30
_SETTLES = 1.0  # seconds to wait for a draft on its way, so that it does not come after the answer


@asynccontextmanager
async def drafting(message: Message, context: Context, language: Language) -> AsyncIterator[None]:
    """Show a draft if the body takes long."""
    if message.chat.type != ChatType.PRIVATE:
        yield
        return
    sending = asyncio.Lock()
    work = asyncio.create_task(_draft(message, context, language, sending))
    context.services.typing.add(work)
    work.add_done_callback(context.services.typing.discard)
    try:
        yield
    finally:
        if sending.locked():
            await asyncio.wait({work}, timeout=_SETTLES)
        work.cancel()


async def _draft(
    message: Message, context: Context, language: Language, sending: asyncio.Lock
) -> None:
    letters = context.services.letters
    await asyncio.sleep(AFTER)
    while letters.may_draft():
        async with sending:
            try:
                await message.reply_text_draft(
                    message.message_id,
                    html(language, "telegram-draft"),
                    parse_mode=ParseMode.HTML,
                )
            except RetryAfter as refusal:
                letters.no_drafts_for(seconds(refusal))
                return
            except TelegramError as error:
                log.debug("no draft: %s", error)
                return
        await asyncio.sleep(_LASTS)
