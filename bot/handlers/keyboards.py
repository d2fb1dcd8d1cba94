"""The buttons below a card: small, in the same place whatever is shown, most wanted first.

‹  2/5  ›                       other passages, if there are
context   article   copy
👍  👎                           or why it did not help, or the admins where nothing was found
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.journal.records import Verdict
from bot.markup import shorten
from bot.messages import Language, text
from bot.presses import Press, Shown, Wish
from bot.rendering import answer_words
from bot.views import Context, Overview, Page, View

COPY_ROOM = 256  # what Telegram lets a button copy
_MOST = 99  # pages a button can name
_ADDRESS_ROOM = 1024  # bytes
_ADDRESS = re.compile(
    r"https?://(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d{1,4})?"
    r"""(?:[/?#](?:[^\s"<>\\^`{|}%\x00-\x1f\x7f]|%[0-9A-Fa-f]{2})*)?"""
)

Row = list[InlineKeyboardButton]


@dataclass(frozen=True, slots=True)
class Manner:
    """What else decides which buttons there are: how this person rated the answer, whether they
    have just said that it did not help, and whether there is an admin to turn to."""

    language: Language
    verdict: Verdict | None = None
    asks_why: bool = False
    admins: bool = False


def keyboard(view: View, manner: Manner) -> InlineKeyboardMarkup | None:
    """The buttons of a card; None if there is nothing to press."""
    page = view if isinstance(view, Page) else view.page
    rows = [_pages(page, manner), _places(view, page, manner), _last(view, page, manner)]
    return InlineKeyboardMarkup([row for row in rows if row]) if any(rows) else None


def shown_in(view: View) -> Shown:
    """What kind of view it is."""
    if isinstance(view, Context):
        return Shown.CONTEXT
    return Shown.ARTICLE if isinstance(view, Overview) else Shown.PAGE


def is_openable(source: str) -> bool:
    """Whether a button may open an address. Telegram refuses a message with one it cannot read, so
    only plain addresses of sites do."""
    return len(source.encode()) <= _ADDRESS_ROOM and _ADDRESS.fullmatch(source) is not None


def _pages(page: Page, manner: Manner) -> Row:
    """To the passages before and after; from the last one on to the first."""
    count = min(len(page.spots), _MOST)
    if page.number == 0:
        if not count:
            return []
        return [_button(text(manner.language, "button-nearest", count=count), page, to=1)]
    if count < 2:
        return []
    before, after = (page.number - 2) % count + 1, page.number % count + 1
    number = Press(Wish.COUNT, Shown.PAGE, page.number, page.id).data
    return [
        _button("‹", page, to=before),
        InlineKeyboardButton(f"{page.number}/{count}", callback_data=number),
        _button("›", page, to=after),
    ]


def _places(view: View, page: Page, manner: Manner) -> Row:
    """Around the passage, to its article, and the answer to be copied."""
    if page.number == 0 or page.spot.article is None:
        return []
    language, row = manner.language, []
    if page.spot.passage is not None:
        if isinstance(view, Context):
            row.append(_button(text(language, "button-less"), page))
        else:
            row.append(_button(text(language, "button-context"), page, Shown.CONTEXT))
    if isinstance(view, Overview):
        row.append(_button(text(language, "button-back"), page))
        if is_openable(view.article.source):
            row.append(InlineKeyboardButton(text(language, "button-read"), view.article.source))
        return row
    row.append(_button(text(language, "button-article"), page, Shown.ARTICLE))
    if words := shorten(answer_words(page), COPY_ROOM).strip():
        copied = CopyTextButton(words)
        row.append(InlineKeyboardButton(text(language, "button-copy"), copy_text=copied))
    return row


def _last(view: View, page: Page, manner: Manner) -> Row:
    """Whether it helped; where nothing was found, back to the summary and on to the admins."""
    if not page.question:
        return []
    language, shown = manner.language, shown_in(view)

    def said(message: str, wish: Wish, mark: str = "") -> InlineKeyboardButton:
        data = Press(wish, shown, page.number, page.id).data
        return InlineKeyboardButton(text(language, message) + mark, callback_data=data)

    if not page.answered:
        row = [_button(text(language, "button-summary"), page, to=0)] if page.number else []
        return [*row, said("button-admin", Wish.ADMIN)] if manner.admins else row
    if manner.asks_why:
        return [
            said("button-wrong", Wish.WRONG),
            said("button-incomplete", Wish.INCOMPLETE),
            said("button-unrelated", Wish.UNRELATED),
        ]
    up, down = (" ✓" if manner.verdict == verdict else "" for verdict in ("up", "down"))
    return [said("button-up", Wish.UP, up), said("button-down", Wish.DOWN, down)]


def _button(
    label: str, page: Page, shown: Shown = Shown.PAGE, *, to: int | None = None
) -> InlineKeyboardButton:
    number = page.number if to is None else to
    return InlineKeyboardButton(label, callback_data=Press(Wish.SHOW, shown, number, page.id).data)
