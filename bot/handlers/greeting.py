"""What the bot says of itself, and to what it does not understand."""

from __future__ import annotations

from telegram import Update

from bot.handlers.context import Context, speaks
from bot.handlers.menus import description
from bot.handlers.replies import reply
from bot.markup import escape, html


async def start(update: Update, context: Context) -> None:
    """The welcome."""
    await _say(update, "telegram-start")
    if context.services.is_admin(update) and update.effective_user is not None:
        # Telegram knows an admin's chat only now, if they had never written before.
        await context.services.menu.offer_to_admin(context.bot, update.effective_user.id)


async def help_(update: Update, context: Context) -> None:
    """How to ask, and the commands this person has."""
    assert update.effective_message is not None
    language, services = speaks(update), context.services
    names = services.menu.names(admin=services.is_admin(update))
    commands = [f"/{name} – {escape(description(name, language))}" for name in names]
    await reply(update.effective_message, "\n".join([html(language, "telegram-help"), *commands]))


async def unknown_command(update: Update, context: Context) -> None:
    """A command that does not exist."""
    await _say(update, "telegram-unknown-command")


async def text_only(update: Update, context: Context) -> None:
    """A photo, a voice note, a sticker: said once for an album."""
    message = update.effective_message
    assert message is not None
    album, albums = message.media_group_id, context.services.albums
    if album is not None:
        if album in albums:
            return
        albums.append(album)
    await _say(update, "telegram-text-only")


async def _say(update: Update, message: str) -> None:
    assert update.effective_message is not None
    await reply(update.effective_message, html(speaks(update), message))
