"""Answers made by hand, for what only shows them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from bot.answering import Answer, Finding
from embeddings.articles import ArticleInfo, BlockKind, Passage
from embeddings.retriever import Hit
from embeddings.vietnamese import Understood

HANOI = timezone(timedelta(hours=7))
TITLE = "Đảng bộ Khối các cơ quan tỉnh học và làm theo gương Bác bằng những việc làm thiết thực"
BEFORE = "Việc bình xét các gương tập thể, cá nhân điển hình tiên tiến được thực hiện nghiêm túc. "
SENTENCE = "Trong 5 năm qua, toàn Đảng bộ đã có 446 lượt tập thể, 3.210 lượt cá nhân tiêu biểu."
AFTER = " Ban Thường vụ Đảng ủy Khối đã biểu dương, khen thưởng 22 tập thể, 28 cá nhân."
QUESTION = "Có bao nhiêu lượt tập thể tiêu biểu?"

ARTICLE = ArticleInfo(
    id="guong-bac",
    title=TITLE,
    authors=("THU BIÊN",),
    published_at=datetime(2021, 7, 30, 6, 32, 52, tzinfo=HANOI),
    source="dang-bo-khoi-hoc-va-lam-theo-guong-bac.txt",
)


def hit(text: str, *, article: ArticleInfo = ARTICLE, number: int = 7) -> Hit:
    """A passage that was found."""
    passage = Passage(
        id="p7",
        article_id=article.id,
        kind=BlockKind.PARAGRAPH,
        number=number,
        start=0,
        end=len(text),
        text=text,
        title=article.title,
    )
    return Hit(passage, article, 1.0, 0.9, 12.0)


def answer(
    before: str = BEFORE,
    sentence: str = SENTENCE,
    after: str = AFTER,
    *,
    question: str = QUESTION,
    understood: str | None = None,
    article: ArticleInfo = ARTICLE,
) -> Answer:
    """An answer whose passage is the three parts put together."""
    found = hit(before + sentence + after, article=article)
    best = Finding(found, len(before), len(before) + len(sentence), 0.9)
    read = Understood(question, question if understood is None else understood, {})
    return Answer(question, read, best, (), (found,), "20210730T063252000", {"total": 1.0})


def no_answer(*passages: str, question: str = "Ai vô địch World Cup 2018?") -> Answer:
    """No answer, with these passages as the nearest."""
    hits = tuple(hit(text) for text in passages)
    return replace(
        answer(question=question), best=None, candidates=hits, understood=_as_typed(question)
    )


def _as_typed(question: str) -> Understood:
    return Understood(question, question, {})
