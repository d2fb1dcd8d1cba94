"""What a reader can look at: pages of an answer, their surroundings, the article they are from.

These are facts, not words: ``bot.rendering`` and ``bot.terminal`` turn them into what is shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from embeddings.articles import Article, ArticleInfo, BlockKind, Passage
from embeddings.span_shapes import office_of

_READABLE = (BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.TABLE_ROW)


@dataclass(frozen=True, slots=True)
class Mark:
    """What answers in a passage: ``passage.text[start:end]``, with a confidence in [0, 1]."""

    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Spot:
    """A passage that was shown. ``marks``, best first, are empty if it is merely near a question.

    ``passage`` is None if its article no longer says so, ``article`` if that is gone as well.
    """

    permalink: str
    article: ArticleInfo | None
    passage: Passage | None
    marks: tuple[Mark, ...] = ()

    def words(self, mark: Mark) -> str:
        """The article's own words at a mark; empty when they have changed."""
        return self.passage.text[mark.start : mark.end].strip() if self.passage else ""

    @property
    def best(self) -> str:
        """The words of the best mark; empty if there is none."""
        return self.words(self.marks[0]) if self.marks else ""

    @property
    def office(self) -> str:
        """The office of the person that answers, where the passage tells it after the name."""
        if self.passage is None or not self.marks:
            return ""
        span = office_of(self.passage.text, self.marks[0].start, self.marks[0].end)
        return self.passage.text[slice(*span)] if span else ""


@dataclass(frozen=True, slots=True)
class Page:
    """One of the passages of an answer; 0 is the summary of an answer that was not found.

    ``question`` is empty for a passage that somebody followed a link to.
    """

    id: str
    number: int  # from 1
    spots: tuple[Spot, ...]
    answered: bool
    question: str = ""
    understood: str = ""  # the question as it was searched for

    @property
    def spot(self) -> Spot:
        """The passage of this page."""
        return self.spots[max(self.number, 1) - 1]

    @property
    def first(self) -> int:
        """The number of the first page."""
        return 1 if self.answered or not self.question else 0


@dataclass(frozen=True, slots=True)
class Context:
    """A page's passage with what stands before and after it; either side may be empty."""

    page: Page
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The article a page's passage is from."""

    page: Page
    article: ArticleInfo
    lead: str  # or the beginning, where an article has none
    paragraphs: int


View = Page | Context | Overview


def surroundings(article: Article, passage: Passage) -> tuple[str, str]:
    """The text before and after a passage: the rest of its paragraph if it is a part of one, else
    the paragraph next to it, with the sub-heading between them if there is one.

    White space between them and the passage is kept.
    """
    blocks = [block for block in article.blocks if block.kind in _READABLE]
    before = [block for block in blocks if block.end <= passage.start]
    after = [block for block in blocks if block.start >= passage.end]
    around = [block for block in blocks if block.start < passage.end and block.end > passage.start]
    start, end = passage.start, passage.end
    first = around[0].start if around else start
    last = around[-1].end if around else end
    if first == start and before:
        first = before[-1].start
    if last == end and after:
        last = after[0].end
    return article.text[first:start].lstrip(), article.text[end:last].rstrip()


def overview(page: Page, article: Article) -> Overview:
    """What is to be said of an article as a whole."""
    readable = [block for block in article.blocks if block.kind in _READABLE]
    leads = [block for block in readable if block.kind is BlockKind.LEAD] or readable
    lead = article.text[leads[0].start : leads[0].end] if leads else ""
    counted = (BlockKind.LEAD, BlockKind.PARAGRAPH)
    return Overview(page, article.info, lead, sum(block.kind in counted for block in readable))
