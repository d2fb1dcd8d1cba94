"""How the weights and the threshold of the reader are fitted, and what is told of them."""

from dataclasses import replace

import numpy as np
import pytest

from embeddings.training.reading import (
    FEATURES,
    INSIDE,
    MEMORY,
    NOT_SAID,
    OUTSIDE,
    SMALL,
    SOURCES,
    WHOLE,
    WRITTEN,
    Asked,
    Decision,
    confidences,
    fit,
    least_confidence,
    report,
)


def asked(kind: str, *scores: float, right: int | None = None) -> Asked:
    """A question with a candidate of each ``span`` score; which is right."""
    features = np.zeros((len(scores), len(FEATURES)))
    features[:, FEATURES.index("span")] = scores
    labels = np.arange(len(scores)) == (-1 if right is None else right)
    return Asked(WRITTEN, kind, WHOLE, 0, features, labels.astype(float), labels * 1.0, labels)


def decision(kind: str, size: str, confidence: float, *, right: bool = False) -> Decision:
    return Decision(WRITTEN, kind, size, confidence, float(right), float(right), right=right)


def test_weights_make_what_is_right_likely_and_none_where_nothing_is() -> None:
    questions = [asked(INSIDE, 3, -2, 1, right=0), asked(INSIDE, -1, 4, right=1)] * 10
    questions += [asked(OUTSIDE, -3, -2), asked(OUTSIDE, -4)] * 10
    weights, none = fit(questions)
    sure, unsure = (confidences(questions[place], weights, none) for place in (0, -1))
    assert sure.argmax() == 0
    assert sure[0] > 0.9
    assert sure.sum() < 1
    assert unsure.max() < 0.1


def test_what_was_looked_for_is_kept_whole() -> None:
    one = asked(INSIDE, 3, -2, right=0)
    back = Asked.from_lists(*one.lists())
    assert (back.source, back.kind, back.size, back.fold) == (WRITTEN, INSIDE, WHOLE, 0)
    np.testing.assert_array_equal(back.features, one.features)
    np.testing.assert_array_equal(back.right, one.right)


def test_a_library_of_each_size_is_told_of_alone(capsys: pytest.CaptureFixture[str]) -> None:
    decisions = [
        decision(kind, size, confidence)
        for kind in (INSIDE, OUTSIDE, NOT_SAID)
        for size, some in ((WHOLE, (0.9, 0.1)), (SMALL, (0.2, 0.1)))
        for confidence in some
    ]
    decisions = [replace(one, source=source) for one in decisions for source in SOURCES]
    report(decisions, 0.5)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("public, inside, whole and small: 4 asked, 0.250 answered")
    told = {line.partition(":")[0]: line.partition(": ")[2] for line in lines}
    assert told["written, outside, whole"].startswith("2 asked, 0.500 answered")
    assert told["written, outside, small"].startswith("2 asked, 0.000 answered")


def test_questions_from_memory_are_told_of_and_not_fitted_to() -> None:
    fitted = [asked(INSIDE, 3.0, 0.0, right=0), asked(OUTSIDE, 0.5, 0.0)] * 5
    # What these say is the reverse.
    others = [replace(one, source=MEMORY, right=one.right[::-1]) for one in fitted]
    (weights, none), (with_others, as_none) = fit(fitted), fit([*fitted, *others])
    assert weights == pytest.approx(with_others)
    assert none == pytest.approx(as_none)
    decisions = [decision(OUTSIDE, WHOLE, place / 100) for place in range(100)]
    least = least_confidence(decisions, 0.05)
    sure = [replace(one, source=MEMORY, confidence=0.999) for one in decisions]
    assert least_confidence([*decisions, *sure], 0.05) == least


def test_the_threshold_lets_so_many_through_and_no_more() -> None:
    decisions = [decision(OUTSIDE, WHOLE, place / 100) for place in range(100)]
    least = least_confidence(decisions, 0.05)
    assert sum(one.confidence >= least for one in decisions) == 5
    decisions += [decision(INSIDE, WHOLE, 0.999, right=True)] * 50
    assert least_confidence(decisions, 0.05) == least
