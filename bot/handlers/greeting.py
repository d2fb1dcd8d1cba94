"""What the bot says of itself, and to what it does not understand; where links lead."""

from __future__ import annotations

import asyncio
import logging

from telegram import Update
from telegram.constants import ChatType

from bot import links
from bot.handlers import asking
from bot.handlers.context import Context, speaks
from bot.handlers.keyboards import Manner, keyboard
from bot.handlers.menus import description
from bot.handlers.replies import reply
from bot.links import PASSAGE, QUESTION
from bot.markup import clip, escape, html
from bot.messages import error_text, text
from bot.refusals import AnswerGoneError
from bot.rendering import page_card

log = logging.getLogger(__name__)

_QUESTION_ROOM = 1000


async def start(update: Update, context: Context) -> None:
    """The welcome; or what a link to the bot asks for (``bot.links``)."""
    payload = (context.args or [""])[0]
    if payload.startswith(QUESTION):
        await _linked_question(update, context, payload.removeprefix(QUESTION))
    elif payload.startswith(PASSAGE):
        await _linked_passage(update, context, payload.removeprefix(PASSAGE))
    else:
        await _say(update, context, "telegram-start")
    services, person = context.services, update.effective_user
    if person is not None and services.is_admin(update):
        # Telegram knows an admin's chat only now, if they had never written before.
        chosen = services.journal.language(person.id)
        await services.menu.offer_to(context.bot, person.id, chosen, admin=True)


async def help_(update: Update, context: Context) -> None:
    """How to ask, and the commands this person has."""
    message, services = update.effective_message, context.services
    assert message is not None
    language, group = speaks(update, context), message.chat.type != ChatType.PRIVATE
    names = services.menu.names(admin=services.is_admin(update), group=group)
    commands = [f"/{name} – {escape(description(name, language))}" for name in names]
    await reply(message, "\n".join([html(language, "telegram-help"), *commands]))


async def unknown_command(update: Update, context: Context) -> None:
    """A command that does not exist."""
    await _say(update, context, "telegram-unknown-command")


async def text_only(update: Update, context: Context) -> None:
    """A photo, a voice note, a sticker: said once for an album."""
    message = update.effective_message
    assert message is not None
    album, albums = message.media_group_id, context.services.albums
    if album is not None:
        if album in albums:
            return
        albums.append(album)
    await _say(update, context, "telegram-text-only")


async def _linked_question(update: Update, context: Context, value: str) -> None:
    """Ask what the link says, showing what it is: the reader has not typed it."""
    message, language = update.effective_message, speaks(update, context)
    assert message is not None
    try:
        question = await asyncio.to_thread(context.services.desk.question, value)
    except AnswerGoneError as gone:
        readable = links.question_in(value)
        if readable is None:
            log.info("update %d: a link to nothing", update.update_id)
            await reply(message, escape(error_text(language, gone)))
            return
        question = readable
    shown = clip(question, _QUESTION_ROOM)
    await reply(message, text(language, "telegram-linked-question", question=shown))
    await asking.answer(update, context, question)


async def _linked_passage(update: Update, context: Context, value: str) -> None:
    message, language = update.effective_message, speaks(update, context)
    assert message is not None
    try:
        page = await asyncio.to_thread(context.services.desk.passage, value)
    except AnswerGoneError as gone:
        await reply(message, escape(error_text(language, gone)))
        return
    await reply(message, page_card(page, language), keyboard(page, Manner(language)))


async def _say(update: Update, context: Context, message: str) -> None:
    assert update.effective_message is not None
    await reply(update.effective_message, html(speaks(update, context), message))
