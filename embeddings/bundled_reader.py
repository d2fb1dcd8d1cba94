"""The reading model that ships, on top of the bundled encoder.

The lower layers are the encoder's own; ``data/models/reader.npz`` has the upper ones and the
output, with eight bits a weight, and it is computed so (see ``eight_bits``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.bert import Bert
from embeddings.eight_bits import EightBitLayers
from embeddings.errors import ReaderError
from embeddings.overlap import Overlap, overlaps
from embeddings.reader_file import OVERLAP, read_weights
from embeddings.span_model import PASSAGE, QUESTION, Excerpt, TextSpan, apart, before_passage
from embeddings.spans import best_spans, merged, windows, without_cut_ends
from embeddings.transformer import Layers
from embeddings.vietnamese.sentences import sentence_spans

Floats = NDArray[np.float32]

# Any text does, as long as it has all its parts.
_SAMPLE = (
    QUESTION + "Có bao nhiêu công việc đột phá được đăng ký?",
    "Hội nghị sơ kết",
    PASSAGE + "Ngày 18.5.2021, Đảng ủy Khối đã đăng ký 402 công việc đột phá, do bà Nguyễn Thị Hà, "
    "Bí thư Đảng ủy, ký.",
)
_CANDIDATES = 20  # spans of a window that are looked at; most of them overlap


class BundledSpanModel:
    """The model that ships, on top of the bundled encoder. Safe to use from several threads."""

    def __init__(self, bert: Bert, path: Path, threads: int = 2) -> None:
        """Load ``path``.

        Raises:
            ReaderError: it is missing, damaged, of another format, or made for another encoder.
        """
        self._bert = bert
        weights = read_weights(path)
        frozen, depth = int(weights["frozen"]), int(weights["layers"])
        lower, upper = bert.layers, Layers(weights, bert.heads, bert.epsilon)
        prefixes = [f"layer.{number}." for number in range(frozen, depth)]
        sample = self._sample()
        embedded = bert.embedded(sample)
        nothing = np.zeros((len(Overlap), bert.dimension), np.float32)
        self._overlap = np.asarray(weights.get(OVERLAP, nothing))
        try:
            self._lower = EightBitLayers([(lower, bert.prefixes(frozen))], embedded)
            between = lower.run(embedded, bert.prefixes(frozen)) + self._shared(sample)
            self._upper = EightBitLayers([(upper, prefixes)], between)
        except ValueError as error:  # shapes
            raise ReaderError(
                f"{path} does not fit the encoder: {error}", path=str(path), reason="damaged"
            ) from error
        self._ends = weights["span.weight"].T, weights["span.bias"]
        # Passages side by side, one core each: two cores on one passage would wait for each other.
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="reading")

    def spans(
        self, question: str, passages: Sequence[Excerpt], count: int, slack: float = 0.0
    ) -> list[list[TextSpan]]:
        """See ``SpanModel``."""
        asked = self._bert.tokens(QUESTION + question).ids
        return list(self._pool.map(lambda one: self._passage(asked, one, count, slack), passages))

    def _sample(self) -> list[int]:
        """The tokens of an example."""
        question, title, text = (self._bert.tokens(text).ids for text in _SAMPLE)
        begin, end = self._bert.begin, self._bert.end
        return [*before_passage(question, title, begin, end), *text, end]

    def _shared(self, ids: Sequence[int]) -> Floats:
        """What words in common add to the tokens, shape (tokens, dimension)."""
        added: Floats = self._overlap[overlaps(ids, self._bert.piece)]
        return added

    def _passage(
        self, asked: list[int], passage: Excerpt, count: int, slack: float
    ) -> list[TextSpan]:
        text = passage.text
        title = self._bert.tokens(passage.title).ids if passage.title else []
        before = before_passage(asked, title, self._bert.begin, self._bert.end)
        tokens = self._bert.tokens(PASSAGE + text)
        starts, stops = zip(*tokens.offsets, strict=True)
        ends = [len(PASSAGE) + end for _, end in sentence_spans(text)]
        sentences = [bisect_left(ends, stop) for stop in stops]
        found = []
        for first, last in windows(len(tokens.ids)):
            logits, null = self._logits(before, tokens.ids[first:last])
            inside = without_cut_ends(logits, first, sentences)
            spans = best_spans(inside, null, _CANDIDATES, sentences[first:last])
            found.append((first, spans))
        shift = len(PASSAGE)
        return apart(
            text,
            [
                (starts[span.first] - shift, stops[span.last] - shift, span.score)
                for span in merged(found, _CANDIDATES)
            ],
            count,
            slack,
        )

    def _logits(self, before: list[int], passage: list[int]) -> tuple[Floats, float]:
        """Those of a window's tokens, shape (tokens, 2), and what "no answer here" scores."""
        ids = [*before, *passage, self._bert.end]
        hidden = self._upper.run(self._lower.run(self._bert.embedded(ids)) + self._shared(ids))
        matrix, bias = self._ends
        logits = hidden @ matrix + bias
        return logits[len(before) : -1], float(logits[0].sum())
