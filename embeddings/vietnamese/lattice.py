"""A lattice of readings: scored by newspapers and library together, pruned, searched by Viterbi."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from embeddings.vietnamese.library_counts import LibraryCounts
from embeddings.vietnamese.stream import BREAK
from embeddings.vietnamese.syllable_model import FIGURE, START, UNKNOWN, SyllableModel

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

# Shares of the library's own statistics in the mixture, where it has seen the words before often
# enough; and how often that is. Tuned on questions of qa_dev_vi over libraries of 300 and of 8,000
# passages; the ground is flat.
_TRIPLE_SHARE, _PAIR_SHARE, _SINGLE_SHARE = 0.5, 0.3, 0.05
_OFTEN = 0.5
_RARE = np.float32(-9.0)  # log share of one word in all that the model calls unknown
_MARGIN = 9.0  # a reading this much less likely than the best is not looked at again


class Column(NamedTuple):
    """The readings of one place of a question, as model and library number them.

    ``changes`` is 1 where a reading adds accents to what was typed; ``favour`` is what else speaks
    for a reading, or (negative) against it.
    """

    words: tuple[str, ...]
    model: Integers
    library: Integers
    changes: Floats
    favour: Floats
    accented: bool = False

    def only(self, kept: npt.NDArray[np.bool_]) -> Column:
        """The column with some of its readings."""
        return Column(
            tuple(word for word, keep in zip(self.words, kept, strict=True) if keep),
            self.model[kept],
            self.library[kept],
            self.changes[kept],
            self.favour[kept],
            self.accented,
        )


def single(word: str, model: int, library: int, *, accented: bool = False) -> Column:
    """A column with one reading."""
    nothing = np.zeros(1, np.float32)
    return Column((word,), np.array([model]), np.array([library]), nothing, nothing, accented)


BREAK_COLUMN, FIGURE_COLUMN = single("", START, BREAK), single("", FIGURE, FIGURE)


class Lattice:
    """Scores columns of readings. The first and the last column are breaks."""

    def __init__(self, model: SyllableModel, library: LibraryCounts) -> None:
        self._model = model
        self._library = library
        self._total = int(library.single.sum())

    def pruned(self, columns: Sequence[Column]) -> list[Column]:
        """Columns without the readings that pairs of neighbours make hopeless."""
        tables = self._tables(columns, 2)
        forward = [np.zeros(1, np.float32)]
        for table in tables:
            forward.append((forward[-1][:, None] + table).max(axis=0))
        backward = [np.zeros(1, np.float32)]
        for table in reversed(tables):
            backward.append((table + backward[-1][None, :]).max(axis=1))
        kept = []
        for column, before, after in zip(columns, forward, reversed(backward), strict=True):
            scores = before + after
            hopeful = (scores >= scores.max() - _MARGIN) | (column.changes == 0)
            kept.append(column if hopeful.all() else column.only(hopeful))
        return kept

    def transitions(self, columns: Sequence[Column]) -> list[Floats]:
        """log P(third | first, second), shape (first, second, third), for every column but the
        first; the second column's first is one more break."""
        return self._tables([BREAK_COLUMN, *columns], 3)

    def _tables(self, columns: Sequence[Column], order: int) -> list[Floats]:
        """Scores of each ``order`` neighbouring columns, all looked up at once."""
        sizes = np.array([len(column.words) for column in columns])
        starts = np.cumsum(sizes) - sizes
        sides = [sizes[place : len(sizes) - order + 1 + place] for place in range(order)]
        totals = np.multiply.reduce(sides)
        ends = np.cumsum(totals)
        group = np.repeat(np.arange(len(totals)), totals)
        rest = np.arange(ends[-1]) - (ends - totals)[group]
        places = []
        for place in range(order - 1, -1, -1):
            side = sides[place][group]
            places.append(starts[place:][group] + rest % side)
            rest //= side
        model = np.concatenate([column.model for column in columns])
        library = np.concatenate([column.library for column in columns])
        scores = self._scores(
            [model[at] for at in reversed(places)], [library[at] for at in reversed(places)]
        )
        shapes = zip(*(side.tolist() for side in sides), strict=True)
        bounds = zip((ends - totals).tolist(), ends.tolist(), strict=True)
        return [
            scores[start:end].reshape(shape)
            for (start, end), shape in zip(bounds, shapes, strict=True)
        ]

    def _scores(self, model: Sequence[Integers], library: Sequence[Integers]) -> Floats:
        """log of a mixture: the newspapers' probability and the library's own frequencies."""
        news = self._model.scores(*model) if len(model) == 3 else self._model.log_pairs(*model)
        news = np.where(model[-1] == UNKNOWN, news + _RARE, news)
        if not self._total:
            return np.asarray(news, dtype=np.float32)
        counts, (b, c) = self._library, library[-2:]
        mixed = _SINGLE_SHARE * counts.word(c) / self._total + (1 - _SINGLE_SHARE) * np.exp(news)
        mixed = _mixture(counts.pair(b, c), counts.word(b), _PAIR_SHARE, mixed)
        if len(library) == 3:
            a = library[0]
            before = np.where(b == BREAK, 0, counts.pair(a, b))
            mixed = _mixture(counts.triple(a, b, c), before, _TRIPLE_SHARE, mixed)
        return np.log(np.maximum(mixed, 1e-30)).astype(np.float32)


def _mixture(seen: Integers, history: Integers, most: float, below: Doubles) -> Doubles:
    share = most * history / (history + _OFTEN)
    return np.asarray(share * seen / np.maximum(history, 1) + (1 - share) * below)


def best_path(
    columns: Sequence[Column], tables: Sequence[Floats], penalty: float
) -> tuple[tuple[str, ...], float]:
    """The likeliest words, the outer breaks left out, and their score.

    Viterbi over pairs of readings; ``penalty`` is added for every accent that was not typed.
    """
    best = np.zeros((1, 1), dtype=np.float32)
    back: list[npt.NDArray[np.intp]] = []
    for column, table in zip(columns[1:], tables, strict=True):
        scores = table + best[:, :, None]
        back.append(scores.argmax(axis=0))
        best = scores.max(axis=0) + penalty * column.changes + column.favour
    chosen = [0] * len(columns)
    chosen[-2] = int(best[:, 0].argmax())
    for place in range(len(columns) - 1, 1, -1):
        chosen[place - 2] = int(back[place - 1][chosen[place - 1], chosen[place]])
    words = [column.words[number] for column, number in zip(columns, chosen, strict=True)]
    return tuple(words[1:-1]), float(best.max())
