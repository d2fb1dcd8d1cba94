"""Vectors by content: what was encoded once is never encoded again.

A SQLite file: safe when a process dies in the middle, and when two read at once.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Encoder, Progress
from embeddings.errors import HomeError

_LOG = logging.getLogger(__name__)
_LOOKUP = 500  # keys a statement; SQLite's oldest limit of variables is 999


class VectorCache:
    """Vectors keyed by a digest of the encoder's id and the whole text it got."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def embed(
        self, encoder: Encoder, texts: Sequence[str], progress: Progress
    ) -> tuple[NDArray[np.float32], int]:
        """The vectors of ``texts``, shape (len(texts), dimension), and how many had to be encoded.

        Newly encoded vectors are kept chunk by chunk, so that a long run that dies loses little.

        Raises:
            EncoderError: encoding failed.
            HomeError: the cache cannot be written.
        """
        try:
            return self._embed(encoder, texts, progress)
        except HomeError as error:
            if not _is_damaged(error.__cause__):
                raise
            self._put_aside()  # broken in a page that was not looked at before
            return self._embed(encoder, texts, progress)

    def _embed(
        self, encoder: Encoder, texts: Sequence[str], progress: Progress
    ) -> tuple[NDArray[np.float32], int]:
        keys = [_key(encoder.id, text) for text in texts]
        with self._open() as database:
            known = _fetch(database, keys, encoder.dimension)
            wanted = dict.fromkeys(key for key in keys if key not in known)
            missing = {key: text for key, text in zip(keys, texts, strict=True) if key in wanted}
            pending, done = iter(missing), 0
            for chunk in encoder.encode_passages(list(missing.values())) if missing else ():
                rows = [(next(pending), vector) for vector in chunk]
                known.update(rows)
                with database:
                    database.executemany(
                        "INSERT OR REPLACE INTO vectors VALUES (?, ?)",
                        [(key, vector.astype("<f4").tobytes()) for key, vector in rows],
                    )
                done += len(rows)
                progress("encode", done, len(missing))
        table = np.empty((len(keys), encoder.dimension), np.float32)
        for row, key in enumerate(keys):
            table[row] = known[key]
        return table, len(missing)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._connect()) as database:
                yield database
        except (sqlite3.Error, OSError) as error:
            raise HomeError(
                f"cannot write the vector cache {self._path}: {error}",
                path=str(self._path),
                reason=getattr(error, "strerror", None) or str(error),
            ) from error

    def _connect(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path, timeout=30)
        try:
            database.execute(
                "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB)"
            )
        except sqlite3.DatabaseError as error:
            database.close()
            if not _is_damaged(error):
                raise
            self._put_aside()
            return self._connect()
        return database

    def _put_aside(self) -> None:
        """It is only a cache."""
        _LOG.warning("the vector cache %s is damaged; starting a new one", self._path)
        self._path.replace(self._path.with_suffix(".damaged"))


def _is_damaged(error: BaseException | None) -> bool:
    """Whether the file itself is broken, and neither locked, nor read-only, nor the disk full."""
    return isinstance(error, sqlite3.DatabaseError) and not isinstance(
        error, sqlite3.OperationalError
    )


def _key(encoder_id: str, text: str) -> bytes:
    return hashlib.sha256(f"{encoder_id}\0{text}".encode()).digest()


def _fetch(
    database: sqlite3.Connection, keys: Sequence[bytes], dimension: int
) -> dict[bytes, NDArray[np.float32]]:
    known = {}
    for start in range(0, len(keys), _LOOKUP):
        some = keys[start : start + _LOOKUP]
        marks = ",".join("?" * len(some))
        query = f"SELECT key, vector FROM vectors WHERE key IN ({marks})"  # noqa: S608 - only marks
        for key, raw in database.execute(query, some):
            vector = np.frombuffer(raw, "<f4")
            if len(vector) == dimension:
                known[key] = vector
    return known
