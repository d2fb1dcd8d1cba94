"""Keystrokes an input method should have turned into accents: nguyeenx, tie6ng1, dduwowcj.

Decoding follows the two common methods, Telex and VNI, with keys in any order after their vowel.
A decoded word counts only if it is a Vietnamese syllable; whether it *should* be decoded ("test"
gives "tét") is for the caller to decide.
"""

from __future__ import annotations

import re
import unicodedata

from embeddings.vietnamese.syllables import is_syllable
from embeddings.vietnamese.text import newspaper_form

_TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_KEYED = re.compile(r"aa|ee|oo|dd|w")
_VNI_WORD = re.compile(r"(?<![\w/.-])[A-Za-z]+\d[A-Za-z\d]*(?![\w/-])")
_HALF_HORNED = re.compile(r"(?<!q)(?:ưo|uơ)(?=[^\W\d_])")
_HATS = {"a": "â", "e": "ê", "o": "ô"}
_HORNS = {"o": "ơ", "u": "ư"}
_VOWELS = frozenset("aăâeêioôơuưy")


def decode(word: str) -> str | None:
    """The syllable that was meant, in the word's case, or None if there is no such syllable."""
    lowered = word.lower()
    if not lowered.isascii() or not 2 <= len(lowered) <= 12:
        return None
    vni = any(c.isdigit() for c in lowered)
    typed = _vni(lowered) if vni else _telex(lowered)
    if typed is None:
        return None
    letters, tone = typed
    syllable = newspaper_form(_with_tone(letters, tone))
    if syllable == lowered or syllable.isascii() or not is_syllable(syllable):
        return None
    if word.isupper():
        return syllable.upper()
    return syllable.capitalize() if word[:1].isupper() else syllable


def retoned(word: str) -> str | None:
    """The syllable of an accented word whose tone stands on the wrong vowel, or which has half of
    its ươ: đựơc, tìên, nguời. None where that changes nothing or gives no syllable."""
    tones: list[str] = []
    letters: list[str] = []
    for mark in unicodedata.normalize("NFD", word.lower()):
        (tones if mark in _TELEX_TONES.values() else letters).append(mark)
    base = _HALF_HORNED.sub("ươ", unicodedata.normalize("NFC", "".join(letters)))
    if len(tones) > 1 or base.isascii():
        return None
    syllable = newspaper_form(_with_tone(list(base), "".join(tones)))
    if syllable == newspaper_form(word.lower()) or not is_syllable(syllable):
        return None
    return syllable.capitalize() if word[:1].isupper() else syllable


def looks_keyed(word: str) -> bool:
    """Whether a word has what Telex asks for and Vietnamese spelling has not: aa, ee, oo, dd, w."""
    return _KEYED.search(word.lower()) is not None


def vni_words(text: str) -> dict[int, int]:
    """Start and end of words with VNI digits in them: tie6ng1, but not A1, covid19 or so1.

    One tone digit at the end may as well be a number, so a word needs a digit within or two of
    them, unless another word of the text is VNI beyond doubt.
    """
    found = {m.start(): m for m in _VNI_WORD.finditer(text) if decode(m.group()) is not None}
    sure = any(
        len(re.findall(r"\d", m.group())) > 1 or m.group()[-1].isalpha() for m in found.values()
    )
    return {start: m.end() for start, m in found.items()} if sure else {}


def _telex(word: str) -> tuple[list[str], str] | None:
    letters: list[str] = []
    tone = ""
    for key in word:
        vowel_seen = any(letter in _VOWELS for letter in letters)
        if key in _TELEX_TONES and vowel_seen:
            if tone:
                return None
            tone = _TELEX_TONES[key]
        elif key == "w":
            if not _add_horn(letters):
                letters.append("ư")
        elif key == "d" and letters[:1] == ["d"]:
            letters[0] = "đ"
        elif key in _HATS and key in letters:
            letters[_last(letters, key)] = _HATS[key]
        else:
            letters.append(key)
    return letters, tone


def _vni(word: str) -> tuple[list[str], str] | None:
    letters: list[str] = []
    tone = ""
    for key in word:
        if not key.isdigit():
            letters.append(key)
        elif key in _VNI_TONES:
            if tone:
                return None
            tone = _VNI_TONES[key]
        elif not _vni_letter(letters, key):
            return None
    return letters, tone


def _vni_letter(letters: list[str], key: str) -> bool:
    """6 hats a, e, o; 7 horns o, u; 8 bows a; 9 bars d."""
    if key == "7":
        return _add_horn(letters, bow=False)
    table = {"6": _HATS, "8": {"a": "ă"}, "9": {"d": "đ"}}.get(key)
    if table is None:
        return False
    for at in range(len(letters) - 1, -1, -1):
        if letters[at] in table:
            letters[at] = table[letters[at]]
            return True
    return False


def _add_horn(letters: list[str], *, bow: bool = True) -> bool:
    """Turn the last u, o or uo (or a, with ``bow``) into ư, ơ, ươ (ă); False if there is none."""
    text = "".join(letters)
    if (at := text.rfind("uo")) >= 0:
        letters[at : at + 2] = ["ư", "ơ"]
        return True
    for at in range(len(letters) - 1, -1, -1):
        if letters[at] in _HORNS:
            letters[at] = _HORNS[letters[at]]
            if letters[at] == "ơ" and at and letters[at - 1] == "u" and text[:at] != "qu":
                letters[at - 1] = "ư"
            return True
        if bow and letters[at] == "a":
            letters[at] = "ă"
            return True
    return False


def _last(letters: list[str], wanted: str) -> int:
    return len(letters) - 1 - letters[::-1].index(wanted)


def _with_tone(letters: list[str], tone: str) -> str:
    """Letters with the tone on the vowel that carries it (in either of the two styles)."""
    places = [at for at, letter in enumerate(letters) if letter in _VOWELS]
    if not tone or not places:
        return "".join(letters)
    if len(places) > 1 and "".join(letters[:2]) in ("qu", "gi"):
        places = places[1:]
    marked = [at for at in places if letters[at] not in "aeiouy"]
    if marked:
        at = marked[-1]
    elif len(places) == 3 or (len(places) == 2 and places[-1] < len(letters) - 1):
        at = places[1]
    else:
        at = places[0]
    toned = [*letters[:at], letters[at] + tone, *letters[at + 1 :]]
    return unicodedata.normalize("NFC", "".join(toned))
