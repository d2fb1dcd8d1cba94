"""Plain-text newspaper articles: one file, one article.

UTF-8 (with or without byte order mark) or UTF-16 with byte order mark. Blank lines separate blocks;
where lines follow each other without one, each is a block, unless they are the lines of one
paragraph broken at a fixed width. What each block is, :mod:`embeddings.loaders.layout` tells.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from embeddings.articles import Article, Block
from embeddings.errors import ArticleFormatError
from embeddings.loaders.layout import lay_out
from embeddings.vietnamese.sentences import Span, trimmed

_CHUNK = re.compile(r"\S(?:[^\n]|\n(?![^\S\n]*(?:\n|\Z)))*")  # up to a blank line
_LINE = re.compile(r"[^\n]+")
_WRAPPED = range(40, 101)  # characters of a line of text broken at a fixed width


def load(path: Path, name: str, article_id: str) -> Iterator[Article | ArticleFormatError]:
    """The article in the file at ``path``; ``name`` is what people know the file by."""
    try:
        yield read_article(path.read_bytes(), name, article_id)
    except OSError as error:
        reason = "permission" if isinstance(error, PermissionError) else "unreadable"
        yield ArticleFormatError(f"{name}: {error.strerror}", path=name, reason=reason)
    except ArticleFormatError as error:
        yield error


def read_article(data: bytes, name: str, article_id: str) -> Article:
    """The article in a file's bytes.

    Raises:
        ArticleFormatError: the bytes are not text, or no text is in them.
    """
    text = normalised(decode(data, name))
    spans = block_spans(text)
    if not any(map(str.isalnum, text)):
        raise ArticleFormatError(f"{name} is empty", path=name, reason="empty")
    texts = [text[start:end] for start, end in spans]
    layout = lay_out(texts, gaps(text, spans))
    return Article(
        id=article_id,
        title=layout.title,
        text=text,
        blocks=tuple(Block(kind, *span) for kind, span in zip(layout.kinds, spans, strict=True)),
        authors=layout.authors,
        published_at=layout.published_at,
        source=name,
    )


def decode(data: bytes, name: str) -> str:
    """The text of a file's bytes, without its byte order mark.

    Raises:
        ArticleFormatError: it holds NUL bytes (binary) or is in no known encoding.
    """
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    encoding = "utf-16" if data.startswith(marks) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        reason = "binary" if b"\0" in data else "encoding"
        raise ArticleFormatError(f"{name}: {error}", path=name, reason=reason) from error
    if "\0" in text:
        raise ArticleFormatError(f"{name} holds NUL bytes", path=name, reason="binary")
    return text


def normalised(text: str) -> str:
    """The text in NFC with ``\\n`` as its only line break of the old kinds."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def block_spans(text: str) -> list[Span]:
    """Offsets of the blocks, without surrounding white space; all other text is white space."""
    spans: list[Span] = []
    for chunk in _CHUNK.finditer(text):
        lines = [line.span() for line in _LINE.finditer(text, *chunk.span())]
        if _is_wrapped([text[start:end].strip() for start, end in lines]):
            lines = [chunk.span()]
        spans.extend(trimmed(text, start, end) for start, end in lines)
    return [(start, end) for start, end in spans if start < end]


def paragraph_spans(text: str) -> list[Span]:
    """Offsets of the stretches between blank lines, without surrounding white space."""
    return [trimmed(text, *chunk.span()) for chunk in _CHUNK.finditer(text)]


def gaps(text: str, spans: list[Span]) -> list[int]:
    """How many line breaks stand before each block."""
    ends = [0, *(end for _, end in spans)]
    return [text.count("\n", end, start) for end, (start, _) in zip(ends, spans, strict=False)]


def _is_wrapped(lines: list[str]) -> bool:
    """Whether the lines are one paragraph: of about one width, few of them ending in a stop."""
    if len(lines) < 2:
        return False
    if len(lines) == 2:
        return len(lines[0]) in _WRAPPED and lines[1][:1].islower()
    inner = lines[:-1]
    longest = max(map(len, inner))
    even = all(len(line) in _WRAPPED and len(line) > longest * 0.7 for line in inner)
    stops = sum(line.endswith((".", "!", "?", "…", ":", ";")) for line in inner)
    return even and stops * 2 < len(inner)
