"""The words of a question with what each may stand for, before the context decides."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from embeddings.vietnamese import shorthand, telex
from embeddings.vietnamese.abbreviations import VOWELS, Abbreviations
from embeddings.vietnamese.changes import ChangeKind
from embeddings.vietnamese.restoration import Restorer
from embeddings.vietnamese.scanning import Token, TokenKind, scan
from embeddings.vietnamese.spelling import Spelling
from embeddings.vietnamese.syllables import is_syllable, is_unaccented_syllable
from embeddings.vietnamese.text import fold, word_set

# Letters and figures tied together: GD-ĐT, TN&MT, 31A-5975, N.K.
_TIED = re.compile(
    r"(?<![\w.,/&-])(?:[^\W_]{1,6}(?:[&-][^\W_]{1,6})+|(?:[^\W\d_]\.)+[^\W\d_])(?![\w&-])"
)
_AMOUNTS_TIED = re.compile(r"\d+(?:k|tr|ty|h|m|km|kg|p|g)?(?:-\d+(?:k|tr|ty|h|m|km|kg|p|g)?)+")
_LETTERS = re.compile(r"[^\W\d_]+")
# After figures and these words "kg" and "ha" are units, and neither "không" nor "Hà".
_HOW_MANY = "nhiêu nhieu bn bnhiu mấy may"
_AMOUNTS = {
    "ha": word_set(_HOW_MANY),  # "một Hà Nội" is none
    "kg": word_set(
        f"{_HOW_MANY} một mot mỗi moi nửa nua vài vai trăm tram nghìn nghin ngàn ngan "
        "tiền tien đồng dong"
    ),
}
_INITIAL = 2  # letters of a name that is not told: "Th."
_LEAST_REST = 3  # letters of a syllable after the first letter of another
# What a letter names one of: "bệnh viện K", "vitamin K", "gen Z", "khối H".
_LETTERED = word_set(
    "viện vien bv vitamin khối khoi gen hệ he nhóm nhom hạng hang loại loai lớp lop"
)
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_MONEY = word_set("tr ty")  # 2tr5, 1ty5, 5 tr
_PER = word_set("kg g ha m h km l")  # units after a stroke: "đồng/kg", "km/h"
# How much more frequent (log) a decoded word must be where nothing else looks like keystrokes:
# "coong" is công, but "news", "six" and "bar" are English.
_SURELY_KEYED = 7.0
_FAR_MORE = 5.0  # in the logarithm of frequencies


@dataclass(frozen=True, slots=True)
class Piece:
    """``text[start:end]`` of the question, and what it may stand for.

    ``options`` are phrases; the first is the usual one. A word that stands for itself is its only
    option. Breaks and figures have none. ``kind`` says why an option is not what was typed.
    ``also`` are other ways to say it that the library may use.
    """

    start: int
    end: int
    typed: str
    options: tuple[str, ...] = ()
    kind: ChangeKind | None = None
    also: tuple[str, ...] = ()
    is_figure: bool = False


class _Place(NamedTuple):
    """Where a word stands: the token before it, whether other words look like keystrokes or all is
    in capitals, whether it is the first, and the character after it."""

    before: Token | None
    keyed: bool
    shouting: bool
    first: bool
    after: str

    def is_initial(self, word: str) -> bool:
        """Whether it is the beginning of a name or a letter that names something, and no shorthand:
        "anh Th. bị đâm", "nguyễn văn h.", "vitamin k"."""
        short = len(word) == 1 or (len(word) == _INITIAL and word.istitle())
        if short and self.after == ".":
            return True
        if word.istitle() and len(word) == _INITIAL and not self.first:
            return True
        lettered = self.before is not None and self.before.text.lower() in _LETTERED
        return len(word) == 1 and lettered


class Interpreter:
    """Cuts questions into pieces with the words of one library at hand."""

    def __init__(
        self, restorer: Restorer, abbreviations: Abbreviations, spelling: Spelling
    ) -> None:
        self._restorer = restorer
        self._abbreviations = abbreviations
        self._spelling = spelling

    def pieces(self, text: str) -> list[Piece]:
        """The pieces of a clean question, in order."""
        tokens = list(self.tokens(text))
        keyed = any(
            token.kind is TokenKind.WORD
            and not self._is_known(token.text)
            and telex.decode(token.text) is not None
            for token in tokens
        )
        shouting = text.isupper()
        pieces = []
        for at, token in enumerate(tokens):
            if token.kind is TokenKind.BREAK:
                pieces.append(Piece(token.start, token.end, ""))
            elif token.kind is not TokenKind.WORD:
                pieces.append(Piece(token.start, token.end, token.text, is_figure=True))
            else:
                before = tokens[at - 1] if at else None
                numbered = text[token.end : token.end + 1].isdigit()
                money = token.text.lower() in _MONEY
                power = _follows_figure(token, before) and numbered and not money
                per = text[: token.start].endswith("/") and token.text in _PER
                if power or per or _is_unit(token, before):
                    pieces.append(Piece(token.start, token.end, token.text))
                elif numbered and token.text.isupper():  # QL5, QH14, VN253: as articles have it
                    also = self._abbreviations.meanings(token.text)
                    pieces.append(
                        Piece(token.start, token.end, token.text, (token.text,), also=also)
                    )
                else:
                    after = text[token.end : token.end + 1]
                    place = _Place(before, keyed, shouting, not at, after)
                    pieces.append(self._word(token, place))
        return pieces

    def can_read(self, word: str) -> bool:
        """Whether a lower-case word that is no syllable is shorthand, an abbreviation or keys."""
        return bool(
            shorthand.meanings(word) or telex.decode(word) or self._abbreviations.meanings(word)
        )

    def tokens(self, text: str) -> Iterator[Token]:
        """As scanned, but VNI keystrokes (tie6ng1), đ/c and GD-ĐT are one word each."""
        whole = {m.start(): m.end() for m in _TIED.finditer(text) if _is_code(m.group())}
        whole |= {m.start(): m.end() for m in shorthand.STROKED.finditer(text)}
        whole |= telex.vni_words(text)
        covered = 0
        for token in scan(text):
            if token.start < covered:
                continue
            end = whole.get(token.start)
            if end is not None and token.kind in (TokenKind.WORD, TokenKind.FIGURE):
                covered = end
                yield Token(TokenKind.WORD, text[token.start : end], token.start, end)
            else:
                yield token

    def _word(self, token: Token, place: _Place) -> Piece:
        word = token.text
        if place.is_initial(word):
            return Piece(token.start, token.end, word, (word,))
        options: tuple[str, ...] = ()
        kind = ChangeKind.SHORTHAND
        also: tuple[str, ...] = ()
        if shorthand.STROKED.fullmatch(word):
            options = (shorthand.stroked_meaning(word),)
        elif _TIED.fullmatch(word):
            # Part by part it would be misread, and as typed it is what articles have.
            parts = _LETTERS.findall(word)
            meanings = self._abbreviations.meanings("".join(parts))
            if any(len(part) > 1 and VOWELS & set(fold(part)) for part in parts):
                return Piece(token.start, token.end, word, also=meanings)  # wi-fi, Covid-19
            shown = (word.upper(),)
            return Piece(token.start, token.end, word, shown, ChangeKind.ABBREVIATION, meanings)
        else:
            options = _chat(token, place)
        if not options:
            options, also = self._written_out(word)
            kind = ChangeKind.ABBREVIATION
        if not options:
            options, kind = self._repaired(word, place)
        if not options:
            return Piece(token.start, token.end, word, (word,), also=also)
        return Piece(token.start, token.end, word, options, kind, also)

    def _written_out(self, word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What an abbreviation means, and what else to search for.

        Where the library itself prefers the short form, that stays in the question.
        """
        if not word.isupper() and (is_unaccented_syllable(word) or is_syllable(word)):
            return (), ()  # CT may be an abbreviation, "an" and "tin" are words
        meanings = self._abbreviations.meanings(word)
        short = self._abbreviations.occurrences(word)
        written = tuple(m for m in meanings if self._restorer.occurrences(m) >= short)
        return written, (word,) if written else meanings

    def _repaired(self, word: str, place: _Place) -> tuple[tuple[str, ...], ChangeKind]:
        """Keystrokes decoded, words run together parted, slips of the finger mended."""
        doubled = word[:1] == word[1:2]  # DDieeuf, Điều
        rest = word[1 + doubled :]
        if rest != rest.lower() and not word.isupper():
            return (), ChangeKind.TELEX  # NaCl, McGuffey
        frequency = self._restorer.frequency(word)
        if (toned := telex.retoned(word)) and self._restorer.frequency(toned) > frequency:
            return (toned,), ChangeKind.SPELLING
        if (syllable := self._decoded(word, frequency, place.keyed)) is not None:
            return (syllable,), ChangeKind.TELEX
        if slip := self._written_wrongly(word, frequency):
            return slip, ChangeKind.SPELLING
        if frequency > -math.inf or (
            is_syllable(word) and (not word.islower() or word != fold(word))
        ):
            return (), ChangeKind.SPELLING  # a word, a rare name, a rare word
        drawn_out = _DRAWN_OUT.sub(r"\1", word)
        if drawn_out != word and self._is_known(drawn_out):
            return (drawn_out,), ChangeKind.SPELLING
        return self._guessed(word, place)

    def _guessed(self, word: str, place: _Place) -> tuple[tuple[str, ...], ChangeKind]:
        """What a word that nothing knows may be."""
        if half := self._half_written(word):
            return (half,), ChangeKind.SHORTHAND
        if spelled := tuple(filter(self._is_known, shorthand.respelled(word))):
            return spelled, ChangeKind.SPELLING
        near = self._near(word, place) if VOWELS & set(fold(word)) else ()
        if near:
            return near, ChangeKind.SPELLING
        if (phrase := self._abbreviations.by_initials(word)) is not None:
            return (phrase,), ChangeKind.ABBREVIATION
        two = None if word.isupper() else self._spelling.split(word, self._restorer.follows)
        return (" ".join(two),) if two else (), ChangeKind.SPELLING

    def _near(self, word: str, place: _Place) -> tuple[str, ...]:
        """The words a slip of the finger away. A foreign name has at most lost its accents."""
        if word.isupper() and not place.shouting:
            return ()
        near = self._spelling.near(word)
        if word.lower() == fold(word) and word[:1].isupper() and not place.first:
            return tuple(one for one in near if fold(one) == fold(word))
        return near

    def _half_written(self, word: str) -> str | None:
        """For a syllable after the first letter of another: gđình, bviện, htro."""
        first, rest = word[:1], word[1:]
        least = _LEAST_REST - (rest != fold(rest))
        if not word.islower() or len(rest) < least or set(fold(first)) & VOWELS:
            return None
        if is_unaccented_syllable(word) or not (is_syllable(rest) or is_unaccented_syllable(rest)):
            return None
        return self._restorer.completed(word)

    def _decoded(self, word: str, frequency: float, keyed: bool) -> str | None:
        """The syllable behind keystrokes, where that is likelier than the word as it stands."""
        syllable = telex.decode(word)
        if syllable is None:
            return None
        sure = keyed or frequency == -math.inf or telex.looks_keyed(word)
        more = self._restorer.frequency(syllable) - frequency
        return syllable if sure and more > (0 if keyed else _SURELY_KEYED) else None

    def _written_wrongly(self, word: str, frequency: float) -> tuple[str, ...]:
        """For a slip that newspapers make, too (viêc): the far more frequent syllables near it."""
        if word.lower() == fold(word) or is_syllable(word) or not is_unaccented_syllable(word):
            return ()
        likely = frequency + _FAR_MORE
        near = self._spelling.near(word)
        return tuple(one for one in near if self._restorer.frequency(one) > likely)

    def _is_known(self, word: str) -> bool:
        return self._restorer.frequency(word) > -math.inf


def _chat(token: Token, place: _Place) -> tuple[str, ...]:
    """What a word stands for in chat, or after a figure as a unit."""
    spelled = token.text.lower() if place.shouting else token.text
    if _follows_figure(token, place.before) and (unit := shorthand.unit_meaning(spelled)):
        return (unit,)
    if place.first:
        return shorthand.meanings(_uncapitalised(spelled))
    return () if spelled.isupper() else shorthand.meanings(spelled)


def _is_code(text: str) -> bool:
    """Whether what is tied together are no words, as in xe-đạp, but short forms and numbers."""
    parts = _LETTERS.findall(text)
    words = [part for part in parts if not part.isupper() and len(part) > 1]
    if _AMOUNTS_TIED.fullmatch(text):
        return False  # 20-30tr, 7h-9h
    return not any(is_syllable(word) or is_unaccented_syllable(word) for word in words)


def _is_unit(token: Token, before: Token | None) -> bool:
    amounts = _AMOUNTS.get(token.text)
    if before is None or amounts is None:
        return False
    return before.kind is TokenKind.FIGURE or before.text.lower() in amounts


def _follows_figure(token: Token, before: Token | None) -> bool:
    if before is None or before.kind is not TokenKind.FIGURE:
        return False
    return token.start - before.end <= (token.text.lower() in _MONEY)


def _uncapitalised(word: str) -> str:
    """At the beginning of a question even shorthand is capitalised."""
    return word[:1].lower() + word[1:]
