"""A question as a person typed it, to what the encoder reads and what the index is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from embeddings.vietnamese.abbreviations import Abbreviations
from embeddings.vietnamese.capitals import Capitals
from embeddings.vietnamese.changes import Change, ChangeKind, Understood, merged
from embeddings.vietnamese.english import glossed
from embeddings.vietnamese.foreign import is_foreign
from embeddings.vietnamese.lexicon import Lexicon
from embeddings.vietnamese.library_counts import LibraryCounts
from embeddings.vietnamese.pieces import Interpreter, Piece
from embeddings.vietnamese.query import Span, english_terms, query_terms
from embeddings.vietnamese.restoration import Reading, Restorer, Slot, asks
from embeddings.vietnamese.scanning import TokenKind
from embeddings.vietnamese.spelling import Spelling
from embeddings.vietnamese.syllable_model import shipped_model
from embeddings.vietnamese.text import clean, fold, match_form, newspaper_form, nfc
from embeddings.vietnamese.topic import Topic

# What comes after is taken as typed: nobody asks so much, and reading it takes time.
_LONGEST = 1_000
_MOST_DOUBTS = 6  # words with several meanings that are weighed; the others are the usual ones
_UNUSUAL = 3.0  # log odds of the first meaning of a shorthand against another
_ASKING = 4.0  # the same, more, if only the first would ask something
_WRITTEN_OUT = (ChangeKind.SHORTHAND, ChangeKind.ABBREVIATION)
_WORD = re.compile(r"[^\W\d_]+")


class Understander:
    """Reads questions with the words of one edition at hand. Immutable, so threads may share it."""

    def __init__(self, lexicon: Lexicon) -> None:
        counts, model = LibraryCounts.of(lexicon), shipped_model()
        self._restorer = Restorer(model, counts)
        self._capitals = Capitals(model, counts)
        self._abbreviations = Abbreviations(lexicon, counts, model)
        self._interpreter = Interpreter(self._restorer, self._abbreviations, Spelling(counts))

    def understand(self, question: str, topic: Topic | None = None) -> Understood:
        """Read a question; never raises, whatever the text. No terms: there is nothing to ask.

        Where accents are missing, words of the ``topic`` are rather read than others.
        """
        original = nfc(question).strip()
        text = " ".join(clean(original).split())
        head, tail = _cut(text)
        tokens = self._interpreter.tokens(head)
        words = [token.text.lower() for token in tokens if token.kind is TokenKind.WORD]
        if is_foreign(words, self._interpreter.can_read):
            english = glossed(head)
            # "what is this about" has nothing to look up, but may still be asked.
            terms = english_terms(english) or query_terms(head)
            return Understood(original, text, terms, foreign=True, glossed=english.text)
        pieces = self._interpreter.pieces(head)
        read, restored, changes = _composed(head, pieces, self._read(head, pieces, topic))
        also = [phrase for piece in pieces for phrase in piece.also]
        folded = [fold(match_form(word)) for word in _WORD.findall(read)]
        also.extend(self._abbreviations.short_forms(folded))
        return Understood(original, read + tail, query_terms(read, restored, also), changes)

    def _read(self, text: str, pieces: Sequence[Piece], topic: Topic | None) -> list[str]:
        """What each piece is read as, in context."""
        phrases = [piece.options[0] if piece.options else "" for piece in pieces]
        reading = self._read_as(pieces, phrases, topic)
        # One doubtful piece after the other, the rest as decided so far.
        doubtful = [at for at, piece in enumerate(pieces) if len(piece.options) > 1]
        for at in doubtful[:_MOST_DOUBTS]:
            usual = reading
            for option in pieces[at].options[1:]:
                changed = [*phrases[:at], option, *phrases[at + 1 :]]
                other = self._read_as(pieces, changed, topic)
                odds = _UNUSUAL
                if asks(usual.words) and not asks(other.words):
                    odds += _ASKING  # "bn" is "bao nhiêu" rather where nothing else asks
                if other.score > max(reading.score, usual.score + odds):
                    phrases, reading = changed, other
        return self._cased(text, pieces, phrases, reading)

    def _read_as(
        self, pieces: Sequence[Piece], phrases: Sequence[str], topic: Topic | None
    ) -> Reading:
        slots = [
            slot
            for piece, phrase in zip(pieces, phrases, strict=True)
            for slot in _slots(piece, phrase)
        ]
        return self._restorer.read(slots, topic)

    def _cased(
        self, text: str, pieces: Sequence[Piece], phrases: Sequence[str], reading: Reading
    ) -> list[str]:
        """Capitals as typed; where none were, or nothing else, where names want them."""
        as_typed = _has_capitals(text)
        shouting = text.isupper()
        cased = self._capitals.restore(reading.words)
        for at, (word, after) in enumerate(pairwise((*cased, ""))):
            if word == "Ai" and not after:  # "của ai?" asks; Ai Cập goes on
                cased[at] = "ai"
        read, at = [], 0
        for piece, phrase in zip(pieces, phrases, strict=True):
            count = max(len(_WORD.findall(phrase)), 1)
            chosen: Sequence[str] = cased[at : at + count]
            capital = piece.typed[:1].isupper() and not shouting
            if (as_typed or capital) and piece.kind not in _WRITTEN_OUT:
                chosen = _like(piece.typed, reading.words[at : at + count])
            at += count
            if not piece.options:
                read.append(piece.typed)
            elif phrase != phrase.lower() and piece.kind is not None:
                read.append(phrase)  # Ủy ban nhân dân, as the table or the library writes it
            else:
                read.append(_filled(phrase, chosen))
        return read


def _cut(text: str) -> tuple[str, str]:
    if len(text) <= _LONGEST:
        return text, ""
    end = text.rfind(" ", 1, _LONGEST) if " " in text[1:_LONGEST] else _LONGEST
    return text[:end], text[end:]


def _slots(piece: Piece, phrase: str) -> list[Slot]:
    if piece.is_figure:
        return [Slot("", is_figure=True)]
    if not piece.options:
        return [Slot("")]
    # What was mended may still lack its accents; what a table says does not.
    open_ended = piece.kind in (None, ChangeKind.SPELLING) or phrase == piece.typed.lower()
    return [Slot(word, fixed=not open_ended) for word in _WORD.findall(phrase)] or [Slot("")]


def _has_capitals(text: str) -> bool:
    """Whether the person capitalises: a word after the first, and not only abbreviations."""
    words = _WORD.findall(text)
    if text.isupper():
        return False
    return any(word[0].isupper() and not (word.isupper() and len(word) > 1) for word in words[1:])


def _like(typed: str, words: Sequence[str]) -> list[str]:
    """Words in the case of what was typed."""
    form = newspaper_form(typed)
    if len(words) == 1 and form.lower() == words[0]:
        return [form]
    if typed.isupper() and len(typed) > 1:
        return [word.upper() for word in words]
    if typed[:1].isupper():
        return [words[0].capitalize(), *words[1:]]
    return list(words)


def _filled(phrase: str, words: Sequence[str]) -> str:
    replacements = iter(words)
    return _WORD.sub(lambda _: next(replacements), phrase)


def _composed(
    text: str, pieces: Sequence[Piece], read: Sequence[str]
) -> tuple[str, tuple[Span, ...], tuple[Change, ...]]:
    """The question rewritten, where accents were guessed, and what was changed."""
    parts: list[str] = []
    spans: list[Span] = []
    changes: list[Change | None] = []
    at = length = 0
    capitalise = not _has_capitals(text)
    for piece, word in zip(pieces, read, strict=True):
        between = text[at : piece.start]
        last = changes[-1] if changes else None
        was_short = last is not None and last.kind in _WRITTEN_OUT
        if between[:1] == "." and was_short:
            # The stop of "TP. Hải Dương" and "TP.HCM" goes with what was short.
            between = between[1:] or " "
        shown = word if piece.options else text[piece.start : piece.end]
        if piece.options and capitalise and not "".join(parts).strip() and not between.strip():
            shown = shown[:1].upper() + shown[1:]
        if not between and parts:
            written_out = word.lower() != piece.typed.lower() and parts[-1][-1:].isdigit()
            if written_out or (was_short and shown[:1].isdigit()):
                between = " "  # 27k, 27 nghìn; ql5, quốc lộ 5
        parts += [between, shown]
        start = length + len(between)
        length = start + len(shown)
        at = piece.end
        kind = _kind(piece, word) if shown != piece.typed else None
        changes.append(Change(kind, piece.typed, shown) if kind else None)
        if kind in (ChangeKind.ACCENTS, ChangeKind.SPELLING):
            spans.append((start, length))
    return "".join(parts) + text[at:], tuple(spans), tuple(merged(changes))


def _kind(piece: Piece, word: str) -> ChangeKind | None:
    if not piece.options or word == piece.typed:
        return None
    if match_form(word) == match_form(piece.typed):  # only the case, or where the tone stands
        return ChangeKind.CAPITALS if word != newspaper_form(piece.typed) else None
    return piece.kind or ChangeKind.ACCENTS
