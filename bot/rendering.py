"""Answers and reports as Telegram shows them: HTML that is well-formed and fits one message.

Telegram allows 4,096 UTF-16 units after it has taken the tags out. We keep the text *with* tags and
escapes within that, which is simpler to be sure of and costs a long passage a few words at most.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from bot import markup
from bot.answering import Answer, Finding
from bot.markup import escape, html, units
from bot.messages import Language, error_text, text
from embeddings.articles import ArticleInfo, Passage
from embeddings.errors import ArticleFormatError, HoiBaoError
from embeddings.publishing import Published
from embeddings.retriever import Hit

LIMIT = 4096  # UTF-16 units of one message
TITLE_ROOM = 256
UNDERSTOOD_ROOM = 400
URL_ROOM = 1024
NEAREST_ROOM = 240
LONG_QUOTE = 300  # from here on Telegram folds the quote up until it is tapped
SKIPPED_SHOWN = 10
SKIPPED_ROOM = 200

_QUOTE = "<blockquote>{}</blockquote>"
_LONG_QUOTE = "<blockquote expandable>{}</blockquote>"
_GAP = "\n\n"


def card(answer: Answer, language: Language) -> str:
    """An answer, or that there is none, as one message."""
    if answer.best is None:
        return _no_answer_card(answer, language)
    return _answer_card(answer, answer.best, language)


def _answer_card(answer: Answer, best: Finding, language: Language) -> str:
    source = "📰 " + _source(best.hit.article, best.hit.passage, language)
    understood = _understood(answer, language)
    sentence = best.text.strip()
    room = LIMIT - units(source) - len(_GAP) - units("<b></b>")
    # The sentence is what was asked for: what was understood gives way to it, then the quote.
    if understood and units(escape(sentence)) + len(_GAP) + units(understood) > room:
        understood = ""
    if understood:
        room -= len(_GAP) + units(understood)
    head = markup.clip(sentence, room)
    quote = _quote(best, room - units(head) - len(_GAP))
    return _GAP.join(part for part in (f"<b>{head}</b>", quote, source, understood) if part)


def _quote(best: Finding, room: int) -> str:
    """The passage with the answer in bold; empty if it would only repeat it or has no room."""
    passage = best.hit.passage.text
    if best.text.strip() == passage.strip():
        return ""
    before, sentence, after = (
        passage[: best.start].lstrip(),
        passage[best.start : best.end],
        passage[best.end :].rstrip(),
    )
    bold = f"<b>{escape(sentence)}</b>" if sentence.strip() else ""
    spare = room - units(_LONG_QUOTE.format(bold))
    if spare < 0:
        return ""
    wanted = units(escape(before)), units(escape(after))
    room_before = min(wanted[0], max(spare // 2, spare - wanted[1]))
    inside = markup.clip_start(before, room_before) + bold + markup.clip(after, spare - room_before)
    return (_LONG_QUOTE if units(inside) > LONG_QUOTE else _QUOTE).format(inside)


def _no_answer_card(answer: Answer, language: Language) -> str:
    parts = [f"<b>{html(language, 'telegram-no-answer')}</b>"]
    if understood := _understood(answer, language):
        parts.append(understood)
    if answer.nearest:
        parts.append(html(language, "telegram-nearest"))
        parts += [_near(hit, language) for hit in answer.nearest]
    return _GAP.join(parts)


def _near(hit: Hit, language: Language) -> str:
    snippet = markup.clip(hit.passage.text.strip(), NEAREST_ROOM)
    return f"{_QUOTE.format(snippet)}\n{_source(hit.article, hit.passage, language, url_room=256)}"


def _understood(answer: Answer, language: Language) -> str:
    """What was searched for, in small type; empty if it is what was typed."""
    if _bare(answer.understood.text) == _bare(answer.question):
        return ""
    question = markup.clip(answer.understood.text, UNDERSTOOD_ROOM)
    return f"<i>{text(language, 'telegram-understood', question=question)}</i>"


def _bare(question: str) -> str:
    """Without what nobody would call a different question: case, spaces, closing marks."""
    return " ".join(question.casefold().split()).rstrip(" ?.!…")


def _source(
    article: ArticleInfo, passage: Passage, language: Language, url_room: int = URL_ROOM
) -> str:
    """Title (a link if there is an address), then date and place: two lines."""
    title = markup.clip(" ".join((article.title or article.id).split()), TITLE_ROOM)
    address = markup.escape_attribute(article.source)
    if is_address(article.source) and units(address) <= url_room:
        title = f'<a href="{address}">{title}</a>'
    place = html(language, "place", kind=passage.kind.value, number=passage.number)
    if article.published_at is None:
        return f"{title}\n{place}"
    return f"{title}\n{article.published_at.strftime(text(language, 'pattern-day'))} · {place}"


def is_address(source: str) -> bool:
    """Whether ``source`` is a web address Telegram can link to (and not a file)."""
    if not re.fullmatch(r"https?://[^\s\x00-\x1f\x7f]+", source):
        return False
    try:
        return bool(urlsplit(source).hostname)
    except ValueError:  # an unclosed IPv6 bracket, for instance
        return False


def progress_line(stage: str, done: int, total: int, language: Language) -> str:
    """How far a publication has come."""
    name = html(language, f"stage-{stage}")
    if total <= 1:  # one step, not something to count
        return name
    return html(language, "telegram-reload-progress", stage=name, done=done, total=total)


def publication_report(published: Published, language: Language) -> str:
    """What a publication did, for the admin who asked for it."""
    parts = [
        html(
            language,
            "telegram-reload-published",
            edition=published.edition,
            seconds=round(published.seconds, 1),
            added=len(published.added),
            changed=len(published.changed),
            removed=len(published.removed),
            unchanged=published.unchanged,
            passages=published.passages,
        )
    ]
    if published.skipped:
        parts.append(html(language, "telegram-reload-skipped", count=len(published.skipped)))
        parts += _skipped_lines(published.skipped, language)
    return "\n".join(parts)


def failure_report(error: HoiBaoError, language: Language) -> str:
    """Why a publication did not take place."""
    return html(language, "telegram-reload-failed", reason=error_text(language, error))


def _skipped_lines(skipped: Sequence[ArticleFormatError], language: Language) -> list[str]:
    """One line for each file that could not be read, as many as a person wants to see."""
    lines = [
        "• " + markup.clip(error_text(language, error), SKIPPED_ROOM)
        for error in skipped[:SKIPPED_SHOWN]
    ]
    if more := len(skipped) - len(lines):
        lines.append(html(language, "telegram-reload-more", count=more))
    return lines
