"""The sentence reader: whole sentences, the one that answers, by words or by kind."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.articles import ArticleInfo, BlockKind, Passage
from embeddings.reader import SentenceReader
from embeddings.retriever import Hit
from embeddings.vietnamese import Lexicon, Understander, sentence_spans

TEXT = (
    "Nhiều năm nay, chi bộ dành thời gian học tập. Các chi bộ đã đăng ký 402 công việc đột phá. "
    "Đồng chí Lê Thị Phương Hoa, Giám đốc trung tâm, cho biết: kết quả tốt."
)
UNDERSTANDER = Understander(Lexicon.from_texts([TEXT]))


def hit(text: str) -> Hit:
    passage = Passage("a:1", "a", BlockKind.PARAGRAPH, 1, 0, len(text), text)
    return Hit(passage, ArticleInfo("a", "Bài", (), None, ""), 0.7, 0.9, 1.0)


def read(question: str, text: str = TEXT) -> str:
    reader = SentenceReader(lambda term: 1.0)
    (reading,) = reader.read(UNDERSTANDER.understand(question), [hit(text)])
    assert (reading.place, reading.confidence) == (0, 0.7)
    assert (reading.start, reading.end) in sentence_spans(text)
    return text[reading.start : reading.end]


def test_the_sentence_with_the_questions_words() -> None:
    assert "402" in read("Đăng ký bao nhiêu công việc đột phá?")
    assert "402" in read("dang ky bao nhieu cong viec dot pha")
    assert "Phương Hoa" in read("Ai là giám đốc trung tâm?")
    assert "học tập" in read("Chi bộ dành thời gian làm gì?")


def test_without_a_common_word_the_kind_decides() -> None:
    assert "402" in read("How many were registered?")
    assert "Phương Hoa" in read("Who is the head?")


@pytest.mark.parametrize(
    "question", ["Ai là Giám đốc Bảo hiểm?", "Who is the director of the insurance?"]
)
def test_what_is_said_of_the_deputy_is_hardly_an_answer_about_the_head(question: str) -> None:
    texts = ["Ông Khiên, Phó Giám đốc Bảo hiểm, cho biết.", "Bà Hoa, Giám đốc Bảo hiểm, nói."]
    reader = SentenceReader(lambda term: 1.0)
    understood = Understander(Lexicon.from_texts(texts)).understand(question)
    readings = reader.read(understood, [hit(text) for text in texts])
    assert [(one.place, round(one.confidence, 3)) for one in readings] == [(1, 0.7), (0, 0.035)]


def test_a_sentence_that_stands_in_two_passages_is_one_answer() -> None:
    reader = SentenceReader(lambda term: 1.0)
    asked = UNDERSTANDER.understand("Ai là giám đốc trung tâm?")
    twice = [replace(hit(TEXT), score=0.3), replace(hit(TEXT), score=0.2)]
    (reading,) = reader.read(asked, twice)
    assert (reading.place, reading.confidence) == (0, 0.5)


def test_telling_words_count_more() -> None:
    text = "Chi bộ của tỉnh của ta. Kết luận của ta."
    common = {"cua", "=của", "ta", "=ta", "cua_ta"}
    reader = SentenceReader(lambda term: 0.1 if term in common else 2.0)
    (reading,) = reader.read(UNDERSTANDER.understand("kết luận của ta"), [hit(text)])
    assert text[reading.start : reading.end] == "Kết luận của ta."


@given(st.text(min_size=1).filter(str.strip), st.text())
def test_a_reading_is_always_a_sentence_of_the_passage(text: str, question: str) -> None:
    spans = sentence_spans(text)
    if spans:
        start, end = spans[0][0], spans[-1][1]
        read(question, text[start:end])
