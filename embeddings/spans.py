"""From the logits of a reading model to spans: windows over long passages, the best pairs of ends.

Source of the method: Devlin et al. 2019, section 4.3; a span's score is the sum of its two logits
over that of "no answer here", which is what the first token scores.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

WINDOW, STRIDE = 160, 112  # tokens of a passage read at a time, and from one window to the next
LONGEST = 40  # tokens of an answer


@dataclass(frozen=True, slots=True)
class TokenSpan:
    """Tokens ``first`` to ``last`` of a passage, and by how much they beat "no answer"."""

    first: int
    last: int
    score: float


def windows(tokens: int) -> list[tuple[int, int]]:
    """Stretches that cover a passage of so many tokens, overlapping where there are several."""
    if tokens <= WINDOW:
        return [(0, tokens)]
    starts = range(0, tokens - WINDOW + STRIDE, STRIDE)
    return [(min(start, tokens - WINDOW), min(start, tokens - WINDOW) + WINDOW) for start in starts]


def without_cut_ends(logits: Floats, first: int, sentences: Sequence[int]) -> Floats:
    """The logits of the window at token ``first`` of a passage, under which no span begins or ends
    where its edge cuts a sentence: such a span is mostly whole in the window beside it.

    ``logits`` has shape (tokens, 2); ``sentences`` numbers those of all the passage's tokens.
    """
    last = first + len(logits) - 1
    kept = logits.copy()
    if first > 0 and sentences[first - 1] == sentences[first]:
        kept[0, 0] = -np.inf
    if last + 1 < len(sentences) and sentences[last] == sentences[last + 1]:
        kept[-1, 1] = -np.inf
    return kept


def best_spans(
    logits: Floats, null: float, count: int, sentences: Sequence[int] | None = None
) -> list[TokenSpan]:
    """The ``count`` best spans in a window, best first.

    ``logits`` has shape (tokens, 2), of the passage's tokens alone; ``null`` is the sum of the
    first token's two logits. With the number of each token's sentence in ``sentences``, a span
    stays within one.
    """
    tokens = len(logits)
    if not tokens:
        return []
    sums = logits[:, None, 0] + logits[None, :, 1]
    length = np.arange(tokens)[None, :] - np.arange(tokens)[:, None]
    allowed = (length >= 0) & (length < LONGEST)
    if sentences is not None:
        number = np.asarray(sentences)
        allowed &= number[:, None] == number[None, :]
    sums = np.where(allowed, sums, -np.inf)
    count = min(count, int(allowed.sum()))
    top = np.argpartition(-sums, count - 1, axis=None)[:count]
    top = top[np.argsort(-sums.flat[top], kind="stable")]
    return [
        TokenSpan(int(place // tokens), int(place % tokens), float(sums.flat[place] - null))
        for place in top
        if np.isfinite(sums.flat[place])
    ]


def merged(found: Sequence[tuple[int, list[TokenSpan]]], count: int) -> list[TokenSpan]:
    """The best spans of several windows, each given with the passage token it begins at."""
    best: dict[tuple[int, int], float] = {}
    for offset, spans in found:
        for span in spans:
            place = (span.first + offset, span.last + offset)
            best[place] = max(span.score, best.get(place, -np.inf))
    ordered = sorted(best.items(), key=lambda item: -item[1])[:count]
    return [TokenSpan(first, last, score) for (first, last), score in ordered]
