"""Pronouns: what "bà ấy", "cơ quan đó", "năm đó" stand for after an exchange."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.conversation import vocabulary
from bot.conversation.exchange import Exchange
from bot.conversation.phrases import Wording, either
from bot.conversation.segments import Segment, SegmentKind, chunks, segments
from embeddings.vietnamese import fold, sentence_spans

_THAT = either("này, đó, ấy, kia, nói trên")
_WHO = either("ông, bà, anh, chị, cô, chú, bác, a, c, người, vị, đồng chí, cán bộ, lãnh đạo")
_PERSON = Wording(
    rf"\b(?:{_WHO}\s+{_THAT}|{either('ông, bà, anh, chị, cô, hắn')}\s+ta"
    rf"|{either('he, she, him, his, her, they')})\b"
)
_PLACE = Wording(
    rf"\b(?:(?:{either('cơ quan, đơn vị, tổ chức, nơi, chỗ, bên, ngành, địa phương')}\s+{_THAT}"
    rf"|{either('ở đó, tại đó, ở đấy, ở đây, there')})"
    rf"|that {either('organisation, organization, agency, office, place')})\b"
)
_TIME = Wording(rf"\b{either('năm, lúc, khi, thời gian, hồi, giai đoạn, dịp, ngày')}\s+{_THAT}\b")
_THING = Wording(
    rf"\b(?:{either('việc, điều, cái, chuyện, vấn đề, số')}\s+{_THAT}|{either('nó, it')})\b"
)
# trung tâm đó, chỉ thị này: the noun says what to look for.
_NOUN = Wording(
    r"\b(?P<noun>"
    + either(
        "trung tâm, chi bộ, đảng bộ, đảng ủy, sở, ban, bộ, hội đồng, hội, ủy ban, công ty, trường,"
        "bệnh viện, viện, cục, phòng, đoàn, tỉnh, huyện, xã, thành phố, chỉ thị, kết luận,"
        "nghị quyết, quyết định, kế hoạch, phong trào, thủ tục, sổ, nội dung, công việc"
    )
    + rf")\s+{_THAT}\b"
)
_ABOUT_THE_ARTICLE = Wording(r"\b(?:bài|bài báo|bài viết|báo)\s+(?:này|đó)\b")
_NAME_LENGTH = 12  # syllables of the longest answers that are but a name
_FEMALE = re.compile(r"\b(?:b[àa]|ch[ịi]|c[ôo]|she|her)\b", re.IGNORECASE)
_WOMAN, _MAN = re.compile(r"\bThị\b"), re.compile(r"\bVăn\b")


# In a question without any of these "he" is the beginning of "he thong", and "it" is "ít".
_ENGLISH = re.compile(
    r"\b(?:what|who|whom|whose|when|where|why|how|which|did|does|is|was|were)\b", re.IGNORECASE
)
_ENGLISH_PRONOUN = re.compile(r"(?:he|she|him|his|her|they|it|there|that \w+)", re.IGNORECASE)
# "No xau" is "nợ xấu", and "nam nay" this year: typed without accents they stand for nothing.
_DOUBTFUL = frozenset(("no", "nam nay", "ngay nay"))
# Words of which a pronoun seems to be the second half: "đơn vị đó" is no "vị đó".
_LONGER = frozenset(
    (
        "don vi",
        "cuong vi",
        "dia vi",
        "vu viec",
        "su viec",
        "con so",
        "chi so",
        "trong so",
        "ngu can",
    )
)


class Reference(NamedTuple):
    """A pronoun, ``question[start:end]``, and what it may stand for, likeliest first."""

    start: int
    end: int
    candidates: tuple[str, ...]


def references(question: str, previous: Exchange) -> list[Reference]:
    """The pronouns of a question, in reading order; those that nothing fits have no candidates."""
    sources = _sources(previous)
    about = _ABOUT_THE_ARTICLE.search(question)
    found: list[Reference] = []
    for wording, resolve in (
        (_PERSON, _people),
        (_PLACE, _places),
        (_NOUN, _called),
        (_TIME, _times),
        (_THING, lambda *_: iter([matter(previous.understood)])),
    ):
        for match in wording.finditer(question):
            inside = about and about.start() <= match.start() < about.end()
            taken = any(one.start < match.end() and match.start() < one.end for one in found)
            if not inside and not taken and _is_pronoun(question, match):
                names = tuple(dict.fromkeys(resolve(match, sources)))
                found.append(Reference(*match.span(), names))
    return sorted(found)


def _is_pronoun(question: str, match: re.Match[str]) -> bool:
    """Whether what looks like a pronoun is one."""
    said = match.group().lower()
    if _ENGLISH_PRONOUN.fullmatch(said):
        return _ENGLISH.search(question) is not None
    before = re.findall(r"\w+", fold(question[: match.start()]))[-1:]
    first = re.findall(r"\w+", fold(said))[:1]
    return " ".join((*before, *first)) not in _LONGER and said not in _DOUBTFUL


def _sources(previous: Exchange) -> list[str]:
    """Where a name may come from, nearest first: answer, question, sentence, passage.

    An answer of a whole sentence names this and that: then the question comes first.
    """
    if previous.answer is None:
        earlier = _sources(previous.earlier) if previous.earlier else []
        return ["", previous.understood, *earlier]
    passage = previous.answer.hit.passage.text
    start, end = previous.answer.start, previous.answer.end
    around = [
        passage[begin:finish]
        for begin, finish in sentence_spans(passage)
        if begin < end and start < finish
    ]
    first = [previous.answer.text, previous.understood]
    if len(previous.answer.text.split()) > _NAME_LENGTH:
        first.reverse()
    return [*first, " ".join(around), passage]


def of_kind(sources: Sequence[str], kind: SegmentKind) -> Iterator[Segment]:
    """All segments of one kind, nearest source first."""
    for source in sources:
        yield from (one for one in segments(source) if one.kind is kind)


def _people(pronoun: re.Match[str], sources: Sequence[str]) -> Iterator[str]:
    names = [one.text for one in of_kind(sources, SegmentKind.PERSON)]
    other = _MAN if _FEMALE.match(pronoun.group()) else _WOMAN
    yield from sorted(names, key=lambda name: bool(other.search(name)))


def _places(_: re.Match[str], sources: Sequence[str]) -> Iterator[str]:
    for one in of_kind(sources, SegmentKind.ORGANISATION):
        if len(one.text.split()) > 1:
            yield one.text


def _called(pronoun: re.Match[str], sources: Sequence[str]) -> Iterator[str]:
    """The longest name that begins with the noun, in the nearest source that has one."""
    noun = re.compile(rf"\b{re.escape(fold(pronoun['noun']))}\b")
    for source in sources:
        documents = [one for one in segments(source) if one.kind is SegmentKind.DOCUMENT]
        spans = [*((one.start, one.end) for one in documents), *chunks(source)]
        names = [
            source[start + match.start() : end]
            for start, end in spans
            for match in noun.finditer(fold(source[start:end]))
        ]
        longer = [name for name in names if len(name.split()) > len(pronoun["noun"].split())]
        yield from sorted(longer, key=len, reverse=True)[:1]


def _times(_: re.Match[str], sources: Sequence[str]) -> Iterator[str]:
    yield from (one.text for one in of_kind(sources, SegmentKind.TIME))


def matter(question: str) -> str:
    """What a question is about: all of it but what it asks.

    >>> matter("24 bộ thủ tục được tiếp nhận ở đâu?")
    '24 bộ thủ tục được tiếp nhận'
    """
    left = vocabulary.QUESTION_PHRASE.of(question).sub(" ", question)
    left = vocabulary.CLOSERS.of(left).sub("", " ".join(left.split()))
    return re.sub(r"^(?:là|la|có|co|is|are|was|did|does|do)\s+|\s+(?:là|la|is)$", "", left).strip()
