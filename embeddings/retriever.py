"""search(question, k) -> hits: the seam behind which another engine can stand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.articles import ArticleInfo, Passage
from embeddings.bundled_model import ENCODER_ID
from embeddings.edition import Edition
from embeddings.encoder import Encoder
from embeddings.evidence import Evidence
from embeddings.ranking import RankingModel, ranking_model
from embeddings.timing import Stopwatch
from embeddings.vietnamese import Understood

Floats = NDArray[np.float32]

_DEPTH = 100  # candidates of each index


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, with its fused score and the two scores it came from.

    ``score`` orders the hits: the calibrated probability that this passage holds the answer.
    ``dense`` is the cosine of question and passage, ``lexical`` the BM25 score; both are computed
    for every hit, whichever side found it.
    """

    passage: Passage
    article: ArticleInfo
    score: float
    dense: float
    lexical: float


@dataclass(frozen=True, slots=True)
class Candidates:
    """The passages both indexes propose, with the features they are ranked by."""

    rows: NDArray[np.int64]
    dense: Floats
    lexical: Floats
    features: dict[str, Floats]


class Retriever:
    """Finds passages of one edition. Safe to use from several threads."""

    def __init__(
        self, edition: Edition, encoder: Encoder, model: RankingModel | None = None
    ) -> None:
        self._edition = edition
        self._encoder = encoder
        self._model = model
        self._evidence = Evidence(edition.passages, edition.lexical, edition.sentences)

    def search(self, question: Understood, k: int, watch: Stopwatch | None = None) -> list[Hit]:
        """The ``k`` best passages, best first; ties in reading order."""
        watch = watch or Stopwatch()
        found = self.candidates(question, watch)
        with watch.stage("rank"):
            passages = len(self._edition.passages)
            model = self._model or ranking_model(
                foreign=question.foreign, bundled=self._encoder.id == ENCODER_ID
            )
            scores = model.probabilities(found.features, passages)
            best = np.argsort(-scores, kind="stable")[:k]
        return [self._hit(found, scores, int(place)) for place in best]

    def candidates(self, question: Understood, watch: Stopwatch) -> Candidates:
        """The best of each index, with exact scores of both for every one of them."""
        with watch.stage("encode"):
            vector = self._vector(question)
        with watch.stage("dense"):
            near, _ = self._edition.dense.search(vector, _DEPTH)
        with watch.stage("lexical"):
            bm25 = self._edition.lexical.scores(question.terms)
            depth = min(_DEPTH, len(bm25))
            top = np.argpartition(-bm25, depth - 1)[:depth]
            rows = np.union1d(near, top[bm25[top] > 0]).astype(np.int64)
            evidence = self._evidence.features(question, rows)
        with watch.stage("rank"):
            cosines = self._edition.dense.vectors(rows) @ vector
        return Candidates(rows, cosines, bm25[rows], {"cosine": cosines, **evidence})

    def _vector(self, question: Understood) -> Floats:
        """The question's vector; of an English one the mean of its own and of its glosses'."""
        vector = self._encoder.encode_question(question.text)
        if not question.glossed:
            return vector
        both = vector + self._encoder.encode_question(question.glossed)
        mean: Floats = both / np.linalg.norm(both)
        return mean

    def _hit(self, found: Candidates, scores: Floats, place: int) -> Hit:
        passage = self._edition.passages[int(found.rows[place])]
        return Hit(
            passage,
            self._edition.info(passage),
            float(scores[place]),
            float(found.dense[place]),
            float(found.lexical[place]),
        )
