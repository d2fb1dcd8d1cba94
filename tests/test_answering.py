"""Questions on the shipped article, answered by the real line: model, indexes, ranking, reader."""

from __future__ import annotations

import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.answering import CANDIDATES, MAX_QUESTION, Answer
from bot.library import Library
from embeddings.articles import BlockKind
from embeddings.errors import EmptyQuestionError, QuestionTooLongError


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Ai là Bí thư Đảng ủy Khối các cơ quan tỉnh?", "Nguyễn Thúy Hà"),
        ("Ai là Giám đốc Trung tâm Dịch vụ việc làm Hải Dương?", "Lê Thị Phương Hoa"),
        ("ai la giam doc trung tam dich vu viec lam hai duong", "Lê Thị Phương Hoa"),
        ("Các chi bộ đăng ký bao nhiêu công việc đột phá với Đảng ủy Khối?", "402"),
        ("Bao nhiêu lượt đảng viên đăng ký nêu gương từ năm 2017 đến năm 2020?", "27.000"),
        ("Bảo hiểm Xã hội tỉnh đã đưa bao nhiêu bộ thủ tục ra một cửa?", "24 bộ thủ tục"),
        ("Ai viết bài này?", "THU BIÊN"),
        ("Bài báo được đăng ngày nào?", "30/07/2021"),
    ],
)
def test_the_answering_sentence_holds_the_fact(
    library: Library, question: str, expected: str
) -> None:
    answer = library.ask(question)
    assert answer.best is not None
    assert expected in answer.best.text


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        # By themselves "Bắc", a name, and "bậc" are likelier, and the library has neither.
        ("bac la ai?", "Bác là ai?"),
        ("hoc tap bac the nao?", "Học tập Bác thế nào?"),
    ],
)
def test_a_question_is_read_with_the_words_of_what_is_found(
    library: Library, typed: str, read: str
) -> None:
    assert library.ask(typed).understood.text == read


def test_an_answer_is_a_stretch_of_its_article(library: Library) -> None:
    answer = library.ask("Bao nhiêu tập thể được ghi sổ người tốt, việc tốt?")
    assert answer.best is not None
    for finding in (answer.best, *answer.alternatives):
        passage = finding.hit.passage
        article = library.answerer.edition.articles[passage.article_id]
        assert article.text[passage.start : passage.end] == passage.text
        start = passage.start + finding.start
        assert article.text[start : start + len(finding.text)] == finding.text
        assert finding.text == finding.text.strip() != ""
        assert 0 <= finding.confidence <= 1


@pytest.mark.parametrize(
    "question",
    [
        "Giá vàng hôm nay bao nhiêu?",
        "Thủ đô của nước Pháp là thành phố nào?",
        "Đội nào vô địch World Cup 2022?",
        "cach nau pho bo",
    ],
)
def test_what_the_library_does_not_hold_is_not_answered(library: Library, question: str) -> None:
    answer = library.ask(question)
    assert not answer.answered
    assert answer.alternatives == ()
    assert answer.candidates, "the nearest passages are still given"


def test_candidates_are_ordered_and_complete(library: Library) -> None:
    answer = library.ask("Chỉ thị 05 là của ai?")
    scores = [hit.score for hit in answer.candidates]
    assert scores == sorted(scores, reverse=True)
    assert len(answer.candidates) == min(CANDIDATES, len(library.answerer.edition.passages))
    assert len({hit.passage.id for hit in answer.candidates}) == len(answer.candidates)
    assert sum(scores) <= 1 + 1e-5


def test_timings_add_up(library: Library) -> None:
    timings = library.ask("Ai là Phó Giám đốc Bảo hiểm Xã hội tỉnh?").timings_ms
    assert {"understand", "encode", "dense", "lexical", "rank", "read", "total"} == set(timings)
    stages = sum(value for stage, value in timings.items() if stage != "total")
    assert stages <= timings["total"]


def _facts(answer: Answer) -> tuple[str | None, list[str]]:
    return answer.best.text if answer.best else None, [hit.passage.id for hit in answer.candidates]


def test_nfd_and_old_tone_placement_ask_the_same(library: Library) -> None:
    question = "Nguyễn Thúy Hà giữ chức vụ gì ở Đảng ủy Khối?"
    asked = _facts(library.ask(question))
    assert _facts(library.ask(unicodedata.normalize("NFD", question))) == asked
    assert _facts(library.ask(question.replace("Thúy", "Thuý").replace("ủy", "uỷ"))) == asked


@pytest.mark.parametrize("question", ["", "   \n", "?!…", "😀🎉", "\u200b\u00a0", "()"])
def test_an_empty_question_is_an_error(library: Library, question: str) -> None:
    with pytest.raises(EmptyQuestionError):
        library.ask(question)


def test_a_question_of_10_000_characters_is_an_error(library: Library) -> None:
    with pytest.raises(QuestionTooLongError) as caught:
        library.ask("Ai? " * 2_500)
    assert caught.value.details == {"length": 10_000, "limit": MAX_QUESTION}


@pytest.mark.parametrize(
    "question",
    [
        "a" * MAX_QUESTION,
        "năm " * (MAX_QUESTION // 4),
        "党委书记是谁？",
        "Кто секретарь парткома?",
        "nguyeenx thuys haf laf ai",
        '<b>Ai</b> & "ai"; DROP TABLE --',
        "\ud7ff\ufffd\x00\x07 ai",
        "ai\u0301\u0301\u0301\u0301",
    ],
)
def test_strange_questions_never_raise(library: Library, question: str) -> None:
    answer = library.ask(question)
    assert answer.candidates
    assert answer.edition == library.answerer.edition.id


def test_many_threads_get_the_answers_one_gets(library: Library) -> None:
    questions = ["Ai là Bí thư Đảng ủy Khối?", "Bao nhiêu việc đột phá?", "ai viet bai nay"] * 6
    alone = [_facts(library.ask(question)) for question in questions]
    with ThreadPoolExecutor(6) as pool:
        together = [_facts(answer) for answer in pool.map(library.ask, questions)]
    assert together == alone


def test_headings_are_never_answers(library: Library) -> None:
    answer = library.ask("Nâng cao chất lượng thực hiện Chỉ thị 05")
    assert all(hit.passage.kind is not BlockKind.HEADING for hit in answer.candidates)
