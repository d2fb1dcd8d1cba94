"""What a token's word is told of the other side: asked, read, alone or with a neighbour."""

from __future__ import annotations

import pytest
from tokenizers import Tokenizer

from embeddings.bundled_model import bundled_model
from embeddings.overlap import Overlap, overlaps
from embeddings.span_model import PASSAGE, QUESTION, before_passage


@pytest.fixture(scope="module")
def tokenizer(models_directory):
    found = Tokenizer.from_file(str(bundled_model(models_directory) / "tokenizer.json"))
    found.no_truncation()
    return found


@pytest.fixture
def kinds(tokenizer):
    """For a question, a passage and its title: what is known of every piece, question and rest."""

    def found(question, passage, title=""):
        asked, above, read = (
            tokenizer.encode(text, add_special_tokens=False).ids
            for text in (QUESTION + question, title, PASSAGE + passage)
        )
        begin, end = tokenizer.token_to_id("<s>"), tokenizer.token_to_id("</s>")
        before = before_passage(asked, above, begin, end)
        ids = [*before, *read, end]
        marks = overlaps(ids, tokenizer.id_to_token)
        assert len(marks) == len(ids)
        pieces = [tokenizer.id_to_token(number).lstrip("▁") for number in ids]
        cut = len(asked) + 1
        both = [(piece, Overlap(mark)) for piece, mark in zip(pieces, marks, strict=True)]
        return dict(both[:cut]), dict(both[cut:])

    return found


def test_words_in_common_are_told_from_those_in_the_question_only(kinds):
    asked, read = kinds("Xe ba bánh ở đâu?", "Chiếc xe hai bánh để ngoài sân.")
    assert asked["ba"] == asked["đâu"] == Overlap.ASKED_ONLY
    assert asked["Xe"] == asked["bánh"] == Overlap.ASKED
    assert read["xe"] == read["bánh"] == Overlap.READ
    assert read["hai"] == read["sân"] == Overlap.NONE


def test_neighbours_in_common_count_together(kinds):
    asked, read = kinds("Đảng ủy họp khi nào?", "Hôm qua, đảng ủy đã họp.")
    assert asked["Đảng"] == asked["ủy"] == Overlap.ASKED_TOGETHER
    assert read["đảng"] == read["ủy"] == Overlap.READ_TOGETHER
    assert asked["họp"] == Overlap.ASKED
    assert read["họp"] == Overlap.READ


def test_accents_and_figures_count(kinds):
    asked, _ = kinds("Bà Hà có 27.000 đồng năm 2021?", "Ba ha có 27.000 đồng, năm 2020.")
    assert asked["Bà"] == asked["Hà"] == Overlap.ASKED_ONLY
    assert asked[".000"] == Overlap.ASKED_TOGETHER
    assert asked["2021"] == Overlap.ASKED_ONLY


def test_the_title_is_read_too_but_no_word_is_next_to_one_of_the_passage(kinds):
    asked, read = kinds("Hội nghị đảng ủy?", "nghị quyết", title="ủy ban mở hội")
    assert asked["Hội"] == asked["nghị"] == asked["ủy"] == Overlap.ASKED
    assert read["nghị"] == read["hội"] == Overlap.READ
    assert read["quyết"] == read["ban"] == Overlap.NONE


def test_marks_and_punctuation_are_nothing(kinds):
    asked, read = kinds("Hội, ở đâu?", "Hội, ở xã.")
    assert asked[","] == asked["?"] == asked["<s>"] == Overlap.NONE
    assert read[","] == read["."] == read["</s>"] == Overlap.NONE
    # A comma is between them, and does not part them.
    assert asked["Hội"] == Overlap.ASKED_TOGETHER


def test_nothing_asked_has_nothing_in_common(kinds):
    asked, read = kinds("", "Hội nghị họp.")
    assert set(read.values()) == {Overlap.NONE}
    assert set(asked.values()) <= {Overlap.NONE, Overlap.ASKED_ONLY}
