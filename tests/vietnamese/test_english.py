"""English questions, looked up word by word."""

import pytest

from embeddings.vietnamese import Lexicon, Understander
from embeddings.vietnamese.english import glossary, glossed, renderings

UNDERSTANDER = Understander(Lexicon.from_texts(["Giám đốc Trung tâm Dịch vụ việc làm Hải Dương."]))


def phrases(question: str) -> dict[str, tuple[str, ...]]:
    words = question.split()
    return {" ".join(words[one.first : one.last]): one.phrases for one in renderings(words)}


@pytest.mark.parametrize(
    ("word", "vietnamese"),
    [
        ("director", "giám đốc"),
        ("directors", "giám đốc"),
        ("cities", "thành phố"),
        ("registered", "đăng ký"),
        ("planned", "kế hoạch"),
        ("proposing", "đề xuất"),
        ("children", "trẻ em"),
        ("Mongolia", "Mông Cổ"),
    ],
)
def test_a_word_is_known_in_all_its_forms(word: str, vietnamese: str) -> None:
    assert vietnamese in phrases(word)[word]


def test_the_longest_term_is_taken() -> None:
    found = phrases("deputy director of the people s committee")
    assert "phó giám đốc" in found["deputy director"]
    assert "ủy ban nhân dân" in found["people s committee"]
    assert "director" not in found


@pytest.mark.parametrize("word", ["the", "to", "in", "an", "do", "who", "Haussmann", "x", ""])
def test_function_words_and_names_have_no_rendering(word: str) -> None:
    assert phrases(word) == {}


def test_names_and_numbers_are_kept_as_typed() -> None:
    read = glossed("Who is the director of the Tu Minh centre, and since 2017?")
    assert "Tu Minh" in read.kept
    assert "2017" in read.kept
    assert "director" not in read.kept
    assert read.text.startswith("giám đốc Tu Minh trung tâm")


def test_a_name_that_is_also_a_word_is_looked_for_as_both() -> None:
    read = glossed("When did Mr Bay Hill arrive?")
    assert "Bay" in read.kept
    assert any("vịnh" in one.phrases for one in read.renderings)


@pytest.mark.parametrize(
    ("question", "kept", "text"),
    [
        ("Who is the secretary of An Giang?", "An Giang", "bí thư An Giang"),
        ("What did Do Muoi say?", "Do Muoi", "Do Muoi nói"),
        ("When did the US open its embassy?", "US", "US mở đại sứ quán"),
        ("WHO IS THE DIRECTOR OF THE HOSPITAL?", "", "giám đốc bệnh viện"),
        ("Which teachers teach grade 5?", "5", "giáo viên dạy lớp 5"),
    ],
)
def test_names_that_look_like_function_words_are_names(question: str, kept: str, text: str) -> None:
    read = glossed(question)
    assert " ".join(read.kept.replace(".", " ").split()) == kept
    assert read.text == text


def test_an_english_question_is_searched_by_vietnamese_words() -> None:
    understood = UNDERSTANDER.understand("Who is the director of the employment service centre?")
    assert understood.foreign
    assert understood.text == understood.original
    assert {"giam_doc", "=giám", "viec_lam", "trung_tam"} <= understood.terms.keys()
    assert not {"the", "of", "is"} & understood.terms.keys()


def test_a_question_of_nothing_but_function_words_can_be_asked() -> None:
    assert UNDERSTANDER.understand("what is this about").terms


def test_vietnamese_questions_are_not_glossed() -> None:
    assert UNDERSTANDER.understand("Ai là giám đốc trung tâm?").glossed == ""


def test_every_entry_can_be_found_and_is_clean() -> None:
    for term, vietnamese in glossary().items():
        assert term == " ".join(term.lower().split())
        assert vietnamese
        assert all(phrase.strip() == phrase and phrase for phrase in vietnamese), term
    assert len(glossary()) > 5_000
