"""Questions read again with the words of passages that were found for them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.vietnamese import Lexicon, Topic, Understander, fold

FRIED = "Cô gái rán cá bị nát, đưa ảnh con cá chiên lên mạng."
RENTED = "Nhiều người thuê xe hơi để đi chơi dịp lễ; giá thuê xe tăng."
TAXED = "Bộ Tài chính nói thuế xe hơi nhập khẩu từ ASEAN sẽ giảm. Thuế mới áp dụng từ đầu năm."


@pytest.fixture(scope="module")
def reader() -> Understander:
    """Knows both stories, as a library of them would."""
    return Understander(Lexicon.from_texts([FRIED, RENTED, TAXED]))


def topic(*passages: str) -> Topic:
    return Topic.of((passage, 0.5) for passage in passages)


@pytest.mark.parametrize(
    ("typed", "about", "read"),
    [
        ("co gai chien ca len mang hoi gi", FRIED, "Cô gái chiên cá lên mạng hỏi gì"),
        ("thue xe hoi giam khi nao", TAXED, "Thuế xe hơi giảm khi nào"),
        ("thue xe hoi di choi o dau", RENTED, "Thuê xe hơi đi chơi ở đâu"),
    ],
)
def test_words_of_the_topic_are_rather_read(
    reader: Understander, typed: str, about: str, read: str
) -> None:
    assert reader.understand(typed, topic(about)).text == read


def test_what_was_accented_stays_whatever_the_topic(reader: Understander) -> None:
    question = "Thuê xe hơi mất bao nhiêu tiền?"
    assert reader.understand(question, topic(TAXED)) == reader.understand(question)


def test_words_one_asks_with_are_not_made_into_others(reader: Understander) -> None:
    machines = "Máy cày, máy bơm, máy kéo đứng đầu bảng; đầu máy não nề."
    text = reader.understand("co may chiec xe o dau", topic(machines)).text
    assert text == "Có mấy chiếc xe ở đâu"


def test_it_is_told_by_all_passages_and_more_by_those_that_may_answer() -> None:
    two = Topic.of([("thuế và thuê", 0.64), ("thuế, thuế, thuế, thuế, thuế", 0.04)])
    assert two.counts == pytest.approx({"thuế": 0.8 + 0.2 * 3, "và": 0.8, "thuê": 0.8})
    odds = two.favour(["thuê", "thuế", "thuể"])
    assert odds[1] == 0 > odds[0] > odds[2]


@given(st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=5))
def test_what_no_passage_has_tells_nothing(words: list[str]) -> None:
    assert np.array_equal(Topic.of([]).favour(words), np.zeros(len(words)))


@given(st.text(max_size=60))
def test_a_topic_of_nothing_changes_nothing(reader: Understander, typed: str) -> None:
    assert reader.understand(typed, Topic.of([])) == reader.understand(typed)


@given(st.text(max_size=200))
def test_any_text_can_be_a_topic(reader: Understander, about: str) -> None:
    read = reader.understand("thue xe hoi", topic(about)).text
    assert fold(read) == "thue xe hoi"
