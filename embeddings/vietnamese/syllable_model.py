"""The language model that re-accenting asks: how likely is a syllable after two others?

A trigram model of lower-case accented syllables with back-off, learned from newspapers by
``embeddings.training.restoration``; and how often a syllable, or a pair, is capitalised in the
middle of a sentence. The file holds quantised probabilities of selected n-grams and nothing of
the texts they come from; see ``data/models/restoration.md``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from embeddings.resources import models_directory
from embeddings.vietnamese.text import fold

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]

FILE = "restoration.npz"
START, FIGURE, UNKNOWN = 0, 1, 2  # the first words of every model
_BITS = 16


@dataclass(frozen=True, eq=False)
class SyllableModel:
    """Keys are sorted; log probabilities are natural.

    A pair's key is ``first << 16 | second``; a triple's is ``row of its first pair << 16 | third``.
    ``triple_codes`` index ``triple_levels``. ``case`` holds for every pair the codes of a table of
    log ratios, shape (codes, 2, 2): how much likelier than by chance the two are written lower or
    capitalised together.
    """

    words: tuple[str, ...]
    log_counts: Floats
    unigrams: Floats
    backoffs: Floats
    pair_keys: Integers
    pair_scores: Floats
    pair_backoffs: Floats
    triple_keys: Integers
    triple_codes: npt.NDArray[np.uint8]
    triple_levels: Floats
    capital: Floats  # log odds of being capitalised
    pair_case: npt.NDArray[np.uint8]
    case_levels: Floats
    forms: Mapping[int, str]  # how a word is written when not in lower or title case: UBND
    ids: Mapping[str, int]
    by_fold: Mapping[str, tuple[int, ...]]  # most frequent first

    def scores(self, first: Integers, second: Integers, third: Integers) -> Floats:
        """log P(third | first second), element by element; all of one shape."""
        scores = self.log_pairs(second, third)
        history, known = _find(self.pair_keys, first << _BITS | second)
        scores += np.where(known, self.pair_backoffs[history], np.float32(0))
        at, seen = _find(self.triple_keys, history << _BITS | third)
        seen &= known
        scores[seen] = self.triple_levels[self.triple_codes[at[seen]]]
        return scores

    def log_pairs(self, first: Integers, second: Integers) -> Floats:
        """log P(second | first), element by element."""
        row, found = _find(self.pair_keys, first << _BITS | second)
        return np.where(found, self.pair_scores[row], self.backoffs[first] + self.unigrams[second])

    def pair_chance(self, first: Integers, second: Integers) -> Floats:
        """P(second | first) of the pairs the model lists, 0 for all others."""
        row, found = _find(self.pair_keys, first << _BITS | second)
        return np.where(found, np.exp(self.pair_scores[row]), np.float32(0))

    def case_ratios(self, first: Integers, second: Integers) -> Floats:
        """Log ratios of the four ways to capitalise each pair, shape (pairs, 2, 2)."""
        row, found = _find(self.pair_keys, first << _BITS | second)
        ratios = self.case_levels[self.pair_case[row]]
        ratios[~found] = 0
        return ratios


def _find(
    keys: npt.NDArray[np.int64], wanted: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return at, keys[at] == wanted


@cache
def shipped_model() -> SyllableModel:
    """The model that ships with the project, read once."""
    return load_model(models_directory() / FILE)


def load_model(file: Path) -> SyllableModel:
    """Read a model written by ``embeddings.training.restoration``."""
    with np.load(file, allow_pickle=False) as stored:
        words = tuple(stored["words"].tobytes().decode().split("\n"))
        pair_keys = _keys(stored["pair_counts"], stored["pair_low"], stored["pair_high"])
        triple_keys = _keys(stored["triple_counts"], stored["triple_low"], stored["triple_high"])
        forms = stored["forms"].tobytes().decode().split("\n")
        log_counts = stored["log_counts"].astype(np.float32)
        return SyllableModel(
            words=words,
            log_counts=log_counts,
            unigrams=stored["unigrams"].astype(np.float32),
            backoffs=stored["backoffs"].astype(np.float32),
            pair_keys=pair_keys,
            pair_scores=stored["pair_levels"][stored["pair_codes"]],
            pair_backoffs=stored["backoff_levels"][stored["backoff_codes"]],
            triple_keys=triple_keys,
            triple_codes=stored["triple_codes"],
            triple_levels=stored["triple_levels"],
            capital=stored["capital"].astype(np.float32),
            pair_case=stored["pair_case"],
            case_levels=stored["case_levels"],
            forms=dict(zip(stored["form_ids"].tolist(), forms, strict=True)),
            ids={word: number for number, word in enumerate(words)},
            by_fold=_by_fold(words, log_counts),
        )


def _keys(
    counts: npt.NDArray[np.uint16], low: npt.NDArray[np.uint8], high: npt.NDArray[np.uint8]
) -> Integers:
    """``row << 16 | number`` of rows of ``counts`` numbers, stored as two byte planes.

    Kept apart, the planes compress better.
    """
    keys = np.repeat(np.arange(len(counts), dtype=np.int64) << _BITS, counts)
    keys += low
    keys += high.astype(np.uint16) << 8
    return keys


def _by_fold(words: tuple[str, ...], log_counts: Floats) -> dict[str, tuple[int, ...]]:
    """Readings by folded syllable; a reading 10,000 times rarer than the first is noise."""
    groups: dict[str, list[int]] = {}
    folded = fold("\n".join(words)).split("\n")
    counts, farthest = log_counts.tolist(), math.log(10_000)
    for number in range(UNKNOWN + 1, len(words)):  # by falling count
        group = groups.setdefault(folded[number], [])
        if not group or counts[number] > counts[group[0]] - farthest:
            group.append(number)
    return {key: tuple(group[:16]) for key, group in groups.items()}
