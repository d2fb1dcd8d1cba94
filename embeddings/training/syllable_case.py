"""Which syllables, and which pairs of them, are capitalised in the middle of a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from embeddings.vietnamese.syllable_model import START, UNKNOWN

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

_BITS = 16
_PRIOR = 0.05 * np.array([0.8, 0.2])  # of a word never seen in mid-sentence: lower, capitalised
_STRENGTH = 4.0  # sightings that "by chance" counts for, against the pair's own
_FARTHEST = 6.0


class CaseCounts:
    """Counts of how words and pairs are written, sentence beginnings left out."""

    def __init__(
        self, ids: Integers, written: npt.NDArray[np.int32], forms: Sequence[str], size: int
    ) -> None:
        capital = np.array([form[:1].isupper() for form in forms])[written].astype(np.int64)
        inside = np.zeros(len(ids), dtype=bool)
        inside[1:] = (ids[:-1] != START) & (ids[1:] > UNKNOWN)
        self._size = size
        self.words = np.stack(
            [np.bincount(ids[inside & (capital == c)], minlength=size) for c in (0, 1)], axis=1
        ).astype(np.float64)
        both = inside[1:] & inside[:-1]
        self._pair_keys = (ids[:-1] << _BITS | ids[1:])[both]
        self._patterns = (capital[:-1] * 2 + capital[1:])[both]
        chosen = inside & (capital == 1)
        self._capitalised = np.unique(
            ids[chosen] << 32 | written[chosen].astype(np.int64), return_counts=True
        )

    def chances(self) -> Floats:
        """P(lower), P(capitalised) of each word, shape (words, 2)."""
        total = self.words.sum(axis=1, keepdims=True) + _PRIOR.sum()
        return np.asarray((self.words + _PRIOR) / total)

    def ratios(self, pair_keys: Integers) -> Floats:
        """log P(pattern of the pair) - log P(pattern by chance), shape (pairs, 4)."""
        at = np.minimum(np.searchsorted(pair_keys, self._pair_keys), len(pair_keys) - 1)
        known = pair_keys[at] == self._pair_keys
        counts = np.bincount(
            at[known] * 4 + self._patterns[known], minlength=len(pair_keys) * 4
        ).reshape(-1, 4)
        chances = self.chances()
        first, second = chances[pair_keys >> _BITS], chances[pair_keys & (1 << _BITS) - 1]
        chance = (first[:, :, None] * second[:, None, :]).reshape(-1, 4)
        observed = (counts + _STRENGTH * chance) / (counts.sum(axis=1) + _STRENGTH)[:, None]
        return np.asarray(np.clip(np.log(observed) - np.log(chance), -_FARTHEST, _FARTHEST))

    def unusual_forms(self, words: Sequence[str], forms: Sequence[str]) -> dict[int, str]:
        """How a word is mostly written when capitalised, where that is not Like This: UBND."""
        keys, counts = self._capitalised
        best: dict[int, tuple[int, str]] = {}
        for key, count in zip(keys.tolist(), counts.tolist(), strict=True):
            word, form = key >> 32, forms[key & (1 << 32) - 1]
            if count > best.get(word, (0, ""))[0]:
                best[word] = (count, form)
        return {
            word: form
            for word, (_, form) in sorted(best.items())
            if form != words[word].capitalize()
        }


def codebook(vectors: Floats, weights: Floats, size: int) -> tuple[npt.NDArray[np.uint8], Floats]:
    """Codes and their vectors: weighted k-means from evenly spaced beginnings."""
    kinds, kind_of = np.unique(np.round(vectors, 1), axis=0, return_inverse=True)
    weight = np.bincount(kind_of.ravel(), weights, len(kinds))
    centres = kinds[np.argsort(-weight, kind="stable")[:size]]
    for _ in range(20):
        nearest = _nearest(kinds, centres)
        total = np.bincount(nearest, weight, len(centres))
        for axis in range(kinds.shape[1]):
            summed = np.bincount(nearest, weight * kinds[:, axis], len(centres))
            moved = np.where(total > 0, summed / np.maximum(total, 1e-9), centres[:, axis])
            centres[:, axis] = moved
    return _nearest(kinds, centres)[kind_of.ravel()].astype(np.uint8), centres


def _nearest(points: Floats, centres: Floats) -> Integers:
    nearest = np.empty(len(points), dtype=np.int64)
    for start in range(0, len(points), 20_000):
        part = points[start : start + 20_000]
        distance = ((part[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2)
        nearest[start : start + 20_000] = distance.argmin(axis=1)
    return nearest
