"""Groups the bot is in: which of them admins have opened, and what it says when it comes."""

from __future__ import annotations

import logging
from time import monotonic

from telegram import ChatMember, Update
from telegram.constants import ChatType, ParseMode

from bot.handlers.context import Context, Services, speaks
from bot.handlers.groups import person_of
from bot.handlers.replies import NO_PREVIEW, persistently, reply
from bot.markup import html

log = logging.getLogger(__name__)

_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
_AWAY = (ChatMember.LEFT, ChatMember.BANNED)


async def open_group(update: Update, context: Context) -> None:
    """Answer in this group."""
    await _permit(update, context, allowed=True)


async def close_group(update: Update, context: Context) -> None:
    """Answer in this group no longer."""
    await _permit(update, context, allowed=False)


async def membership(update: Update, context: Context) -> None:
    """The bot was added to a group, or has been removed; or somebody blocked it."""
    change = update.my_chat_member
    assert change is not None
    was, now = change.old_chat_member.status, change.new_chat_member.status
    log.info("chat %d: the bot was %s and is %s", change.chat.id, was, now)
    if change.chat.type not in _GROUPS or was not in _AWAY or now in _AWAY:
        return
    services, language = context.services, speaks(update, context)
    message = "telegram-group-hello"
    if not _for_all(services) and not services.journal.is_allowed_chat(change.chat.id):
        message = "telegram-group-closed"
        services.hourly.first(("closed", change.chat.id), monotonic())  # said herewith
    words = html(language, message, bot=context.bot.name)
    await persistently(
        lambda: context.bot.send_message(
            change.chat.id, words, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
        )
    )


async def migrated(update: Update, context: Context) -> None:
    """A group has become a supergroup, which is another chat to Telegram and the same to people."""
    message = update.effective_message
    assert message is not None
    # Told twice, once in each of the two; either is enough.
    old = message.migrate_from_chat_id or message.chat.id
    new = message.migrate_to_chat_id or message.chat.id
    log.info("chat %d is now chat %d", old, new)
    context.services.journal.chat_migrated(old, new)


async def _permit(update: Update, context: Context, *, allowed: bool) -> None:
    message, services, admin = update.effective_message, context.services, person_of(update)
    assert message is not None
    assert admin is not None
    language = speaks(update, context)
    if message.chat.type not in _GROUPS:
        await reply(message, html(language, "telegram-group-usage"))
    elif allowed:
        services.journal.allow_chat(message.chat.id, admin)
        services.journal.record_admin_action(admin, "open-group", str(message.chat.id))
        await reply(message, html(language, "telegram-group-opened", bot=context.bot.name))
    else:
        services.journal.forbid_chat(message.chat.id, admin)
        services.journal.record_admin_action(admin, "close-group", str(message.chat.id))
        name = "telegram-group-shut"
        if services.settings.groups == "open":
            name = "telegram-group-still-open" if _for_all(services) else "telegram-group-some"
        await reply(message, html(language, name))


def _for_all(services: Services) -> bool:
    """Whether everybody is answered in a group that no admin has opened."""
    return services.settings.groups == "open" and services.settings.access == "open"
