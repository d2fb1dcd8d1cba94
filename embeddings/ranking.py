"""One calibrated score for each candidate passage.

A conditional logit (McFadden 1974): a candidate's utility is a weighted sum of a few features, the
probability that it holds the answer is its share among all candidates *and* the outside option that
none does. So one model orders the candidates and knows when to stay silent. It is fitted by
``embeddings.training.ranking`` and stands, readable, in ``data/models/ranking.json``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from embeddings import resources

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class RankingModel:
    """Weights by feature, and what speaks for none of the passages.

    The utility of "none of them" grows with the logarithm of the number of passages, because the
    best of many chance resemblances is better than the best of few: ``none`` is its value for a
    library of one passage, ``growth`` what each factor of e adds.
    """

    weights: Mapping[str, float]
    none: float
    growth: float

    def probabilities(self, features: Mapping[str, Floats], passages: int) -> Floats:
        """For each candidate the probability that it holds the answer, shape (candidates,).

        ``passages`` is the size of the library the candidates were found in.
        """
        utilities = self.utilities(features)
        none = self.none + self.growth * math.log(passages)
        top = max(float(utilities.max(initial=none)), none)
        shares = np.exp(utilities - top)
        chances: Floats = shares / (shares.sum() + np.exp(none - top))
        return chances

    def utilities(self, features: Mapping[str, Floats]) -> Floats:
        """The weighted sum of the features, shape (candidates,)."""
        total = sum(weight * features[name] for name, weight in self.weights.items())
        return np.asarray(total, np.float32)


@cache
def ranking_model(*, foreign: bool = False, bundled: bool = True) -> RankingModel:
    """The model that ships for questions in Vietnamese, or for those in English.

    An English question is compared across languages and by the words of a glossary, which are less
    sure than its own would be. Encoders other than the ``bundled`` one get what was fitted
    to the vectors of multilingual-e5-small as they are.
    """
    models = json.loads((resources.models_directory() / "ranking.json").read_text("utf-8"))
    of_encoder = models["bundled" if bundled else "other"]
    return RankingModel(**of_encoder["english" if foreign else "vietnamese"])
