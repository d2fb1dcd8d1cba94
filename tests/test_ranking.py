"""The conditional logit, its outside option, and the evidence it weighs."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from embeddings.ranking import RankingModel, ranking_model

MODEL = RankingModel({"cosine": 2.0, "words": 1.0}, none=1.0, growth=0.5)


def features(*rows: tuple[float, float]) -> dict[str, NDArray[np.float32]]:
    table = np.array(rows, np.float32).reshape(-1, 2)
    return {"cosine": table[:, 0], "words": table[:, 1]}


def test_probabilities_are_shares_among_candidates_and_none() -> None:
    chances = MODEL.probabilities(features((1.0, 1.0), (0.5, 0.0)), 1)
    utilities = np.exp([3.0, 1.0, 1.0])  # the last is "none"
    np.testing.assert_allclose(chances, (utilities / utilities.sum())[:2], rtol=1e-6)


def test_the_larger_the_library_the_more_it_takes() -> None:
    table = features((1.0, 1.0))
    chances = [float(MODEL.probabilities(table, size)[0]) for size in (1, 100, 10_000)]
    assert chances == sorted(chances, reverse=True)
    # 100 times the passages add 0.5 * ln(100) to the utility of "none".
    assert chances[1] == pytest.approx(1 / (1 + 10 * np.exp(1 - 3)), rel=1e-5)


def test_nothing_near_leaves_everything_to_none() -> None:
    assert MODEL.probabilities(features((-20.0, 0.0), (-30.0, 0.0)), 1).max() < 1e-9
    assert MODEL.probabilities(features(), 1).shape == (0,)


def test_large_utilities_do_not_overflow() -> None:
    chances = MODEL.probabilities(features((500.0, 0.0), (499.0, 0.0)), 1)
    assert np.isfinite(chances).all()
    assert chances[0] == pytest.approx(1 / (1 + np.exp(-2)), rel=1e-5)


def test_a_better_candidate_takes_probability_from_the_others() -> None:
    alone = MODEL.probabilities(features((0.5, 0.5)), 1)[0]
    beside = MODEL.probabilities(features((0.5, 0.5), (1.0, 1.0)), 1)
    assert beside[0] < alone
    assert beside[1] > beside[0]


@pytest.mark.parametrize("bundled", [False, True])
@pytest.mark.parametrize("foreign", [False, True])
def test_the_models_that_ship_reward_resemblance_and_grow_with_the_library(
    foreign: bool, bundled: bool
) -> None:
    model = ranking_model(foreign=foreign, bundled=bundled)
    assert model.weights["cosine"] > 0
    assert sum(model.weights.values()) > model.weights["cosine"]
    assert model.growth > 0


def test_english_questions_have_a_model_of_their_own() -> None:
    assert ranking_model(foreign=True) != ranking_model()
