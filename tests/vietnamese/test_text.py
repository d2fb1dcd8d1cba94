"""Characters: NFC, folding with offsets, spellings that count as one."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from embeddings.vietnamese import fold, nfc
from embeddings.vietnamese.text import clean, match_form, newspaper_form

# Letters with everything Unicode does to them, besides Vietnamese.
TEXTS = st.text() | st.text(alphabet="aăâđeêơưáằẫọĐỐßﬁİıſK\u0301\u0323\u031b\u200bﬃñ한がΣς ,.1")


@given(TEXTS)
@example("İstanbul ß ﬁ ﬃ x\u0303 ǅ K Å")
def test_fold_keeps_every_offset(text: str) -> None:
    composed = nfc(text)
    assert len(fold(composed)) == len(composed)


@given(TEXTS)
def test_folding_and_composing_twice_change_nothing_more(text: str) -> None:
    once = nfc(text)
    assert nfc(once) == once
    assert fold(fold(once)) == fold(once)


@given(TEXTS)
def test_every_normal_form_folds_alike(text: str) -> None:
    assert fold(nfc(unicodedata.normalize("NFD", text))) == fold(nfc(text))


def test_offsets_of_a_folded_match_are_offsets_of_the_text(article: str) -> None:
    text = nfc(article)
    found = re.search("nguyen thuy ha", fold(text))
    assert found is not None
    assert text[found.start() : found.end()] == "Nguyễn Thúy Hà"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đảng bộ Khối", "dang bo khoi"),
        ("ĐƯỜNG ĐỜI ƯỚC", "duong doi uoc"),
        ("Québec, Mönchengladbach, señor", "quebec, monchengladbach, senor"),
        ("Straße", "straße"),
        ("Москва 東京 한국", "москва 東京 한국"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_lone_surrogates_can_be_written_to_a_file() -> None:
    assert nfc("a\ud83db").encode() == "a\ufffdb".encode()


def test_clean_unifies_what_only_looks_different() -> None:
    typed = "“Người tốt”\u00a0– ‘việc tốt’\u200b, 2017−2020\ufeff"
    assert clean(typed) == "\"Người tốt\" - 'việc tốt', 2017-2020"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hòa", "hoà"),
        ("thủy", "thuỷ"),
        ("Thúy", "Thuý"),
        ("quý", "qúy"),
        ("khuỷu", "khủyu"),
        ("toàn", "tòan"),
        ("LOẺ", "lỏe"),
        ("kỹ", "kĩ"),
        ("lý", "lí"),
        ("Mỹ", "mĩ"),
        ("quy", "qui"),
        ("sỹ", "sĩ"),
        ("tỷ", "tỉ"),
    ],
)
def test_spellings_of_one_word_match(one: str, other: str) -> None:
    assert match_form(one) == match_form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoàn", "hoan"),
        ("vi", "vy"),  # names that differ
        ("mai", "may"),
        ("tai", "tay"),
        ("thúy", "thùy"),
        ("của", "cua"),
        ("lý", "lỳ"),
    ],
)
def test_different_words_do_not_match(one: str, other: str) -> None:
    assert match_form(one) != match_form(other)


@pytest.mark.parametrize(
    "word", ["hoàn", "quý", "quỷ", "quà", "khuyến", "Hòa", "thúy", "xoáy", "ngoài", "loa", "Kỳ"]
)
def test_words_newspapers_write_so_are_left_alone(word: str) -> None:
    assert newspaper_form(word) == word


@pytest.mark.parametrize(
    ("word", "newspaper"),
    [
        ("hoà", "hòa"),
        ("Thuý", "Thúy"),
        ("XOÁ", "XÓA"),
        ("tòan", "toàn"),
        ("qúy", "quý"),
        ("khoẻ", "khỏe"),
    ],
)
def test_the_tone_goes_where_newspapers_put_it(word: str, newspaper: str) -> None:
    assert newspaper_form(word) == newspaper


@given(st.text(alphabet="qhtkoaeuyiàáảãạòóỏõọùúủũụỳýỷỹỵn", max_size=6))
def test_spelling_forms_are_final(word: str) -> None:
    assert match_form(match_form(word)) == match_form(word)
    assert newspaper_form(newspaper_form(word)) == newspaper_form(word)
    assert match_form(newspaper_form(word)) == match_form(word)
