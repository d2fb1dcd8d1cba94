"""Short questions about the same matter: "năm nào?", "bao nhiêu cá nhân?"."""

from __future__ import annotations

from collections.abc import Iterator

from bot.conversation import vocabulary
from bot.conversation.exchange import Exchange, Reading, ReadingKind
from bot.conversation.phrases import Wording, either
from bot.conversation.references import matter
from bot.conversation.replacing import sentence, thing
from bot.conversation.segments import SegmentKind, segments

_SHORT = 3  # content words up to which a question may be part of a conversation
_COUNT = Wording(r"\b" + either("bao nhiêu, mấy, bn, how many") + r"\s+")
_NAMES = (SegmentKind.PERSON, SegmentKind.ORGANISATION, SegmentKind.DOCUMENT)
# "Bài báo đăng" and "ai viết?" are one question with one verb.
_LAST_VERB = Wording(r"\s+" + either("ra, đăng, có, được, viết, là, ban hành") + r"$")


def aspects(asked: str, previous: Exchange) -> Iterator[Reading]:
    """The completions of a short question, likeliest first; none of a longer one.

    Without words of its own (a question word, perhaps a verb) it is surely a follow-up.
    """
    if len(_content(asked)) > _SHORT or _names_something(asked):
        return
    focus = matter_words(asked)
    if focus and vocabulary.ENGLISH.search(asked):  # words no Vietnamese passage can have
        return
    kind = ReadingKind.TOPIC if focus else ReadingKind.ASPECT
    texts = [
        *(within(asked, previous.understood) for within in (_counted_within, _office_within)),
        *(_about(asked, about) for about in _matters(previous) if about),
    ]
    for text in filter(None, texts):
        yield Reading(sentence(text), kind, " ".join(focus), sure=not focus)


def matter_words(asked: str) -> list[str]:
    """The words an answer must speak of: content without what is said in many ways."""
    for wording in (vocabulary.QUESTION_PHRASE, vocabulary.VERB, vocabulary.GENERIC):
        asked = wording.of(asked).sub(" ", asked)
    return _content(asked)


def _content(asked: str) -> list[str]:
    """The words that are neither question words nor grammar."""
    for wording in (vocabulary.QUESTION_PHRASE, vocabulary.FUNCTION):
        asked = wording.of(asked).sub(" ", asked)
    return [word for word in asked.split() if any(map(str.isalnum, word))]


def _names_something(asked: str) -> bool:
    """Whether a question has a name of its own to stand on."""
    named = (SegmentKind.PERSON, SegmentKind.DOCUMENT, SegmentKind.TIME)
    return any(one.kind in named for one in segments(asked)) or any(map(str.isdigit, asked))


def _about(asked: str, about: str) -> str:
    if vocabulary.VERB.search(asked):
        about = _LAST_VERB.of(about).sub("", about)
    return f"{asked} {_inside(about)}" if vocabulary.ASKS_FIRST.match(asked) else f"{about} {asked}"


def _inside(about: str) -> str:
    """A question without its question word, as it is written inside a sentence."""
    first, *others = about.split()
    if any(one.start == 0 and one.kind in _NAMES for one in segments(about)):
        return about
    return " ".join((first.lower(), *others))


def _matters(previous: Exchange) -> Iterator[str]:
    """What a question without a subject may be about, the fullest first."""
    question = previous.understood
    yield matter(question)
    parts = [one for one in segments(question) if one.kind is not SegmentKind.ROLE]
    named = [one for one in parts if one.kind in _NAMES]
    yield from (one.text for one in named or parts[:1])
    if previous.answer is not None:
        answered = [one for one in segments(previous.answer.text) if one.kind in _NAMES]
        yield from (one.text for one in answered[:1])


def _counted_within(asked: str, question: str) -> str:
    """The earlier question with something else to count: "bao nhiêu cá nhân?".

    Empty if nothing was counted.
    """
    now, then = _COUNT.match(asked), _COUNT.search(question)
    if not now or not then:
        return ""
    counted = [one for one in segments(question) if one.start == then.end()]
    if not counted:
        return ""
    start, end = thing(counted[0])
    return f"{question[:start]}{asked[now.end() :]}{question[end:]}"


def _office_within(asked: str, question: str) -> str:
    """The question "phó giám đốc là ai?" with the organisation the earlier question was about.

    Empty if there is none, or if it has one of its own.
    """
    parts, earlier = segments(asked), segments(question)
    roles = [one for one in parts if one.kind is SegmentKind.ROLE]
    houses = [one.text for one in earlier if one.kind is SegmentKind.ORGANISATION]
    if len(roles) != 1 or not houses or SegmentKind.ORGANISATION in {one.kind for one in parts}:
        return ""
    end = roles[0].end
    return f"{asked[:end]} {houses[0]} {asked[end:]}"
