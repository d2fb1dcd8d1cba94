"""Follow-up questions, made into questions that stand alone.

Rules only: what a follow-up leaves out is taken from the question and answer before it. Where more
than one completion is possible all are offered, and the library decides (``conversing``).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from bot.conversation import vocabulary
from bot.conversation.aspects import aspects, matter_words
from bot.conversation.exchange import Exchange, Reading, ReadingKind
from bot.conversation.phrases import Wording, either
from bot.conversation.references import Reference, references
from bot.conversation.replacing import sentence, with_instead
from embeddings.vietnamese import fold, nfc

MOST = 4  # readings of one follow-up that are tried
_LONGEST = 300  # characters of a follow-up; who writes more says all there is to say
_LONG_NAME = 10  # syllables; who writes more without asking is telling something

_SO = either("thì sao, thì thế nào, thì như thế nào, thì ntn")
_WHO_THEN = rf"thì\s+(?:là\s+)?{either('ai, bao nhiêu, mấy, gì, ở đâu, khi nào, năm nào')}"
_INSTEAD = Wording(
    rf"^\W*(?:{either('vậy, thế, và, rồi, à, ừ, thì, ok, oke, dạ, vâng')}[\s,]+)*(?:"
    rf"còn\s+(?P<still>.+?)(?:\s+(?:{_SO}|{_WHO_THEN}|sao|thì))?"
    rf"|(?P<so>.+?)\s+(?:{_SO}|{_WHO_THEN})"
    r"|(?:and\s+|so\s+)*(?:what|how)\s+about\s+(?P<about>.+?)|and\s+(?P<also>.+?))"
    rf"(?:\s+{either('vậy, thế, ạ, nhỉ, hả, à, nhé, đấy, nữa')})*\W*$"
)


def readings(question: str, previous: Exchange) -> list[Reading]:
    """What a question may mean after an exchange; empty if it stands alone.

    The likeliest first, at most ``MOST``. A reading that is not ``sure`` is of a question that may
    as well be a new one.
    """
    asked = " ".join(nfc(question).split())
    if len(asked) > _LONGEST:
        return []
    found: dict[str, Reading] = {}
    for reading in _readings(asked, previous):
        text = " ".join(reading.text.split())
        new = fold(text).strip("? ") not in (fold(asked).strip("? "), "")
        if new and len(text) <= 3 * _LONGEST:
            found.setdefault(fold(text), reading)
    return list(islice(found.values(), MOST))


def _readings(asked: str, previous: Exchange) -> Iterator[Reading]:
    pronouns = references(asked, previous)
    if pronouns:
        yield from _with_references(asked, pronouns)
        return
    instead = _INSTEAD.match(asked)
    named = next(filter(None, instead.groups()), "") if instead else ""
    if named and not vocabulary.QUESTION.search(named):
        yield from with_instead(named, previous.understood, sure=True)
        return
    bare = vocabulary.CLOSERS.of(asked).sub("", vocabulary.OPENERS.of(asked).sub("", asked))
    if vocabulary.ARTICLE.search(bare):
        return
    if vocabulary.QUESTION.search(bare):
        yield from aspects(bare, previous)
    elif 0 < len(bare.split()) <= _LONG_NAME and not vocabulary.VERB.search(bare):
        yield from with_instead(bare, previous.understood, sure=False)


def _with_references(asked: str, pronouns: list[Reference]) -> Iterator[Reading]:
    """The names in the pronouns' places; each candidate of the first pronoun is a reading."""
    if not all(one.candidates for one in pronouns):
        return
    left = asked
    for one in reversed(pronouns):
        left = f"{left[: one.start]} {left[one.end :]}"
    english = vocabulary.ENGLISH.search(asked)  # whose words no Vietnamese passage has
    focus = "" if english else " ".join(matter_words(left))
    for choice in range(len(pronouns[0].candidates)):
        text = asked
        for at, one in reversed(list(enumerate(pronouns))):
            name = one.candidates[choice if at == 0 else 0]
            text = text[: one.start] + name + text[one.end :]
        yield Reading(sentence(text), ReadingKind.REFERENCE, focus)
