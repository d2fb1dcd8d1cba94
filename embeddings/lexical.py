"""The lexical index: BM25 over the terms of ``embeddings.vietnamese``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
        self._weights, self._rows, self._starts = (
            scores["data"],
            scores["indices"],
            scores["indptr"],
        )
        self._size = int(scores["num_docs"])

    @classmethod
    def build(cls, passages: Sequence[Sequence[str]], k1: float = 1.2, b: float = 0.75) -> LexicalIndex:
        """An index over the terms of each passage."""
        index = bm25s.BM25(k1=k1, b=b, method="lucene")
        index.index([list(terms) for terms in passages], show_progress=False)
        return cls(index)

    @classmethod
    def load(cls, directory: Path) -> LexicalIndex:
        """Read what ``save`` wrote.

        Raises:
            OSError, ValueError: it cannot be read.
        """
        return cls(bm25s.BM25.load(directory, load_vocab=True))

    def save(self, directory: Path) -> None:
        """Write the index into ``directory``."""
        self._index.save(directory, show_progress=False)

    def __len__(self) -> int:
        return self._size

    def scores(self, terms: Mapping[str, float]) -> Floats:
        """The score of every row for weighted query terms, shape (rows,); unknown terms add nothing.

        The library's own scorer has no term weights; this is its sum over the posting lists with
        each list's contribution multiplied by the term's weight.
        """
        total = np.zeros(self._size, np.float32)
        for term, weight in terms.items():
            term_id = self._term_ids.get(term)
            if term_id is not None:
                postings = slice(self._starts[term_id], self._starts[term_id + 1])
                total[self._rows[postings]] += np.float32(weight) * self._weights[postings]
        return total

    def idf(self, term: str) -> float:
        """How telling a term is: Lucene's inverse document frequency; unknown terms tell most."""
        term_id = self._term_ids.get(term)
        count = 0 if term_id is None else int(self._starts[term_id + 1] - self._starts[term_id])
        return float(np.log(1 + (self._size - count + 0.5) / (count + 0.5)))
