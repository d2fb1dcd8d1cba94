"""Both indexes against brute force, and what they say after saving and loading."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from embeddings.dense import DenseIndex
from embeddings.lexical import LexicalIndex

ROWS = [
    ["bi", "thu", "dang", "uy", "khoi"],
    ["dang", "uy", "khoi", "dang", "ky", "dang", "ky", "cong", "viec"],
    ["bao", "hiem", "xa", "hoi", "tinh"],
    ["cong", "viec", "dot", "pha", "cong", "viec"],
]
K1, B = 1.2, 0.75


def _idf(term: str) -> float:
    count = max(1, sum(term in row for row in ROWS))
    return math.log(1 + (len(ROWS) - count + 0.5) / (count + 0.5))


def _bm25(row: list[str], term: str) -> float:
    """Robertson & Zaragoza 2009, in Lucene's variant (no (k1 + 1) in the numerator)."""
    frequency = Counter(row)[term]
    mean = sum(map(len, ROWS)) / len(ROWS)
    return _idf(term) * frequency / (frequency + K1 * (1 - B + B * len(row) / mean))


@pytest.fixture
def lexical() -> LexicalIndex:
    return LexicalIndex.build(ROWS, K1, B)


def test_bm25_is_what_the_formula_says(lexical: LexicalIndex) -> None:
    question = {"dang": 1.0, "cong": 2.0, "viec": 0.5, "unknown": 3.0}
    expected = [sum(w * _bm25(row, term) for term, w in question.items()) for row in ROWS]
    np.testing.assert_allclose(lexical.scores(question), expected, rtol=1e-5)


def test_the_rows_of_a_term_and_how_telling_it_is(lexical: LexicalIndex) -> None:
    for term in ("dang", "cong", "unknown"):
        rows = [number for number, row in enumerate(ROWS) if term in row]
        assert sorted(lexical.rows(term)) == rows
        assert lexical.idf(term) == pytest.approx(_idf(term), rel=1e-5)


def test_lexical_index_survives_the_disk(lexical: LexicalIndex, tmp_path: Path) -> None:
    lexical.save(tmp_path)
    loaded = LexicalIndex.load(tmp_path)
    question = {"dang": 1.0, "tinh": 1.0, "": 1.0}
    np.testing.assert_array_equal(loaded.scores(question), lexical.scores(question))
    assert len(loaded) == len(ROWS)
    assert loaded.idf("dang") == pytest.approx(_idf("dang"))


def test_dense_search_is_exact(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    vectors = random.normal(size=(50, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    DenseIndex.build(vectors).save(tmp_path / "dense.faiss")
    index = DenseIndex.load(tmp_path / "dense.faiss")
    question = vectors[7] * np.float32(0.9) + vectors[8] * np.float32(0.1)
    rows, cosines = index.search(question, 10)
    cosine = vectors @ question
    np.testing.assert_array_equal(rows, np.argsort(-cosine)[:10])
    np.testing.assert_allclose(cosines, np.sort(cosine)[::-1][:10], atol=1e-6)
    np.testing.assert_array_equal(index.vectors(np.array([3, 1])), vectors[[3, 1]])
    assert len(index.search(question, 500)[0]) == 50
