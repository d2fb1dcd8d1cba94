"""/moi: a new conversation."""

from __future__ import annotations

from telegram import Update

from bot.desk import Asker
from bot.handlers.context import Context, speaks
from bot.handlers.groups import person_of
from bot.handlers.replies import reply
from bot.markup import html


async def fresh(update: Update, context: Context) -> None:
    """Forget what was talked about, so that the next question follows nothing."""
    message, language = update.effective_message, speaks(update, context)
    assert message is not None
    context.services.desk.fresh(Asker(person_of(update) or 0, message.chat.id, language))
    await reply(message, html(language, "telegram-fresh"))
