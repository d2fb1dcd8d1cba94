"""What passages are found by."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.vietnamese import index_terms
from embeddings.vietnamese.text import match_form, newspaper_form

_WORDS = "hòa hoà thủy thuỷ quý toàn Nguyễn Thúy Hà đảng viên năm 2021 27.000 18.5.2021 kỹ kĩ"
SYLLABLES = st.sampled_from(sorted(_WORDS.split()))
PHRASES = st.lists(SYLLABLES, min_size=1, max_size=8).map(" ".join)


def canonical(text: str) -> set[str]:
    """The number, date and document terms of a text, bigrams left out."""
    return {term for term in index_terms(text) if term[0] in "#@§" and "_" not in term}


@given(PHRASES)
def test_terms_do_not_depend_on_the_normal_form(text: str) -> None:
    assert index_terms(unicodedata.normalize("NFD", text)) == index_terms(text)


@given(PHRASES)
def test_terms_do_not_depend_on_where_the_tone_stands(text: str) -> None:
    old = " ".join(newspaper_form(word) for word in text.split())
    new = " ".join(match_form(word) for word in text.split())
    assert index_terms(old) == index_terms(new)


@given(st.text())
def test_any_text_has_terms_that_can_be_stored(text: str) -> None:
    for term in index_terms(text):
        assert term == term.strip()
        assert term.encode()


def test_a_phrase_has_syllables_bigrams_and_exact_forms() -> None:
    assert index_terms("Giám đốc") == ["giam", "=giám", "doc", "=đốc", "giam_doc"]


def test_unaccented_words_have_an_exact_form_too() -> None:
    """So that "trong" in a question prefers "trong" to "trọng"."""
    assert "=trong" in index_terms("trong")
    assert "=trong" not in index_terms("trọng")


@pytest.mark.parametrize("between", [". ", ", ", "; ", "\n", " (", "? ", "… ", " - "])
def test_bigrams_do_not_cross_punctuation(between: str) -> None:
    assert "bo_giam" not in index_terms(f"chi bộ{between}giám đốc")


@pytest.mark.parametrize("between", [" ", '" ', "-", " “", "/"])
def test_bigrams_pass_quotes_and_hyphens(between: str) -> None:
    assert "bo_giam" in index_terms(f"chi bộ{between}giám đốc")


def test_titles_with_a_point_do_not_end_a_phrase() -> None:
    assert "tp_hai" in index_terms("ở TP. Hải Dương")
    assert "ts_nguyen" in index_terms("TS. Nguyễn Văn A")


@pytest.mark.parametrize("one", ["Covid-19", "COVID 19", "covid19"])
def test_codes_match_however_joined(one: str) -> None:
    assert {"covid", "#19", "covid_#19"} <= set(index_terms(one))


@pytest.mark.parametrize(
    "text", ["27.000", "27,000", "27000", "27 nghìn", "27 ngàn", "hai mươi bảy nghìn"]
)
def test_one_number_one_term(text: str) -> None:
    terms = index_terms(f"trên {text} lượt")
    assert {"#27000", "#27000_luot"} <= set(terms)


@pytest.mark.parametrize("text", ["90%", "90 %", "90 phần trăm", "chín mươi phần trăm"])
def test_one_share_one_term(text: str) -> None:
    assert "#90%" in index_terms(f"đạt {text} kế hoạch")


def test_a_count_is_no_share() -> None:
    assert "#90%" not in index_terms("90 phần quà")


def test_a_digit_in_words_matches_the_figure() -> None:
    assert {"#3", "#3_nguoi", "ba"} <= set(index_terms("ba người con"))
    assert {"#3", "#3_nguoi"} <= set(index_terms("3 người con"))


@pytest.mark.parametrize(
    "text",
    [
        "18.5.2021",
        "18/05/2021",
        "18-5-2021",
        "18 tháng 5 năm 2021",
        "18 tháng 5/2021",
        "18 tháng Năm năm 2021",
    ],
)
def test_one_date_one_term(text: str) -> None:
    assert {"@2021-05-18", "@2021-05", "@05-18"} <= canonical(f"ngày {text} của Bộ")


def test_a_coarser_date_meets_a_finer_one() -> None:
    full = canonical("ngày 30/07/2021")
    assert canonical("tháng 7/2021") & full >= {"@2021-07"}
    assert canonical("ngày 30/7") & full >= {"@07-30"}
    assert "@2021-07" not in canonical("tháng 7 năm 2020")


@pytest.mark.parametrize("text", ["Kết luận 01-KL/TW", "Kết luận số 01", "kết luận 1", "01-kl/tw"])
def test_a_document_is_one_term(text: str) -> None:
    assert "§kl-1" in canonical(text)


def test_a_document_number_is_kept_whole() -> None:
    assert "§43/2021/nd-cp" in canonical("Nghị định 43/2021/NĐ-CP của Chính phủ")
    assert "§nd-43" in canonical("Nghị định số 43")
    assert "§ct-5" in canonical("Chỉ thị 05 của Bộ Chính trị")
    assert "§ct-5" in canonical("Chỉ thị số 05-CT/TW")


@pytest.mark.parametrize("text", ["chạy 100 km/h", "tỷ số 2-1", "24/7", "khổ A4/A5", "5 km"])
def test_what_is_no_document(text: str) -> None:
    assert not any(term.startswith("§") for term in index_terms(text))
