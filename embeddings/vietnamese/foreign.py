"""Whether a question is in Vietnamese at all: English is left as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from embeddings.vietnamese.syllables import is_syllable, is_unaccented_syllable
from embeddings.vietnamese.text import fold, word_set

# Frequent in English questions; those that look like Vietnamese syllables count for less.
_ENGLISH = word_set(
    """who what when where which whose why how is are was were be does did have had of and
    for with by from into that this these those there their they many much year years first
    name city people between after before during about most other used called"""
)
_LEAST_POSSIBLE = 0.4
_EITHER = word_set("the at in on do to it an a he his her or not can many more than long old")


def is_foreign(words: Sequence[str], readable: Callable[[str], bool]) -> bool:
    """Whether these lower-case words of a question are another language than Vietnamese.

    A word with Vietnamese accents settles it. Otherwise English function words and words that
    cannot be Vietnamese must outweigh those that can: unaccented syllables, and what ``readable``
    knows (chat spellings, keystrokes).
    """
    if not words or any(word != fold(word) and is_syllable(word) for word in words):
        return False
    english = sum(word in _ENGLISH for word in words)
    either = sum(word in _EITHER for word in words)
    possible = sum(
        is_unaccented_syllable(word) or (not english and readable(word)) for word in words
    )
    if not english:
        return len(words) > 2 and possible < _LEAST_POSSIBLE * len(words)
    return possible - either <= 0.6 * len(words)
