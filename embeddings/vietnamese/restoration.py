"""Accents put back: the likeliest reading of syllables typed without them.

How much of a question was typed without accents is not known beforehand, so a question with some
accents is read twice: as accented with care, and as accented now and then; the likelier of the two
wins. What the person did accent is never touched.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from embeddings.vietnamese.lattice import (
    BREAK_COLUMN,
    FIGURE_COLUMN,
    Column,
    Lattice,
    best_path,
)
from embeddings.vietnamese.library_counts import ABSENT, LibraryCounts
from embeddings.vietnamese.syllable_model import UNKNOWN, SyllableModel
from embeddings.vietnamese.text import fold, newspaper_form
from embeddings.vietnamese.topic import Topic

_MOST_READINGS = 12
# A question asks: one that would be read without any of the first words, or of the others that ask
# in their own way, is read with one of the first that is less likely by up to so much (log odds).
_ASKING = frozenset(("mấy", "đâu", "gì", "nào", "ai", "sao", "chưa"))
_ALSO_ASKING = frozenset(("bao", "không", "hay"))
_ASKING_ODDS = 3.0
_QUESTION = 40  # places; what is longer is a text, need not ask, and would take long to read so
# How much of a question a careful and a careless person leave unaccented, and the log odds of
# carelessness beforehand.
_CAREFUL, _CARELESS = 0.002, 0.3
_CARELESS_ODDS = -3.0
# Half of the country says hỏi and ngã alike and writes either: "lủ quét" is "lũ quét". The log odds
# of the other one beforehand.
_TWIN_TONES = str.maketrans("ảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹ", "ãẵẫẽễĩõỗỡũữỹảẳẩẻểỉỏổởủửỷ")
_TWIN_ODDS = -5.0


class Slot(NamedTuple):
    """One place of the question: a typed word, a figure, or (``word`` empty) a break.

    A ``fixed`` word is read as it is, accents or not.
    """

    word: str
    is_figure: bool = False
    fixed: bool = False


@dataclass(frozen=True)
class Reading:
    """The words of each slot in lower case (empty for breaks and figures), and how likely."""

    words: tuple[str, ...]
    score: float


def asks(words: Sequence[str]) -> bool:
    """Whether one of the lower-case words is one that questions are asked with."""
    return not (_ASKING | _ALSO_ASKING).isdisjoint(words)


class Restorer:
    """Reads slots with a model and a library's counts."""

    def __init__(self, model: SyllableModel, library: LibraryCounts) -> None:
        self._model = model
        self._library = library
        self._lattice = Lattice(model, library)

    def read(self, slots: Sequence[Slot], topic: Topic | None = None) -> Reading:
        """The likeliest words, rather those of a ``topic``. Slots typed with accents keep them."""
        columns = self._lattice.pruned(
            [BREAK_COLUMN, *(self._column(slot) for slot in slots), BREAK_COLUMN]
        )
        if topic:
            columns = [_favoured(column, topic) for column in columns]
        reading = self._decoded(columns)
        if asks(reading.words) or len(slots) > _QUESTION:
            return reading
        asking = [
            self._decoded([*columns[:place], column.only(chosen), *columns[place + 1 :]])
            for place, column in enumerate(columns)
            if (chosen := np.array([word in _ASKING for word in column.words])).any()
        ]
        best = max(asking, key=lambda one: one.score, default=reading)
        return best if best.score + _ASKING_ODDS > reading.score else reading

    def _decoded(self, columns: Sequence[Column]) -> Reading:
        """The likeliest words of all columns but the outer breaks."""
        tables = self._lattice.transitions(columns)
        accented = sum(column.accented for column in columns)
        if accented == 0:
            return Reading(*best_path(columns, tables, 0.0))
        careful = best_path(columns, tables, float(np.log(_CAREFUL)))
        careless = best_path(columns, tables, float(np.log(_CARELESS)))
        odds = accented * (np.log1p(-_CARELESS) - np.log1p(-_CAREFUL)) + _CARELESS_ODDS
        return Reading(*(careless if careless[1] + odds > careful[1] else careful))

    def frequency(self, word: str) -> float:
        """log of how often newspapers and library have a word, in its likeliest reading.

        An accented word has one reading. Words seen nowhere are at minus infinity.
        """
        typed = newspaper_form(word.lower())
        readings = (typed,) if typed != fold(typed) else self._readings(typed)
        return max(self._frequency(reading) for reading in readings)

    def _frequency(self, word: str) -> float:
        model, library = self._model.ids.get(word), self._library.ids.get(word)
        seen = 0.0 if library is None else float(self._library.single[library])
        seen += 0.0 if model is None else math.exp(float(self._model.log_counts[model]))
        return math.log(seen) if seen else -math.inf

    def occurrences(self, phrase: str) -> int:
        """About how often the library has a phrase: its rarest two or three words in a row."""
        words = re.findall(r"[^\W\d_]+", newspaper_form(phrase.lower()))
        numbers = np.array([self._library.ids.get(word, ABSENT) for word in words])
        if len(numbers) > 2:
            return int(self._library.triple(numbers[:-2], numbers[1:-1], numbers[2:]).min())
        if len(numbers) == 2:
            return int(self._library.pair(numbers[:1], numbers[1:]).min())
        return int(self._library.word(numbers).min()) if len(numbers) else 0

    def completed(self, word: str) -> str | None:
        """The likeliest word of two syllables with only the first letter of the first: gđình, htro.

        None where none is known.
        """
        firsts, rest = self._by_initial.get(word[:1]), word[1:]
        seconds = (rest,) if rest != fold(rest) else self._readings(rest)
        known = np.array([self._model.ids[one] for one in seconds if one in self._model.ids])
        if firsts is None or not len(known):
            return None
        first, second = np.meshgrid(firsts, known)
        often = self._model.pair_chance(first, second) * np.exp(self._model.log_counts[first])
        at = np.unravel_index(int(often.argmax()), often.shape)
        if not often[at]:
            return None
        return f"{self._model.words[int(first[at])]} {self._model.words[int(second[at])]}"

    @cached_property
    def _by_initial(self) -> dict[str, npt.NDArray[np.int64]]:
        """The numbers of the model's words by their first letter; letters themselves are none."""
        found: dict[str, list[int]] = {}
        for word, number in self._model.ids.items():
            if len(word) > 1:
                found.setdefault(word[0], []).append(number)
        return {letter: np.array(numbers) for letter, numbers in found.items()}

    def follows(self, first: str, second: str) -> float:
        """How likely one folded syllable follows another, in their likeliest reading; or 0."""
        before, after = self._column(Slot(first)), self._column(Slot(second))
        a, b = np.meshgrid(before.model, after.model)
        chance = float(self._model.pair_chance(a, b).max())
        a, b = np.meshgrid(before.library, after.library)
        seen = self._library.pair(a, b) / np.maximum(self._library.word(a), 1)
        return max(chance, float(seen.max()))

    def _column(self, slot: Slot) -> Column:
        if slot.is_figure:
            return FIGURE_COLUMN
        if not slot.word:
            return BREAK_COLUMN
        typed = newspaper_form(slot.word.lower())
        accented = typed != fold(typed)
        if accented or slot.fixed:
            column = self._of((typed,), accented=accented and not slot.fixed)
            twin = typed.translate(_TWIN_TONES)
            if slot.fixed or slot.word[:1].isupper() or twin == typed or not self._knows(twin):
                return column
            both = self._of((typed, twin), accented=True)
            return both._replace(favour=np.array((0.0, _TWIN_ODDS), np.float32))
        words = self._readings(typed)
        changes = np.array([word != typed for word in words], dtype=np.float32)
        return self._of(words)._replace(changes=changes)

    def _of(self, words: tuple[str, ...], *, accented: bool = False) -> Column:
        """A column of these readings, nothing known of which is likelier."""
        nothing = np.zeros(len(words), np.float32)
        return Column(
            words,
            np.array([self._model.ids.get(word, UNKNOWN) for word in words]),
            np.array([self._library.ids.get(word, ABSENT) for word in words]),
            nothing,
            nothing,
            accented,
        )

    def _knows(self, word: str) -> bool:
        return word in self._model.ids or word in self._library.ids

    def _readings(self, folded: str) -> tuple[str, ...]:
        of_model = self._model.by_fold.get(folded, ())[:_MOST_READINGS]
        of_library = self._library.by_fold.get(folded, ())[:_MOST_READINGS]
        words = [self._library.words[number] for number in of_library]
        words += [self._model.words[number] for number in of_model]
        return tuple(dict.fromkeys([*words, folded]))


def _favoured(column: Column, topic: Topic) -> Column:
    """The column with what a topic says for its readings. It tells nothing of words one asks with,
    which articles have no use for."""
    if len(column.words) == 1 or asks(column.words):
        return column
    return column._replace(favour=column.favour + topic.favour(column.words))
