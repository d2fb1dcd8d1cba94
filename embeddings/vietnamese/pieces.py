"""The words of a question with what each may stand for, before the context decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from embeddings.vietnamese import shorthand, telex
from embeddings.vietnamese.abbreviations import Abbreviations
from embeddings.vietnamese.changes import ChangeKind
from embeddings.vietnamese.restoration import Restorer
from embeddings.vietnamese.scanning import Token, TokenKind, scan
from embeddings.vietnamese.spelling import Spelling
from embeddings.vietnamese.syllables import is_syllable, is_unaccented_syllable


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
        tokens = list(self._tokens(text))
        keyed = any(
            token.kind is TokenKind.WORD
            and not self._restorer.known(token.text)
            and not is_syllable(token.text)
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
                pieces.append(self._word(token, before, keyed, shouting))
        return pieces

    def can_read(self, word: str) -> bool:
        """Whether a lower-case word that is no syllable is shorthand, an abbreviation or keys."""
        return bool(
            shorthand.meanings(word) or telex.decode(word) or self._abbreviations.meanings(word)
        )

    def _tokens(self, text: str) -> Iterator[Token]:
        """As scanned, but VNI keystrokes (tie6ng1) and đ/c are one word each."""
        whole = {m.start(): m.end() for m in shorthand.STROKED.finditer(text)}
        whole |= telex.vni_words(text)
        covered = 0
        for token in scan(text):
            if token.start < covered:
                continue
            if (end := whole.get(token.start)) is not None:
                covered = end
                yield Token(TokenKind.WORD, text[token.start : end], token.start, end)
            else:
                yield token

    def _word(self, token: Token, before: Token | None, keyed: bool, shouting: bool) -> Piece:
        word = token.text
        spelled = word.lower() if shouting else word
        options: tuple[str, ...] = ()
        kind = ChangeKind.SHORTHAND
        also: tuple[str, ...] = ()
        if shorthand.STROKED.fullmatch(word):
            options = (shorthand.stroked_meaning(word),)
        elif _follows_figure(token, before) and (unit := shorthand.unit_meaning(spelled)):
            options = (unit,)
        elif not spelled.isupper():
            options = shorthand.meanings(_uncapitalised(spelled))
        if not options:
            options, also = self._written_out(word)
            kind = ChangeKind.ABBREVIATION
        if not options:
            options, kind = self._repaired(word, keyed)
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

    def _repaired(self, word: str, keyed: bool) -> tuple[tuple[str, ...], ChangeKind]:
        """Keystrokes decoded, words run together parted, slips of the finger mended."""
        known = self._restorer.known(word)
        plausible = is_syllable(word) or is_unaccented_syllable(word)
        if plausible or (known and not keyed):
            return (), ChangeKind.TELEX
        if (syllable := telex.decode(word)) is not None:
            return (syllable,), ChangeKind.TELEX
        if known:
            return (), ChangeKind.SPELLING
        if (two := self._spelling.split(word, self._restorer.follows)) is not None:
            return (" ".join(two),), ChangeKind.SPELLING
        return self._spelling.near(word), ChangeKind.SPELLING


def _follows_figure(token: Token, before: Token | None) -> bool:
    return before is not None and before.kind is TokenKind.FIGURE and before.end == token.start


def _uncapitalised(word: str) -> str:
    """At the beginning of a question even shorthand is capitalised."""
    return word[:1].lower() + word[1:]
