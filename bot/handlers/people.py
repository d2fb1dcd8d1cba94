"""For admins: inviting people, and shutting them out."""

from __future__ import annotations

import asyncio

from telegram import Update
from telegram.helpers import create_deep_linked_url

from bot.handlers.access import CODE_PREFIX
from bot.handlers.context import Context, asked
from bot.handlers.groups import person_of
from bot.handlers.replies import reply
from bot.markup import html

MOST_USES = 1000


async def invite(update: Update, context: Context) -> None:
    """A code that lets people in: one, or as many as the admin says.

    Raises:
        JournalUnavailableError: it cannot be noted now.
    """
    message, services, language = asked(update, context)
    admin = _admin(update)
    uses = _number((context.args or ["1"])[0])
    if uses is None or not 1 <= uses <= MOST_USES:
        await reply(message, html(language, "telegram-invitation-usage", most=MOST_USES))
        return
    code = await asyncio.to_thread(services.journal.create_invitation, uses, admin)
    services.journal.record_admin_action(admin, "invite", f"{code} × {uses}")
    link = create_deep_linked_url(context.bot.username, CODE_PREFIX + code)
    access = services.settings.access
    said = html(language, "telegram-invitation", uses=uses, code=code, link=link, access=access)
    await reply(message, said)


async def block(update: Update, context: Context) -> None:
    """Answer somebody no more: who wrote the message replied to, or whose number is given."""
    message, services, language = asked(update, context)
    person = _meant(update, context)
    if person is None:
        await reply(message, html(language, "telegram-block-usage", action="block"))
    elif person in services.settings.admins:
        await reply(message, html(language, "telegram-block-admin"))
    else:
        services.journal.block(person, _admin(update))
        services.journal.record_admin_action(_admin(update), "block", str(person))
        await reply(message, html(language, "telegram-blocked", person=str(person)))


async def unblock(update: Update, context: Context) -> None:
    """Answer them again."""
    message, services, language = asked(update, context)
    person = _meant(update, context)
    if person is None:
        await reply(message, html(language, "telegram-block-usage", action="unblock"))
        return
    services.journal.unblock(person, _admin(update))
    services.journal.record_admin_action(_admin(update), "unblock", str(person))
    await reply(message, html(language, "telegram-unblocked", person=str(person)))


def _meant(update: Update, context: Context) -> int | None:
    """Whose number stands behind the command, else who wrote the message replied to."""
    if context.args:
        return _number(context.args[0])
    message = update.effective_message
    replied = message.reply_to_message if message is not None else None
    if replied is None or replied.from_user is None or replied.from_user.is_bot:
        return None
    return replied.from_user.id


def _number(argument: str) -> int | None:
    digits = argument.removeprefix("-")
    return int(argument) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None


def _admin(update: Update) -> int:
    person = person_of(update)
    assert person is not None  # only admins get here
    return person
