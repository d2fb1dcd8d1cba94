"""Passages as they could have been: whatever changes, the answer stays the answer."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.training.near_misses import names_by_head
from embeddings.training.reader_examples import without_answer
from embeddings.training.variation import PERSON, Reading, exchanged, rearranged

PASSAGE = (
    "Ngày 12 tháng 3 năm 2021, tỉnh họp tổng kết 5 năm. Bà Lê Thị Hoa, Giám đốc Sở, báo cáo 402 "
    "công việc. Ông Trần Văn Nam khen 27 tập thể. Bà Hoa nhận bằng khen."
)
PEOPLE = names_by_head(
    ("Lê Thị Hoa gặp Lê Văn Bình và Lê Minh Châu.", "Trần Văn Nam, Trần Quốc Việt, Trần Hà."),
    PERSON,
)


def ask(question: str, answer: str) -> Reading:
    start = PASSAGE.index(answer)
    return Reading(question, PASSAGE, start, start + len(answer))


def said(one: Reading) -> str:
    return one.passage[one.start : one.end]


def test_people_are_known_by_their_family() -> None:
    assert PEOPLE["Lê"] == ["Lê Thị Hoa", "Lê Văn Bình", "Lê Minh Châu"]


def test_names_are_exchanged_in_question_and_passage() -> None:
    asked = ask("Lê Thị Hoa giữ chức vụ gì?", "Giám đốc Sở")
    found = {exchanged(asked, PEOPLE, Random(seed)) for seed in range(60)}
    others = {"Lê Văn Bình", "Lê Minh Châu"}
    for one in found:
        assert said(one) == "Giám đốc Sở"
        name = one.question.removesuffix(" giữ chức vụ gì?")
        assert f"Bà {name}, Giám đốc" in one.passage
        if name in others:
            assert f"Bà {name.split()[-1]} nhận bằng khen" in one.passage
    assert {one.question.removesuffix(" giữ chức vụ gì?") for one in found} >= others


def test_the_title_goes_along() -> None:
    asked = replace(ask("Ai báo cáo?", "Lê Thị Hoa"), title="Lê Thị Hoa nói về 402 công việc")
    found = {exchanged(asked, PEOPLE, Random(seed)) for seed in range(60)}
    assert len({one.title for one in found}) > 10
    for one in found:
        assert one.title.startswith(f"{said(one)} nói về ")
        number = one.title.removesuffix(" công việc").split()[-1]
        assert f"báo cáo {number} công việc" in one.passage
        assert rearranged(one, Random(1)).title == without_answer(one).title == one.title


def test_numbers_and_years_are_exchanged_and_answers_go_along() -> None:
    asked = ask("Bao nhiêu công việc được báo cáo năm 2021?", "402 công việc")
    found = [exchanged(asked, {}, Random(seed)) for seed in range(60)]
    answers = {said(one) for one in found}
    assert len(answers) > 10
    for one in found:
        number, *rest = said(one).split()
        assert len(number) == 3
        assert rest == ["công", "việc"]
        year = one.question.removesuffix("?").split()[-1]
        assert f"năm {year}, tỉnh" in one.passage
        assert "tổng kết 5 năm" in one.passage  # single figures stay


def test_a_number_within_another_is_left_alone() -> None:
    passage = "Có 27 tập thể và 27.000 lượt đảng viên, 27/3 là ngày họp, mã 01-27."
    asked = Reading("Bao nhiêu lượt?", passage, passage.index("27.000"), passage.index(" lượt"))
    found = {exchanged(asked, {}, Random(seed)).passage for seed in range(40)}
    assert len(found) > 10
    for one in found:
        assert one.endswith(" lượt đảng viên, 27/3 là ngày họp, mã 01-27.")
        many = one.split(" lượt")[0].split()[-1]
        assert many == "27.000" or not many.startswith("27")


@pytest.mark.parametrize("answer", ["402 công việc", "12 tháng 3 năm 2021", "27", "Trần Văn Nam"])
def test_the_answer_stays_when_sentences_go(answer: str) -> None:
    asked = ask("Hỏi?", answer)
    passages = set()
    for seed in range(80):
        one = rearranged(asked, Random(seed))
        assert said(one) == answer
        passages.add(one.passage)
    assert len(passages) > 8
    assert min(map(len, passages)) < len(PASSAGE) - 40


def test_without_an_answer_no_sentence_goes() -> None:
    for seed in range(20):
        one = rearranged(Reading("Hỏi?", PASSAGE), Random(seed))
        assert sorted(one.passage) == sorted(PASSAGE)
        assert (one.start, one.end) == (-1, -1)


def test_the_sentence_that_answers_is_taken_away_unless_the_rest_answers_too() -> None:
    asked = ask("Bao nhiêu công việc?", "402 công việc")
    rest = without_answer(asked)
    assert "402" not in rest.passage
    assert "27 tập thể" in rest.passage
    assert rest.start == -1
    twice = Reading(asked.question, PASSAGE + " Có 402 công việc.", asked.start, asked.end)
    assert without_answer(twice) == twice
    short = Reading("Gì?", "Có 402 công việc. Hết.", 3, 16)
    assert without_answer(short) == short


@given(st.data())
def test_any_stretch_survives_whatever_is_exchanged_around_it(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(PASSAGE) - 1))
    end = data.draw(st.integers(start + 1, len(PASSAGE)))
    chance = Random(data.draw(st.integers(0, 1000)))
    one = exchanged(Reading("Bà Hoa?", PASSAGE, start, end), PEOPLE, chance)
    # What frames the answer is what framed it, as far as neither is a name or number.
    before, after = PASSAGE[:start], PASSAGE[end:]
    assert 0 <= one.start < one.end <= len(one.passage)
    assert len(one.passage[: one.start].split(" ")) == len(before.split(" "))
    assert len(one.passage[one.end :].split(" ")) == len(after.split(" "))
    assert len(said(one).split(" ")) == len(PASSAGE[start:end].split(" "))
    moved = rearranged(one, chance)
    assert said(moved) == said(one)
