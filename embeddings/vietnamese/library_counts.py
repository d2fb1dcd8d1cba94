"""How often the words of a library follow one another, and how they are capitalised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from embeddings.vietnamese.lexicon import Lexicon
from embeddings.vietnamese.stream import BREAK, FIGURE
from embeddings.vietnamese.text import fold

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

ABSENT = -1
_BITS = 21


@dataclass(frozen=True, eq=False)
class LibraryCounts:
    """Counts over lower-case words. ``ids`` start like the stream's: break, figure.

    Case counts leave out the beginnings of sentences, where everything is capitalised. ``forms``
    are the capitalised spellings that title case does not give: UBND, VnExpress.
    """

    words: Sequence[str]
    ids: Mapping[str, int]
    by_fold: Mapping[str, tuple[int, ...]]  # most frequent first
    single: Integers
    pair_keys: Integers
    pairs: Integers
    triple_keys: Integers
    triples: Integers
    capital: Integers  # of each word, in mid-sentence
    inside: Integers  # of each word, in mid-sentence
    case_counts: Integers  # shape (pairs, 4): both lower, second, first, both capitalised
    forms: Mapping[int, str]

    @classmethod
    def of(cls, lexicon: Lexicon) -> LibraryCounts:
        """Count a lexicon's stream."""
        ids: dict[str, int] = {}
        lower = np.array([ids.setdefault(word.lower(), len(ids)) for word in lexicon.words])
        stream = lower[lexicon.stream].astype(np.int64)
        single = np.bincount(stream, minlength=len(ids))
        upper = np.array([word[:1].isupper() for word in lexicon.words])[lexicon.stream]
        inside = np.zeros(len(stream), dtype=bool)
        inside[1:] = (stream[:-1] != BREAK) & (stream[1:] > FIGURE)
        # One sort for both: the pair, whether its case tells anything, and its case.
        pair = stream[:-1] << _BITS | stream[1:]
        telling, pattern = inside[1:] & inside[:-1], upper[:-1] * 2 + upper[1:]
        kinds, counts = np.unique(pair << 3 | telling * 4 | pattern, return_counts=True)
        pair_keys, starts = np.unique(kinds >> 3, return_index=True)
        case_counts = np.zeros((len(pair_keys), 4), dtype=np.int64)
        row = np.repeat(np.arange(len(pair_keys)), np.diff(starts, append=len(kinds)))
        tells = kinds & 4 > 0
        case_counts[row[tells], kinds[tells] & 3] = counts[tells]

        triple = stream[:-2] << 2 * _BITS | stream[1:-1] << _BITS | stream[2:]
        triple_keys, triples = np.unique(triple[stream[1:-1] != BREAK], return_counts=True)
        words = tuple(ids)
        return cls(
            words=words,
            ids=ids,
            by_fold=_by_fold(words, single),
            single=single,
            pair_keys=pair_keys,
            pairs=np.add.reduceat(counts, starts) if len(starts) else counts,
            triple_keys=triple_keys,
            triples=triples,
            capital=np.bincount(stream[inside & upper], minlength=len(ids)),
            inside=np.bincount(stream[inside], minlength=len(ids)),
            case_counts=case_counts,
            forms=_unusual_forms(lexicon, lower, words),
        )

    def triple(self, first: Integers, second: Integers, third: Integers) -> Integers:
        """How often the three follow one another; 0 where one is absent."""
        wanted = first << 2 * _BITS | second << _BITS | third
        present = (first >= 0) & (second >= 0) & (third >= 0)
        return _counts(self.triple_keys, self.triples, wanted, present)

    def pair(self, first: Integers, second: Integers) -> Integers:
        """How often the two follow one another."""
        present = (first >= 0) & (second >= 0)
        return _counts(self.pair_keys, self.pairs, first << _BITS | second, present)

    def word(self, word: Integers) -> Integers:
        """How often the words occur."""
        return np.where(word >= 0, self.single[word], 0)

    def case(self, first: Integers, second: Integers) -> Integers:
        """Counts of how pairs are capitalised, shape (pairs, 4); zeros where they never were."""
        counts = np.zeros((len(first), 4), dtype=np.int64)
        if len(self.pair_keys):
            wanted = first << _BITS | second
            at = np.minimum(np.searchsorted(self.pair_keys, wanted), len(self.pair_keys) - 1)
            seen = (first >= 0) & (second >= 0) & (self.pair_keys[at] == wanted)
            counts[seen] = self.case_counts[at[seen]]
        return counts


def _counts(
    keys: Integers, counts: Integers, wanted: Integers, present: npt.NDArray[np.bool_]
) -> Integers:
    if not len(keys):
        return np.zeros(wanted.shape, dtype=np.int64)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(present & (keys[at] == wanted), counts[at], 0)


def _by_fold(words: Sequence[str], single: Integers) -> dict[str, tuple[int, ...]]:
    groups: dict[str, list[int]] = {}
    folded = fold("\n".join(words)).split("\n")
    for number in range(FIGURE + 1, len(words)):
        groups.setdefault(folded[number], []).append(number)
    return {
        key: tuple(sorted(group, key=lambda number: -single[number]))
        for key, group in groups.items()
    }


def _unusual_forms(
    lexicon: Lexicon, lower: npt.NDArray[np.int64], words: Sequence[str]
) -> dict[int, str]:
    counts = np.bincount(lexicon.stream, minlength=len(lexicon.words))
    best: dict[int, int] = {}
    for number, form in enumerate(lexicon.words):
        word = int(lower[number])
        if form != form.lower() and counts[number] > counts[best.get(word, BREAK)] * (word in best):
            best[word] = number
    return {
        word: lexicon.words[number]
        for word, number in best.items()
        if lexicon.words[number] != words[word].capitalize()
    }
