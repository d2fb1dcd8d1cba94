"""A question-answering corpus as a library: contexts of one title an article, and distractors."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from embeddings.articles import Article, Passage
from embeddings.errors import ArticleFormatError, QuestionFileError
from embeddings.loaders.jsonl import read_line
from embeddings.loaders.newspaper import normalised
from embeddings.passages import passages
from embeddings.questions import unopened


@dataclass(frozen=True, slots=True)
class Answered:
    """A question, the article it is about, and the stretches of text that answer it, if any.

    ``evidence`` is a longer stretch with the answer, whose words the article may have elsewhere;
    ``context`` the part of the article that was asked about, if it was not the whole.
    """

    id: str
    question: str
    article_id: str
    answers: tuple[str, ...]
    evidence: str = ""
    context: str = ""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The articles that are searched and the questions that are asked."""

    articles: tuple[Article, ...]
    questions: tuple[Answered, ...]
    unanswerable: tuple[Answered, ...] = ()  # about an article that only looks as if it answered


@dataclass(frozen=True, slots=True)
class Task:
    """A question with the ids of the passages that answer it, or look as if they did."""

    id: str
    question: str
    right: frozenset[str]
    article_id: str

    def rank(self, found: Sequence[str]) -> int | None:
        """The place of the first right passage, from 1; None if none was found."""
        return next((rank for rank, name in enumerate(found, 1) if name in self.right), None)


def read_corpus(questions: Path, distractors: Path | None = None, limit: int = 0) -> Corpus:
    """The contexts of a question file, then distractors until they make ``limit`` passages.

    Contexts of one title are paragraphs of one article; one without a title is an article. A row of
    ``questions`` has ``id, title, context, question, answers: [{"text": ...}]``, no answers for one
    that its context does not answer. A row of ``distractors`` is an article as
    ``embeddings.loaders.jsonl`` reads it; rows that are none are passed over. Both files may be
    gzipped.

    Raises:
        QuestionFileError: a file cannot be read, or a row of ``questions`` has another form.
    """
    contexts: dict[str, dict[str, None]] = {}
    asked: list[Answered] = []
    in_vain: list[Answered] = []
    for number, line in _lines(questions):
        title, context, question = _row(line, f"{questions}:{number}")
        article_id = f"context-{hashlib.sha256((title or context).encode()).hexdigest()[:12]}"
        contexts.setdefault(article_id, {})[context] = None
        name, text, answers = question
        group = asked if answers else in_vain
        group.append(Answered(name, text, article_id, answers, context=context))
    articles = {
        article_id: _article({"id": article_id, "text": "\n\n".join(parts)})
        for article_id, parts in contexts.items()
    }
    wanted = limit
    for number, line in _lines(distractors) if distractors else ():
        if wanted <= 0:
            break
        try:
            article = read_line(line, "distractors", number, f"distractor-{number}")
        except ArticleFormatError:
            continue
        if article.id not in articles:
            articles[article.id] = article
            wanted -= len(passages(article))
    return Corpus(tuple(articles.values()), tuple(asked), tuple(in_vain))


def tasks(questions: Sequence[Answered], found: Sequence[Passage]) -> list[Task]:
    """The questions with their right passages: of the right context, holding a whole answer.

    Where no window holds one whole, or there is none, every passage of the context is right.
    """
    by_article: dict[str, list[Passage]] = {}
    for passage in found:
        by_article.setdefault(passage.article_id, []).append(passage)
    made = []
    for one in questions:
        own = by_article[one.article_id]
        own = [p for p in own if not one.context or p.text in one.context] or own
        wanted = (one.evidence,) if one.evidence else one.answers
        right = [p for p in own if any(stretch in p.text for stretch in wanted)] or own
        ids = frozenset(p.id for p in right)
        made.append(Task(one.id, one.question, ids, one.article_id))
    return made


def without(corpus: Corpus, other: Corpus) -> Corpus:
    """A corpus without the articles of which a paragraph stands in one of another's."""
    texts = [article.text for article in other.articles]
    kept = [
        one
        for one in corpus.articles
        if not any(one.text[b.start : b.end] in text for b in one.blocks for text in texts)
    ]
    ids = {article.id for article in kept}
    return Corpus(
        tuple(kept),
        tuple(question for question in corpus.questions if question.article_id in ids),
        tuple(question for question in corpus.unanswerable if question.article_id in ids),
    )


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, numbered from 1."""
    try:
        with _open(path) as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, line
    except (OSError, EOFError) as error:  # gzip tells a cut file by an EOFError
        raise unopened(path, error) from error


def _open(path: Path) -> IO[bytes] | gzip.GzipFile:
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")


def _row(line: bytes, where: str) -> tuple[str, str, tuple[str, str, tuple[str, ...]]]:
    """Title and context; id, question and answers."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise QuestionFileError(f"{where}: {error}", path=where, reason="json") from error
    try:
        answers = tuple(normalised(answer["text"]) for answer in row["answers"])
        context, question = normalised(row["context"]), normalised(row["question"])
        return str(row.get("title") or ""), context, (str(row["id"]), question, answers)
    except (KeyError, TypeError, AttributeError) as error:
        raise QuestionFileError(f"{where}: {error!r}", path=where, reason="question") from error


def _article(row: dict[str, str]) -> Article:
    return read_line(json.dumps(row).encode(), row["id"], 1, row["id"])
