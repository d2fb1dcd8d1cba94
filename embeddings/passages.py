"""Cutting an article into passages.

One block is one passage, unless it is longer than the encoder reads well: then it becomes windows
of whole sentences, of about equal length, each repeating the last sentence of the one before, so
that an answer near a cut is whole in one of them. Sub-headings are no passages, for a heading alone
answers nothing: they are the context of what stands under them.

Lengths are counted in syllables (words between spaces). A syllable is about 1.4 tokens of the
encoder, so 240 of them and their context stay below its 512.
"""

from __future__ import annotations

import hashlib
import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from embeddings.articles import Article, Block, BlockKind, Passage
from embeddings.vietnamese.sentences import Span, sentence_spans, trimmed

LIMIT = 200  # syllables of a window
SLACK = 1.2  # a paragraph this much longer than the limit is still left whole
_CHARACTERS = 8  # a "syllable" of more characters than this counts as several

_NUMBERED = frozenset({BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.TABLE_ROW})
_HEADED = _NUMBERED | {BlockKind.CAPTION}
_CLAUSE = re.compile(r"[,;:](?=\s)|\s[-–—](?=\s)")


def passages(article: Article, limit: int = LIMIT) -> list[Passage]:
    """The passages of ``article`` in reading order; windows hold at most ``limit`` syllables.

    Blocks without a letter or digit give none. Passages of equal text (a lead that the body
    repeats) are kept apart by a number at the end of their ids.
    """
    found: list[Passage] = []
    seen: Counter[str] = Counter()
    number = 0
    heading = ""
    for block in article.blocks:
        if block.kind is BlockKind.HEADING:
            heading = article.text[block.start : block.end]
            continue
        number += block.kind in _NUMBERED
        for start, end in _windows(article.text, block, limit):
            text = article.text[start:end]
            if not any(map(str.isalnum, text)):
                continue
            name = f"{article.id}:{hashlib.sha256(text.encode()).hexdigest()[:10]}"
            seen[name] += 1
            found.append(
                Passage(
                    id=name if seen[name] == 1 else f"{name}-{seen[name]}",
                    article_id=article.id,
                    kind=block.kind,
                    number=number if block.kind in _NUMBERED else 0,
                    start=start,
                    end=end,
                    text=text,
                    title="" if block.kind is BlockKind.TITLE else article.title,
                    heading=heading if block.kind in _HEADED else "",
                )
            )
    return found


def size(text: str) -> int:
    """The length of a text in syllables; a run of characters without spaces counts as several."""
    return max(len(text.split()), math.ceil(len(text) / _CHARACTERS))


def _windows(text: str, block: Block, limit: int) -> list[Span]:
    total = size(text[block.start : block.end])
    if total <= limit * SLACK:
        return [(block.start, block.end)]
    pieces = _pieces(text, block, limit)
    sizes = [size(text[start:end]) for start, end in pieces]
    fewest = len(_grouped(sizes, limit))
    # The smallest windows that are no more in number: all of about one length, no crumb at the end.
    even = bisect_left(
        range(max(sizes), limit), True, key=lambda cap: len(_grouped(sizes, cap)) <= fewest
    )
    groups = _grouped(sizes, max(sizes) + even)
    return [(pieces[first][0], pieces[last][1]) for first, last in groups]


def _grouped(sizes: list[int], cap: int) -> list[tuple[int, int]]:
    """First and last piece of every window, each filled up to ``cap``."""
    groups: list[tuple[int, int]] = []
    first = 0
    while True:
        last, filled = first, sizes[first]
        while last + 1 < len(sizes) and filled + sizes[last + 1] <= cap:
            last += 1
            filled += sizes[last]
        groups.append((first, last))
        if last + 1 == len(sizes):
            return groups
        # One sentence of overlap, unless it fills half a window or leaves the next one no room.
        repeats = last > first and sizes[last] <= min(cap // 2, cap - sizes[last + 1])
        first = last if repeats else last + 1


def _pieces(text: str, block: Block, limit: int) -> list[Span]:
    """Sentences; one that is itself too long is cut at clauses, then at spaces, then anywhere."""
    pieces: list[Span] = []
    for start, end in sentence_spans(text[block.start : block.end]):
        pieces.extend(_fitting(text, block.start + start, block.start + end, limit))
    return pieces


def _fitting(text: str, start: int, end: int, limit: int) -> Iterator[Span]:
    while size(text[start : min(end, start + limit * _CHARACTERS + 1)]) > limit:
        reach = _reach(text, start, end, limit)
        clauses = [match.end() for match in _CLAUSE.finditer(text, start, reach)]
        # A cut in the first half would leave crumbs.
        cut = clauses[-1] if clauses and clauses[-1] - start > (reach - start) // 2 else reach
        yield trimmed(text, start, cut)
        start = trimmed(text, cut, end)[0]
    yield start, end


def _reach(text: str, start: int, end: int, limit: int) -> int:
    """The farthest offset that leaves at most ``limit`` syllables; at a space if there is one."""
    reach = start
    farthest = min(end, start + limit * _CHARACTERS)
    for count, word in enumerate(re.finditer(r"\S+", text[start:farthest]), start=1):
        if count > limit or (start + word.end() == farthest < end and reach > start):
            break
        reach = start + word.end()
    return reach
