"""What is known about a span as an answer, apart from what the reading model thinks of it."""

from __future__ import annotations

from dataclasses import dataclass

from embeddings.question_types import (
    AnswerType,
    cannot_be,
    may_hold,
    names_another_body,
    span_type,
)
from embeddings.span_shapes import other_rank, part_of_whole
from embeddings.vietnamese import Understood
from embeddings.vietnamese.sentences import sentence_around

# Kinds that no form of words is the mark of.
_ANYTHING = (AnswerType.OTHER, AnswerType.REASON, AnswerType.YES_NO, AnswerType.SPEECH)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as its answers are weighed."""

    text: str
    kind: AnswerType

    @classmethod
    def of(cls, understood: Understood) -> Question:
        """Read ``understood``."""
        return cls(understood.text, span_type(understood.text, understood.original))

    def features(self, text: str, start: int, end: int) -> dict[str, float]:
        """Of the span ``text[start:end]`` of a passage.

        ``rank``: the sentence speaks of the deputy where the head is asked for, or the reverse.

        ``fitting`` and ``unfitting``: it is, or is not, of the kind asked for; both 0 where no kind
        is. ``impossible``: it cannot be of that kind.

        ``part``: it says how many of a whole ("1 trong 2"), where how many is asked and no whole is
        spoken of.
        """
        span = text[start:end]
        typed = self.kind not in _ANYTHING
        # Not at the beginning of a sentence, where a capital letter says nothing.
        another = names_another_body(self.text, span)
        fits = may_hold(self.kind, f"là {span}") and not another
        sentence = text[slice(*sentence_around(text, start))]
        return {
            "rank": float(other_rank(self.text, sentence)),
            "fitting": float(typed and fits),
            "unfitting": float(typed and not fits),
            "impossible": float(another or cannot_be(self.kind, span)),
            "part": float(self.kind is AnswerType.QUANTITY and part_of_whole(self.text, span)),
        }
