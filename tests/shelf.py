"""A library of a few paragraphs whose answers the test decides; the rest of it is real."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

from bot.answering import Answer, Finding
from embeddings.articles import Article, Block, BlockKind
from embeddings.edition import Edition
from embeddings.errors import EmptyQuestionError
from embeddings.publishing import EditionStore
from embeddings.retriever import Hit
from embeddings.vietnamese import Understood
from tests.encoders import HashEncoder
from tests.samples import HANOI

LEAD = "Đảng bộ Khối các cơ quan tỉnh đẩy mạnh học tập và làm theo Bác."
FIRST = "Năm 2020, Đảng ủy Khối đăng ký với Tỉnh ủy 13 nhiệm vụ, với Khối 402 công việc đột phá."
SECOND = "Bảo hiểm Xã hội tỉnh đã đưa 24 bộ thủ tục hành chính lên mức độ 4."
THIRD = "Đồng chí Nguyễn Thúy Hà là Bí thư Đảng ủy Khối."
SOURCE = "https://vi.example/guong-bac?a=1&b=2"


def article(
    name: str,
    *paragraphs: str,
    lead: str = "",
    source: str = SOURCE,
    published_at: datetime | None = datetime(2021, 7, 30, 6, 32, tzinfo=HANOI),
) -> Article:
    """An article of these paragraphs, with a title and perhaps a lead."""
    parts = [(BlockKind.TITLE, f"Tiêu đề {name}")]
    parts += [(BlockKind.LEAD, lead)] if lead else []
    parts += [(BlockKind.PARAGRAPH, paragraph) for paragraph in paragraphs]
    blocks, at = [], 0
    for kind, text in parts:
        blocks.append(Block(kind, at, at + len(text)))
        at += len(text) + 2
    text = "\n\n".join(text for _, text in parts)
    title = f"Tiêu đề {name}"
    return Article(name, title, text, tuple(blocks), ("Thu Biên",), published_at, source)


class Shelf:
    """What the desk needs of a library. ``says`` maps a question to what answers it: pieces of the
    paragraphs, surest first; a question that is not there has no answer."""

    def __init__(self, home: Path, *articles: Article) -> None:
        self._store = EditionStore(home, keep=3)
        self._encoder = HashEncoder()
        self.asked: list[str] = []
        self.says: dict[str, Sequence[str]] = {}
        self.confidence: Callable[[int], float] = lambda rank: 0.9 / (rank + 1)
        self.put(*articles)

    def put(self, *articles: Article) -> None:
        """Serve a new edition of these articles."""
        published = self._store.publish(articles, (), self._encoder)
        self.edition: Edition = self._store.open(published.edition, self._encoder)

    @property
    def answerer(self) -> SimpleNamespace:
        return SimpleNamespace(edition=self.edition)

    def ask(self, question: str) -> Answer:
        """What the test wants to be answered."""
        if not any(map(str.isalnum, question)):
            raise EmptyQuestionError("empty")
        self.asked.append(question)
        findings = tuple(map(self._finding, enumerate(self.says.get(question, ()))))
        near = [hit for hit in map(self._hit, self.edition.passages) if hit.passage.number]
        return Answer(
            question,
            Understood(question, question, {}),
            findings[0] if findings else None,
            findings[1:],
            tuple(near),
            self.edition.id,
            {"total": 5.0},
        )

    def _finding(self, ranked: tuple[int, str]) -> Finding:
        rank, words = ranked
        passage = next(one for one in self.edition.passages if words in one.text)
        start = passage.text.index(words)
        confidence = self.confidence(rank)
        hit = replace(self._hit(passage), score=confidence)
        return Finding(hit, start, start + len(words), confidence)

    def _hit(self, passage) -> Hit:
        return Hit(passage, self.edition.info(passage), 0.1, 0.5, 1.0)


def shelf(home: Path) -> Shelf:
    """One article of a lead and three paragraphs."""
    return Shelf(home, article("guong-bac", FIRST, SECOND, THIRD, lead=LEAD))
