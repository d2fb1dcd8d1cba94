"""JSON Lines: one article a line, thousands in a file.

``{"id": "...", "title": "...", "text": "...", "authors": ["..."], "published_at": "...",
"source": "..."}``: only ``text`` is required, its paragraphs separated by blank lines. Without
``id`` the article is named for its file and a hash of its text. ``published_at`` is ISO 8601, in
Vietnam's zone unless it names another. Other fields are ignored.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from embeddings.articles import Article, Block, BlockKind
from embeddings.errors import ArticleFormatError
from embeddings.loaders.dates import parse_time, write_time
from embeddings.loaders.layout import lay_out
from embeddings.loaders.newspaper import gaps, normalised, paragraph_spans


def load(path: Path, name: str, article_id: str) -> Iterator[Article | ArticleFormatError]:
    """The articles of the file, and an error for every line that is none ("name:line")."""
    blank = True
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if number == 1:
                    line = line.removeprefix(b"\xef\xbb\xbf")
                if b"\0" in line:
                    yield ArticleFormatError(
                        f"{name}:{number} holds NUL bytes", path=name, reason="binary"
                    )
                    return  # no text file: a report of every line helps nobody
                if line.strip():
                    blank = False
                    try:
                        yield read_line(line, name, number, article_id)
                    except ArticleFormatError as error:
                        yield error
    except OSError as error:
        reason = "permission" if isinstance(error, PermissionError) else "unreadable"
        yield ArticleFormatError(f"{name}: {error.strerror}", path=name, reason=reason)
    else:
        if blank:
            yield ArticleFormatError(f"{name} is empty", path=name, reason="empty")


def read_line(line: bytes, name: str, number: int, article_id: str) -> Article:
    """The article in one line.

    Raises:
        ArticleFormatError: not UTF-8, not a JSON object, no text, or a field of the wrong type.
    """
    where = f"{name}:{number}"
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ArticleFormatError(f"{where}: {error}", path=where, reason="encoding") from error
    except (ValueError, RecursionError) as error:
        raise ArticleFormatError(f"{where}: {error}", path=where, reason="json") from error
    if not isinstance(row, dict):
        raise ArticleFormatError(f"{where} is no object", path=where, reason="json")
    record = _record(row, where)
    identity = record.id or f"{article_id}-{hashlib.sha256(record.text.encode()).hexdigest()[:10]}"
    return assemble(record, identity, record.source or where)


@dataclass(frozen=True, slots=True)
class Record:
    """The checked fields of a line; empty or None where it lacks one. ``text`` is NFC."""

    id: str
    title: str
    text: str
    authors: tuple[str, ...]
    published_at: datetime | None
    source: str


def assemble(record: Record, article_id: str, source: str) -> Article:
    """An article whose text is title, dateline, body, byline, each a block of its own.

    What the body repeats of them is not written twice.
    """
    body = record.text
    spans = paragraph_spans(body)
    texts = [body[start:end] for start, end in spans]
    repeats_title = bool(record.title) and " ".join(texts[0].split()) == record.title
    layout = lay_out(texts, gaps(body, spans), None if repeats_title else record.title)
    head: list[tuple[BlockKind, str]] = []
    if record.title and BlockKind.TITLE not in layout.kinds:
        head.append((BlockKind.TITLE, record.title))
    if record.published_at and BlockKind.DATELINE not in layout.kinds:
        head.append((BlockKind.DATELINE, write_time(record.published_at)))
    parts = [*head, *zip(layout.kinds, texts, strict=True)]
    if record.authors and BlockKind.BYLINE not in layout.kinds:
        parts.append((BlockKind.BYLINE, ", ".join(record.authors)))
    blocks: list[Block] = []
    at = 0
    for kind, text in parts:
        blocks.append(Block(kind, at, at + len(text)))
        at += len(text) + 2
    return Article(
        id=article_id,
        title=record.title,
        text="\n\n".join(text for _, text in parts),
        blocks=tuple(blocks),
        authors=record.authors or layout.authors,
        published_at=record.published_at or layout.published_at,
        source=source,
    )


def _record(row: dict[str, object], where: str) -> Record:
    text = normalised(_string(row, "text", where))
    if not any(map(str.isalnum, text)):
        raise ArticleFormatError(f"{where} has no text", path=where, reason="missing-text")
    published = _string(row, "published_at", where)
    published_at = parse_time(published) if published else None
    if published and published_at is None:
        raise ArticleFormatError(
            f"{where}: published_at {published!r} is no time", path=where, reason="published-at"
        )
    return Record(
        id=_string(row, "id", where),
        title=_line(_string(row, "title", where)),
        text=text,
        authors=_authors(row.get("authors"), where),
        published_at=published_at,
        source=_string(row, "source", where),
    )


def _string(row: dict[str, object], field: str, where: str) -> str:
    """The field as text, without NULs and surrounding space; a number as it is written."""
    value = row.get(field)
    if value is None:
        return ""
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise ArticleFormatError(f"{where}: {field} is no text", path=where, reason="field")
    # Lone surrogates are legal in JSON and in no file or database.
    return str(value).replace("\0", "").encode("utf-8", "replace").decode().strip()


def _authors(value: object, where: str) -> tuple[str, ...]:
    names = [value] if isinstance(value, str) else value
    if names is None:
        return ()
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ArticleFormatError(f"{where}: authors are no list", path=where, reason="field")
    return tuple(line for line in map(_line, names) if line)


def _line(value: str) -> str:
    return re.sub(r"\s+", " ", normalised(value)).strip()
