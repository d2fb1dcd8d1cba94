"""Windows and spans: nothing is left out, the best is found, answers do not run on for ever."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from embeddings.spans import (
    LONGEST,
    STRIDE,
    WINDOW,
    TokenSpan,
    best_spans,
    merged,
    windows,
    without_cut_ends,
)


@given(st.integers(0, 2_000))
def test_windows_cover_every_token_and_overlap(tokens):
    found = windows(tokens)
    assert found[0][0] == 0
    assert found[-1][1] == tokens
    assert all(last - first <= WINDOW for first, last in found)
    for (_, last), (first, _) in zip(found, found[1:], strict=False):
        assert first < last
        assert last - first >= min(WINDOW - STRIDE, tokens - first)


@given(
    arrays(
        np.float32, st.tuples(st.integers(1, 60), st.just(2)), elements=st.floats(-9, 9, width=32)
    ),
    st.floats(-5, 5, width=32),
)
def test_the_best_span_is_the_best_of_all_pairs(logits, null):
    best = best_spans(logits, null, 1)[0]
    n = len(logits)
    every = [
        float(logits[i, 0] + logits[j, 1]) - null
        for i in range(n)
        for j in range(i, min(n, i + LONGEST))
    ]
    assert best.score == pytest.approx(max(every), abs=1e-4)
    assert 0 <= best.last - best.first < LONGEST


def test_spans_come_best_first_and_as_many_as_there_are():
    logits = np.array([[0, 1], [3, 0], [1, 5]], np.float32)
    found = best_spans(logits, 2.0, 10)
    assert [(one.first, one.last) for one in found[:2]] == [(1, 2), (2, 2)]
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert found[0].score == 6.0
    assert len(found) == 6  # three tokens: no more spans than that
    assert best_spans(np.empty((0, 2), np.float32), 0.0, 3) == []


def test_no_span_ends_where_the_edge_of_a_window_cuts_its_sentence():
    sentences = [0, 0, 0, 1, 1, 1, 1]
    likeliest_at_the_edges = np.array([[9, 0], [0, 0], [0, 9]], np.float32)

    def best(first):
        logits = without_cut_ends(likeliest_at_the_edges, first, sentences)
        found = best_spans(logits, 0.0, 20, sentences[first : first + 3])
        assert all(np.isfinite(one.score) for one in found)
        return found[0].first, found[0].last

    assert best(0) == (0, 2)  # sentence 0, whole
    assert best(4) == (1, 2)  # begins within sentence 1 and ends with it
    # The end of sentence 0 and the beginning of 1: neither edge is one of theirs.
    logits = without_cut_ends(likeliest_at_the_edges, 2, sentences)
    found = best_spans(logits, 0.0, 20, sentences[2:5])
    assert {(one.first, one.last) for one in found} == {(1, 1)}
    assert likeliest_at_the_edges[0, 0] == 9  # not changed in place


def test_a_span_stays_within_its_sentence():
    logits = np.array([[5, 0], [0, 1], [1, 0], [0, 5]], np.float32)
    assert (best_spans(logits, 0.0, 1)[0].first, best_spans(logits, 0.0, 1)[0].last) == (0, 3)
    inside = best_spans(logits, 0.0, 20, [0, 0, 1, 1])
    assert {(one.first, one.last) for one in inside} == {
        (0, 0),
        (0, 1),
        (1, 1),
        (2, 2),
        (2, 3),
        (3, 3),
    }
    assert (inside[0].first, inside[0].last) == (0, 1)


def test_a_span_seen_in_two_windows_is_one_span():
    found = merged(
        [(0, [TokenSpan(5, 6, 1.0)]), (4, [TokenSpan(1, 2, 3.0), TokenSpan(0, 0, 2.0)])], 5
    )
    assert found == [TokenSpan(5, 6, 3.0), TokenSpan(4, 4, 2.0)]
