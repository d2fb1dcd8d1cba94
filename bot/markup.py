"""Text into Telegram's HTML: escaping, and cutting to a length without breaking anything."""

from __future__ import annotations

import unicodedata
from itertools import accumulate

from bot.messages import Language, text

ELLIPSIS = "…"
_WORD_ROOM = 40  # how far back a cut looks for the end of a word
_ZWJ = "\u200d"
_SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
_FLAG_LETTERS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))  # two make a flag
# Marks that turn the direction of everything after them; a quotation must not do that to the card.
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNPRINTABLE = frozenset(_BIDI + "\ufffe\uffff")
_ESCAPED = {"&": len("&amp;"), "<": len("&lt;"), ">": len("&gt;")}


def units(string: str) -> int:
    """Length in UTF-16 code units, as Telegram counts."""
    return len(string) + sum(character > "\uffff" for character in string)


def clean(string: str) -> str:
    """Without what no message can carry: control characters, lone surrogates, direction marks."""
    return "".join(filter(_printable, string.replace("\r\n", "\n").replace("\r", "\n")))


def _printable(character: str) -> bool:
    if character in "\n\t":
        return True
    return unicodedata.category(character) not in ("Cc", "Cs") and character not in _UNPRINTABLE


def escape(string: str) -> str:
    """``string`` as it must stand between tags."""
    return clean(string).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(string: str) -> str:
    """``string`` as it must stand in an attribute, between double quotes."""
    return escape(string).replace('"', "&quot;")


def html(language: Language, message: str, /, **variables: str | float) -> str:
    """A message that is HTML itself, filled with plain text."""
    escaped = {
        name: escape(value) if isinstance(value, str) else value
        for name, value in variables.items()
    }
    return text(language, message, **escaped)


def clip(string: str, room: int) -> str:
    """As much of the beginning as fits into ``room`` units, escaped, with an ellipsis if cut.

    Cuts at the end of a word where there is one near, and never inside what a reader sees as one
    character. Empty when not even one character and the ellipsis fit.
    """
    string = clean(string)
    return escape(_beginning(string, _running_cost(string), room))


def shorten(string: str, room: int) -> str:
    """The same as ``clip`` for what is no HTML: a button, a toast, text to be copied."""
    string = clean(string)
    return _beginning(string, list(accumulate(map(units, string), initial=0)), room)


def _beginning(string: str, cost: list[int], room: int) -> str:
    if cost[-1] <= room:
        return string
    end = sum(total < room for total in cost) - 1  # one unit is the ellipsis's
    while end > 0 and not _boundary(string, end):
        end -= 1
    if end <= 0:
        return ""
    near = max(0, end - _WORD_ROOM)
    space = max(string.rfind(" ", near, end), string.rfind("\n", near, end))
    if space > 0 and not string[end].isspace():
        end = space
    kept = string[:end].rstrip()
    return kept + ELLIPSIS if kept else ""


def clip_start(string: str, room: int) -> str:
    """As much of the end as fits into ``room`` units, escaped, with an ellipsis if cut."""
    string = clean(string)
    cost = _running_cost(string)
    if cost[-1] <= room:
        return escape(string)
    start = sum(cost[-1] - total >= room for total in cost)
    while start < len(string) and not _boundary(string, start):
        start += 1
    if start >= len(string):
        return ""
    space = string.find(" ", start, start + _WORD_ROOM)
    if space >= 0 and not string[start - 1].isspace():
        start = space + 1
    kept = string[start:].lstrip()
    return ELLIPSIS + escape(kept) if kept else ""


def _running_cost(string: str) -> list[int]:
    """What the first 0, 1, 2 ... characters take up once escaped; non-decreasing."""
    costs = (_ESCAPED.get(character) or units(character) for character in string)
    return list(accumulate(costs, initial=0))


def _boundary(string: str, at: int) -> bool:
    """Whether ``string`` may be cut before the character at ``at``."""
    if not 0 < at < len(string):
        return True
    before, after = string[at - 1], string[at]
    joined = (
        unicodedata.category(after).startswith("M")  # combining marks, variation selectors
        or _ZWJ in (before, after)  # emoji made of several
        or after in _SKIN_TONES
        or (before in _FLAG_LETTERS and after in _FLAG_LETTERS)
    )
    return not joined
