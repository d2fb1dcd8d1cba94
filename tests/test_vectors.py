"""The vector cache: nothing is encoded twice, little is lost, damage is survived."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from embeddings.errors import HomeError
from embeddings.vectors import VectorCache
from tests.encoders import Floats, HashEncoder


def _silent(stage: str, done: int, total: int) -> None: ...


def test_only_new_text_is_encoded(tmp_path: Path) -> None:
    cache, encoder = VectorCache(tmp_path / "home" / "vectors.sqlite"), HashEncoder()
    texts = [f"đoạn {i}" for i in range(9)]
    said: list[tuple[str, int, int]] = []
    vectors, encoded = cache.embed(encoder, texts, lambda *step: said.append(step))
    assert encoded == 9
    assert said == [("encode", 4, 9), ("encode", 8, 9), ("encode", 9, 9)]
    again, encoded = cache.embed(encoder, [*texts[::-1], "mới", texts[0]], _silent)
    assert encoded == 1
    np.testing.assert_array_equal(again[:9], vectors[::-1])
    np.testing.assert_array_equal(again[10], vectors[0])
    assert sorted(encoder.encoded) == sorted([*texts, "mới"])


def test_another_encoder_has_its_own_vectors(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path / "vectors.sqlite")
    cache.embed(HashEncoder("one"), ["giống nhau"], _silent)
    _, encoded = cache.embed(HashEncoder("two", dimension=32), ["giống nhau"], _silent)
    assert encoded == 1


class _Dying(HashEncoder):
    """Encodes two chunks, then fails."""

    def encode_passages(self, passages: Sequence[str]) -> Iterator[Floats]:
        for number, chunk in enumerate(super().encode_passages(passages)):
            if number == 2:
                raise MemoryError("gone")
            yield chunk


def test_what_was_encoded_before_a_failure_is_kept(tmp_path: Path) -> None:
    cache, texts = VectorCache(tmp_path / "vectors.sqlite"), [f"đoạn {i}" for i in range(12)]
    with pytest.raises(MemoryError):
        cache.embed(_Dying(), texts, _silent)
    _, encoded = cache.embed(HashEncoder(), texts, _silent)
    assert encoded == 4


def test_a_damaged_cache_is_put_aside(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "vectors.sqlite"
    path.write_bytes(b"this is no database, and long enough to be taken for one" * 50)
    _, encoded = VectorCache(path).embed(HashEncoder(), ["đoạn"], _silent)
    assert encoded == 1
    assert path.with_suffix(".damaged").exists()
    assert "damaged" in caplog.text
    _, encoded = VectorCache(path).embed(HashEncoder(), ["đoạn"], _silent)
    assert encoded == 0


def test_a_cache_with_a_damaged_page_is_put_aside(tmp_path: Path) -> None:
    path, texts = tmp_path / "vectors.sqlite", [f"đoạn {i}" for i in range(400)]
    VectorCache(path).embed(HashEncoder(), texts, _silent)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))  # all but the first page
    _, encoded = VectorCache(path).embed(HashEncoder(), texts, _silent)
    assert encoded == len(texts)
    assert path.with_suffix(".damaged").exists()
    _, encoded = VectorCache(path).embed(HashEncoder(), texts, _silent)
    assert encoded == 0


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HomeError, match=r"vectors\.sqlite"):
        VectorCache(tmp_path / "file" / "vectors.sqlite").embed(HashEncoder(), ["a"], _silent)
