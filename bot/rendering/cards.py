"""An answer as a card: what answers in bold, the passage it stands in, where that is from."""

from __future__ import annotations

from bot import markup
from bot.answering import Answer
from bot.markup import escape, html, units
from bot.messages import Language, text
from bot.rendering import parts
from bot.rendering.parts import GAP, LIMIT, joined, quotation, source
from bot.rendering.rivals import Rival, rivals
from bot.views import Page, Spot, first_page

UNDERSTOOD_ROOM = 400
NEAREST_ROOM = 240
_CLAUSE_ROOM = 240
_WORDS_ROOM = 300  # of one of several answers


def card(answer: Answer, language: Language) -> str:
    """An answer, or that there is none, as one message."""
    return page_card(first_page("", answer.question, answer), language)


def page_card(page: Page, language: Language) -> str:
    """One page of an answer as one message."""
    if page.number == 0:
        return _nothing_found(page, language)
    if page.spot.passage is None:
        return _changed(page, language)
    side_by_side = rivals(page)
    if len({rival.article.id for rival in side_by_side}) > 1:
        return _disagreement(side_by_side, page, language)
    return _passage(page, _heads(side_by_side, language), language)


def answer_words(page: Page) -> str:
    """What answers on a page, as plain text; empty if nothing does."""
    words = [rival.words for rival in rivals(page)]
    return "; ".join(words) or (page.spot.best if page.answered else "")


def understood_line(page: Page, language: Language) -> str:
    """What was searched for, in small type; empty if it is what was typed."""
    if _bare(page.understood) == _bare(page.question):
        return ""
    question = markup.clip(page.understood, UNDERSTOOD_ROOM)
    return f"<i>{text(language, 'telegram-understood', question=question)}</i>"


def source_of(spot: Spot, language: Language) -> str:
    """Where a passage is from."""
    return "📰 " + source(spot.article, spot.passage, language) if spot.article else ""


def short_source(spot: Spot, language: Language) -> str:
    """Where a passage is from, in one plain line."""
    if spot.article is None:
        return ""
    known = (parts.day(spot.article, language), spot.article.title or spot.article.id)
    return " · ".join(" ".join(part.split()) for part in known if part)


def _passage(page: Page, head: str, language: Language) -> str:
    """The answer, the passage with it in bold, the source. ``head`` takes the answer's place."""
    spot = page.spot
    assert spot.passage is not None
    origin, understood = source_of(spot, language), understood_line(page, language)
    best = spot.best if page.answered else ""
    if not page.answered:
        head = _near_head(page, language)
    room = LIMIT - units(origin) - 2 * len(GAP) - units("<b></b>")
    # The answer is what was asked for: what was understood gives way to it, then the quote.
    if understood and units(head or escape(best)) + len(GAP) + units(understood) > room:
        understood = ""
    if understood:
        room -= len(GAP) + units(understood)
    if best and not head:
        head = f"<b>{clipped}</b>" if (clipped := markup.clip(best, room)) else ""
    quote = ""
    if best != spot.passage.text.strip():
        spans = [(mark.start, mark.end) for mark in spot.marks]
        quote = quotation(spot.passage.text, spans, room - units(head))
    return joined(head, quote, origin, understood)


def _heads(side_by_side: tuple[Rival, ...], language: Language) -> str:
    """Several answers from one article, each with the words that set it apart."""
    lines: list[str] = []
    for rival in side_by_side:
        words = f"<b>{markup.clip(rival.words, _WORDS_ROOM)}</b>"
        if lines:
            words = text(language, "telegram-rival", answer=words)
        lines.append(f"{words}\n<i>{markup.clip(rival.clause, _CLAUSE_ROOM)}</i>")
    return "\n".join(lines)


def _disagreement(side_by_side: tuple[Rival, ...], page: Page, language: Language) -> str:
    """Answers from several articles, each with its sentence, article and date."""
    shown = []
    for rival in side_by_side:
        start = max(0, rival.clause.find(rival.words))
        quote = quotation(rival.clause, [(start, start + len(rival.words))], 2 * _CLAUSE_ROOM)
        origin = "📰 " + source(rival.article, None, language, url_room=256)
        words = f"<b>{markup.clip(rival.words, _WORDS_ROOM)}</b>"
        shown.append("\n".join(part for part in (words, quote, origin) if part))
    return joined(html(language, "telegram-rivals"), *shown, understood_line(page, language))


def _near_head(page: Page, language: Language) -> str:
    if not page.question:
        return ""
    return f"<i>{html(language, 'telegram-near-page', page=page.number, pages=len(page.spots))}</i>"


def _changed(page: Page, language: Language) -> str:
    """A passage that is no longer there word for word, or whose article is gone."""
    if page.spot.article is None:
        return html(language, "telegram-article-gone")
    return joined(html(language, "telegram-passage-changed"), source_of(page.spot, language))


def _nothing_found(page: Page, language: Language) -> str:
    shown = [f"<b>{html(language, 'telegram-no-answer')}</b>", understood_line(page, language)]
    near = [_near(spot, language) for spot in page.spots if spot.passage is not None]
    if near:
        shown += [html(language, "telegram-nearest"), *near]
    return joined(*shown)


def _near(spot: Spot, language: Language) -> str:
    assert spot.passage is not None
    assert spot.article is not None
    origin = parts.source(spot.article, spot.passage, language, url_room=256)
    snippet = markup.clip(spot.passage.text.strip(), NEAREST_ROOM)
    return f"<blockquote>{snippet}</blockquote>\n{origin}" if snippet else origin


def _bare(question: str) -> str:
    """Without what nobody would call a different question: case, spaces, closing marks."""
    return " ".join(question.casefold().split()).rstrip(" ?.!…")
