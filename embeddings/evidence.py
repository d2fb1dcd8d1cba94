"""What the words of a question say for a passage: how much of it the article has, and where.

Newspapers tell a story in paragraphs, and readers name what it is about: nearly every paragraph on
a commission has some words of "who heads the commission", and the one with the answer may say "its
head" and never name it. So two things are asked. How much of the question does the *article* have?
There a word counts by how few passages of the library have it. And how much of what the article has
does this *passage* have? There a word counts by how few passages of the article have it. An article
of one passage has in it all that it has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.articles import Passage
from embeddings.indexing import SentenceIndex
from embeddings.lexical import LexicalIndex, inverse_frequency
from embeddings.question_types import answer_type
from embeddings.vietnamese import Understood

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]
_TINY = np.float32(1e-9)


@dataclass(frozen=True, slots=True)
class Grouping:
    """Which article each passage is of: ``numbers`` by row, and the passages of each article."""

    numbers: NDArray[np.int64]
    sizes: NDArray[np.int64]

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> Grouping:
        """Articles numbered as they come."""
        ids: dict[str, int] = {}
        numbers = [ids.setdefault(passage.article_id, len(ids)) for passage in passages]
        found = np.array(numbers, np.int64)
        return cls(found, np.bincount(found, minlength=len(ids)))

    def counts(self, rows: NDArray[np.integer]) -> NDArray[np.int64]:
        """How many of ``rows`` each article has."""
        return np.bincount(self.numbers[rows], minlength=len(self.sizes))


class Evidence:
    """Looks questions up in the indexes of one edition."""

    def __init__(
        self, passages: Sequence[Passage], lexical: LexicalIndex, sentences: SentenceIndex
    ) -> None:
        self._lexical = lexical
        self._sentences = sentences
        self._grouping = Grouping.of(passages)

    def features(self, question: Understood, rows: Rows) -> dict[str, Floats]:
        """What speaks for some passages, by name, each of shape (len(rows),), in [0, 1].

        ``article_words`` and ``article_pairs``: the share of the question's words, and of its pairs
        of neighbouring words, that the article has; ``words`` and ``pairs``: of that the passage's
        part; ``sentence``: that of words and pairs together in the passage's best sentence;
        ``fitting``: the same, among sentences that may hold what was asked for.
        """
        own = self._grouping.numbers[rows]
        sizes = self._grouping.sizes[own]
        of_sentence, read = self._sentences_of(rows)
        # Of words and of pairs, shape (2,) or (2, rows): all there are; those the article has, by
        # how telling they are in the library, and within the article; those the passage has.
        whole = np.zeros((2, 1), np.float32)
        library, article, passage = np.zeros((3, 2, len(rows)), np.float32)
        sentence = np.zeros(len(read), np.float32)
        for term, weight in _asked(question.terms).items():
            kind = int("_" in term)
            telling = np.float32(weight * self._lexical.idf(term))
            found = self._lexical.rows(term)
            counts = self._grouping.counts(found)[own]
            local = np.float32(weight) * inverse_frequency(counts, sizes) * (counts > 0)
            whole[kind] += telling
            library[kind] += telling * (counts > 0)
            article[kind] += local
            passage[kind] += local * _among(found, len(self._lexical))[rows]
            said = _among(self._sentences.lexical.rows(term), len(self._sentences.rows))[read]
            sentence += local[of_sentence] * said
        shares = _over(library, whole)
        parts = shares * _over(passage, article)
        both = _over(library.sum(axis=0), whole.sum())
        sentence *= _over(both, article.sum(axis=0))[of_sentence]
        best, fitting = np.zeros((2, len(rows)), np.float32)
        np.maximum.at(best, of_sentence, sentence)
        sentence[~self._sentences.may_hold(answer_type(question.text, question.original))[read]] = 0
        np.maximum.at(fitting, of_sentence, sentence)
        return {
            "article_words": shares[0],
            "article_pairs": shares[1],
            "words": parts[0],
            "pairs": parts[1],
            "sentence": best,
            "fitting": fitting,
        }

    def _sentences_of(self, rows: Rows) -> tuple[Rows, Rows]:
        """The sentences of some passages: the place of its passage in ``rows``, and its own row."""
        place = np.full(len(self._lexical), -1)
        place[rows] = np.arange(len(rows))
        places = place[self._sentences.rows]
        read = np.flatnonzero(places >= 0)
        return places[read], read


def _asked(terms: Mapping[str, float]) -> dict[str, float]:
    """Words and pairs; not the marked ones, which say how a word is written."""
    return {term: weight for term, weight in terms.items() if not term.startswith("=")}


def _over(part: Floats, whole: Floats) -> Floats:
    """``part / whole``, and 0 where there is nothing."""
    return np.divide(part, np.maximum(whole, _TINY), dtype=np.float32)


def _among(rows: NDArray[np.integer], size: int) -> NDArray[np.bool_]:
    """For each of ``size`` rows whether it is one of ``rows``."""
    found = np.zeros(size, bool)
    found[rows] = True
    return found
