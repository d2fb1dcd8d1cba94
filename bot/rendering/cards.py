"""An answer as a card: what answers in bold, the passage it stands in, where that is from."""

from __future__ import annotations

from bot import markup
from bot.answering import Answer
from bot.markup import escape, html, units
from bot.messages import Language, text
from bot.pages import first_page
from bot.rendering import parts
from bot.rendering.parts import GAP, LIMIT, joined, quotation, source
from bot.rivals import Rival, is_short, rivals, words_around
from bot.views import Page, Spot

UNDERSTOOD_ROOM = 400
NEAREST_ROOM = 180
_CLAUSE_ROOM = 240
_WORDS_ROOM = 300  # of one of several answers
_IN_SIGHT = 110  # characters of a folded quotation that can be read without a tap


def card(answer: Answer, language: Language) -> str:
    """An answer, or that there is none, as one message."""
    return page_card(first_page("", answer.question, answer), language)


def page_card(page: Page, language: Language) -> str:
    """One page of an answer as one message."""
    if page.number == 0:
        return _nothing_found(page, language)
    if page.spot.passage is None:
        return _changed(page, language)
    side_by_side = _rivals(page)
    if len({rival.article.id for rival in side_by_side}) > 1:
        return _disagreement(side_by_side, page, language)
    return _passage(page, _heads(side_by_side, language), language)


def answer_words(page: Page) -> str:
    """What answers on a page, as plain text; empty if nothing does."""
    words = [rival.words for rival in _rivals(page)]
    return "; ".join(words) or (page.spot.best if page.answered else "")


def _rivals(page: Page) -> tuple[Rival, ...]:
    """Several answers are shown side by side on the first page."""
    return rivals(page.spots) if page.answered and page.number == 1 else ()


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
        head = _head(spot, room)
    quote = ""
    if best != spot.passage.text.strip():
        spans = [(mark.start, mark.end) for mark in spot.marks]
        quote = quotation(spot.passage.text, spans, room - units(head))
    return joined(head, quote, origin, understood)


def _head(spot: Spot, room: int) -> str:
    """The answer; a person with their office; or with the words around it, where the passage is
    folded up before it comes."""
    clipped = markup.clip(spot.best, room)
    head = f"<b>{clipped}</b>" if clipped else ""
    if head and (office := spot.office):
        return f"{head}, {markup.clip(office, _CLAUSE_ROOM)}"
    mark, passage = spot.marks[0], spot.passage
    assert passage is not None
    folded = units(passage.text) > parts.LONG_QUOTE
    if folded and mark.start > _IN_SIGHT and is_short(spot, mark):
        head += f"\n<i>{markup.clip(words_around(spot, mark), _CLAUSE_ROOM)}</i>"
    return head


def _heads(side_by_side: tuple[Rival, ...], language: Language) -> str:
    """Several answers from one article, each with the words that set it apart."""
    lines: list[str] = []
    for rival in side_by_side:
        words = f"<b>{markup.clip(rival.words, _WORDS_ROOM)}</b>"
        if lines:
            words = text(language, "telegram-rival", answer=words)
        lines.append(f"{words}\n<i>{markup.clip(rival.clause, _CLAUSE_ROOM)}</i>")
    return GAP.join(lines)


def _disagreement(side_by_side: tuple[Rival, ...], page: Page, language: Language) -> str:
    """Answers from several articles, each with its sentence, article and date."""
    shown = []
    for rival in side_by_side:
        start = max(0, rival.clause.find(rival.words))
        quote = quotation(rival.clause, [(start, start + len(rival.words))], 2 * _CLAUSE_ROOM)
        origin = "📰 " + source(rival.article, None, language, url_room=256)
        words = f"<b>{markup.clip(rival.words, _WORDS_ROOM)}</b>"
        shown.append("\n".join(part for part in (words, quote, origin) if part))
    note = f"<i>{html(language, 'telegram-rivals')}</i>"
    return joined(*shown, note, understood_line(page, language))


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
    near = [spot for spot in page.spots if spot.passage is not None]
    before = [None, *(spot.article for spot in near)]
    if near:
        shown.append(html(language, "telegram-nearest"))
    shown += [
        _near(spot, language, named=spot.article == article)
        for spot, article in zip(near, before, strict=False)
    ]
    return GAP.join(filter(None, shown))


def _near(spot: Spot, language: Language, *, named: bool) -> str:
    """The beginning of a passage; what its article is, unless that has been named just before."""
    assert spot.passage is not None
    assert spot.article is not None
    origin = "📰 " + source(spot.article, None, language, url_room=256) + "\n"
    passage = spot.passage
    place = html(language, "place", kind=passage.kind.value, number=passage.number)
    snippet = markup.clip(passage.text.strip(), NEAREST_ROOM)
    quote = f"<blockquote>{snippet}</blockquote>\n" if snippet else ""
    return ("" if named else origin) + quote + place


def _bare(question: str) -> str:
    """Without what nobody would call a different question: case, spaces, closing marks."""
    return " ".join(question.casefold().split()).rstrip(" ?.!…")
