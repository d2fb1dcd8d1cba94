"""search(question, k) -> hits: the seam behind which another engine can stand."""

from __future__ import annotations

from dataclasses import dataclass

from embeddings.articles import ArticleInfo, Passage


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, with its fused score and the two scores it came from.

    ``dense`` is the cosine of question and passage, ``lexical`` the BM25 score; both are computed
    for every hit, whichever side found it. ``score`` orders the hits; higher is better.
    """

    passage: Passage
    article: ArticleInfo
    score: float
    dense: float
    lexical: float
