"""What a question is about, by passages that were found for it: they tell how to read it.

"Chiên ca" is "chiến cả" in most of what newspapers write, and "chiên cá" in a story of a girl who
fried a fish. The story is found by its other words, whichever way these two are read; so a question
is read a second time with the words of what was found.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from embeddings.vietnamese.scanning import TokenKind, scan
from embeddings.vietnamese.text import clean, newspaper_form

# Tuned on questions that nothing is trained on, over 20,000 passages; the ground is flat.
_MOST = 3  # a word counts so often in one passage
_UNSEEN = 0.1  # what a reading counts that no passage has


@dataclass(frozen=True, slots=True)
class Topic:
    """How often lower-case words occur in passages, more in those that rather answer."""

    counts: Mapping[str, float]

    @classmethod
    def of(cls, passages: Iterable[tuple[str, float]]) -> Topic:
        """Of texts, each with how likely it is the one that answers, in [0, 1]. The root of it
        counts: what is found first need not be what was asked for."""
        counts: defaultdict[str, float] = defaultdict(float)
        for text, share in passages:
            words = Counter(
                newspaper_form(token.text.lower())
                for token in scan(clean(text))
                if token.kind is TokenKind.WORD
            )
            for word, count in words.items():
                counts[word] += math.sqrt(share) * min(count, _MOST)
        return cls(counts)

    def favour(self, readings: Sequence[str]) -> npt.NDArray[np.float32]:
        """Log odds of each reading against the one that the passages have most, at most 0."""
        counts = np.array([self.counts.get(word, 0.0) for word in readings], np.float32) + _UNSEEN
        odds: npt.NDArray[np.float32] = np.log(counts / counts.max(initial=_UNSEEN))
        return odds
