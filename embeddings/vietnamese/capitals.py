"""Capitals put back: a chain of lower-or-capitalised decisions over the words of a question."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from embeddings.vietnamese.library_counts import ABSENT, LibraryCounts
from embeddings.vietnamese.syllable_model import UNKNOWN, SyllableModel
from embeddings.vietnamese.syllables import is_unaccented_syllable

Floats = npt.NDArray[np.float64]

# Sightings in the library that weigh as much as what the model knows.
_WORD_WEIGHT, _PAIR_WEIGHT = 5.0, 4.0
_UNKNOWN_CHANCES = np.array([0.5, 0.5])
_NEUTRAL = np.zeros(2)


class Capitals:
    """Decides which words of a lower-case question are names."""

    def __init__(self, model: SyllableModel, library: LibraryCounts) -> None:
        self._model = model
        self._library = library

    def restore(self, words: Sequence[str]) -> list[str]:
        """The words, names capitalised. Empty words (breaks, figures) end a name."""
        if not words:
            return []
        chances = [self._chances(word) if word else None for word in words]
        scores = _NEUTRAL if chances[0] is None else np.log(chances[0])
        back = []
        for (first, second), (before, after) in zip(
            pairwise(words), pairwise(chances), strict=True
        ):
            table = scores[:, None]
            if before is not None and after is not None:
                table = table + self._ratios(first, second, before, after)
            back.append(table.argmax(axis=0))
            own = _NEUTRAL if after is None else np.log(after)
            scores = np.broadcast_to(table, (2, 2)).max(axis=0) + own
        capital = [int(scores.argmax())]
        for choice in reversed(back):
            capital.append(int(np.broadcast_to(choice, 2)[capital[-1]]))
        return [
            self._form(word) if chosen and word else word
            for word, chosen in zip(words, reversed(capital), strict=True)
        ]

    def _chances(self, word: str) -> Floats:
        """P(lower), P(capitalised)."""
        number = self._model.ids.get(word, UNKNOWN)
        if number == UNKNOWN:
            chances = _UNKNOWN_CHANCES
        else:
            capital = 1 / (1 + np.exp(-float(self._model.capital[number])))
            chances = np.array([1 - capital, capital])
        own = self._library.ids.get(word, ABSENT)
        if own == ABSENT:
            return chances
        capital, inside = int(self._library.capital[own]), int(self._library.inside[own])
        seen = np.array([inside - capital, capital])
        return np.asarray((seen + _WORD_WEIGHT * chances) / (inside + _WORD_WEIGHT))

    def _ratios(self, first: str, second: str, before: Floats, after: Floats) -> Floats:
        """log of how much likelier than by chance the two are written in each way, shape (2, 2)."""
        pair = [np.array([self._model.ids.get(word, UNKNOWN)]) for word in (first, second)]
        ratios = np.asarray(self._model.case_ratios(pair[0], pair[1])[0], dtype=np.float64)
        ids = self._library.ids
        seen = self._library.case(ids.get(first, ABSENT), ids.get(second, ABSENT))
        if seen is None:
            return ratios
        chance = before[:, None] * after[None, :]
        expected = chance * np.exp(ratios)
        expected /= expected.sum()
        mixed = (seen.reshape(2, 2) + _PAIR_WEIGHT * expected) / (seen.sum() + _PAIR_WEIGHT)
        return np.asarray(np.log(mixed) - np.log(chance))

    def _form(self, word: str) -> str:
        """Title case for syllables, whatever headlines make of them; UBND, VnExpress as seen."""
        if is_unaccented_syllable(word):
            return word.capitalize()
        own = self._library.forms.get(self._library.ids.get(word, ABSENT))
        return own or self._model.forms.get(self._model.ids.get(word, UNKNOWN), word.capitalize())
