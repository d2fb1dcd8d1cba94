"""English questions in Vietnamese words: a glossary, looked up word by word.

What an English question shares with a Vietnamese article is its names and numbers. The glossary
(``data/models/glossary.tsv``) gives the words a Vietnamese newspaper would use for the others. It
is no translation: words come in English order and often in several renderings, which is all that
matching needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from embeddings import resources
from embeddings.vietnamese.scanning import Token, TokenKind, scan
from embeddings.vietnamese.text import word_set

LONGEST = 6  # words of an entry
# They say nothing of what is asked for, and many look like Vietnamese syllables (the, to, in, an).
_FUNCTION_WORDS = word_set(
    """a about according actually after against all along also always among an and another any are
    aren around as at away be because been before being besides between both but by can cannot
    certain could couldn did didn do does doesn don done during each either else ever every for
    from get getting give go going had has have having he her him himself his how however i if in
    instead into is isn it its itself just less like ll lot made make many may me might more most
    mostly much must my near never no non not of off often on once one only or other others our
    out over per please prior re regard regarding s shall she should since so some sometimes still
    such t tell than that the their them themselves then there these they this those through to
    together too towards under until up upon us used using ve very was wasn we well were weren
    what when where whether which while who whom whose why will with within without would wouldn
    yet you your"""
)


@dataclass(frozen=True, slots=True)
class Rendering:
    """Words ``[first, last)`` of a question and how Vietnamese would say them, commonest first."""

    first: int
    last: int
    phrases: tuple[str, ...]


@cache
def glossary() -> Mapping[str, tuple[str, ...]]:
    """English terms in lower case with their Vietnamese renderings."""
    path = resources.models_directory() / "glossary.tsv"
    entries: dict[str, tuple[str, ...]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        term, _, phrases = line.partition("\t")
        # Cut as questions are: people's committee, socio-economic, grade 12.
        key = " ".join(token.text for token in _words(term))
        entries[key] = tuple(phrase.strip() for phrase in phrases.split(";"))
    return entries


def renderings(words: Sequence[str]) -> Iterator[Rendering]:
    """The longest entries that the words hold, in order, not overlapping."""
    at = 0
    while at < len(words):
        found = next(
            (
                Rendering(at, last, phrases)
                for last in range(min(at + LONGEST, len(words)), at, -1)
                if (phrases := _looked_up(words[at:last]))
            ),
            None,
        )
        if found:
            yield found
        at = found.last if found else at + 1


def _looked_up(words: Sequence[str]) -> tuple[str, ...]:
    """The renderings of a term in any of its forms: only its last word is inflected."""
    if len(words) == 1 and _is_function_word(words[0]):
        return ()
    *before, last = (word.lower() for word in words)
    for form in _base_forms(last):
        phrases = glossary().get(" ".join([*before, form]))
        if phrases:
            return phrases
    return ()


def _base_forms(word: str) -> Iterator[str]:
    """The word itself, then what it may be a form of: cities, city; planned, plan; using, use."""
    yield word
    for ending, base in (("ies", "y"), ("ied", "y"), ("es", ""), ("s", "")):
        if word.endswith(ending):
            yield word.removesuffix(ending) + base
    for ending in ("ed", "ing", "er", "ers", "ly"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word.removesuffix(ending)
            yield stem
            yield stem + "e"
            if stem[-1] == stem[-2]:
                yield stem[:-1]


@dataclass(frozen=True, slots=True)
class Glossed:
    """An English question for matching.

    ``kept`` is what is looked for as it was typed: names, numbers, unknown words; stretches that do
    not belong together are parted by full stops. ``renderings`` are Vietnamese words for the rest,
    ``text`` the question with the first of them in place.
    """

    kept: str
    renderings: tuple[Rendering, ...]
    text: str


def glossed(question: str) -> Glossed:
    """Read an English question; ``question`` is clean (see ``text.clean``)."""
    tokens = _words(question.lower() if question.isupper() else question)
    found = tuple(renderings([token.text for token in tokens]))
    first_of = {one.first: one for one in found}
    rendered = {place for one in found for place in range(one.first, one.last)}
    kept: list[str] = []
    spoken: list[str] = []
    for place, token in enumerate(tokens):
        # A name may happen to be a word: Long, Bay, An Giang.
        named = place > 0 and token.text[:1].isupper() and token.text != "I"
        said_otherwise = place in rendered or _is_function_word(token.text)
        kept.append(token.text if named or not said_otherwise else ".")
        if place in first_of:
            spoken.append(first_of[place].phrases[0])
        elif place not in rendered and (named or not said_otherwise):
            spoken.append(token.text)
    return Glossed(" ".join(kept), found, " ".join(spoken))


def _words(text: str) -> list[Token]:
    return [token for token in scan(text) if token.kind is not TokenKind.BREAK]


def _is_function_word(word: str) -> bool:
    """Whether a word says nothing of what is asked; in capitals it does: US, WHO, IT."""
    shouted = len(word) > 1 and word.isupper()
    return word.lower() in _FUNCTION_WORDS and not shouted
