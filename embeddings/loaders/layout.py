"""What each block of a newspaper article is, told from how newspapers lay articles out.

Nothing in a plain text says "this is the title"; position, length and the final stop do. The order
is: (section or byline), title, byline or dateline, lead, then captions, sub-headings and
paragraphs, then the byline. The rules were made for articles copied from Vietnamese newspapers.

Limits: a short caption without the word "Ảnh" looks like a sub-heading; an author whose name stands
at the end of the last paragraph, not in a line of its own, is not found. A wrong guess never loses
text: all kinds but headings are searched, and headings are searched along with what they head.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from embeddings.articles import BlockKind
from embeddings.loaders.bylines import authors_of
from embeddings.loaders.dates import find_time

_HEAD = 6  # title, dateline and byline are looked for among so many first blocks
_FOOT = 3  # ... and byline and dateline among so many last ones
_TITLE_SYLLABLES = 40
_LEAD_SYLLABLES = 100
_HEADING_SYLLABLES = 16
_CAPTION_SYLLABLES = 60
_CLOSERS = "\"'”’»)]*"
_PHOTO = re.compile(r"\bảnh\s*(?::|minh họa|minh hoạ|tư liệu|internet|chụp)|^ảnh\b|\(ảnh\b", re.I)
# "Hotline: 1900 1234", "Giá vé 50.000 đồng" answer questions; they head nothing.
_FACT = re.compile(r":\s*\S|\d[.,]\d{3}|\d{6}|\d{3}\s\d{3}|@")
# "Thời gian: 8h00 ngày 5/6/2024" is when something happens, and no dateline.
_EVENT = re.compile(r"\W*(?:thời (?:gian|điểm|hạn)|hạn (?:chót|cuối|nộp))\b", re.I)
_PLACE_AND_DATE = re.compile(r"[^,\d]{2,40}, *ngày\b", re.I)  # "Hải Dương, ngày 30/07/2021"
_BULLET = re.compile(r"[-–—•+*·►▪]\s*")


@dataclass(frozen=True, slots=True)
class Layout:
    """The kind of every block, in order, and what title, byline and dateline say."""

    kinds: tuple[BlockKind, ...]
    title: str
    authors: tuple[str, ...]
    published_at: datetime | None


def lay_out(texts: Sequence[str], gaps: Sequence[int], title: str | None = None) -> Layout:
    """Name the blocks ``texts``; ``gaps[i]`` line breaks precede block i.

    ``title`` is None when the title is to be found among the blocks, and the title (or "") when it
    is known from elsewhere. A lone block is a paragraph: too little to tell more.
    """
    kinds: list[BlockKind | None] = [None] * len(texts)
    if len(texts) == 1:
        return Layout((BlockKind.PARAGRAPH,), title or "", (), None)
    published_at, by_dateline = _mark_datelines(texts, kinds)
    if title is None:
        title = _mark_title(texts, kinds)
    authors = by_dateline or _mark_byline(texts, kinds)
    _mark_body(texts, gaps, kinds)
    named = tuple(kind or BlockKind.PARAGRAPH for kind in kinds)
    return Layout(named, title, authors, published_at)


def _mark_datelines(
    texts: Sequence[str], kinds: list[BlockKind | None]
) -> tuple[datetime | None, tuple[str, ...]]:
    """Blocks that hold a time and nothing else, or only a byline beside it.

    Of several times the first counts that is not an update ("Cập nhật: ...").
    """
    published: datetime | None = None
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    for index, text in enumerate(texts):
        if _HEAD <= index < len(texts) - _FOOT or len(text) > 120:
            continue
        found = None if _EVENT.match(text) else find_time(text)
        if found is None or (found[1] and not authors_of(found[1])):
            continue
        kinds[index] = BlockKind.DATELINE
        if not _PLACE_AND_DATE.match(text):
            authors = authors or authors_of(found[1])
        if text.lower().startswith("cập nhật"):
            updated = updated or found[0]
        else:
            published = published or found[0]
    return published or updated, authors


def _mark_title(texts: Sequence[str], kinds: list[BlockKind | None]) -> str:
    """The first block, unless it reads like a paragraph; a section's name may stand above it."""
    free = [index for index in range(min(_HEAD, len(texts))) if kinds[index] is None]
    if not free or not _is_title(texts[free[0]]):
        return ""
    first = free[0]
    if len(free) > 1 and _is_title(texts[free[1]]):
        above, below = _syllables(texts[first]), _syllables(texts[free[1]])
        if above <= 3 and below >= 5 and not texts[first].endswith(("?", "!")):
            kinds[first] = (
                BlockKind.BYLINE if authors_of(texts[first]) and above > 1 else BlockKind.HEADING
            )
            first = free[1]
    kinds[first] = BlockKind.TITLE
    return re.sub(r"\s+", " ", texts[first])


def _mark_byline(texts: Sequence[str], kinds: list[BlockKind | None]) -> tuple[str, ...]:
    """The byline: at the end, or between title and text; several are put together."""
    marked = [index for index, kind in enumerate(kinds) if kind is BlockKind.BYLINE]
    for index in range(max(1, len(texts) - _FOOT), len(texts)):
        listed = texts[index - 1].rstrip().endswith(":")  # names, but what the text speaks of
        if kinds[index] is None and authors_of(texts[index]) and not listed:
            marked.append(index)
    for index in range(1, min(_HEAD, len(texts))):
        if kinds[index] is None:
            if not authors_of(texts[index]):
                break  # the text has begun
            marked.append(index)
    for index in marked:
        kinds[index] = BlockKind.BYLINE
    names = (name for index in sorted(marked) for name in authors_of(texts[index]))
    return tuple(dict.fromkeys(names))


def _mark_body(texts: Sequence[str], gaps: Sequence[int], kinds: list[BlockKind | None]) -> None:
    """Lead, captions, table rows, sub-headings; what is left over are paragraphs."""
    body = [index for index, kind in enumerate(kinds) if kind is None]
    candidates = [_is_heading_like(texts[index]) for index in body]
    usual_gap = Counter(gaps[1:]).most_common(1)[0][0]
    if len(body) > 1 and _is_lead(texts[body[0]]):
        kinds[body[0]] = BlockKind.LEAD
    for place, index in enumerate(body):
        text = texts[index]
        if kinds[index] is not None:
            continue
        short = _syllables(text) <= _CAPTION_SYLLABLES
        if "\t" in text or text.count("|") >= 2:
            kinds[index] = BlockKind.TABLE_ROW
        elif short and _PHOTO.search(text):
            kinds[index] = BlockKind.CAPTION
        elif short and _is_open(text):
            after_lead = place > 0 and kinds[body[place - 1]] is BlockKind.LEAD
            if _syllables(text) > _HEADING_SYLLABLES or (after_lead and gaps[index] > usual_gap):
                kinds[index] = BlockKind.CAPTION
            elif candidates[place] and _stands_alone(candidates, place):
                kinds[index] = BlockKind.HEADING


def _is_title(text: str) -> bool:
    end = text.rstrip(_CLOSERS)
    stopped = end.endswith((".", ":", ";", ",")) and not end.endswith("...")
    return _syllables(text) <= _TITLE_SYLLABLES and not stopped


def _is_lead(text: str) -> bool:
    """A whole sentence or more, but no long paragraph."""
    return _syllables(text) <= _LEAD_SYLLABLES and not _is_open(text)


def _is_open(text: str) -> bool:
    """No stop at the end, and no list item: what captions and sub-headings look like."""
    stopped = text.rstrip(_CLOSERS).endswith((".", "!", "…", ":", ";", ","))
    return not stopped and not _BULLET.match(text)


def _stands_alone(candidates: Sequence[bool], place: int) -> bool:
    """Whether a paragraph follows, and the block before is no candidate too: else it is a list."""
    if place + 1 >= len(candidates) or candidates[place + 1]:
        return False
    return place == 0 or not candidates[place - 1]


def _is_heading_like(text: str) -> bool:
    short = _syllables(text) <= _HEADING_SYLLABLES
    return short and _is_open(text) and not _PHOTO.search(text) and not _FACT.search(text)


def _syllables(text: str) -> int:
    return len(text.split())
