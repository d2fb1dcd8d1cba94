"""A question and its answer."""

from __future__ import annotations

import logging

from telegram import InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType
from telegram.error import BadRequest

from bot.desk import Asker, Reply
from bot.errors import BusyError
from bot.handlers.context import Context
from bot.handlers.drafts import drafting
from bot.handlers.groups import asked, person_of
from bot.handlers.keyboards import Manner, keyboard
from bot.handlers.letters import Letter
from bot.handlers.replies import edit, reply, typing
from bot.markup import escape
from bot.messages import Language, error_text, text
from bot.rendering import page_card
from embeddings.errors import QuestionError

log = logging.getLogger(__name__)


async def question(update: Update, context: Context) -> None:
    """A new message that asks something.

    Fits ``filters.TEXT & ~filters.COMMAND`` from people it is addressed by, new messages only.
    """
    message = update.message
    assert message is not None
    await answer(update, context, asked(message))


async def edited(update: Update, context: Context) -> None:
    """A question that was edited: the answer changes where it stands.

    Fits ``filters.UpdateType.EDITED_MESSAGE`` with the filters of ``question``.
    """
    message = update.edited_message
    assert message is not None
    words, letter = asked(message), context.services.letters.reply_to(message)
    if letter is None or not letter.replies_to(words):  # else only the formatting has changed
        await answer(update, context, words, letter)


async def answer(
    update: Update, context: Context, words: str, letter: Letter | None = None
) -> None:
    """Answer ``words``, which came with the update; in place of ``letter`` if there is one."""
    message = update.effective_message
    assert message is not None
    language = context.services.language(update)
    async with typing(message, context), drafting(message, context, language):
        number, html, buttons = await _answered(update, context, words, letter)
    sent = await _send(message, html, buttons, letter)
    context.services.letters.sent(message, Letter.of(sent, number, words))


async def _answered(
    update: Update, context: Context, words: str, letter: Letter | None
) -> tuple[str | None, str, InlineKeyboardMarkup | None]:
    """The id of the answer, the card and its buttons."""
    message, services = update.effective_message, context.services
    assert message is not None
    asker = Asker(person_of(update) or 0, message.chat.id, services.language(update))
    try:
        found = await services.answering(
            services.desk.ask,
            asker,
            words,
            about=services.letters.answer_in(message.reply_to_message),
            instead_of=letter.answer if letter else None,
        )
    except (QuestionError, BusyError) as error:
        log.info("update %d: %s", update.update_id, error.code)
        return None, escape(error_text(asker.language, error)), None
    log.info("update %d: %s", update.update_id, _outcome(found))
    return card_of(found, asker.language, admins=bool(services.settings.admins))


def card_of(
    found: Reply, language: Language, *, admins: bool
) -> tuple[str | None, str, InlineKeyboardMarkup | None]:
    """The id of an answer, its card and its buttons; the id is None where nothing was asked."""
    if found.smalltalk is not None:
        return None, escape(text(language, f"smalltalk-{found.smalltalk.value}")), None
    page = found.page
    return found.id, page_card(page, language), keyboard(page, Manner(language, admins=admins))


async def _send(
    message: Message, html: str, buttons: InlineKeyboardMarkup | None, letter: Letter | None
) -> int:
    """Reply, or change what was replied before; the number of the message."""
    if letter is not None:
        try:
            await edit(message, html, buttons, number=letter.message)
        except BadRequest as error:
            if "not modified" not in error.message.lower():
                log.info("the answer could not be changed: %s", error)
                letter = None
    if letter is not None:
        return letter.message
    quoted = message.chat.type != ChatType.PRIVATE or message.edit_date is not None
    return (await reply(message, html, buttons, quoted=quoted)).message_id


def _outcome(found: Reply) -> str:
    if found.answer is None:
        return "smalltalk"
    outcome = "answered" if found.answer.answered else "no answer"
    return f"{outcome} in {found.answer.timings_ms['total']:.0f} ms"
