"""Who may use what."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any

from telegram import Update

from bot.handlers.context import Context, speaks
from bot.handlers.replies import reply
from bot.markup import html

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def for_admins(handler: Handler) -> Handler:
    """The handler, with a polite refusal for everybody who is not an admin."""

    @wraps(handler)
    async def guarded(update: Update, context: Context) -> None:
        if context.services.is_admin(update):
            await handler(update, context)
        elif update.effective_message is not None:
            await reply(update.effective_message, html(speaks(update), "telegram-admins-only"))

    return guarded
