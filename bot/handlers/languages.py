"""/ngonngu: which language the bot speaks with a person."""

from __future__ import annotations

from typing import get_args

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update

from bot.handlers.context import Context, speaks
from bot.handlers.groups import person_of
from bot.handlers.replies import edit, reply, toast
from bot.markup import html
from bot.messages import LANGUAGES, Language, text

PRESSED = r"^ngonngu:(vi|en|auto)$"
_CHOICES = (*LANGUAGES, "auto")


async def offer(update: Update, context: Context) -> None:
    """The languages, as buttons; `/ngonngu en` chooses at once."""
    message, argument = update.effective_message, (context.args or [""])[0].lower()
    assert message is not None
    if argument in _CHOICES:
        await reply(message, await _choose(update, context, argument))
        return
    language = speaks(update, context)
    buttons = [
        [
            InlineKeyboardButton(
                text(language, f"language-{choice}"), callback_data=f"ngonngu:{choice}"
            )
        ]
        for choice in _CHOICES
    ]
    await reply(message, html(language, "telegram-language"), InlineKeyboardMarkup(buttons))


async def chosen(update: Update, context: Context) -> None:
    """A button of them was pressed."""
    query = update.callback_query
    assert query is not None
    assert context.match is not None
    said = await _choose(update, context, context.match[1])
    await toast(query)
    if query.message is not None and query.message.is_accessible:
        await edit(query.message, said)


async def _choose(update: Update, context: Context, choice: str) -> str:
    """Speak like this from now on; what to say about it, in the new language."""
    services, person = context.services, person_of(update)
    language: Language | None = next((one for one in get_args(Language) if one == choice), None)
    if person is not None:
        services.journal.set_language(person, language)
    if person is not None and person > 0:  # else the whole group would get a private chat's menu
        await services.menu.offer_to(context.bot, person, language, admin=services.is_admin(update))
    return html(speaks(update, context), f"telegram-language-{choice}")
