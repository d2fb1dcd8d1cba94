"""How well accents and capitals are restored on text that training has not seen."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from embeddings.vietnamese.capitals import Capitals
from embeddings.vietnamese.lexicon import Lexicon
from embeddings.vietnamese.library_counts import LibraryCounts
from embeddings.vietnamese.restoration import Restorer, Slot
from embeddings.vietnamese.scanning import TokenKind, scan
from embeddings.vietnamese.syllable_model import SyllableModel
from embeddings.vietnamese.text import clean, fold, newspaper_form
from embeddings.vietnamese.topic import Topic


@dataclass(frozen=True)
class Figures:
    """Shares in [0, 1] over ``syllables``; ``milliseconds`` is the median of one text."""

    syllables: int
    accents: float
    accents_and_capitals: float
    milliseconds: float


def measure(
    model: SyllableModel,
    texts: Sequence[str],
    library: Iterable[str] = (),
    *,
    topics: Sequence[Topic | None] = (),
    stripped: bool = True,
) -> Figures:
    """Restore lower-case ``texts`` and compare; without ``stripped`` accents are left in place.

    ``topics``: what each text is about, if that shall be known.
    The first word after a break counts as right in either case: sentences begin with a capital.
    """
    counts = LibraryCounts.of(Lexicon.from_texts(library))
    restorer, capitals = Restorer(model, counts), Capitals(model, counts)
    syllables = accents = both = 0
    seconds = []
    for text, topic in zip(texts, topics or [None] * len(texts), strict=True):
        wanted, slots = _slots(text, stripped=stripped)
        if not slots:
            continue
        started = time.perf_counter()
        words = restorer.read(slots, topic).words
        written = capitals.restore(words)
        seconds.append(time.perf_counter() - started)
        for at, (want, word, form) in enumerate(zip(wanted, words, written, strict=True)):
            if want:
                syllables += 1
                right = want.lower() == word
                accents += right
                both += right and (want == form or at == 0 or not wanted[at - 1])
    return Figures(syllables, accents / syllables, both / syllables, 1000 * median(seconds))


def _slots(text: str, *, stripped: bool) -> tuple[list[str], list[Slot]]:
    wanted: list[str] = []
    slots: list[Slot] = []
    for token in scan(clean(text)):
        if token.kind is TokenKind.WORD:
            wanted.append(newspaper_form(token.text))
            slots.append(Slot(fold(token.text) if stripped else token.text.lower()))
        else:
            wanted.append("")
            slots.append(Slot("", is_figure=token.kind is not TokenKind.BREAK))
    return wanted, slots
