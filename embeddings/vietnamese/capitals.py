"""Capitals put back: a chain of lower-or-capitalised decisions over the words of a question."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from embeddings.vietnamese.library_counts import ABSENT, LibraryCounts
from embeddings.vietnamese.syllable_model import UNKNOWN, SyllableModel
from embeddings.vietnamese.syllables import is_unaccented_syllable
from embeddings.vietnamese.text import fold

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

# Sightings in the library that weigh as much as what the model knows.
_WORD_WEIGHT, _PAIR_WEIGHT = 2.0, 1.0
_UNKNOWN_CHANCE = 0.5
_NEVER = -1e9


class Capitals:
    """Decides which words of a lower-case question are names."""

    def __init__(self, model: SyllableModel, library: LibraryCounts) -> None:
        self._model = model
        self._library = library

    def restore(self, words: Sequence[str]) -> list[str]:
        """The words, names capitalised. Empty words (breaks, figures) end a name."""
        if not words:
            return []
        model = np.array([self._model.ids.get(word, UNKNOWN) for word in words])
        library = np.array([self._library.ids.get(word, ABSENT) for word in words])
        library[[not word for word in words]] = ABSENT
        chances = self._chances(model, library)
        ratios = self._ratios(model, library, chances)
        own = np.log(chances)
        apart = [not first or not second for first, second in pairwise(words)]
        own[[not word for word in words]] = 0
        own[[not fold(word).isascii() for word in words], 1] = _NEVER  # another script: leave it
        ratios[apart] = 0
        scores, back = own[0], []
        for table, following in zip(ratios, own[1:], strict=True):
            steps = scores[:, None] + table
            back.append(steps.argmax(axis=0))
            scores = steps.max(axis=0) + following
        capital = [int(scores.argmax())]
        for choice in reversed(back):
            capital.append(int(choice[capital[-1]]))
        return [
            self._form(word) if chosen and word else word
            for word, chosen in zip(words, reversed(capital), strict=True)
        ]

    def _chances(self, model: Integers, library: Integers) -> Floats:
        """P(lower), P(capitalised) of each word, shape (words, 2)."""
        capital = 1 / (1 + np.exp(-self._model.capital[model].astype(np.float64)))
        capital[model == UNKNOWN] = _UNKNOWN_CHANCE
        known = library != ABSENT
        seen = np.where(known, self._library.capital[library], 0)
        inside = np.where(known, self._library.inside[library], 0)
        capital = (seen + _WORD_WEIGHT * capital) / (inside + _WORD_WEIGHT)
        capital = np.clip(capital, 1e-4, 1 - 1e-4)
        return np.stack([1 - capital, capital], axis=1)

    def _ratios(self, model: Integers, library: Integers, chances: Floats) -> Floats:
        """log of how much likelier than by chance neighbours are written in each way.

        Shape (words - 1, 2, 2): lower or capitalised, by lower or capitalised.
        """
        chance = chances[:-1, :, None] * chances[1:, None, :]
        ratios = self._model.case_ratios(model[:-1], model[1:]).astype(np.float64)
        expected = chance * np.exp(ratios)
        expected /= expected.sum(axis=(1, 2), keepdims=True)
        seen = self._library.case(library[:-1], library[1:]).reshape(-1, 2, 2)
        total = seen.sum(axis=(1, 2), keepdims=True)
        mixed = (seen + _PAIR_WEIGHT * expected) / (total + _PAIR_WEIGHT)
        return np.asarray(np.where(total > 0, np.log(mixed) - np.log(chance), ratios))

    def _form(self, word: str) -> str:
        """Title case for syllables, whatever headlines make of them; UBND, VnExpress as seen."""
        if is_unaccented_syllable(word):
            return word.capitalize()
        own = self._library.forms.get(self._library.ids.get(word, ABSENT))
        return own or self._model.forms.get(self._model.ids.get(word, UNKNOWN), word.capitalize())
