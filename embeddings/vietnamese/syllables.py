"""What can be a Vietnamese syllable: telling a typing slip, or English, from Vietnamese."""

from __future__ import annotations

import unicodedata
from functools import cache

from ctnx.constants import ALL_RIMES

from embeddings.vietnamese.text import fold, match_form, word_set

_ONSETS = word_set("b ch c d đ gh g h kh k l m ngh ng nh n ph r s th tr t v x") | {"", "p"}
_FRONT = "eêiy"
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_STOPPED_TONES = frozenset("\u0301\u0323")  # only sắc and nặng before c, ch, p, t
_STOPS = ("c", "ch", "p", "t")
# q is written with u where other onsets write a gliding o.
_GLIDES = {"oa": "ua", "oă": "uă", "oe": "ue"}


@cache
def _toneless() -> frozenset[str]:
    """Every onset with every rime it can be written with, tones left out."""
    syllables = {"gi", "quôc"}
    for rime in ALL_RIMES:
        for onset in _ONSETS:
            if _spells(onset, rime):
                syllables.add(onset + rime)
        if rime[0] == "u" and len(rime) > 1 and rime[1] in "âêyơ":
            syllables.add("q" + rime)
        if rime[:2] in _GLIDES:
            syllables.add("q" + _GLIDES[rime[:2]] + rime[2:])
        syllables.add("gi" + (rime[1:] if rime[0] == "i" else rime))
    return frozenset(syllables) | {"qui", "qua", "que"}


def _spells(onset: str, rime: str) -> bool:
    if onset in {"k", "gh", "ngh"}:
        return rime[0] in (_FRONT if onset == "k" else "eêi")
    if onset in {"c", "g", "ng"}:
        return rime[0] not in _FRONT
    if rime.startswith("yê"):
        return not onset
    return bool(onset) or not rime.startswith("iê")


@cache
def _folded() -> frozenset[str]:
    return frozenset(fold("\n".join(_toneless())).split("\n"))


def is_syllable(word: str) -> bool:
    """Whether a word, with its accents, is a well-formed Vietnamese syllable.

    >>> [is_syllable(word) for word in ("nguyễn", "tét", "néw", "các", "cac", "cảc")]
    [True, True, False, True, False, False]
    """
    letters, tone = [], ""
    for mark in unicodedata.normalize("NFD", match_form(word)):
        if mark in _TONES:
            if tone:
                return False
            tone = mark
        else:
            letters.append(mark)
    base = unicodedata.normalize("NFC", "".join(letters))
    if base not in _toneless():
        return False
    return not base.endswith(_STOPS) or tone in _STOPPED_TONES


def is_unaccented_syllable(word: str) -> bool:
    """Whether a word without its accents could be a Vietnamese syllable: cac, nguyen, test."""
    return fold(match_form(word)) in _folded()
