"""What happens when a handler raises: it is logged, the person is told, the bot lives on."""

from __future__ import annotations

import logging

from telegram import Update
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.handlers.context import Context, speaks
from bot.handlers.replies import reply
from bot.markup import escape
from bot.messages import error_text
from embeddings.errors import HoiBaoError

log = logging.getLogger(__name__)

# Refusals that say nothing about us: the person or the message has gone in the meantime.
_GONE = (
    "chat not found",
    "user is deactivated",
    "message to edit not found",
    "message to be replied not found",
    "message is not modified",
    "message can't be edited",
    "query is too old",
    "topic_closed",
)


async def on_error(update: object, context: Context) -> None:
    """The application's error handler."""
    error = context.error
    if error is None or is_harmless(error):
        log.info("%s: %s", _name(update), error)
        return
    if isinstance(error, TelegramError) and not isinstance(error, BadRequest):
        # What could not be sent; another message would not arrive either.
        log.warning("%s: sending failed: %s", _name(update), error)
        return
    log.error("%s could not be handled", _name(update), exc_info=error)
    message = update.effective_message if isinstance(update, Update) else None
    if message is None:
        return
    try:
        await reply(message, escape(error_text(speaks(update), HoiBaoError(""))))
    except TelegramError as unsent:
        log.warning("and the person could not be told: %s", unsent)


def is_harmless(error: BaseException) -> bool:
    """Whether an error only says that somebody has left or deleted something."""
    if isinstance(error, Forbidden):  # blocked by the user, kicked from the group
        return True
    return isinstance(error, BadRequest) and any(gone in error.message.lower() for gone in _GONE)


def _name(update: object) -> str:
    return f"update {update.update_id}" if isinstance(update, Update) else "an update"
