"""What cards are made of: quotations, source lines, small type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from bot import markup
from bot.markup import escape, html, units
from bot.messages import Language, text
from embeddings.articles import ArticleInfo, Passage

LIMIT = 4096  # UTF-16 units of one message
GAP = "\n\n"
TITLE_ROOM = 256
URL_ROOM = 1024
LONG_QUOTE = 300  # from here on Telegram folds the quote up until it is tapped

_QUOTE = "<blockquote>{}</blockquote>"
_LONG_QUOTE = "<blockquote expandable>{}</blockquote>"
_FRAME = units(_LONG_QUOTE.format(""))
_BOLD = units("<b></b>")

Span = tuple[int, int]
Piece = tuple[str, bool]  # a stretch of a passage, and whether it is in bold


def quotation(passage: str, spans: Sequence[Span], room: int, *, fold: bool = True) -> str:
    """A block quote with ``spans`` in bold, in at most ``room`` units.

    A passage that is too long is cut on both sides of the first span; the quotation is empty if
    not even that span has room. ``fold`` lets Telegram fold up a long one.
    """
    spare = room - _FRAME
    if spare <= 0:
        return ""
    kept = _apart(passage, spans)
    inside = _around(passage, kept, spare) if kept else markup.clip(passage.strip(), spare)
    if not inside:
        return ""
    return (_LONG_QUOTE if fold and units(inside) > LONG_QUOTE else _QUOTE).format(inside)


def _apart(passage: str, spans: Sequence[Span]) -> list[Span]:
    """The spans with something in them, but for those that overlap an earlier one."""
    kept: list[Span] = []
    for start, end in spans:
        inside = passage[start:end].strip()
        if inside and all(end <= other[0] or start >= other[1] for other in kept):
            kept.append((start, end))
    return kept


def _around(passage: str, spans: Sequence[Span], room: int) -> str:
    """The first span and as much as fits on either side of it; empty if it has no room itself."""
    start, end = spans[0]
    middle = f"<b>{escape(passage[start:end])}</b>"
    spare = room - units(middle)
    if spare < 0:
        return ""
    begin, stop = _inner(passage)
    before = _pieces(passage, begin, start, spans)
    after = _pieces(passage, end, stop, spans)
    wanted = sum(map(_cost, before)), sum(map(_cost, after))
    room_before = min(wanted[0], max(spare // 2, spare - wanted[1]))
    return _last(before, room_before) + middle + _first(after, spare - room_before)


def _inner(passage: str) -> Span:
    """Where the text begins and ends that is not white space."""
    begin = len(passage) - len(passage.lstrip())
    return begin, max(begin, len(passage.rstrip()))


def _pieces(passage: str, begin: int, stop: int, spans: Iterable[Span]) -> list[Piece]:
    pieces: list[Piece] = []
    for start, end in sorted(span for span in spans if begin <= span[0] and span[1] <= stop):
        pieces += [(passage[begin:start], False), (passage[start:end], True)]
        begin = end
    return [*pieces, (passage[begin:stop], False)]


def _cost(piece: Piece) -> int:
    return units(escape(piece[0])) + (_BOLD if piece[1] else 0)


def _first(pieces: Sequence[Piece], room: int) -> str:
    """As much of the beginning as fits."""
    shown = ""
    for piece in pieces:
        if _cost(piece) > room:
            return shown + _dressed(markup.clip(piece[0], room - _BOLD * piece[1]), piece[1])
        shown += _dressed(escape(piece[0]), piece[1])
        room -= _cost(piece)
    return shown


def _last(pieces: Sequence[Piece], room: int) -> str:
    """As much of the end as fits."""
    shown = ""
    for piece in reversed(pieces):
        if _cost(piece) > room:
            return _dressed(markup.clip_start(piece[0], room - _BOLD * piece[1]), piece[1]) + shown
        shown = _dressed(escape(piece[0]), piece[1]) + shown
        room -= _cost(piece)
    return shown


def _dressed(escaped: str, bold: bool) -> str:
    return f"<b>{escaped}</b>" if bold and escaped else escaped


def source(
    article: ArticleInfo, passage: Passage | None, language: Language, url_room: int = URL_ROOM
) -> str:
    """Title (a link if there is an address), then date and place: one line or two."""
    place = ""
    if passage is not None:
        place = html(language, "place", kind=passage.kind.value, number=passage.number)
    line = " · ".join(part for part in (day(article, language), place) if part)
    return "\n".join(part for part in (title(article, url_room), line) if part)


def title(article: ArticleInfo, url_room: int = URL_ROOM) -> str:
    """The title, as a link if the article has an address."""
    shown = markup.clip(" ".join((article.title or article.id).split()), TITLE_ROOM)
    address = markup.escape_attribute(article.source)
    if is_address(article.source) and units(address) <= url_room:
        return f'<a href="{address}">{shown}</a>'
    return shown


def day(article: ArticleInfo, language: Language) -> str:
    """The day an article was published; empty if nobody knows."""
    if article.published_at is None:
        return ""
    return article.published_at.strftime(text(language, "pattern-day"))


def is_address(source: str) -> bool:
    """Whether ``source`` is a web address Telegram can link to (and not a file)."""
    if not re.fullmatch(r"https?://[^\s\x00-\x1f\x7f]+", source):
        return False
    try:
        return bool(urlsplit(source).hostname)
    except ValueError:  # an unclosed IPv6 bracket, for instance
        return False


def joined(*parts: str) -> str:
    """The parts that are not empty, with an empty line between them.

    Telegram sets quotations apart by itself, so around those there is none.
    """
    whole = ""
    for part in filter(None, parts):
        beside = whole.endswith("</blockquote>") or part.startswith("<blockquote")
        whole += ("\n" if beside else GAP) * bool(whole) + part
    return whole
