"""An edition: one immutable, verified, searchable snapshot of the library on disk.

<edition>/manifest.json    what it was made with, counts, and a SHA-256 of every other file
          articles.jsonl   the articles, whole
          passages.jsonl   the passages; line n is row n of both indexes
          dense.faiss      vectors
          lexical/         BM25 of the passages
          sentences/       their sentences, and the terms each has
          lexicon.npz      the library's own vocabulary, for understanding questions
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from embeddings.articles import Article, ArticleInfo, Block, BlockKind, Passage
from embeddings.dense import DenseIndex
from embeddings.encoder import Encoder
from embeddings.errors import CorruptEditionError, EditionMismatchError, VerificationError
from embeddings.indexing import SEARCH_VERSION, SentenceIndex, lexical_terms
from embeddings.lexical import LexicalIndex
from embeddings.vietnamese import Lexicon

FORMAT = 1
_SELF_SEARCHES = 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an edition says of itself."""

    format: int
    id: str
    created_at: str  # ISO 8601, UTC
    encoder: str
    dimension: int
    search_version: str
    articles: Mapping[str, str]  # article id -> digest of its content
    passages: int
    skipped: int  # source files or lines that could not be read
    files: Mapping[str, str]  # path in the edition -> SHA-256


@dataclass(frozen=True, slots=True)
class Edition:
    """An open edition. Rows of ``passages``, ``dense`` and ``lexical`` correspond."""

    manifest: Manifest
    articles: Mapping[str, Article]
    passages: tuple[Passage, ...]
    dense: DenseIndex
    lexical: LexicalIndex
    sentences: SentenceIndex
    lexicon: Lexicon

    @property
    def id(self) -> str:
        """The edition's name; sorts by time."""
        return self.manifest.id

    def info(self, passage: Passage) -> ArticleInfo:
        """What is said of the article a passage is from."""
        return self.articles[passage.article_id].info


def article_digest(article: Article) -> str:
    """A digest of everything an edition keeps of an article."""
    content = json.dumps(_article_row(article), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def write_edition(
    directory: Path,
    edition_id: str,
    created_at: datetime,
    articles: Sequence[Article],
    passages: Sequence[Passage],
    vectors: NDArray[np.float32],
    encoder_id: str,
    skipped: int,
) -> None:
    """Write a whole edition into the empty ``directory``; every file is on disk when it returns.

    Raises:
        OSError, RuntimeError: a file cannot be written.
    """
    _write_lines(directory / "articles.jsonl", map(_article_row, articles))
    _write_lines(directory / "passages.jsonl", map(asdict, passages))
    DenseIndex.build(vectors).save(directory / "dense.faiss")
    LexicalIndex.build([lexical_terms(passage) for passage in passages]).save(directory / "lexical")
    SentenceIndex.build(passages).save(directory / "sentences")
    Lexicon.from_texts(article.text for article in articles).save(directory / "lexicon.npz")
    files = {}
    for path in sorted(path for path in directory.rglob("*") if path.is_file()):
        files[path.relative_to(directory).as_posix()] = _sha256(path)
        sync(path)
    manifest = Manifest(
        format=FORMAT,
        id=edition_id,
        created_at=created_at.isoformat(timespec="seconds"),
        encoder=encoder_id,
        dimension=int(vectors.shape[1]),
        search_version=SEARCH_VERSION,
        articles={article.id: article_digest(article) for article in articles},
        passages=len(passages),
        skipped=skipped,
        files=files,
    )
    path = directory / "manifest.json"
    path.write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1), encoding="utf-8")
    sync(path)
    for inside in (*filter(Path.is_dir, directory.rglob("*")), directory):
        sync(inside)


def read_manifest(directory: Path) -> Manifest:
    """The manifest of the edition in ``directory``.

    Raises:
        CorruptEditionError: missing, unreadable, or of another format.
    """
    with _reading(directory.name, "manifest.json"):
        fields = json.loads((directory / "manifest.json").read_text(encoding="utf-8"))
        manifest = Manifest(**fields)
        if not isinstance(manifest.files, dict) or not isinstance(manifest.articles, dict):
            raise TypeError("files and articles must be objects")
    if manifest.format != FORMAT:
        raise _corrupt(
            directory.name,
            f"format {manifest.format}, not {FORMAT}",
            reason="edition-format",
            found=str(manifest.format),
            expected=str(FORMAT),
        )
    return manifest


def open_edition(directory: Path, encoder: Encoder) -> Edition:
    """Open and check the edition in ``directory``.

    Raises:
        CorruptEditionError: a file is missing, changed or unreadable, or counts do not agree.
        EditionMismatchError: it was made with another encoder or by other text rules.
    """
    manifest = read_manifest(directory)
    found = f"{manifest.encoder}, {manifest.search_version}"
    expected = f"{encoder.id}, {SEARCH_VERSION}"
    if found != expected:
        raise EditionMismatchError(
            f"edition {manifest.id} was built with {found}, not with {expected}",
            edition=manifest.id,
            expected=expected,
            found=found,
        )
    for name, digest in manifest.files.items():
        with _reading(manifest.id, name):
            if _sha256(directory / name) != digest:
                raise _corrupt(manifest.id, f"{name}: SHA-256", reason="file-changed", file=name)
    with _reading(manifest.id, "articles.jsonl"):
        articles = [_article(row) for row in _read_lines(directory / "articles.jsonl")]
    with _reading(manifest.id, "passages.jsonl"):
        passages = tuple(_passage(row) for row in _read_lines(directory / "passages.jsonl"))
    with _reading(manifest.id, "dense.faiss"):
        dense = DenseIndex.load(directory / "dense.faiss")
    with _reading(manifest.id, "lexical"):
        lexical = LexicalIndex.load(directory / "lexical")
    with _reading(manifest.id, "sentences"):
        sentences = SentenceIndex.load(directory / "sentences")
    with _reading(manifest.id, "lexicon.npz"):
        lexicon = Lexicon.load(directory / "lexicon.npz")
    edition = Edition(
        manifest,
        {article.id: article for article in articles},
        passages,
        dense,
        lexical,
        sentences,
        lexicon,
    )
    rows = {manifest.passages, len(passages), len(edition.dense), len(edition.lexical)}
    if len(rows) != 1 or edition.articles.keys() != manifest.articles.keys():
        raise _corrupt(manifest.id, f"counts differ: {sorted(rows)}", reason="edition-counts")
    return edition


def verify(edition: Edition) -> None:
    """Check that passages are what they say and find themselves.

    Raises:
        VerificationError: a passage is not a stretch of its article, or a passage is not found by
            its own vector or terms.
    """
    for passage in edition.passages:
        text = edition.articles[passage.article_id].text
        if text[passage.start : passage.end] != passage.text or not passage.text:
            raise _unverified(f"offsets of {passage.id}")
    step = max(1, len(edition.passages) // _SELF_SEARCHES)
    for row in range(0, len(edition.passages), step):
        passage = edition.passages[row]
        vector = edition.dense.vectors(np.array([row]))[0]
        _, cosines = edition.dense.search(vector, 1)
        if not np.isclose(vector @ vector, 1, atol=1e-3) or cosines[0] > 1 + 1e-3:
            raise _unverified(f"vector of {passage.id}")
        terms = dict.fromkeys(lexical_terms(passage), 1.0)
        scores = edition.lexical.scores(terms)
        if terms and scores[row] <= 0:
            raise _unverified(f"terms of {passage.id}")


def sync(path: Path) -> None:
    """Make what was written to a file or directory survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _reading(edition: str, file: str) -> Iterator[None]:
    """Name the file in what is told of the edition when it cannot be read."""
    try:
        yield
    except FileNotFoundError as error:
        raise _corrupt(edition, str(error), reason="file-missing", file=file) from error
    except PermissionError as error:
        raise _corrupt(edition, str(error), reason="file-permission", file=file) from error
    except OSError as error:
        raise _corrupt(edition, str(error), reason="file-unreadable", file=file) from error
    # RuntimeError is FAISS's; the rest is what broken JSON and arrays raise.
    except (ValueError, KeyError, TypeError, RuntimeError, EOFError, BadZipFile) as error:
        message = f"{file}: {error}"
        raise _corrupt(edition, message, reason="file-invalid", file=file) from error


def _corrupt(edition: str, why: str, **details: str) -> CorruptEditionError:
    """``why`` is for the log; ``details`` are what a person is told."""
    return CorruptEditionError(f"edition {edition} is damaged: {why}", edition=edition, **details)


def _unverified(reason: str) -> VerificationError:
    return VerificationError(f"the new edition failed its checks: {reason}", reason=reason)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _read_lines(path: Path) -> Iterable[Any]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _article_row(article: Article) -> dict[str, Any]:
    row = asdict(article)
    row["published_at"] = article.published_at and article.published_at.isoformat()
    return row


def _article(row: dict[str, Any]) -> Article:
    moment = row.pop("published_at")
    blocks = tuple(Block(BlockKind(b["kind"]), b["start"], b["end"]) for b in row.pop("blocks"))
    return Article(
        **row | {"authors": tuple(row["authors"])},
        blocks=blocks,
        published_at=moment and datetime.fromisoformat(moment),
    )


def _passage(row: dict[str, Any]) -> Passage:
    return Passage(**row | {"kind": BlockKind(row["kind"])})
