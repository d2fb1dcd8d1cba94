"""The buttons below a card: other passages, surroundings, articles, ratings, the admins' help."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from telegram import CallbackQuery, InlineKeyboardMarkup, Update
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError

from bot import presses
from bot.desk import Appeal, Asker, Reason
from bot.handlers.context import Context
from bot.handlers.keyboards import Manner, keyboard
from bot.handlers.replies import NO_PREVIEW, edit, say, toast
from bot.journal.records import Verdict
from bot.links import QUESTION, start_address
from bot.messages import error_text, text
from bot.presses import Press, Shown, Wish
from bot.refusals import AnswerGoneError
from bot.rendering import appeal_report, view_card
from bot.views import View
from embeddings.errors import HoiBaoError

log = logging.getLogger(__name__)

_REASONS: dict[Wish, Reason] = {
    Wish.WRONG: "wrong",
    Wish.INCOMPLETE: "incomplete",
    Wish.UNRELATED: "unrelated",
}


async def press(update: Update, context: Context) -> None:
    """A press of a button. Fits every ``CallbackQuery`` that no other handler has taken."""
    query, language = update.callback_query, context.services.language(update)
    assert query is not None
    wanted, message = presses.read(query.data), query.message
    if wanted is None or message is None:
        await toast(query, text(language, "toast-unknown-button"))
        return
    asker = Asker(query.from_user.id, message.chat.id, language)
    try:
        await _Pressed(query, context, asker, wanted).deal()
    except HoiBaoError as error:
        log.info("update %d: %s", update.update_id, error.code)
        await toast(query, error_text(language, error))


class _Pressed:
    """One press, and what comes of it."""

    def __init__(self, query: CallbackQuery, context: Context, asker: Asker, wanted: Press) -> None:
        self.query, self.context, self.asker, self.wanted = query, context, asker, wanted
        self.language = asker.language
        self.desk = context.services.desk

    @property
    def _alone(self) -> bool:
        message = self.query.message
        return message is not None and message.chat.type == ChatType.PRIVATE

    async def deal(self) -> None:
        """Do what is wanted.

        Raises:
            HoiBaoError: it cannot be done; its text says why.
        """
        wish = self.wanted.wish
        if wish is Wish.SHOW:
            await self._show()
        elif wish is Wish.COUNT:
            page = await asyncio.to_thread(self.desk.page, self.wanted.answer, self.wanted.number)
            await self._say("toast-page", page=page.number, pages=len(page.spots))
        elif wish is Wish.ADMIN:
            await self._appeal()
        else:
            await self._rate(wish)

    async def _show(self) -> None:
        view = await asyncio.to_thread(self._view)
        if not self.context.services.letters.may_edit(self.asker.chat):
            await self._say("toast-slowly")
            return
        buttons = await asyncio.to_thread(self._buttons, view)
        links = start_address(self.context.bot.username)
        await toast(self.query)
        await self._edit(view_card(view, self.language, links), buttons)

    async def _rate(self, wish: Wish) -> None:
        reason = _REASONS.get(wish)
        verdict: Verdict = "up" if wish is Wish.UP else "down"
        rate, answer = self.desk.rate, self.wanted.answer
        await asyncio.to_thread(rate, self.asker, answer, verdict, reason)
        # In a group the buttons are everybody's: one person's reasons would take the others' away.
        asks_why = wish is Wish.DOWN and self._alone
        await self._say("toast-why" if asks_why else f"toast-thanks-{verdict}")
        try:
            view = await asyncio.to_thread(self._view)
        except AnswerGoneError:  # what is shown has changed since; the opinion counts
            return
        buttons = await asyncio.to_thread(self._buttons, view, asks_why=asks_why)
        await self._edit_buttons(buttons)

    async def _appeal(self) -> None:
        appeal = await asyncio.to_thread(self.desk.ask_admin, self.asker, self.wanted.answer)
        told = await _tell_admins(self.query, self.context, appeal)
        if not told:
            self.desk.appeal_again(self.asker, appeal)
        await self._say("toast-appeal" if told else "toast-appeal-kept", alert=True)

    def _view(self) -> View:
        views: dict[Shown, Callable[[str, int], View]] = {
            Shown.PAGE: self.desk.page,
            Shown.CONTEXT: self.desk.context,
            Shown.ARTICLE: self.desk.article,
        }
        return views[self.wanted.shown](self.wanted.answer, self.wanted.number)

    def _buttons(self, view: View, *, asks_why: bool = False) -> InlineKeyboardMarkup | None:
        verdict = None
        if self._alone:  # else they say nothing of what one person thinks
            given = self.desk.rating(self.asker, self.wanted.answer)
            verdict = given.verdict if given is not None else None
        admins = bool(self.context.services.settings.admins)
        return keyboard(view, Manner(self.language, verdict, asks_why, admins))

    async def _edit(self, shown: str, buttons: InlineKeyboardMarkup | None) -> None:
        """Change the message; one that is too old for that is said anew."""
        message = self.query.message
        assert message is not None
        try:
            await edit(message, shown, buttons)
        except BadRequest as error:
            if "not modified" in error.message.lower():
                return  # pressed twice
            log.info("a message could not be changed, so it is said anew: %s", error)
            await say(message, shown, buttons)

    async def _edit_buttons(self, buttons: InlineKeyboardMarkup | None) -> None:
        if not self.context.services.letters.may_edit(self.asker.chat):
            return
        try:
            await self.query.edit_message_reply_markup(buttons)
        except BadRequest as error:  # pressed twice, or the message is gone: the rating counts
            log.info("buttons could not be changed: %s", error)

    async def _say(self, message: str, *, alert: bool = False, **variables: int) -> None:
        await toast(self.query, text(self.language, message, **variables), alert=alert)


async def _tell_admins(query: CallbackQuery, context: Context, appeal: Appeal) -> int:
    """Send a question to the admins; how many of them it reached."""
    reached, services = 0, context.services
    link = start_address(context.bot.username) + QUESTION + appeal.answer
    for admin in sorted(services.settings.admins):
        language = services.language_of(admin)
        report = appeal_report(appeal.question, query.from_user.full_name, link, language)
        try:
            await context.bot.send_message(
                admin, report, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
            )
        except (BadRequest, Forbidden) as error:
            log.info("admin %d cannot be reached: %s", admin, error)
        except TelegramError as error:
            log.warning("an appeal could not be sent to admin %d: %s", admin, error)
        else:
            reached += 1
    return reached
