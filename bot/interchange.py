"""Answer -> the JSON object other programs read; described in docs/json.md.

The object is a public interface: keys are added, never renamed or removed. ``span`` counts Unicode
code points, as Python's string indices do.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from bot.answering import Answer, Finding
from bot.errors import QuestionEncodingError
from bot.messages import Language, error_text
from embeddings.articles import ArticleInfo
from embeddings.errors import HoiBaoError
from embeddings.retriever import Hit

Ask = Callable[[str], Answer]
Object = dict[str, Any]  # JSON


def answer_object(answer: Answer) -> Object:
    """What is told of an answer; every key is always there, null where there is nothing to say."""
    best = answer.best
    found = _finding(best) if best else _nothing_found(answer)
    return {
        "question": answer.question,
        "understood": answer.understood.text,
        "answered": answer.answered,
        **found,
        "candidates": [_candidate(hit) for hit in answer.candidates],
        "alternatives": [_finding(finding) for finding in answer.alternatives],
        "edition": answer.edition,
        "timings_ms": {stage: round(ms, 3) for stage, ms in answer.timings_ms.items()},
    }


def error_object(question: str, error: HoiBaoError, language: Language) -> Object:
    """What is told of a question that could not be asked."""
    return {
        "question": question,
        "error": {"code": error.code, "message": error_text(language, error)},
    }


def line(thing: Mapping[str, object]) -> bytes:
    """One object as one line of UTF-8; Vietnamese stays readable."""
    return json.dumps(thing, ensure_ascii=False).encode() + b"\n"


def results(source: Iterable[bytes], ask: Ask, language: Language) -> Iterator[Object]:
    """An object for each line with a question in UTF-8; a bad one does not end the stream."""
    for raw in source:
        question = raw.decode("utf-8", errors="replace").strip()
        try:
            found = answer_object(ask(decoded(raw)))
        except HoiBaoError as error:
            found = error_object(question, error, language)
        yield found


def decoded(raw: bytes) -> str:
    """The question in a line of bytes, without line end and byte order mark.

    Raises:
        QuestionEncodingError: it is not UTF-8.
    """
    try:
        return raw.decode("utf-8").removeprefix("\ufeff").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise QuestionEncodingError("the question is not UTF-8") from error


def _finding(finding: Finding) -> Object:
    return {
        "answer": finding.text,
        "span": [finding.start, finding.end],
        "confidence": round(finding.confidence, 6),
        **_place(finding.hit),
    }


def _nothing_found(answer: Answer) -> Object:
    # How near it was tells programs where to draw a line of their own.
    nearest = answer.candidates[0].score if answer.candidates else 0.0
    unknown = dict.fromkeys(("passage", "passage_id", "article_id", "article"))
    return {"answer": None, "span": None, "confidence": round(nearest, 6), **unknown}


def _place(hit: Hit) -> Object:
    """A passage and the article it is from, said alike wherever a passage is told of."""
    return {
        "passage": hit.passage.text,
        "passage_id": hit.passage.id,
        "article_id": hit.article.id,
        "article": _article(hit.article),
    }


def _article(article: ArticleInfo) -> Object:
    published = article.published_at
    return {
        "id": article.id,
        "title": article.title,
        "authors": list(article.authors),
        "published_at": published.isoformat() if published else None,
        "source": article.source,
    }


def _candidate(hit: Hit) -> Object:
    return {
        **_place(hit),
        "score": round(hit.score, 6),
        "dense": round(hit.dense, 6),
        "lexical": round(hit.lexical, 6),
    }
