"""Accents and capitals put back: the likeliest reading of syllables typed without them.

A lattice of readings is scored by the newspapers' trigram model, corrected by the counts of the
library at hand, and searched by Viterbi. How much of a question was typed without accents is not
known beforehand, so it is read twice: as accented with care, and as accented now and then; the
likelier of the two wins. What the person did accent is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from embeddings.vietnamese.library_counts import ABSENT, LibraryCounts
from embeddings.vietnamese.stream import BREAK
from embeddings.vietnamese.syllable_model import FIGURE, START, UNKNOWN, SyllableModel
from embeddings.vietnamese.text import fold, newspaper_form

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

# The library's counts against the model: how many sightings the model's word is worth.
_PAIR_WEIGHT, _TRIPLE_WEIGHT = 20.0, 3.0
_RARE = np.float32(-9.0)  # log share of one word in all that the model calls unknown
_MOST_READINGS = 12
_CARELESS = (0.002, 0.3)  # how much of a question a careful and a careless person leave unaccented
_CARELESS_PRIOR = -3.0


_CROSS = (np.s_[:, None], np.s_[None, :])


class Slot(NamedTuple):
    """One place of the question: a typed word, a figure, or (``word`` empty) a break.

    A ``fixed`` word is read as it is, accents or not.
    """

    word: str
    is_figure: bool = False
    fixed: bool = False


class _Column(NamedTuple):
    """The readings of one slot, as model and library know them."""

    words: tuple[str, ...]
    model: Integers
    library: Integers
    changes: Floats  # 1 where the reading adds accents to what was typed
    accented: bool


_BREAK_COLUMN = _Column(("",), np.array([START]), np.array([START]), np.zeros(1, np.float32), False)
_FIGURE_COLUMN = _Column(
    ("",), np.array([FIGURE]), np.array([FIGURE]), np.zeros(1, np.float32), False
)


@dataclass(frozen=True)
class Reading:
    """The words of each slot in lower case (empty for breaks and figures), and how likely."""

    words: tuple[str, ...]
    score: float


class Restorer:
    """Reads slots with a model and a library's counts."""

    def __init__(self, model: SyllableModel, library: LibraryCounts) -> None:
        self._model = model
        self._library = library

    def read(self, slots: Sequence[Slot]) -> Reading:
        """The likeliest words. Slots typed with accents keep them."""
        columns = [_BREAK_COLUMN, *(self._column(slot) for slot in slots), _BREAK_COLUMN]
        tables = self._transitions(columns)
        accented = sum(column.accented for column in columns)
        if accented == 0:
            return _search(columns, tables, 0.0)
        careful, careless = (_search(columns, tables, float(np.log(share))) for share in _CARELESS)
        odds = accented * (np.log1p(-_CARELESS[1]) - np.log1p(-_CARELESS[0])) + _CARELESS_PRIOR
        return careless if careless.score + odds > careful.score else careful

    def known(self, word: str) -> bool:
        """Whether the model or the library has this very word, in whatever case."""
        lowered = newspaper_form(word.lower())
        return lowered in self._model.ids or lowered in self._library.ids

    def occurrences(self, phrase: str) -> int:
        """About how often the library has a phrase: its rarest two or three words in a row."""
        words = re.findall(r"[^\W\d_]+", newspaper_form(phrase.lower()))
        numbers = np.array([self._library.ids.get(word, ABSENT) for word in words])
        if len(numbers) > 2:
            return int(self._library.triple(numbers[:-2], numbers[1:-1], numbers[2:]).min())
        if len(numbers) == 2:
            return int(self._library.pair(numbers[:1], numbers[1:]).min())
        return int(self._library.word(numbers).min()) if len(numbers) else 0

    def follows(self, first: str, second: str) -> float:
        """How likely one folded syllable follows another, in their likeliest reading; or 0."""
        sides = [self._column(Slot(word)) for word in (first, second)]
        shape = (len(sides[0].words), len(sides[1].words))
        a, b = (np.broadcast_to(c.model[s], shape) for c, s in zip(sides, _CROSS, strict=True))
        chance = float(self._model.pair_chance(a, b).max())
        a, b = (np.broadcast_to(c.library[s], shape) for c, s in zip(sides, _CROSS, strict=True))
        seen = self._library.pair(a, b) / np.maximum(self._library.word(a), 1)
        return max(chance, float(seen.max()))

    def _column(self, slot: Slot) -> _Column:
        if slot.is_figure:
            return _FIGURE_COLUMN
        if not slot.word:
            return _BREAK_COLUMN
        typed = newspaper_form(slot.word.lower())
        folded = fold(typed)
        accented = typed != folded
        words = (typed,) if accented or slot.fixed else self._readings(typed)
        changes = np.array([word != typed for word in words], dtype=np.float32)
        model = np.array([self._model.ids.get(word, UNKNOWN) for word in words])
        library = np.array([self._library.ids.get(word, ABSENT) for word in words])
        return _Column(words, model, library, changes, accented and not slot.fixed)

    def _readings(self, folded: str) -> tuple[str, ...]:
        of_model = [self._model.words[i] for i in self._model.by_fold.get(folded, ())]
        of_library = [self._library.words[i] for i in self._library.by_fold.get(folded, ())]
        words = list(dict.fromkeys([*of_library[:_MOST_READINGS], *of_model[:_MOST_READINGS]]))
        return tuple(words[: _MOST_READINGS + 4]) or (folded,)

    def _transitions(self, columns: Sequence[_Column]) -> list[Floats]:
        """log P(third | first, second) for each three columns; the first two begin with a break."""
        triples = list(zip([_BREAK_COLUMN, *columns], columns, columns[1:], strict=False))
        shapes = [tuple(len(column.words) for column in three) for three in triples]

        def stacked(place: int, of: str) -> Integers:
            parts = []
            for three, shape in zip(triples, shapes, strict=True):
                values = getattr(three[place], of)
                sides = [1, 1, 1]
                sides[place] = len(values)
                parts.append(np.broadcast_to(values.reshape(sides), shape).ravel())
            return np.concatenate(parts)

        model = tuple(stacked(place, "model") for place in range(3))
        library = tuple(stacked(place, "library") for place in range(3))
        scores = self._scores(model, library)
        ends = np.cumsum([int(np.prod(shape)) for shape in shapes])[:-1]
        return [
            part.reshape(shape) for part, shape in zip(np.split(scores, ends), shapes, strict=True)
        ]

    def _scores(self, model: tuple[Integers, ...], library: tuple[Integers, ...]) -> Floats:
        """The model's probability as a prior, the library's counts as what was seen since."""
        first, second, third = model
        news = self._model.scores(first, second, third)
        news = np.where(third == UNKNOWN, news + _RARE, news)
        if not len(self._library.pair_keys):
            return news.astype(np.float32)
        a, b, c = library
        chance = np.exp(news)
        pairs = self._library.pair(b, c) + _PAIR_WEIGHT * chance
        pairs /= self._library.word(b) + _PAIR_WEIGHT
        triples = self._library.triple(a, b, c) + _TRIPLE_WEIGHT * pairs
        history = np.where(b == BREAK, 0, self._library.pair(a, b))
        triples /= history + _TRIPLE_WEIGHT
        return np.log(np.maximum(triples, 1e-30)).astype(np.float32)


def _search(columns: Sequence[_Column], tables: Sequence[Floats], penalty: float) -> Reading:
    """Viterbi over pairs of readings; ``penalty`` for each accent that had to be added."""
    best = np.zeros((1, 1), dtype=np.float32)
    back: list[npt.NDArray[np.intp]] = []
    for column, table in zip(columns[1:], tables, strict=True):
        scores = table + best[:, :, None]
        back.append(scores.argmax(axis=0))
        best = scores.max(axis=0) + penalty * column.changes
    chosen = [0] * len(columns)
    chosen[-2] = int(best[:, 0].argmax())
    for place in range(len(columns) - 1, 1, -1):
        chosen[place - 2] = int(back[place - 1][chosen[place - 1], chosen[place]])
    words = tuple(column.words[number] for column, number in zip(columns, chosen, strict=True))
    return Reading(words[1:-1], float(best.max()))
