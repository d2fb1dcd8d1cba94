"""What is known about a span as an answer, apart from what the reading model thinks of it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from embeddings.question_types import UPPER, AnswerType, may_hold, span_type
from embeddings.retriever import Hit
from embeddings.span_shapes import other_rank
from embeddings.vietnamese import ChangeKind, Understood, fold, index_terms
from embeddings.vietnamese.sentences import sentence_around

_NUMBER = re.compile(r"#\d[\d.]*")
_WORDS = re.compile(r"[^\W\d_]+")
_CAPITAL = re.compile(rf"(?<!^)\b[{UPPER}][^\W\d_]*")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as its answers are weighed."""

    text: str
    kind: AnswerType
    words: frozenset[str]
    weights: Mapping[str, float]  # by term, telling ones more
    numbers: frozenset[str]  # the terms of its numbers, years among them
    names: frozenset[str]  # its words with a capital, folded, but for the first and what is written
    # out of an abbreviation

    @classmethod
    def of(cls, understood: Understood, idf: Callable[[str], float]) -> Question:
        """Read ``understood``; ``idf`` is the library's."""
        return cls(
            understood.text,
            span_type(understood.text),
            frozenset(fold(understood.text).split()),
            {term: weight * idf(term) for term, weight in understood.terms.items()},
            frozenset(filter(_NUMBER.fullmatch, understood.terms)),
            frozenset(map(fold, _CAPITAL.findall(understood.text))) - _written_out(understood),
        )

    def missing_numbers(self, hit: Hit) -> float:
        """The share of the question's numbers that neither passage, title nor date have."""
        if not self.numbers:
            return 0.0
        published = hit.article.published_at
        date = published.strftime("%d.%m.%Y") if published else ""
        known = index_terms(f"{hit.article.title}. {date}. {hit.passage.text}")
        return len(self.numbers - set(known)) / len(self.numbers)

    def missing_names(self, hit: Hit) -> float:
        """The share of the question's names, word by word, that neither passage nor title have."""
        if not self.names:
            return 0.0
        known = _WORDS.findall(fold(f"{hit.article.title} {hit.passage.text}"))
        return len(self.names - set(known)) / len(self.names)

    def features(self, text: str, start: int, end: int) -> dict[str, float]:
        """Of the span ``text[start:end]`` of a passage.

        ``rank``: the sentence speaks of the deputy where the head is asked for, or the reverse.

        ``fitting`` and ``unfitting``: it is, or is not, of the kind asked for; both 0 where no kind
        is. ``echo``: the share of its words that the question has. ``nearby``: the weighted share
        of the question's terms that the sentence around it has. ``length``: logarithm of words.
        """
        span = text[start:end]
        typed = self.kind not in (AnswerType.OTHER, AnswerType.REASON, AnswerType.YES_NO)
        # Not at the beginning of a sentence, where a capital letter says nothing.
        fits = may_hold(self.kind, f"là {span}")
        words = fold(span).split()
        sentence = text[slice(*sentence_around(text, start))]
        return {
            "rank": float(other_rank(self.text, sentence)),
            "fitting": float(typed and fits),
            "unfitting": float(typed and not fits),
            "echo": sum(word in self.words for word in words) / max(1, len(words)),
            "nearby": self._covered(sentence),
            "length": math.log1p(len(words)),
        }

    def _covered(self, sentence: str) -> float:
        total = sum(self.weights.values())
        shared = sum(self.weights.get(term, 0.0) for term in set(index_terms(sentence)))
        return shared / total if total else 0.0


def _written_out(understood: Understood) -> frozenset[str]:
    """The words of abbreviations and shorthand, which a passage may have in either form."""
    kinds = (ChangeKind.ABBREVIATION, ChangeKind.SHORTHAND)
    phrases = (change.after for change in understood.changes if change.kind in kinds)
    return frozenset(fold(word) for phrase in phrases for word in phrase.split())
