"""The forward pass of a BERT sentence encoder in NumPy, for a few texts without PyTorch.

A question is some twenty tokens long. For those, importing PyTorch and transformers takes a hundred
times as long as the arithmetic; this pass needs neither, answers in half the time of the full
library, and gives the same vectors (a test compares them). Bulk encoding stays with
sentence-transformers, which batches.
"""

from __future__ import annotations

import json
import threading
import zipfile
from collections.abc import Sequence
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from embeddings.errors import EncoderError
from embeddings.transformer import Layers

if TYPE_CHECKING:
    from tokenizers import Encoding

Floats = NDArray[np.float32]


class Bert:
    """A mean-pooled BERT encoder read from a SentenceTransformer directory.

    The weights are memory-mapped: of the vocabulary only the rows in use become resident.
    """

    def __init__(self, directory: Path) -> None:
        from tokenizers import Tokenizer

        config = json.loads((directory / "config.json").read_text(encoding="utf-8"))
        self._depth = int(config["num_hidden_layers"])
        self.dimension = int(config["hidden_size"])
        self._tokenizer = Tokenizer.from_file(str(directory / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(int(config["max_position_embeddings"]))
        self.heads = int(config["num_attention_heads"])
        self.epsilon = float(config["layer_norm_eps"])
        weights = _memory_mapped(directory / "model.safetensors")
        self.layers = Layers(weights, self.heads, self.epsilon)
        self.begin, self.end = (int(self._tokenizer.token_to_id(m) or 0) for m in ("<s>", "</s>"))
        # One question at a time, on one core: the matrices are small, and OpenBLAS's threads wait
        # for each other by spinning, which on a busy machine makes a question 20 times slower.
        self._lock = threading.Lock()
        threadpool_limits(1, user_api="blas")

    def corrected(self, path: Path) -> Bert:
        """The same encoder, tokenizer and all, with other weights where ``path`` corrects them.

        A correction of low rank (Hu et al. 2022) to the matrix of ``name`` is stored as
        ``name.down``, shape (rank, inputs), and ``name.up``, shape (outputs, rank); their product
        is added.

        Raises:
            EncoderError: the file is missing, damaged, or for another model.
        """
        try:
            with path.open("rb") as data, np.load(data) as file:
                parts = {name: file[name].astype(np.float32) for name in file.files}
            weights = {
                f"{name}.weight": self.layers.weights[f"{name}.weight"]
                + parts[f"{name}.up"] @ parts[f"{name}.down"]
                for name in {part.rpartition(".")[0] for part in parts}
            }
        except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile) as error:
            reason = getattr(error, "strerror", None) or "damaged"
            raise EncoderError(
                f"cannot read {path}: {error!r}", model=str(path), reason=reason
            ) from error
        other = copy(self)
        other.layers = Layers({**self.layers.weights, **weights}, self.heads, self.epsilon)
        return other

    def encode(self, texts: Sequence[str]) -> Floats:
        """Unit vectors of ``texts``, shape (len(texts), dimension)."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        with self._lock:
            for row, text in enumerate(texts):
                hidden = self.hidden(self._tokenizer.encode(text).ids)
                mean = hidden.mean(axis=0)
                vectors[row] = mean / np.linalg.norm(mean)
        return vectors

    def tokens(self, text: str) -> Encoding:
        """The tokens of ``text`` without marks of beginning and end, and their offsets."""
        encoding: Encoding = self._tokenizer.encode(text, add_special_tokens=False)
        return encoding

    def piece(self, number: int) -> str | None:
        """The text of a token, after "▁" if a space is before it; None of what is no token."""
        text: str | None = self._tokenizer.id_to_token(number)
        return text

    @staticmethod
    def prefixes(depth: int) -> list[str]:
        """What the names of the weights of the first ``depth`` layers begin with."""
        return [f"encoder.layer.{number}." for number in range(depth)]

    def embedded(self, ids: Sequence[int]) -> Floats:
        """What the layers begin with, shape (tokens, dimension)."""
        table = self.layers.weights
        embedded = (
            table["embeddings.word_embeddings.weight"][list(ids)]
            + table["embeddings.position_embeddings.weight"][: len(ids)]
            + table["embeddings.token_type_embeddings.weight"][0]
        )
        return self.layers.norm(embedded, "embeddings.LayerNorm")

    def hidden(self, ids: Sequence[int]) -> Floats:
        """Hidden states of one text after all layers, shape (tokens, dimension)."""
        return self.layers.run(self.embedded(ids), self.prefixes(self._depth))


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
