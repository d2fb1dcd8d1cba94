"""Who is answered, and where: everybody, or those on a list, or those who were invited."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Coroutine
from functools import wraps
from time import monotonic
from typing import Any

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop

from bot.handlers.context import Context, Services, speaks
from bot.handlers.groups import is_addressed, is_command, person_of
from bot.handlers.replies import reply, toast
from bot.journal.records import Admission
from bot.markup import html
from bot.messages import text

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]

CODE_PREFIX = "code_"  # of an invitation in a link to the bot
# What everybody may do with what is kept of them, whether they are let in or not.
ALWAYS = frozenset({"quyenriengtu", "xoadulieu", "ngonngu"})
_CODE = re.compile(r"(?:/start\s+code_)?([A-Za-z0-9]{6,32})")
_OUTCOMES = {
    Admission.ADMITTED: "telegram-access-welcome",
    Admission.UNKNOWN: "telegram-access-wrong-code",
    Admission.SPENT: "telegram-access-wrong-code",
    Admission.UNAVAILABLE: "telegram-access-unavailable",
}


def for_admins(handler: Handler) -> Handler:
    """The handler, with a polite refusal for everybody who is not an admin."""

    @wraps(handler)
    async def guarded(update: Update, context: Context) -> None:
        if context.services.is_admin(update):
            await handler(update, context)
        elif update.effective_message is not None:
            await reply(
                update.effective_message, html(speaks(update, context), "telegram-admins-only")
            )

    return guarded


async def guard(update: Update, context: Context) -> None:
    """Before all handlers: lets nothing through from who is not to be answered.

    Raises:
        ApplicationHandlerStop: nothing more is to be done about the update.
    """
    services, person = context.services, person_of(update)
    if person is None or services.is_admin(update):
        return
    message = update.message or update.edited_message
    if message is None and update.callback_query is None and update.inline_query is None:
        return  # something Telegram reports
    if message is not None and not _wants_something(message, services):
        return
    if _answered(services, person, update):
        return
    if message is None:
        await _refuse_press(update, context)
    elif message.chat.type != ChatType.PRIVATE:
        await _refuse_group(message, update, context)
    else:
        await _refuse_person(message, person, update, context)


def _wants_something(message: Message, services: Services) -> bool:
    """Whether a message asks for something that not everybody may have."""
    if is_command(message, ALWAYS):
        return False
    return is_addressed(message) or is_command(message, services.menu.all)


def _answered(services: Services, person: int, update: Update) -> bool:
    """Whether this person is answered in this chat."""
    chat, settings = update.effective_chat, services.settings
    group = chat is not None and chat.type in (ChatType.GROUP, ChatType.SUPERGROUP)
    if group and chat is not None and services.journal.is_allowed_chat(chat.id):
        return True  # an admin vouches for whoever is in there
    if group and settings.groups == "listed":
        return False
    if settings.access == "open" or person in settings.people:
        return True
    return settings.access == "invited" and services.journal.is_admitted(person)


async def _refuse_group(message: Message, update: Update, context: Context) -> None:
    if context.services.hourly.first(("closed", message.chat.id), monotonic()):
        await reply(message, html(speaks(update, context), "telegram-group-closed"))
    raise ApplicationHandlerStop


async def _refuse_press(update: Update, context: Context) -> None:
    """Somebody who is not let in presses a button or types in inline mode."""
    if update.callback_query is not None:
        if (update.callback_query.data or "").startswith(tuple(ALWAYS)):
            return
        chat, settings = update.effective_chat, context.services.settings
        group = chat is not None and chat.type != ChatType.PRIVATE and settings.groups == "listed"
        closed = "telegram-group-not-open" if group else "telegram-access-closed"
        await toast(update.callback_query, text(speaks(update, context), closed))
    elif update.inline_query is not None:
        await update.inline_query.answer([], cache_time=0, is_personal=True)
    raise ApplicationHandlerStop


async def _refuse_person(message: Message, person: int, update: Update, context: Context) -> None:
    """In a private chat: perhaps they have a code, else they are told how to get in."""
    services, language = context.services, speaks(update, context)
    access = services.settings.access
    code = _CODE.fullmatch((message.text or "").strip())
    if code is None or access != "invited":
        await reply(message, html(language, f"telegram-access-{access}", person=str(person)))
        raise ApplicationHandlerStop
    came = await asyncio.to_thread(services.journal.admit, person, code[1])
    await reply(message, html(language, _OUTCOMES[came]))
    raise ApplicationHandlerStop
