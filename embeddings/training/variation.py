"""A passage and its question as they could have been: other names, other numbers, fewer sentences.

The reader sees a question many times in training. If it always stands with the same words it is
learned by heart, and nothing is learned of reading. So names and numbers are exchanged in passage
and question alike, years all moved by as much, sentences without the answer left out or put in
another order; what answers stays what answers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from embeddings.question_types import FAMILY_NAMES, UPPER
from embeddings.vietnamese.sentences import sentence_spans

PERSON = re.compile(rf"\b(?:{FAMILY_NAMES})(?: [{UPPER}][^\W\d_]+){{1,3}}\b")
_NUMBER = re.compile(r"(?<![\w.,/-])\d+(?:[.,]\d{3})*(?:,\d{1,2})?(?![\w/-]|[.,]\d)")
_YEAR = re.compile(r"1[5-9]\d\d|20[0-3]\d")
_FORMS_OF_ADDRESS = ("ông", "bà", "anh", "chị", "em", "cô", "chú", "bác", "thầy", "đồng chí")
_EXCHANGED, _LEFT_OUT = 0.5, 0.25  # of the names and numbers, and of the sentences
_MOVED = 9  # years, at most
_MONTHS, _DAYS = {"10", "11", "12"}, {str(day) for day in range(13, 32)}


@dataclass(frozen=True, slots=True)
class Reading:
    """A question, a passage, and the answer ``passage[start:end]``; -1, -1 if there is none.

    ``title``: what the passage stands under.
    """

    question: str
    passage: str
    start: int = -1
    end: int = -1
    title: str = ""


def exchanged(one: Reading, people: Mapping[str, Sequence[str]], chance: Random) -> Reading:
    """With some names and numbers exchanged, in passage, title and question alike.

    ``people``: names by their first word, the family's.
    """
    others = _other_people(one, people, chance) | _other_numbers(one, chance)
    if not others:
        return one
    longest = sorted(others, key=len, reverse=True)
    any_of_them = "|".join(map(re.escape, longest))
    said = re.compile(rf"(?<![\w/-])(?<!\d[.,])(?:{any_of_them})(?![\w/-]|[.,]\d)")

    def changes(text: str) -> list[tuple[int, int, str]]:
        return [(*found.span(), others[found[0]]) for found in said.finditer(text)]

    question, title = (_replaced(text, changes(text), ())[0] for text in (one.question, one.title))
    inside = [
        change for change in changes(one.passage) if not _straddles(change, one.start, one.end)
    ]
    passage, edges = _replaced(one.passage, inside, (one.start, one.end))
    start, end = edges if one.start >= 0 else (-1, -1)
    return Reading(question, passage, start, end, title)


def rearranged(one: Reading, chance: Random) -> Reading:
    """Without some sentences that do not answer, the others now and then in another order."""
    spans = sentence_spans(one.passage)
    if len(spans) < 3:
        return one
    answers = [span for span in spans if span[0] < one.end and span[1] > one.start]
    kept = [span for span in spans if span in answers or chance.random() >= _LEFT_OUT]
    if one.start < 0:  # all is needed to know that nothing answers
        kept = list(spans)
    if len(answers) <= 1 and chance.random() < 0.5:
        chance.shuffle(kept)
    start, passage = -1, ""
    for low, high in kept:
        if answers and low == answers[0][0]:
            start = len(passage) + one.start - low
        passage += one.passage[low:high] + " "
    passage = passage.rstrip()
    if one.start < 0:
        return replace(one, passage=passage)
    end = start + one.end - one.start
    if passage[start:end] != one.passage[one.start : one.end]:  # across sentences
        return one
    return replace(one, passage=passage, start=start, end=end)


def _other_people(
    one: Reading, people: Mapping[str, Sequence[str]], chance: Random
) -> dict[str, str]:
    """For some names of the passage another of that family and length, alone and as addressed."""
    others: dict[str, str] = {}
    for name in dict.fromkeys(PERSON.findall(one.passage)):
        length = len(name.split())
        family = people.get(name.split()[0], ())
        same = [relative for relative in family if len(relative.split()) == length]
        if len(same) < 2 or chance.random() >= _EXCHANGED:
            continue
        other = chance.choice(same)
        others[name] = other
        for address in _FORMS_OF_ADDRESS:  # "ông An" for Nguyễn Văn An
            for form in (address, address.capitalize()):
                others[f"{form} {name.split()[-1]}"] = f"{form} {other.split()[-1]}"
    return others


def _other_numbers(one: Reading, chance: Random) -> dict[str, str]:
    years = chance.choice([by for by in range(-_MOVED, _MOVED + 1) if by])
    move = chance.random() < _EXCHANGED
    others: dict[str, str] = {}
    for number in dict.fromkeys(_NUMBER.findall(one.passage)):
        if _YEAR.fullmatch(number):
            if move:
                others[number] = str(int(number) + years)
        elif len(number) > 1 and chance.random() < _EXCHANGED:
            others[number] = _other_number(number, chance)
    return others


def _other_number(number: str, chance: Random) -> str:
    """Of as many digits; what can be a day or a month stays one."""
    if number in _MONTHS:
        return str(chance.randint(10, 12))
    if number in _DAYS:
        return str(chance.randint(13, 31))
    digits = [chance.choice("0123456789") if c.isdigit() else c for c in number]
    return chance.choice("123456789") + "".join(digits[1:])


def _straddles(change: tuple[int, int, str], start: int, end: int) -> bool:
    """Whether only a part of what is changed is in the answer."""
    low, high, _ = change
    return start >= 0 and (low < start < high or low < end < high)


def _replaced(
    text: str, changes: Sequence[tuple[int, int, str]], places: Sequence[int]
) -> tuple[str, tuple[int, ...]]:
    """The text with the changes, and where the places are in it."""
    parts, at = [], 0
    moved = list(places)
    for low, high, new in changes:
        parts += [text[at:low], new]
        at = high
        moved = [
            now + (len(new) - (high - low) if place >= high else 0)
            for now, place in zip(moved, places, strict=True)
        ]
    return "".join([*parts, text[at:]]), tuple(moved)
