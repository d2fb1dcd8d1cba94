"""Which words question and passage have in common, as the reading model is told them.

A question that a passage does not answer often asks of something it does not name: of a wheel with
three spokes where it speaks of two. A small model compares words only roughly. So each
token comes with what comparing the words as they are written says (Chen et al. 2017, DrQA, whose
reader is told which words are in the question).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

_PART = "</s>"  # ends the question, the title and the passage


class Overlap(IntEnum):
    """What is known of a token's word."""

    NONE = 0  # nothing: a mark, or a word of the passage that is not in the question
    ASKED_ONLY = 1  # in the question, not in what is read
    ASKED = 2  # in the question, and in what is read
    ASKED_TOGETHER = 3  # and with the word before or after it
    READ = 4  # in what is read, and in the question
    READ_TOGETHER = 5  # and with the word before or after it


def overlaps(ids: Sequence[int], piece: Callable[[int], str | None]) -> NDArray[np.uint8]:
    """The ``Overlap`` of every token of ``<s> question </s> title </s> passage </s>``.

    ``piece`` gives a token's text. Words are compared without regard to capitals; accents
    count, since questions are read with theirs put back.
    """
    words, places = _words(ids, piece)
    end = next((number for number, word in enumerate(words) if word == _PART), len(words))
    asked, read = words[:end], words[end:]
    kinds = [
        *_kinds(asked, read, Overlap.ASKED_ONLY, Overlap.ASKED, Overlap.ASKED_TOGETHER),
        *_kinds(read, asked, Overlap.NONE, Overlap.READ, Overlap.READ_TOGETHER),
    ]
    return np.array([kinds[place] if place >= 0 else 0 for place in places], np.uint8)


def _words(ids: Sequence[int], piece: Callable[[int], str | None]) -> tuple[list[str], list[int]]:
    """The words, with a mark at the end of each part, and for every token the place of its word,
    or -1 if it is in none."""
    words: list[str] = []
    places = []
    goes_on = False
    for number in ids:
        text = piece(number) or ""
        if text == _PART:
            words.append(_PART)
            goes_on = False
            places.append(-1)
            continue
        said = "".join(filter(str.isalnum, text)).casefold()
        if not said or text == "<s>":
            goes_on = False
            places.append(-1)
            continue
        if goes_on and text[0].isalnum():
            words[-1] += said
        else:
            words.append(said)
        goes_on = text[-1].isalnum()
        places.append(len(words) - 1)
    return words, places


def _kinds(
    words: Sequence[str], others: Sequence[str], alone: Overlap, shared: Overlap, together: Overlap
) -> list[Overlap]:
    known = set(others)
    pairs = set(zip(others, others[1:], strict=False))
    joined = [both in pairs for both in zip(words, words[1:], strict=False)]
    return [
        Overlap.NONE
        if word == _PART
        else together
        if any(joined[max(0, number - 1) : number + 1])
        else shared
        if word in known
        else alone
        for number, word in enumerate(words)
    ]
