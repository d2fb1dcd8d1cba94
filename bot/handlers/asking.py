"""A question and its answer."""

from __future__ import annotations

import asyncio
import logging

from telegram import Update

from bot.handlers.context import Context, speaks
from bot.handlers.replies import reply, typing
from bot.markup import escape
from bot.messages import error_text
from bot.rendering import card
from embeddings.errors import QuestionError

log = logging.getLogger(__name__)


async def question(update: Update, context: Context) -> None:
    """Any text is a question."""
    message = update.effective_message
    assert message is not None
    language = speaks(update)
    services = context.services
    async with typing(message, context):
        try:
            answer = await asyncio.get_running_loop().run_in_executor(
                services.workers, services.library.ask, message.text or ""
            )
        except QuestionError as error:
            text = escape(error_text(language, error))
        else:
            log.info(
                "update %d: %s in %.0f ms",
                update.update_id,
                "answered" if answer.answered else "no answer",
                answer.timings_ms["total"],
            )
            text = card(answer, language)
    await reply(message, text)
