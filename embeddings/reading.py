"""Which model an installation finds its answers with."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from embeddings import resources
from embeddings.bert import Bert
from embeddings.bundled_model import bundled_model
from embeddings.hub_reader import HubSpanModel
from embeddings.span_model import SpanModel


def open_span_model(name: str, models_directory: Path, threads: int = 0) -> SpanModel | None:
    """The model a setting names; None where whole sentences are wanted.

    ``bundled``, ``sentences``, or the hub name or path of an extractive question-answering model of
    transformers. How its scores are weighed was fitted for the bundled one.

    Raises:
        ReaderError: its file is missing or damaged.
        EncoderError, HomeError: the bundled model cannot be loaded or written.
    """
    if name == resources.SENTENCES:
        return None
    if name != resources.BUNDLED:
        return HubSpanModel(name, threads)
    return _bundled(bundled_model(models_directory), resources.models_directory() / "reader.npz")


@lru_cache(maxsize=1)
def _bundled(encoder: Path, path: Path) -> SpanModel:
    """Once a process: it takes a second to load and fifty megabytes."""
    # Imported here: ONNX Runtime takes time and room that whole sentences do without.
    from embeddings.bundled_reader import BundledSpanModel

    return BundledSpanModel(Bert(encoder), path)
