"""Inline mode: ``@bot question`` in any chat offers the best answers as cards."""

from __future__ import annotations

import logging
from dataclasses import replace

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.desk import Asker
from bot.errors import BusyError
from bot.handlers.context import Context
from bot.handlers.replies import NO_PREVIEW
from bot.links import PASSAGE, question_payload, start_address
from bot.markup import shorten
from bot.messages import Language, text
from bot.rendering import page_card, short_source
from bot.views import Page, Spot
from embeddings.errors import QuestionError

log = logging.getLogger(__name__)

OFFERED = 5
SHORTEST = 4  # characters; who has typed less has not asked yet
_CACHED = 60  # seconds that Telegram may offer the same again; articles change
_TITLE_ROOM, _DESCRIPTION_ROOM = 80, 120  # what clients show on two lines
_WELCOME = "inline"  # what /start carries from the button above the results; it just greets


async def query(update: Update, context: Context) -> None:
    """What somebody is typing. Fits every ``InlineQuery``."""
    asked = update.inline_query
    assert asked is not None
    services = context.services
    language, words = services.language(update), asked.query.strip()
    results: list[InlineQueryResultArticle] = []
    cached = _CACHED
    if len(words) >= SHORTEST:
        asker = Asker(asked.from_user.id, 0, language, "inline")
        try:
            found = await services.answering(services.desk.ask, asker, words, silent=True)
        except (QuestionError, BusyError) as error:
            log.info("update %d: %s", update.update_id, error.code)
            cached = 0
        else:
            if found.answer is not None and found.answer.answered:
                links = start_address(context.bot.username)
                results = _results(found.page, language, links)
    button = None if results else _button(words, language)
    await _offer(asked, results, button, cached)


async def chosen(update: Update, context: Context) -> None:
    """One of the answers was sent: now it counts as asked. Fits every ``ChosenInlineResult``.

    Telegram reports it only if @BotFather was told to (/setinlinefeedback).
    """
    result = update.chosen_inline_result
    assert result is not None
    services = context.services
    asker = Asker(result.from_user.id, 0, services.language(update), "inline")
    try:
        await services.answering(services.desk.ask, asker, result.query.strip())
    except (QuestionError, BusyError) as error:
        log.info("update %d: %s", update.update_id, error.code)


def _results(page: Page, language: Language, links: str) -> list[InlineQueryResultArticle]:
    return [
        _result(replace(page, number=number), spot, language, links)
        for number, spot in enumerate(page.spots[:OFFERED], start=1)
    ]


def _result(page: Page, spot: Spot, language: Language, links: str) -> InlineQueryResultArticle:
    open_it = InlineKeyboardButton(
        text(language, "button-open"), url=f"{links}{PASSAGE}{spot.permalink}"
    )
    return InlineQueryResultArticle(
        id=spot.permalink,
        title=shorten(" ".join(spot.best.split()), _TITLE_ROOM) or spot.permalink,
        description=shorten(short_source(spot, language), _DESCRIPTION_ROOM),
        input_message_content=InputTextMessageContent(
            page_card(page, language), parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
        ),
        reply_markup=InlineKeyboardMarkup([[open_it]]),
    )


def _button(words: str, language: Language) -> InlineQueryResultsButton:
    """Above the empty results: ask in the private chat, where there is more room."""
    if len(words) < SHORTEST:
        return InlineQueryResultsButton(text(language, "inline-type"), start_parameter=_WELCOME)
    payload = question_payload(words) or _WELCOME
    return InlineQueryResultsButton(text(language, "inline-nothing"), start_parameter=payload)


async def _offer(
    asked: InlineQuery,
    results: list[InlineQueryResultArticle],
    button: InlineQueryResultsButton | None,
    cached: int,
) -> None:
    try:
        await asked.answer(results, cache_time=cached, is_personal=True, button=button)
    except BadRequest as error:  # typed on meanwhile: nobody waits for these any more
        log.info("an inline query could not be answered: %s", error)
