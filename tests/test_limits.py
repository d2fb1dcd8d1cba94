"""Rates, reminders, and the line in front of the workers."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import limits
from bot.errors import BusyError
from bot.limits import Once, Rates, Verdict, Workers

ALLOWED, TELL, SILENCE = Verdict.ALLOWED, Verdict.TELL, Verdict.SILENCE


def test_over_the_rate_the_word_is_said_once():
    rates = Rates(3)
    assert [rates.check("an", 100.0) for _ in range(6)] == [ALLOWED] * 3 + [TELL] + [SILENCE] * 2
    # Nobody else is meant.
    assert rates.check("binh", 100.0) is ALLOWED


def test_a_flood_that_goes_on_hears_it_once_a_minute_and_is_answered_at_the_rate():
    rates = Rates(6)
    verdicts = [rates.check("an", tenth / 10) for tenth in range(3000)]  # ten a second
    assert verdicts.count(TELL) == 5
    assert verdicts.count(ALLOWED) == 6 + 5 * 6 - 1


def test_who_pauses_may_go_on():
    rates = Rates(2)
    assert [rates.check("an", 0.0) for _ in range(3)] == [ALLOWED, ALLOWED, TELL]
    assert rates.check("an", 29.0) is SILENCE
    assert rates.check("an", 31.0) is ALLOWED
    assert [rates.check("an", 200.0) for _ in range(3)] == [ALLOWED, ALLOWED, TELL]


def test_what_was_written_over_a_day_is_no_flood_when_it_comes_at_once():
    rates = Rates(2)
    assert {rates.check("an", hour * 3600.0) for hour in range(24)} == {ALLOWED}


@given(
    per_minute=st.integers(1, 30),
    times=st.lists(st.floats(0, 600, allow_nan=False), min_size=1, max_size=200),
)
def test_never_more_than_the_rate_whatever_the_times(per_minute, times):
    rates = Rates(per_minute)
    allowed = sum(rates.check("an", at) is ALLOWED for at in times)
    assert 1 <= allowed <= per_minute + (max(times) - times[0]) * per_minute / 60 + 1e-6
    assert allowed == len(times) or len(times) > per_minute


def test_people_who_are_quiet_are_forgotten(monkeypatch):
    monkeypatch.setattr(limits, "_KEPT", 10)
    rates, once = Rates(1), Once(60)
    for number in range(1000):
        rates.check(number, float(number * 30))
        once.first(number, float(number * 30))
    assert len(rates._buckets) <= 10
    assert len(once._said) <= 10


def test_a_reminder_is_due_again_after_a_while():
    once = Once(10)
    assert [once.first("a", at) for at in (0.0, 5.0, 9.9, 10.0, 12.0)] == [
        True,
        False,
        False,
        True,
        False,
    ]
    assert once.first("b", 12.0)


def test_the_line_has_an_end_and_moves_on():
    go_on = threading.Event()
    with Workers(threads=2, waiting=3) as workers:
        futures = [workers.submit(go_on.wait, 30) for _ in range(5)]
        assert workers.in_hand == 5
        with pytest.raises(BusyError):
            workers.submit(go_on.wait, 30)
        go_on.set()
        assert all(future.result(30) for future in futures)
        assert workers.submit(len, "ba").result(30) == 2


def test_what_fails_or_is_cancelled_leaves_its_place():
    go_on = threading.Event()
    with Workers(threads=1, waiting=1) as workers:
        first = workers.submit(go_on.wait, 30)
        second = workers.submit(len, "")
        assert second.cancel()
        third = workers.submit(int, "không phải số")
        go_on.set()
        assert first.result(30)
        with pytest.raises(ValueError, match="invalid literal"):
            third.result(30)
    assert workers.in_hand == 0


def test_workers_that_are_gone_take_nothing_and_count_nothing():
    workers = Workers(1, 1)
    workers.shutdown()
    for _ in range(5):
        with pytest.raises(RuntimeError):
            workers.submit(len, "")
    assert workers.in_hand == 0
