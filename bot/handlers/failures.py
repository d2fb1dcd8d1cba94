"""What happens when a handler raises: it is logged, the person is told, the bot lives on."""

from __future__ import annotations

import logging

from telegram import Update
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.ext import ApplicationHandlerStop

from bot.errors import BusyError
from bot.handlers.context import Context, speaks
from bot.handlers.replies import reply, toast
from bot.journal.errors import JournalUnavailableError
from bot.markup import escape
from bot.messages import error_text, reason_text, text
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
    """The application's error handler.

    Raises:
        ApplicationHandlerStop: always. Whoever failed may have been the guard, while it told
            somebody that they are not answered; what comes after it must not answer them.
    """
    try:
        await _deal_with(update, context)
    except Exception:  # else the library would go on to the handlers that the guard is to stop
        log.exception("%s: and its failure could not be dealt with", _name(update))
    raise ApplicationHandlerStop


async def _deal_with(update: object, context: Context) -> None:
    error = context.error
    if error is None or is_harmless(error):
        log.info("%s: %s", _name(update), error)
        return
    if isinstance(error, ChatMigrated):
        _moved(update, error, context)
        return
    if isinstance(error, BusyError | JournalUnavailableError):
        log.warning("%s: %s", _name(update), error)
        await _tell(update, error, context)
        return
    if isinstance(error, TelegramError) and not isinstance(error, BadRequest):
        # What could not be sent; another message would not arrive either.
        log.warning("%s: sending failed: %s", _name(update), error)
        return
    log.error("%s could not be handled", _name(update), exc_info=error)
    await _tell(update, HoiBaoError(""), context)


async def _tell(update: object, error: HoiBaoError, context: Context) -> None:
    """Tell the person about it, below their message or as the answer to their press."""
    if not isinstance(update, Update):
        return
    language = speaks(update, context)
    words = error_text(language, error)
    if isinstance(error, JournalUnavailableError) and not context.services.is_admin(update):
        reason = str(error.details["reason"])
        if reason_text(language, reason) == reason:
            # In a driver's words, which may tell where the database is and who logs in.
            words = text(language, "telegram-journal-away")
    try:
        if update.callback_query is not None:
            await toast(update.callback_query, words, alert=True)
        elif update.effective_message is not None:
            await reply(update.effective_message, escape(words))
    except TelegramError as unsent:
        log.warning("and the person could not be told: %s", unsent)


def _moved(update: object, error: ChatMigrated, context: Context) -> None:
    """A group has become a supergroup while we were answering in it."""
    chat = update.effective_chat if isinstance(update, Update) else None
    if chat is not None:
        log.info("chat %d is now chat %d", chat.id, error.new_chat_id)
        context.services.journal.chat_migrated(chat.id, error.new_chat_id)


def is_harmless(error: BaseException) -> bool:
    """Whether an error only says that somebody has left or deleted something."""
    if isinstance(error, Forbidden):  # blocked by the user, kicked from the group
        return True
    return isinstance(error, BadRequest) and any(gone in error.message.lower() for gone in _GONE)


def _name(update: object) -> str:
    return f"update {update.update_id}" if isinstance(update, Update) else "an update"
