"""Unknown words: one slip of the finger from a word of the library, or two words run together."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from embeddings.vietnamese.library_counts import LibraryCounts
from embeddings.vietnamese.syllables import is_unaccented_syllable
from embeddings.vietnamese.text import fold, newspaper_form

_SHORTEST = 3
_MOST_GUESSES = 4


class Spelling:
    """Guesses at folded words that neither the library nor the newspapers know."""

    def __init__(self, counts: LibraryCounts) -> None:
        """Vocabularies with frequencies, accented and folded."""
        single = counts.single.tolist()
        long = {word: n for word, n in counts.ids.items() if len(word) >= _SHORTEST}
        self._words = {word: single[number] for word, number in long.items()}
        self._folded = {
            folded: sum(single[number] for number in numbers)
            for folded, numbers in counts.by_fold.items()
            if len(folded) >= _SHORTEST
        }

    def near(self, word: str) -> tuple[str, ...]:
        """The library's words one edit (or swap of neighbours) away, frequent ones first.

        A slip in an accented word (ngĩa) is looked for among accented words, then among folded.
        """
        typed, folded = newspaper_form(word.lower()), fold(word)
        if len(folded) < _SHORTEST:
            return ()
        if typed != folded and (found := self._within_one(typed, self._words)):
            return found
        return self._within_one(folded, self._folded)

    def _within_one(self, word: str, vocabulary: Mapping[str, int]) -> tuple[str, ...]:
        found = process.extract(
            word, vocabulary.keys(), scorer=OSA.distance, score_cutoff=1, limit=50
        )
        ranked = sorted((match for match, _, _ in found), key=vocabulary.__getitem__, reverse=True)
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
