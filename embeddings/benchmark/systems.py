"""The systems that are compared, over the same passages with the same encoder.

Dense, lexical and their fusion get the question as it was typed, and the bundled encoder as it is:
they are what one has without this project's reading of questions and its ranking.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from embeddings.edition import Edition
from embeddings.encoder import BundledEncoder, Encoder
from embeddings.finder import Finder
from embeddings.vietnamese import index_terms, nfc

DEPTH = 100  # what fusion sees of each list
SHOWN = 10
_K = 60  # of reciprocal-rank fusion (Cormack, Clarke, Buettcher 2009)


class System(Protocol):
    """Something that finds passages."""

    @property
    def name(self) -> str:
        """What it is called in the table."""

    def rank(self, question: str) -> Sequence[str]:
        """Ids of at least the ten best passages, best first."""


class Dense:
    """The encoder alone."""

    name = "dense"

    def __init__(self, edition: Edition, encoder: Encoder) -> None:
        self._edition = edition
        self._encode = lru_cache(maxsize=None)(encoder.encode_question)

    def rows(self, question: str) -> list[int]:
        """The ``DEPTH`` nearest rows of the edition."""
        rows, _ = self._edition.dense.search(self._encode(question), DEPTH)
        return [int(row) for row in rows]

    def rank(self, question: str) -> list[str]:
        """Ids of the nearest passages."""
        return _ids(self._edition, self.rows(question))


class Lexical:
    """BM25 alone, over the terms of the index."""

    name = "lexical"

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    def rows(self, question: str) -> list[int]:
        """Up to ``DEPTH`` rows that share a term with the question."""
        scores = self._edition.lexical.scores(Counter(index_terms(nfc(question))))
        best: NDArray[np.intp] = np.argsort(-scores, kind="stable")[:DEPTH]
        return [int(row) for row in best if scores[row] > 0]

    def rank(self, question: str) -> list[str]:
        """Ids of the passages with the highest scores."""
        return _ids(self._edition, self.rows(question))


class ReciprocalRank:
    """Fusion of both by rank."""

    name = "RRF"

    def __init__(self, edition: Edition, dense: Dense, lexical: Lexical) -> None:
        self._edition = edition
        self._lists = (dense, lexical)

    def rank(self, question: str) -> list[str]:
        """Ids by the sum of 1 / (60 + rank) over both lists."""
        scores: dict[int, float] = {}
        for one in self._lists:
            for place, row in enumerate(one.rows(question), start=1):
                scores[row] = scores.get(row, 0.0) + 1 / (_K + place)
        return _ids(self._edition, sorted(scores, key=lambda row: (-scores[row], row)))


class HoiBao:
    """What readers get: the question understood, both indexes, our ranking."""

    name = "ours"

    def __init__(self, edition: Edition, encoder: Encoder) -> None:
        self._finder = Finder(edition, encoder)

    def rank(self, question: str) -> list[str]:
        """Ids of the hits."""
        _, hits = self._finder.find(question, SHOWN)
        return [hit.passage.id for hit in hits]


def systems(edition: Edition, encoder: Encoder) -> list[System]:
    """All four over one edition."""
    plain = encoder.uncorrected() if isinstance(encoder, BundledEncoder) else encoder
    dense, lexical = Dense(edition, plain), Lexical(edition)
    return [dense, lexical, ReciprocalRank(edition, dense, lexical), HoiBao(edition, encoder)]


def _ids(edition: Edition, rows: Sequence[int]) -> list[str]:
    return [edition.passages[row].id for row in rows[:SHOWN]]
