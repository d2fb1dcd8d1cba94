"""Texts to unit vectors: the Encoder protocol and the models behind it."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from copy import copy
from functools import cached_property
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from embeddings import resources
from embeddings.bert import Bert
from embeddings.bundled_model import ENCODER_ID, bundled_model, quiet_transformers
from embeddings.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Floats = NDArray[np.float32]
Progress = Callable[[str, int, int], None]  # stage, done, total

# Up to so many passages NumPy is done before PyTorch would have been imported.
_FEW = 24
_CHUNK = 64


class Encoder(Protocol):
    """Turns texts into vectors of unit length, so that their inner product is their cosine."""

    @property
    def id(self) -> str:
        """Names the model and its version; vectors of different ids never mix."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def encode_question(self, question: str) -> Floats:
        """The question's vector, shape (dimension,)."""

    def encode_passages(self, passages: Sequence[str]) -> Iterator[Floats]:
        """The passages' vectors in order, in chunks of shape (n, dimension)."""


def open_encoder(model: str, models_directory: Path, threads: int = 0) -> Encoder:
    """The encoder a setting names: ``bundled``, or a hub name or path for sentence-transformers.

    Raises:
        EncoderError: the model cannot be found, verified or loaded.
        HomeError: the bundled model cannot be written to ``models_directory``.
    """
    if model == resources.BUNDLED:
        corrections = resources.models_directory() / "questions.npz"
        return BundledEncoder(bundled_model(models_directory), threads, corrections)
    return SentenceTransformerEncoder(model, threads)


class BundledEncoder:
    """multilingual-e5-small: questions at once in NumPy, passages in bulk by sentence-transformers.

    Bulk encoding runs in a process of its own: the running bot keeps answering at full speed, and
    PyTorch's half a gigabyte goes when the work is done. Passages are encoded by the model itself,
    questions with what was learned about them (``embeddings.training.question_encoder``).
    """

    def __init__(self, directory: Path, threads: int = 0, corrections: Path | None = None) -> None:
        """Load ``directory``; without ``corrections`` questions are encoded by the model itself.

        Raises:
            EncoderError: the corrections are missing, damaged, or for another model.
        """
        self._directory = directory
        self._threads = threads
        self._bert = Bert(directory)
        self._questions = self._bert.corrected(corrections) if corrections else self._bert

    def uncorrected(self) -> BundledEncoder:
        """The same, with questions encoded by the model itself."""
        other = copy(self)
        other._questions = self._bert
        return other

    @property
    def id(self) -> str:
        """The conversion's id."""
        return ENCODER_ID

    @property
    def dimension(self) -> int:
        """384."""
        return self._bert.dimension

    def encode_question(self, question: str) -> Floats:
        """The question's vector, shape (dimension,)."""
        vector: Floats = self._questions.encode(["query: " + question])[0]
        return vector

    def encode_passages(self, passages: Sequence[str]) -> Iterator[Floats]:
        """The passages' vectors in order, in chunks.

        Raises:
            EncoderError: the encoding process died, for example for want of memory.
        """
        if len(passages) <= _FEW:
            yield self._bert.encode(["passage: " + text for text in passages])
            return
        chunks = [passages[i : i + _CHUNK] for i in range(0, len(passages), _CHUNK)]
        try:
            with ProcessPoolExecutor(
                max_workers=1,
                mp_context=get_context("spawn"),
                initializer=_load_worker,
                initargs=(str(self._directory), self._threads),
            ) as pool:
                yield from pool.map(_encode_in_worker, chunks)
        except BrokenProcessPool as error:
            raise EncoderError(
                f"the process that encodes passages died: {error}", model=ENCODER_ID, reason="died"
            ) from error


class SentenceTransformerEncoder:
    """Any model of sentence-transformers, by hub name or path.

    Its own prompts are used where it has them; e5 models without get those of their training.
    """

    def __init__(self, model: str, threads: int = 0) -> None:
        self._name = model
        self._threads = threads
        # The tokenizers of transformers refuse to be used by two threads at once.
        self._lock = threading.Lock()

    @cached_property
    def _model(self) -> SentenceTransformer:
        return _load(self._name, self._threads)

    @cached_property
    def id(self) -> str:
        """The name; for a local directory also a digest of its files' names, sizes and times."""
        path = Path(self._name)
        if not path.is_dir():
            return self._name
        files = sorted(file for file in path.rglob("*") if file.is_file())
        facts = [
            f"{file.relative_to(path)} {file.stat().st_size} {file.stat().st_mtime_ns}"
            for file in files
        ]
        digest = hashlib.sha256("\n".join(facts).encode()).hexdigest()[:12]
        return f"{path.name}@{digest}"

    @property
    def dimension(self) -> int:
        """What the model says."""
        dimension = self._model.get_embedding_dimension()
        if dimension is None:
            raise EncoderError(
                f"{self._name} does not say its dimension", model=self._name, reason="dimension"
            )
        return int(dimension)

    def encode_question(self, question: str) -> Floats:
        """The question's vector, shape (dimension,)."""
        with self._lock:
            vectors = self._model.encode_query([question], normalize_embeddings=True)
        vector: Floats = np.asarray(vectors, np.float32)[0]
        return vector

    def encode_passages(self, passages: Sequence[str]) -> Iterator[Floats]:
        """The passages' vectors in order, in chunks."""
        for start in range(0, len(passages), _CHUNK):
            with self._lock:
                yield _encode(self._model, passages[start : start + _CHUNK])


def _load(name: str, threads: int) -> SentenceTransformer:
    """The model, with the prompts it was trained with.

    Raises:
        EncoderError: it cannot be found or loaded.
    """
    import torch
    from sentence_transformers import SentenceTransformer

    quiet_transformers()
    if threads:
        torch.set_num_threads(threads)
    try:
        model = SentenceTransformer(name, device="cpu")
    except (OSError, ValueError, RuntimeError) as error:
        raise EncoderError(
            f"cannot load the model {name}: {error}", model=name, reason=str(error).split("\n")[0]
        ) from error
    if "e5" in name.lower() and not any(model.prompts.values()):
        model.prompts = {"query": "query: ", "document": "passage: "}
    return model


def _encode(model: SentenceTransformer, passages: Sequence[str]) -> Floats:
    vectors = model.encode_document(
        list(passages), batch_size=16, normalize_embeddings=True, show_progress_bar=False
    )
    return np.asarray(vectors, np.float32)


_worker: SentenceTransformer | None = None  # in an encoding process only


def _load_worker(directory: str, threads: int) -> None:
    global _worker
    # Before PyTorch comes in: its threads must not wait by spinning while the bot answers.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    _worker = _load(directory, threads)


def _encode_in_worker(passages: Sequence[str]) -> Floats:
    if _worker is None:
        raise EncoderError("the worker has no model", model=ENCODER_ID, reason="worker")
    return _encode(_worker, passages)
