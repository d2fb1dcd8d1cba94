"""The dense index: exact cosine search in FAISS."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class DenseIndex:
    """Unit vectors by row; similarity is their inner product, which is their cosine. Exact."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Floats) -> DenseIndex:
        """An index over ``vectors``, shape (rows, dimension), each of length 1."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, np.float32))
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> DenseIndex:
        """Read what ``save`` wrote.

        Raises:
            RuntimeError: not a FAISS index (FAISS's own error).
        """
        return cls(faiss.read_index(str(path)))

    def save(self, path: Path) -> None:
        """Write the index to ``path``.

        Raises:
            RuntimeError: it cannot be written (FAISS's own error).
        """
        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def search(self, vector: Floats, k: int) -> tuple[NDArray[np.int64], Floats]:
        """Rows and cosines of the ``k`` nearest (fewer if the index is smaller), nearest first."""
        scores, rows = self._index.search(vector.reshape(1, -1), min(k, len(self)))
        return rows[0], scores[0]

    def vectors(self, rows: NDArray[np.int64]) -> Floats:
        """The stored vectors of ``rows``, shape (len(rows), dimension)."""
        found: Floats = self._index.reconstruct_batch(rows)
        return found
