"""The weighted terms a question is searched by."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from embeddings.vietnamese.english import Glossed
from embeddings.vietnamese.terms import Unit, units

Span = tuple[int, int]

# The best of a coarse grid on questions over 8,000 passages, accented and not; the ground is flat:
# halving or doubling one of them costs about a point of R@1.
_FOLDED, _BIGRAM = 1.0, 0.7
_TYPED_ACCENT, _RESTORED_ACCENT = 1.3, 0.65
_ALSO = 0.5  # other ways to say the same
_SPREAD = 0.5  # of n renderings of an English word each weighs 1/n to this power


def query_terms(
    text: str, restored: Sequence[Span] = (), also: Iterable[str] = ()
) -> dict[str, float]:
    """Terms with weights. ``restored`` are the spans of ``text`` whose accents were guessed.

    An accent that was typed is worth more than one that was guessed. ``also`` are other words for
    parts of the question; what they add is worth half.
    """
    terms: dict[str, float] = {}
    starts = [start for start, _ in restored]

    def add(term: str, weight: float) -> None:
        terms[term] = terms.get(term, 0.0) + weight

    before = ""
    for unit in units(text):
        if unit.folded:
            add(unit.folded, _FOLDED)
            if before:
                add(f"{before}_{unit.folded}", _BIGRAM)
            for term in unit.extra:
                add(term, _FOLDED)
            if unit.accented:
                at = bisect_right(starts, unit.start) - 1
                guessed = at >= 0 and unit.start < restored[at][1]
                add(unit.accented, _RESTORED_ACCENT if guessed else _TYPED_ACCENT)
        before = unit.folded
    for phrase in also:
        for term in _plain_terms(units(phrase)):
            terms.setdefault(term, _ALSO)
    return terms


def english_terms(question: Glossed) -> dict[str, float]:
    """Terms of an English question: what is kept of it, and what Vietnamese calls the rest.

    The more renderings a word has, the less each of them weighs.
    """
    terms = query_terms(question.kept)
    for rendering in question.renderings:
        share = 1 / len(rendering.phrases) ** _SPREAD
        for phrase in rendering.phrases:
            for term, weight in query_terms(phrase).items():
                terms[term] = max(terms.get(term, 0.0), share * weight)
    return terms


def _plain_terms(phrase: Iterable[Unit]) -> Iterable[str]:
    before = ""
    for unit in phrase:
        if unit.folded:
            yield unit.folded
            if before:
                yield f"{before}_{unit.folded}"
        before = unit.folded
