"""Characters: one normal form, folding that keeps offsets, and the spellings that count as equal.

``nfc`` is applied once, at the door. ``fold`` is what matching without accents looks at.
``match_form`` unifies spellings of one word (hoà/hòa, kĩ/kỹ) for matching; what people read is
never changed by it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from ctnx.misc import normalize_tone_placement_new_style

# Zero-width characters, soft hyphen, direction marks, variation selectors, byte-order mark.
_INVISIBLE = (
    "\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\ufe0e\ufe0f\ufeff"
)
_CLEAN = str.maketrans(
    {c: None for c in _INVISIBLE}
    | dict.fromkeys("\t\v\f\x85\xa0\u1680\u202f\u205f\u3000", " ")
    | {chr(code): " " for code in range(0x2000, 0x200B)}
    | dict.fromkeys("\r\u2028\u2029", "\n")
    | dict.fromkeys("“”„‟«»″〝〞＂", '"')
    | dict.fromkeys("‘’‚‛′´`＇", "'")
    | dict.fromkeys("‐‑‒–—―−－", "-")
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_FOLDED_MARK = "\u200b"
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def nfc(text: str) -> str:
    """The composed form of ``text``; lone surrogates become U+FFFD, so that it can be encoded."""
    return _SURROGATE.sub("\ufffd", unicodedata.normalize("NFC", text))


def clean(text: str) -> str:
    """NFC with plain quotes, hyphens and spaces, and nothing invisible. Length may change."""
    return nfc(text).translate(_CLEAN)


@cache
def _fold_table() -> dict[int, str]:
    table = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00), 0x212A, 0x212B):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table[code] = base.lower()
    table[ord("đ")] = table[ord("Đ")] = "d"
    # A mark that composed with nothing: a zero-width space keeps the length.
    table.update(dict.fromkeys(range(0x300, 0x370), _FOLDED_MARK))
    return table


def fold(text: str) -> str:
    """Lower case without marks, đ as d: ``"Đảng bộ"`` to ``"dang bo"``.

    Takes NFC text. Every character becomes exactly one, so offsets into the folded text are
    offsets into ``text``. Letters of other scripts are only lower-cased; ß and ligatures stay.
    """
    return text.translate(_fold_table()).lower()


_OPEN_RIME = re.compile(r"(?<!q)(o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])\b")
_I_OR_Y = re.compile(r"((?:qu|[hklmst]))([iìíỉĩị])\b")
_TO_Y = str.maketrans("iìíỉĩị", "yỳýỷỹỵ")


def _placed(word: str) -> str:
    """Tones in the new style, once and for all: a mark may move more than once (òoa)."""
    while (placed := str(normalize_tone_placement_new_style(word))) != word:
        word = placed
    return placed


@lru_cache(maxsize=1 << 16)
def match_form(word: str) -> str:
    """One lower-case spelling for the variants of a syllable: tone placement, then i or y.

    Only the open syllables in which both letters are in use are touched (kĩ, lí, mĩ, qui, sĩ, tỉ,
    hi), never Hoàn, quý or vi.
    """
    placed = _placed(word.lower())
    if (found := _I_OR_Y.fullmatch(placed)) is not None:
        return found[1] + found[2].translate(_TO_Y)
    return placed


def newspaper_form(word: str) -> str:
    """The tone where Vietnamese newspapers put it: hòa, thúy, but hoàn, quý. Case is kept."""
    placed = _placed(word)
    lowered = placed.lower()
    if len(lowered) != len(placed) or (found := _OPEN_RIME.search(lowered)) is None:
        return placed
    first = found.start()
    base, *marks = list(unicodedata.normalize("NFD", placed[first + 1]))
    tone = "".join(mark for mark in marks if mark in _TONES)
    moved = unicodedata.normalize("NFC", placed[first] + tone)
    return placed[:first] + moved + base + placed[first + 2 :]


def word_set(words: str) -> frozenset[str]:
    """The words of a table written as running text."""
    return frozenset(words.split())
