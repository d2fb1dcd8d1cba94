"""The file a reader ships as: the upper layers and the output, eight bits a weight."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import ReaderError
from embeddings.quantisation import rounded

Floats = NDArray[np.float32]

FORMAT = 1  # of the file
OVERLAP = "overlap.weight"  # what words in common add to tokens; readers of before have none


class _Unpacked(Mapping[str, Floats]):
    """Tensors by name, of eight bits where ``name.scale`` is there too; float32 when asked for.

    So only those that are being worked on take four times the room.
    """

    def __init__(self, stored: Mapping[str, NDArray[np.generic]]) -> None:
        self._stored = stored
        self._names = [name for name in stored if not name.endswith(".scale")]

    def __getitem__(self, name: str) -> Floats:
        values = np.asarray(self._stored[name], np.float32)
        if (scale := self._stored.get(name + ".scale")) is not None:
            values *= scale.astype(np.float32)[:, None]
        return values

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def read_weights(path: Path) -> Mapping[str, Floats]:
    """The tensors of a reader file, by name, as float32.

    A matrix ``name`` is stored as int8 with one float16 scale a row, ``name.scale``.

    Raises:
        ReaderError: the file is missing, damaged, or of another format.
    """
    try:
        with path.open("rb") as data, np.load(data) as file:
            stored = {name: file[name] for name in file.files}
    except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile) as error:
        reason = getattr(error, "strerror", None) or "damaged"
        raise ReaderError(f"cannot read {path}: {error}", path=str(path), reason=reason) from error
    if int(stored.get("format", np.array(-1))) != FORMAT or not {"frozen", "layers"} <= set(stored):
        raise ReaderError(f"{path} has another format", path=str(path), reason="format")
    if missing := sorted(_expected(stored) - stored.keys()):
        raise ReaderError(f"{path} lacks {missing[0]}", path=str(path), reason="damaged")
    return _Unpacked(stored)


_PARTS = (
    *(f"attention.self.{part}" for part in ("query", "key", "value")),
    *("attention.output.dense", "intermediate.dense", "output.dense"),
    *("attention.output.LayerNorm", "output.LayerNorm"),
)


def _expected(stored: Mapping[str, NDArray[np.generic]]) -> set[str]:
    """The tensors a file must have that says how many layers it has."""
    first, last = int(stored["frozen"]), int(stored["layers"])
    names = {
        f"layer.{number}.{part}.{kind}"
        for number in range(first, last)
        for part in _PARTS
        for kind in ("weight", "bias")
    }
    return names | {"span.weight", "span.bias"}


def quantised(name: str, values: Floats) -> dict[str, NDArray[np.generic]]:
    """A matrix as ``read_weights`` expects it: int8, each row scaled to its largest value."""
    weights, scale = rounded(values, np.float16)
    return {name: weights, name + ".scale": scale}
