"""Syllables, keystrokes, chat spellings, other languages: what a typed word can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.vietnamese import fold, shorthand
from embeddings.vietnamese.foreign import is_foreign
from embeddings.vietnamese.syllables import is_syllable, is_unaccented_syllable
from embeddings.vietnamese.telex import decode, vni_words


@pytest.mark.parametrize(
    "word",
    [
        "nguyễn",
        "quốc",
        "quý",
        "qúy",
        "gì",
        "giếng",
        "nghiêng",
        "khuya",
        "oanh",
        "ủy",
        "uỷ",
        "kỹ",
        "kĩ",
        "rượu",
        "hươu",
        "quặp",
        "boong",
        "Đảng",
    ],
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)
    assert is_unaccented_syllable(fold(word))


@pytest.mark.parametrize("word", ["néw", "cảc", "ngĩa", "kông", "đắkk", "café", "cac", "ủyy", ""])
def test_not_a_syllable_as_written(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    "word", ["test", "news", "who", "director", "covid", "facebook", "ubnd", "dvvl", "ko"]
)
def test_never_a_syllable_without_accents(word: str) -> None:
    assert not is_unaccented_syllable(word)


@pytest.mark.parametrize(
    ("keys", "syllable"),
    [
        ("nguyeenx", "nguyễn"),
        ("nguyenex", "nguyễn"),
        ("Nguyeenx", "Nguyễn"),
        ("DDAANGR", "ĐẨNG"),
        ("thuys", "thúy"),
        ("haf", "hà"),
        ("dduwowcj", "được"),
        ("dduowcj", "được"),
        ("truwowngf", "trường"),
        ("quyeets", "quyết"),
        ("quys", "quý"),
        ("gif", "gì"),
        ("hoaf", "hòa"),
        ("toans", "toán"),
        ("khuyur", "khuỷu"),
        ("tuooir", "tuổi"),
        ("tie6ng1", "tiếng"),
        ("d9u7o7c5", "được"),
        ("nguye6n4", "nguyễn"),
        ("la2", "là"),
    ],
)
def test_keystrokes(keys: str, syllable: str) -> None:
    assert decode(keys) == syllable


@pytest.mark.parametrize(
    "word", ["news", "canada", "covid19", "h1n1", "A320", "hai", "đảng", "a", "", "x" * 40]
)
def test_what_no_keystrokes_give(word: str) -> None:
    assert decode(word) is None


@given(st.text(alphabet="nguyeaohdtwsfrxjz1234567890", max_size=12))
def test_decoding_gives_accented_syllables_or_nothing(word: str) -> None:
    syllable = decode(word)
    assert syllable is None or (is_syllable(syllable) and not syllable.isascii())


def test_vni_needs_more_than_a_figure_at_the_end() -> None:
    assert vni_words("lop A1 so1 covid19") == {}
    assert vni_words("tie6ng1 la2") == {0: 7, 8: 11}


@pytest.mark.parametrize(
    ("word", "first"),
    [("ko", "không"), ("bn", "bao nhiêu"), ("đc", "được"), ("j", "gì"), ("ntn", "như thế nào")],
)
def test_chat_spellings(word: str, first: str) -> None:
    assert shorthand.meanings(word)[0] == first


@pytest.mark.parametrize("word", ["không", "ban", "do", "TT", "K", "la", "ai"])
def test_words_that_are_no_chat_spellings(word: str) -> None:
    assert shorthand.meanings(word) == ()


def unreadable(word: str) -> bool:
    return False


@pytest.mark.parametrize(
    "question",
    [
        "who is the director of the employment service center",
        "how many members registered",
        "when was the directive issued",
        "what does the party committee want",
        "which year",
    ],
)
def test_english(question: str) -> None:
    assert is_foreign(question.split(), unreadable)


@pytest.mark.parametrize(
    "question",
    [
        "ai la giam doc trung tam dich vu viec lam",
        "ai là giám đốc the new york times",
        "covid la gi",
        "bao nhieu nguoi dung facebook va google",
        "to an do the in",  # every word of it may be English: tổ ăn đỗ thế in
        "hoa",
    ],
)
def test_vietnamese_with_or_without_accents(question: str) -> None:
    assert not is_foreign(question.split(), unreadable)
