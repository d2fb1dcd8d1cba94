"""The lexical index: BM25 over the terms of ``embeddings.vietnamese``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class LexicalIndex:
    """BM25 (Lucene's variant) by row. Terms are made by the caller, for passages and questions."""

    def __init__(self, index: bm25s.BM25) -> None:
        self._index = index
        self._term_ids: Mapping[str, int] = index.vocab_dict
        scores = index.scores
        self._weights, self._rows = scores["data"], scores["indices"]
        self._starts = scores["indptr"]
        self._size = int(scores["num_docs"])

    @classmethod
    def build(cls, rows: Sequence[Sequence[str]], k1: float = 1.2, b: float = 0.75) -> LexicalIndex:
        """An index over the terms of each row."""
        index = bm25s.BM25(k1=k1, b=b, method="lucene")
        index.index([list(terms) for terms in rows], show_progress=False)
        return cls(index)

    @classmethod
    def load(cls, directory: Path) -> LexicalIndex:
        """Read what ``save`` wrote.

        Raises:
            OSError, ValueError: it cannot be read.
        """
        return cls(bm25s.BM25.load(directory, load_vocab=True, show_progress=False))

    def save(self, directory: Path) -> None:
        """Write the index into ``directory``."""
        self._index.save(directory, show_progress=False)

    def __len__(self) -> int:
        return self._size

    def scores(self, terms: Mapping[str, float]) -> Floats:
        """BM25 of every row for weighted query terms, shape (rows,); unknown terms add nothing.

        The library's own scorer has no term weights; this is its sum over the posting lists with
        each list's contribution multiplied by the term's weight.
        """
        total = np.zeros(self._size, np.float32)
        for term, weight in terms.items():
            postings = self._postings(term)
            total[self._rows[postings]] += np.float32(weight) * self._weights[postings]
        return total

    def idf(self, term: str) -> float:
        """How telling a term is: Lucene's inverse document frequency.

        An unknown term tells as much as the rarest known: how rare it would be in a larger library,
        one of a dozen passages does not know.
        """
        rows = max(1, len(self.rows(term)))
        return float(inverse_frequency(np.array(rows), np.array(self._size)))

    def rows(self, term: str) -> NDArray[np.int32]:
        """The rows that have a term."""
        rows: NDArray[np.int32] = self._rows[self._postings(term)]
        return rows

    def known(self, terms: Iterable[str]) -> set[str]:
        """Those of ``terms`` that some row has."""
        return {term for term in terms if term in self._term_ids}

    def _postings(self, term: str) -> slice:
        term_id = self._term_ids.get(term)
        if term_id is None or term_id + 1 >= len(self._starts):
            return slice(0, 0)
        return slice(self._starts[term_id], self._starts[term_id + 1])


def inverse_frequency(counts: NDArray[np.integer], sizes: NDArray[np.integer]) -> Floats:
    """How telling a term is that ``counts`` of ``sizes`` rows have (Lucene's variant)."""
    return np.log1p((sizes - counts + 0.5) / (counts + 0.5)).astype(np.float32)
