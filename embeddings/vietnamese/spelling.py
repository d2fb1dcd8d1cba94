"""Unknown words: one slip of the finger from a word of the library, or two words run together."""

from __future__ import annotations

from collections.abc import Callable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from embeddings.vietnamese.library_counts import LibraryCounts
from embeddings.vietnamese.syllables import is_unaccented_syllable
from embeddings.vietnamese.text import fold

_SHORTEST = 3
_MOST_GUESSES = 4


class Spelling:
    """Guesses at folded words that neither the library nor the newspapers know."""

    def __init__(self, counts: LibraryCounts) -> None:
        self._counts = counts
        self._vocabulary = [word for word in counts.by_fold if len(word) >= _SHORTEST]

    def near(self, word: str) -> tuple[str, ...]:
        """The library's folded words one edit (or swap of neighbours) away, frequent ones first."""
        folded = fold(word)
        if len(folded) < _SHORTEST:
            return ()
        found = process.extract(
            folded, self._vocabulary, scorer=OSA.distance, score_cutoff=1, limit=50
        )
        ranked = sorted((match for match, _, _ in found), key=self._frequency, reverse=True)
        return tuple(ranked[:_MOST_GUESSES])

    def split(self, word: str, follows: Callable[[str, str], float]) -> tuple[str, str] | None:
        """Two syllables written as one word (haiduong), if the library or ``follows`` has them.

        ``follows(first, second)`` says how likely the second is after the first; 0 for never.
        """
        folded = fold(word)
        best: tuple[float, tuple[str, str]] | None = None
        for at in range(2, len(folded) - 1):
            first, second = folded[:at], folded[at:]
            if is_unaccented_syllable(first) and is_unaccented_syllable(second):
                likely = follows(first, second)
                if likely > 0 and (best is None or likely > best[0]):
                    best = (likely, (first, second))
        return best[1] if best else None

    def _frequency(self, folded: str) -> int:
        return sum(int(self._counts.single[number]) for number in self._counts.by_fold[folded])
