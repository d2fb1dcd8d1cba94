"""Any extractive question-answering model of transformers, by hub name or path, as a SpanModel."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import numpy as np

from embeddings.bundled_model import quiet_transformers
from embeddings.errors import ReaderError
from embeddings.span_model import Excerpt, TextSpan, apart
from embeddings.spans import best_spans

_WINDOW, _STRIDE = 384, 128  # tokens of question and passage together; overlap of windows
_CANDIDATES = 20


class HubSpanModel:
    """A model with a span head, such as those trained on SQuAD 2.0 or UIT-ViQuAD 2.0.

    Titles are not read: such models are trained on passages alone.

    Loaded at once, so that a wrong name is known at the start. One question at a time: the
    tokenizers of transformers refuse to be used by two threads.
    """

    def __init__(self, name: str, threads: int = 0) -> None:
        """Load tokenizer and model.

        Raises:
            ReaderError: they cannot be found or loaded.
        """
        import torch
        from transformers import AutoModelForQuestionAnswering, AutoTokenizer

        quiet_transformers()
        if threads:
            torch.set_num_threads(threads)
        self._lock = threading.Lock()
        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(name)
            self._model: Any = AutoModelForQuestionAnswering.from_pretrained(name).eval()
        except (OSError, ValueError, RuntimeError) as error:
            reason = str(error).split("\n")[0]
            raise ReaderError(
                f"cannot load the reading model {name}: {error}", path=name, reason=reason
            ) from error

    def spans(
        self, question: str, passages: Sequence[Excerpt], count: int, slack: float = 0.0
    ) -> list[list[TextSpan]]:
        """See ``SpanModel``."""
        with self._lock:
            return [self._passage(question, one.text, count, slack) for one in passages]

    def _passage(self, question: str, text: str, count: int, slack: float) -> list[TextSpan]:
        import torch

        encoded = self._tokenizer(
            question,
            text,
            truncation="only_second",
            max_length=_WINDOW,
            stride=_STRIDE,
            padding=True,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        inputs = {
            name: encoded[name] for name in self._tokenizer.model_input_names if name in encoded
        }
        with torch.no_grad():
            output = self._model(**inputs)
        logits = torch.stack([output.start_logits, output.end_logits], dim=-1).numpy()
        found: dict[tuple[int, int], float] = {}
        for row, values in enumerate(logits):
            inside = [i for i, part in enumerate(encoded.sequence_ids(row)) if part == 1]
            offsets = encoded["offset_mapping"][row].tolist()
            null = float(values[0].sum())
            for span in best_spans(np.asarray(values[inside], np.float32), null, _CANDIDATES):
                place = offsets[inside[span.first]][0], offsets[inside[span.last]][1]
                found[place] = max(span.score, found.get(place, -np.inf))
        candidates = [(*place, score) for place, score in found.items()]
        return apart(text, candidates, count, slack)
