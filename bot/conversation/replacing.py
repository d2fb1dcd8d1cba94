"""The earlier question about something else: what was named goes where its like stood."""

from __future__ import annotations

from collections.abc import Iterator

from bot.conversation.exchange import Reading, ReadingKind
from bot.conversation.phrases import Wording, either
from bot.conversation.segments import Segment, SegmentKind, segments

_ASIDE = Wording(r"^" + either("bên, phía, về, ở, tại, trong, riêng, đối với, the") + r"\s+")
_TITLE = Wording(r"^" + either("ông, bà, anh, chị, cô, đồng chí") + r"\s+")
_TITLED = Wording(_TITLE.pattern + r"\S+(?:\s+\S+){0,3}$")
_OF = Wording(r"\s*(?:of\s+|the\s+|của\s+)*$")
_HOW_MANY = Wording(rf"\b{either('bao nhiêu, mấy, how many')}\s+$")
_CLASSIFIER = Wording(r"^(?:\d[\d.,]*\s+)?" + either("lượt, số, người, số lượng, số lượt") + r"\s+")


def with_instead(name: str, question: str, *, sure: bool) -> Iterator[Reading]:
    """The earlier question about ``name``, likeliest place first."""
    named = _ASIDE.of(name).sub("", name)
    kind = _kind(named)
    focus = _TITLE.of(named).sub("", named)
    for start, end in _places(named, kind, question):
        text = f"{question[:start]} {named} {question[end:]}"
        yield Reading(sentence(text), ReadingKind.INSTEAD, focus, sure)


def thing(segment: Segment) -> tuple[int, int]:
    """Where a segment stands, without the word it is counted by: lượt, số."""
    classifier = _CLASSIFIER.match(segment.text)
    return segment.start + (classifier.end() if classifier else 0), segment.end


def sentence(text: str) -> str:
    """A question as people write it."""
    text = " ".join(text.split()).replace(" ?", "").rstrip("? .,") + "?"
    return text[:1].upper() + text[1:]


def _kind(name: str) -> SegmentKind:
    if _TITLED.match(name):  # bà hoa
        return SegmentKind.PERSON
    kinds = [one.kind for one in segments(name)]
    return next((kind for kind in SegmentKind if kind in kinds), SegmentKind.OTHER)


def _places(name: str, kind: SegmentKind, question: str) -> Iterator[tuple[int, int]]:
    """Where in the earlier question ``name`` may go."""
    parts = segments(question)
    same = [one for one in parts if one.kind is kind]
    if kind is SegmentKind.OTHER:  # what is counted, not what it was done to
        how_many = _HOW_MANY.of(question)
        if counted := [one for one in same if how_many.search(question[: one.start])]:
            yield from map(thing, counted)
            return
    if kind is SegmentKind.ROLE:
        whole = len(segments(name)) > 1  # phó giám đốc Bảo hiểm Xã hội
        for one in same:
            yield one.start, _end_of_office(one, parts, question) if whole else one.end
    else:
        yield from map(thing, same)
    if same and kind is not SegmentKind.OTHER:
        return
    if kind is SegmentKind.TIME:
        end = len(question.rstrip("? ."))
        yield end, end
    elif kind is not SegmentKind.DOCUMENT:  # which hardly does what others do
        if kind is SegmentKind.ORGANISATION:
            yield from ((one.end, one.end) for one in parts if one.kind is SegmentKind.ROLE)
        yield from (thing(one) for one in parts if one.kind is not kind)


def _end_of_office(role: Segment, parts: list[Segment], question: str) -> int:
    """Where the organisation ends that a role is held in."""
    end = role.end
    for one in parts:
        if one.start >= end and _OF.match(question[end : one.start]):
            end = one.end
    return end
