"""Follow-up questions, made into questions that stand alone.

Rules only: what a follow-up leaves out is taken from the question and answer before it. Where more
than one completion is possible all are offered, and the library decides (``conversing``).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from bot.conversation import vocabulary
from bot.conversation.exchange import Exchange, Reading, ReadingKind
from bot.conversation.phrases import Wording, either
from bot.conversation.references import Reference, matter, references
from bot.conversation.segments import Segment, SegmentKind, segments
from embeddings.vietnamese import fold, nfc

MOST = 4  # readings of one follow-up that are tried
_LONGEST = 300  # characters of a follow-up; who writes more says all there is to say
_SHORT = 3  # content words up to which a question may be part of a conversation
_LONG_NAME = 10  # syllables; who writes more without asking is telling something

_SO = either("thì sao, thì thế nào, thì như thế nào, thì ntn, sao, thì")
_INSTEAD = Wording(
    rf"^\W*(?:{either('vậy, thế, và, rồi, à, ừ, thì')}\s+)*(?:"
    rf"còn\s+(?:về\s+)?(?P<still>.+?)(?:\s+{_SO})?"
    rf"|(?:đối với|với|về)?\s*(?P<so>.+?)\s+{either('thì sao, thì thế nào, thì ntn')}"
    rf"|(?:and\s+|so\s+)*(?:what|how)\s+about\s+(?P<about>.+?)"
    rf"|and\s+(?P<also>.+?))(?:\s+{either('vậy, thế, ạ, nhỉ, hả, à, nhé, đấy, nữa')})*\W*$"
)
_OF = Wording(r"\s*(?:of\s+|the\s+|của\s+)*$")
_CLASSIFIER = Wording(rf"^(?:\d[\d.,]*\s+)?{either('lượt, số, người, số lượng, số lượt')}\s+")
_COUNT = Wording(rf"\b{either('bao nhiêu, mấy, bn, how many')}\s+")
_TITLE = Wording(rf"^{either('ông, bà, anh, chị, cô, đồng chí')}\s+")
_ALSO_PERSON = Wording(rf"^{either('ông, bà, anh, chị, cô, đồng chí')}\s+\S+(?:\s+\S+){{0,3}}$")


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
    matter_ = next(filter(None, instead.groups()), "") if instead else ""
    if matter_ and not vocabulary.QUESTION.search(matter_):
        yield from _instead(matter_, previous.understood, sure=True)
        return
    bare = vocabulary.CLOSERS.of(asked).sub("", vocabulary.OPENERS.of(asked).sub("", asked))
    if vocabulary.ARTICLE.search(bare):
        return
    if vocabulary.QUESTION.search(bare):
        yield from _aspects(bare, previous)
    elif 0 < len(bare.split()) <= _LONG_NAME and not vocabulary.VERB.search(bare):
        yield from _instead(bare, previous.understood, sure=False)


def _with_references(asked: str, pronouns: list[Reference]) -> Iterator[Reading]:
    """The names in the pronouns' places; each candidate of the first pronoun is a reading."""
    if not all(one.candidates for one in pronouns):
        return
    for choice in range(len(pronouns[0].candidates)):
        text = asked
        for at, one in reversed(list(enumerate(pronouns))):
            name = one.candidates[choice if at == 0 else 0]
            text = text[: one.start] + name + text[one.end :]
        focus = " ".join(_matter_words(_without(asked, pronouns)))
        yield Reading(_sentence(text), ReadingKind.REFERENCE, focus)


def _without(asked: str, pronouns: list[Reference]) -> str:
    for one in reversed(pronouns):
        asked = f"{asked[: one.start]} {asked[one.end :]}"
    return asked


def _instead(name: str, question: str, *, sure: bool) -> Iterator[Reading]:
    """The earlier question about ``name``: in the place of what is of the same kind."""
    kind = _kind(name)
    focus = _TITLE.of(name).sub("", name)
    for start, end, put in _places(name, kind, question):
        text = f"{question[:start]} {put} {question[end:]}"
        yield Reading(_sentence(text), ReadingKind.INSTEAD, focus, sure)


def _kind(name: str) -> SegmentKind:
    if _ALSO_PERSON.match(name):  # bà hoa
        return SegmentKind.PERSON
    kinds = [one.kind for one in segments(name)]
    return next((kind for kind in SegmentKind if kind in kinds), SegmentKind.OTHER)


def _places(name: str, kind: SegmentKind, question: str) -> Iterator[tuple[int, int, str]]:
    """Where in the earlier question ``name`` may go: start, end, and what to put there."""
    parts = segments(question)
    same = [one for one in parts if one.kind is kind]
    if kind is SegmentKind.ROLE:
        whole = len(segments(name)) > 1  # phó giám đốc Bảo hiểm Xã hội
        name = name.removeprefix("the ")
        for one in same:
            yield one.start, _end_of_office(one, parts, question) if whole else one.end, name
    else:
        yield from ((*_thing(one), name) for one in same)
    if same and kind is not SegmentKind.OTHER:
        return
    if kind is SegmentKind.TIME:
        end = len(question.rstrip("? ."))
        yield end, end, name
        return
    if kind is SegmentKind.ORGANISATION:
        yield from ((one.end, one.end, name) for one in parts if one.kind is SegmentKind.ROLE)
    yield from ((*_thing(one), name) for one in parts if one.kind is not kind)


def _thing(segment: Segment) -> tuple[int, int]:
    """Where a segment stands, without the word it is counted by: lượt, số."""
    classifier = _CLASSIFIER.match(segment.text)
    return segment.start + (classifier.end() if classifier else 0), segment.end


def _end_of_office(role: Segment, parts: list[Segment], question: str) -> int:
    """Where the organisation ends that a role is held in."""
    end = role.end
    for one in parts:
        if one.start >= end and _OF.match(question[end : one.start]):
            end = one.end
    return end


def _aspects(asked: str, previous: Exchange) -> Iterator[Reading]:
    """Something else about the same matter: "năm nào?", "phó giám đốc là ai?"."""
    content = _content(asked)
    if len(content) > _SHORT or _names_something(asked):
        return
    focus = _matter_words(asked)
    sure = not focus  # nothing but a question word, or that and a verb
    kind = ReadingKind.ASPECT if sure else ReadingKind.TOPIC
    first = vocabulary.ASKS_FIRST.match(asked)
    for within in (_counted_within, _office_within):
        text = within(asked, previous.understood)
        if text:
            yield Reading(_sentence(text), kind, " ".join(focus), sure)
    for about in filter(None, _matters(previous)):
        text = f"{asked} {_inside(about)}" if first else f"{about} {asked}"
        yield Reading(_sentence(text), kind, " ".join(focus), sure)


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
    start, end = _thing(counted[0])
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


def _inside(about: str) -> str:
    """A question without its question word, as it is written inside a sentence."""
    first, *others = about.split()
    names = (SegmentKind.PERSON, SegmentKind.ORGANISATION, SegmentKind.DOCUMENT)
    if any(one.start == 0 and one.kind in names for one in segments(about)):
        return about
    return " ".join((first.lower(), *others))


def _matters(previous: Exchange) -> Iterator[str]:
    """What a question without a subject may be about, the fullest first."""
    question = previous.understood
    yield matter(question)
    names = (SegmentKind.PERSON, SegmentKind.ORGANISATION, SegmentKind.DOCUMENT)
    parts = [one for one in segments(question) if one.kind is not SegmentKind.ROLE]
    yield from (one.text for one in [one for one in parts if one.kind in names] or parts[:1])
    if previous.answer is not None:
        answered = [one for one in segments(previous.answer.text) if one.kind in names]
        yield from (one.text for one in answered[:1])


def _content(asked: str) -> list[str]:
    """The words that are neither question words nor grammar."""
    left = vocabulary.QUESTION_PHRASE.of(asked).sub(" ", asked)
    left = vocabulary.FUNCTION.of(left).sub(" ", left)
    return [word for word in left.split() if any(map(str.isalnum, word))]


def _matter_words(asked: str) -> list[str]:
    """The words an answer must speak of: content without what is said in many ways."""
    left = asked
    for wording in (vocabulary.QUESTION_PHRASE, vocabulary.VERB, vocabulary.GENERIC):
        left = wording.of(left).sub(" ", left)
    return _content(left)


def _names_something(asked: str) -> bool:
    """Whether a question has a name of its own to stand on."""
    named = (SegmentKind.PERSON, SegmentKind.DOCUMENT, SegmentKind.TIME)
    return any(one.kind in named for one in segments(asked)) or any(map(str.isdigit, asked))


def _sentence(text: str) -> str:
    """A question as people write it."""
    text = " ".join(text.split()).replace(" ?", "").rstrip("? .,") + "?"
    return text[:1].upper() + text[1:]
