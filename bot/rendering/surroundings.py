"""What is around an answer: the text before and after its passage, and its article."""

from __future__ import annotations

import re

from bot import markup
from bot.markup import escape_attribute, html, units
from bot.messages import Language, text
from bot.rendering.cards import answer_words, page_card, source_of, understood_line
from bot.rendering.parts import GAP, LIMIT, joined, quotation, title
from bot.views import Context, Overview, View

_NEIGHBOUR = 900  # characters of the text before a passage, and of that after it
_HEAD_ROOM = 600
_LEAD_ROOM = 1500
_AUTHORS_ROOM = 200
_LINES = re.compile(r"\s*\n\s*")


def view_card(view: View, language: Language, links: str = "") -> str:
    """A view as one message; ``links`` is what a link to a passage begins with, if there are."""
    if isinstance(view, Overview):
        return overview_card(view, language, links)
    if isinstance(view, Context):
        return context_card(view, language)
    return page_card(view, language)


def context_card(view: Context, language: Language) -> str:
    """The passage between what stands before and after it, unfolded."""
    page, spot = view.page, view.page.spot
    if spot.passage is None:
        return page_card(page, language)
    words = markup.clip(answer_words(page), _HEAD_ROOM)
    head = f"<b>{words}</b>" if words else ""
    origin = source_of(spot, language)
    before, after = _tail(_paragraphs(view.before)), _beginning(_paragraphs(view.after))
    whole = before + spot.passage.text + after
    spans = [(mark.start + len(before), mark.end + len(before)) for mark in spot.marks]
    if not spans:  # of a passage that only is near, the passage itself is what counts
        spans = [(len(before), len(before) + len(spot.passage.text))]
    room = LIMIT - units(head) - units(origin) - 3 * len(GAP)
    quote = quotation(whole, spans, room, fold=False) or quotation(whole, [], room, fold=False)
    return joined(head, quote, origin)


def overview_card(view: Overview, language: Language, links: str = "") -> str:
    """Title, date, authors and lead of an article, with a link to the passage."""
    article = view.article
    shown = [f"📰 <b>{title(article)}</b>"]
    facts = [
        article.published_at.strftime(text(language, "pattern-minute"))
        if article.published_at
        else "",
        markup.clip(", ".join(article.authors), _AUTHORS_ROOM),
        html(language, "telegram-article-paragraphs", count=view.paragraphs),
    ]
    shown.append(" · ".join(fact for fact in facts if fact))
    lead = quotation(view.lead, [], _LEAD_ROOM, fold=False)
    link = ""
    if links:
        address = escape_attribute(f"{links}p_{view.page.spot.permalink}")
        link = f'<a href="{address}">{html(language, "telegram-passage-link")}</a>'
    return joined("\n".join(shown), lead, link, understood_line(view.page, language))


def _paragraphs(between: str) -> str:
    """Text as it stands in an article, with exactly an empty line where a new paragraph begins."""
    return _LINES.sub("\n\n", between)


def _tail(before: str) -> str:
    before = before.lstrip()
    if len(before) <= _NEIGHBOUR:
        return before
    kept = before[-_NEIGHBOUR:]
    return markup.ELLIPSIS + kept[kept.find(" ") + 1 :]


def _beginning(after: str) -> str:
    after = after.rstrip()
    if len(after) <= _NEIGHBOUR:
        return after
    kept = after[:_NEIGHBOUR]
    return kept[: kept.rfind(" ")].rstrip() + markup.ELLIPSIS if " " in kept else kept
