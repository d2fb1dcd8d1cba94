"""/quyenriengtu says what is kept of a person; /xoadulieu erases it, once that is confirmed."""

from __future__ import annotations

import asyncio
import logging

from telegram import CallbackQuery, ChatMember, InlineKeyboardButton, InlineKeyboardMarkup, Update

from bot.handlers.context import Context, speaks
from bot.handlers.groups import person_of
from bot.handlers.replies import edit, reply, toast
from bot.markup import html
from bot.messages import text

log = logging.getLogger(__name__)

PRESSED = r"^xoadulieu:(-?\d+):(yes|no)$"


async def policy(update: Update, context: Context) -> None:
    """What is kept, for how long, and how much it is in this person's case.

    Raises:
        JournalUnavailableError: it cannot be told now.
    """
    message, person, services = update.effective_message, person_of(update), context.services
    assert message is not None
    assert person is not None
    kept = await asyncio.to_thread(services.journal.about, person)
    language, days = speaks(update, context), services.settings.retention
    duration = html(language, "telegram-privacy-duration", days=days)
    yours = html(
        language,
        "telegram-privacy-yours",
        questions=kept.questions,
        feedback=kept.feedback,
        kept="questions" if kept.since else "ratings" if kept.feedback else "nothing",
        since=kept.since.strftime(text(language, "pattern-day")) if kept.since else "",
    )
    await reply(message, html(language, "telegram-privacy") + f"\n\n{duration}\n\n{yours}")


async def offer_erasure(update: Update, context: Context) -> None:
    """Ask whether they mean it."""
    message, person, language = update.effective_message, person_of(update), speaks(update, context)
    assert message is not None
    buttons = [
        [_button(text(language, "button-erase"), person, "yes")],
        [_button(text(language, "button-keep"), person, "no")],
    ]
    await reply(message, html(language, "telegram-erase"), InlineKeyboardMarkup(buttons))


async def erase(update: Update, context: Context) -> None:
    """They do, or they do not. In a group nobody answers that for somebody else.

    Raises:
        JournalUnavailableError: it cannot be erased now.
    """
    query, language, services = update.callback_query, speaks(update, context), context.services
    assert query is not None
    assert context.match is not None
    person, sure = int(context.match[1]), context.match[2] == "yes"
    if not await _is(person, query):
        await toast(query, text(language, "button-not-yours"))
        return
    said = html(language, "telegram-erase-kept")
    if sure:
        services.desk.forget(person)
        erased = await asyncio.to_thread(services.journal.forget, person)
        log.info("a person had %d questions erased", erased.questions)
        said = html(
            language,
            "telegram-erased",
            questions=erased.questions,
            feedback=erased.feedback,
        )
    await toast(query)
    if query.message is not None and query.message.is_accessible:
        await edit(query.message, said)


async def _is(person: int, query: CallbackQuery) -> bool:
    """Whether who presses is who typed the command.

    An admin who writes in the name of a group, by whose number they are known then, presses
    buttons in their own.
    """
    if person == query.from_user.id:
        return True
    if query.message is None or query.message.chat.id != person:
        return False
    member = await query.message.chat.get_member(query.from_user.id)
    return member.status in (ChatMember.OWNER, ChatMember.ADMINISTRATOR)


def _button(label: str, person: int | None, answer: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=f"xoadulieu:{person}:{answer}")
