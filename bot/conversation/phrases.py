"""Tables of phrases, matched as people type them: with accents, without, or half."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from embeddings.vietnamese import fold
from embeddings.vietnamese.text import clean, match_form

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
# chàooo, hiiii, okkkk: nothing is spelled with three of a kind.
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")

Phrase = tuple[str, ...]


@lru_cache(maxsize=4096)
def _forms(word: str) -> tuple[str, str]:
    return match_form(word), fold(match_form(word))


def words_of(text: str) -> list[str]:
    """The words of a text, lower case, stretched letters (chàooo) let go."""
    return _WORD.findall(_STRETCHED.sub(r"\1", clean(text).lower()))


def says(typed: str, word: str) -> bool:
    """Whether ``typed`` is ``word`` with its accents or without any, never with others.

    >>> [says(typed, "chào") for typed in ("chào", "chao", "cháo")]
    [True, True, False]
    """
    return _forms(typed)[0] in _forms(word)


def said(typed: str, words: Iterable[str]) -> float:
    """The share of the words of ``typed`` that are among ``words``; accents count where typed."""
    wanted = set(words_of(typed))
    forms = {form for word in words for form in _forms(word)}
    return sum(_forms(word)[0] in forms for word in wanted) / max(1, len(wanted))


def table(lines: str) -> tuple[Phrase, ...]:
    """Phrases separated by commas, the longest first."""
    phrases = {tuple(words_of(part)) for part in lines.split(",")}
    return tuple(sorted(filter(None, phrases), key=len, reverse=True))


def either(lines: str) -> str:
    """A regular expression for phrases separated by commas, the longest first."""
    phrases = sorted({" ".join(part.split()) for part in lines.split(",")}, key=len, reverse=True)
    found = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases if phrase)
    return f"(?:{found})"


class Wording:
    """A regular expression over words, whatever their case, with accents or without any.

    Where a text has accents they count (``phòng`` is not found in "phong cách"), where it has none
    they do not. Offsets of matches are offsets into the text.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        plain = "".join(c if c.isascii() else fold(c) for c in pattern)
        self._accented = re.compile(pattern, re.IGNORECASE)
        self._plain = re.compile(plain, re.IGNORECASE)

    def of(self, text: str) -> re.Pattern[str]:
        """The expression to use on ``text``."""
        return self._plain if fold(text) == text.lower() else self._accented

    def search(self, text: str) -> re.Match[str] | None:
        """See ``re.Pattern.search``."""
        return self.of(text).search(text)

    def match(self, text: str) -> re.Match[str] | None:
        """See ``re.Pattern.match``."""
        return self.of(text).match(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """See ``re.Pattern.finditer``."""
        return self.of(text).finditer(text)


def leading(words: Sequence[str], at: int, phrases: Sequence[Phrase]) -> int:
    """How many words from ``at`` on are the longest of the phrases that begins there; 0 if none."""
    for phrase in phrases:
        if at + len(phrase) <= len(words) and all(map(says, words[at:], phrase)):
            return len(phrase)
    return 0


def parsed(words: Sequence[str], tables: Mapping[str, Sequence[Phrase]]) -> set[str] | None:
    """The tables all of ``words`` can be read from, one phrase after the other; None if not.

    Where several tables have a phrase the longest is taken, of equal ones the table's that is
    named first.
    """
    found: set[str] = set()
    at = 0
    while at < len(words):
        lengths = {name: leading(words, at, phrases) for name, phrases in tables.items()}
        best = max(lengths, key=lambda name: lengths[name])
        if not lengths[best]:
            return None
        found.add(best)
        at += lengths[best]
    return found
