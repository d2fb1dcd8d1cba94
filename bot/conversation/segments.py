"""What a text speaks of: people, roles, organisations, documents, times, and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.conversation import vocabulary
from bot.conversation.phrases import Wording, either
from embeddings.question_types import AnswerType, may_hold

Span = tuple[int, int]


class SegmentKind(StrEnum):
    """What a segment names."""

    PERSON = "person"
    ROLE = "role"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    TIME = "time"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a text, ``text[start:end]``."""

    kind: SegmentKind
    start: int
    end: int
    text: str


_TOKEN = re.compile(r"[^\W_]+(?:[./-][^\W_]+)*%?")
_GLUE = re.compile(r"\s+(?:[-–]\s+)?")  # what may stand between two words of one name
_LATIN = (*range(0x250), *range(0x1E00, 0x1F00))
_UPPER = "".join(filter(str.isupper, map(chr, _LATIN)))
_HONORIFIC = either("ông, bà, anh, chị, cô, đồng chí, mr, mrs, ms")
_NAME = re.compile(rf"\b[{_UPPER}][\w'’]*(?: [{_UPPER}][\w'’]*)*")
_TITLED = Wording(rf"\b{_HONORIFIC}\s+$")
# Named after a person, and not that person.
_NAMED_AFTER = Wording(
    rf"\b{either('phong cách, tư tưởng, đạo đức, tấm gương, gương, thành phố, tp, đường')}\s+$"
)


def segments(text: str) -> list[Segment]:
    """The segments of a text, in reading order; they do not overlap."""
    found: list[Segment] = []
    for kind, pattern in (
        (SegmentKind.TIME, vocabulary.TIME),
        (SegmentKind.DOCUMENT, vocabulary.DOCUMENT),
    ):
        found += [
            Segment(kind, *match.span(), match.group())
            for match in pattern.finditer(text)
            if not _taken(found, *match.span())
        ]
    found += [
        Segment(SegmentKind.PERSON, start, end, text[start:end])
        for start, end in _people(text)
        if not _taken(found, start, end)
    ]
    for start, end in chunks(text, [(one.start, one.end) for one in found]):
        found += _named(text, start, end)
    sorted_ = sorted(found, key=lambda one: one.start)
    return [Segment(one.kind, one.start, one.end, text[one.start : one.end]) for one in sorted_]


def chunks(text: str, taken: list[Span] | None = None) -> Iterator[Span]:
    """Stretches between function words, verbs, question words and punctuation."""
    stops = list(taken or [])
    for pattern in (vocabulary.QUESTION, vocabulary.FUNCTION, vocabulary.VERB):
        for match in pattern.finditer(text):
            # Capitals inside a sentence are part of a name: Thi đua - Khen thưởng.
            if match.start() == 0 or not text[match.start()].isupper():
                stops.append(match.span())
    current: Span | None = None
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        if any(first < end and start < last for first, last in stops) and not _in_a_word(
            text, start, end
        ):
            if current:
                yield current
            current = None
        elif current and _GLUE.fullmatch(text, current[1], start):
            current = current[0], end
        else:
            if current:
                yield current
            current = start, end
    if current:
        yield current


def _in_a_word(text: str, start: int, end: int) -> bool:
    """Whether a syllable that could be a verb is half of a noun: việc làm."""
    lowered = text.lower()
    return lowered[start:end] in ("làm", "lam") and lowered[:start].endswith(("việc ", "viec "))


def _people(text: str) -> Iterator[Span]:
    for match in _NAME.finditer(text):
        start, end = match.span()
        titled = _TITLED.of(text).search(text, 0, start)
        first, _, rest = match.group().partition(" ")
        if re.fullmatch(_HONORIFIC, first, re.IGNORECASE) and rest:  # Bà Hoa
            yield start, end
        elif _NAMED_AFTER.of(text).search(text, 0, start):
            continue
        elif titled:
            yield titled.start(), end
        elif (
            rest
            and may_hold(AnswerType.PERSON, match.group())
            and not vocabulary.ORGANISATION.match(match.group())
        ):
            yield start, end


def _named(text: str, start: int, end: int) -> Iterator[Segment]:
    """A chunk as a role, an organisation, both, or neither."""
    role = vocabulary.ROLE.of(text).match(text, start, end)
    if role:
        yield Segment(SegmentKind.ROLE, start, role.end(), "")
        start = role.end() + len(text[role.end() : end]) - len(text[role.end() : end].lstrip())
    if start >= end:
        return
    house = vocabulary.ORGANISATION.of(text).search(text, start, end)
    if house and (house.start() == start or text[house.start()].isupper()):
        if house.start() > start:
            yield Segment(SegmentKind.OTHER, start, house.start(), "")
        yield Segment(SegmentKind.ORGANISATION, house.start(), end, "")
    else:
        yield Segment(SegmentKind.OTHER, start, end, "")


def _taken(found: list[Segment], start: int, end: int) -> bool:
    return any(one.start < end and start < one.end for one in found)
