"""The forward pass of a BERT sentence encoder in NumPy, for a few texts without PyTorch.

A question is some twenty tokens long. For those, importing PyTorch and transformers takes a hundred
times as long as the arithmetic; this pass needs neither, answers in half the time of the full
library, and gives the same vectors (a test compares them). Bulk encoding stays with
sentence-transformers, which batches.

Architecture: Devlin et al. 2019, post-norm, exact GELU; mean pooling; unit length.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

Floats = NDArray[np.float32]


class Bert:
    """A mean-pooled BERT encoder read from a SentenceTransformer directory.

    The weights are memory-mapped: of the vocabulary only the rows in use become resident.
    """

    def __init__(self, directory: Path) -> None:
        from tokenizers import Tokenizer

        config = json.loads((directory / "config.json").read_text(encoding="utf-8"))
        self._layers = int(config["num_hidden_layers"])
        self._heads = int(config["num_attention_heads"])
        self._epsilon = np.float32(config["layer_norm_eps"])
        self.dimension = int(config["hidden_size"])
        self._tokenizer = Tokenizer.from_file(str(directory / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(int(config["max_position_embeddings"]))
        self._weights = _memory_mapped(directory / "model.safetensors")
        # One question at a time, on one core: the matrices are small, and OpenBLAS's threads wait
        # for each other by spinning, which on a busy machine makes a question 20 times slower.
        self._lock = threading.Lock()
        threadpool_limits(1, user_api="blas")

    def encode(self, texts: Sequence[str]) -> Floats:
        """Unit vectors of ``texts``, shape (len(texts), dimension)."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        with self._lock:
            for row, text in enumerate(texts):
                hidden = self._forward(self._tokenizer.encode(text).ids)
                mean = hidden.mean(axis=0)
                vectors[row] = mean / np.linalg.norm(mean)
        return vectors

    def _forward(self, ids: list[int]) -> Floats:
        """Last hidden states of one text, shape (tokens, dimension)."""
        table = self._weights
        hidden = (
            table["embeddings.word_embeddings.weight"][ids]
            + table["embeddings.position_embeddings.weight"][: len(ids)]
            + table["embeddings.token_type_embeddings.weight"][0]
        )
        hidden = self._norm(hidden, "embeddings.LayerNorm")
        for i in range(self._layers):
            layer = f"encoder.layer.{i}."
            attended = self._attention(hidden, layer + "attention.self.")
            attended = self._linear(attended, layer + "attention.output.dense")
            hidden = self._norm(hidden + attended, layer + "attention.output.LayerNorm")
            inner = _gelu(self._linear(hidden, layer + "intermediate.dense"))
            inner = self._linear(inner, layer + "output.dense")
            hidden = self._norm(hidden + inner, layer + "output.LayerNorm")
        return hidden

    def _attention(self, hidden: Floats, prefix: str) -> Floats:
        query, key, value = (
            self._linear(hidden, prefix + name).reshape(len(hidden), self._heads, -1).swapaxes(0, 1)
            for name in ("query", "key", "value")
        )
        scores = query @ key.swapaxes(1, 2) / np.float32(np.sqrt(query.shape[-1]))
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        mixed: Floats = (weights @ value).swapaxes(0, 1).reshape(hidden.shape)
        return mixed

    def _linear(self, hidden: Floats, name: str) -> Floats:
        result: Floats = hidden @ self._weights[name + ".weight"].T
        result += self._weights[name + ".bias"]
        return result

    def _norm(self, hidden: Floats, name: str) -> Floats:
        centred = hidden - hidden.mean(axis=-1, keepdims=True)
        variance = (centred * centred).mean(axis=-1, keepdims=True)
        centred /= np.sqrt(variance + self._epsilon)
        normed: Floats = centred * self._weights[name + ".weight"] + self._weights[name + ".bias"]
        return normed


def _gelu(values: Floats) -> Floats:
    result: Floats = values * np.float32(0.5) * (1 + _erf(values * np.float32(np.sqrt(0.5))))
    return result


def _erf(values: Floats) -> Floats:
    """The error function to 1.5e-7 (Abramowitz & Stegun 1964, 7.1.26); NumPy has none."""
    size = np.abs(values)
    t = 1 / (1 + np.float32(0.3275911) * size)
    series = np.full_like(t, 1.061405429)
    for coefficient in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series = series * t + np.float32(coefficient)
    result: Floats = np.sign(values) * (1 - series * t * np.exp(-size * size))
    return result


def _memory_mapped(path: Path) -> dict[str, Floats]:
    """The float32 tensors of a safetensors file, by name: u64 header length, JSON header, data."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header: dict[str, Any] = json.loads(file.read(length))
    data = np.memmap(path, np.uint8, mode="r", offset=8 + length)
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        tensors[name] = np.asarray(data[start:end]).view(np.float32).reshape(entry["shape"])
    return tensors
