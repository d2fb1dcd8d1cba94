"""Articles, their blocks and their passages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block is in its article."""

    TITLE = "title"
    DATELINE = "dateline"  # when it was published
    LEAD = "lead"
    CAPTION = "caption"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BYLINE = "byline"  # who wrote it
    TABLE_ROW = "table-row"


@dataclass(frozen=True, slots=True)
class Block:
    """A typed stretch of an article, ``article.text[start:end]``, without white space around it."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article. ``text`` is NFC, otherwise as published; blocks are in reading order.

    Where a format keeps title, authors or time apart from the body (JSON Lines), the loader writes
    them into ``text`` as blocks of their own, so that every passage is a stretch of ``text``.
    """

    id: str
    title: str
    text: str
    blocks: tuple[Block, ...]
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None  # always with a time zone
    source: str = ""  # file (relative to the articles directory) or URL

    @property
    def info(self) -> ArticleInfo:
        """What readers are told of it, without the text."""
        return ArticleInfo(self.id, self.title, self.authors, self.published_at, self.source)


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """What an answer says of the article it comes from."""

    id: str
    title: str
    authors: tuple[str, ...]
    published_at: datetime | None
    source: str


@dataclass(frozen=True, slots=True)
class Passage:
    """What is searched: one block, or a window of whole sentences of a long one.

    ``article.text[start:end] == text``, always. ``id`` depends on the article's id and the text
    only, so that it survives re-indexing. ``number`` counts the article's paragraphs from 1, the
    lead among them (0 for title, dateline, byline and captions); windows of one paragraph share it.
    ``title`` and ``heading`` are the context the passage stands in: searched along with it, never
    part of an answer.
    """

    id: str
    article_id: str
    kind: BlockKind
    number: int
    start: int
    end: int
    text: str
    title: str = ""
    heading: str = ""
