"""What is known about a span as an answer, apart from what the reading model thinks of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from embeddings.question_types import (
    AnswerType,
    cannot_be,
    may_hold,
    names_another_body,
    span_type,
)
from embeddings.span_shapes import other_rank
from embeddings.vietnamese import Understood, fold, index_terms
from embeddings.vietnamese.sentences import sentence_around

# Kinds that no form of words is the mark of.
_ANYTHING = (AnswerType.OTHER, AnswerType.REASON, AnswerType.YES_NO, AnswerType.SPEECH)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as its answers are weighed."""

    text: str
    kind: AnswerType
    words: frozenset[str]
    weights: Mapping[str, float]  # by term, telling ones more

    @classmethod
    def of(cls, understood: Understood, idf: Callable[[str], float]) -> Question:
        """Read ``understood``; ``idf`` is the library's."""
        return cls(
            understood.text,
            span_type(understood.text, understood.original),
            frozenset(fold(understood.text).split()),
            {term: weight * idf(term) for term, weight in understood.terms.items()},
        )

    def features(self, text: str, start: int, end: int) -> dict[str, float]:
        """Of the span ``text[start:end]`` of a passage.

        ``rank``: the sentence speaks of the deputy where the head is asked for, or the reverse.

        ``fitting`` and ``unfitting``: it is, or is not, of the kind asked for; both 0 where no kind
        is. ``impossible``: it cannot be of that kind. ``echo``: the share of its words that the
        question has. ``nearby``: the weighted share of the question's terms that the sentence
        around it has.
        """
        span = text[start:end]
        typed = self.kind not in _ANYTHING
        # Not at the beginning of a sentence, where a capital letter says nothing.
        another = names_another_body(self.text, span)
        fits = may_hold(self.kind, f"là {span}") and not another
        words = fold(span).split()
        sentence = text[slice(*sentence_around(text, start))]
        return {
            "rank": float(other_rank(self.text, sentence)),
            "fitting": float(typed and fits),
            "unfitting": float(typed and not fits),
            "impossible": float(another or cannot_be(self.kind, span)),
            "echo": sum(word in self.words for word in words) / max(1, len(words)),
            "nearby": self._covered(sentence),
        }

    def _covered(self, sentence: str) -> float:
        total = sum(self.weights.values())
        shared = sum(self.weights.get(term, 0.0) for term in set(index_terms(sentence)))
        return shared / total if total else 0.0
