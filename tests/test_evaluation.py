"""Measures, question files and evaluation."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.dialogues import load_dialogues
from bot.messages import error_text
from embeddings.articles import BlockKind, Passage
from embeddings.benchmark import read_corpus
from embeddings.benchmark.variants import read_translations
from embeddings.errors import EmptyQuestionError, QuestionFileError
from embeddings.evaluation import evaluate
from embeddings.loaders import load_articles
from embeddings.metrics import exact_match, f1, meets, mrr, plain, recall
from embeddings.passages import passages
from embeddings.questions import Question, load_questions
from embeddings.resources import data_directory

FILE = data_directory() / "questions" / "dang-bo-khoi.jsonl"

# Measures


def test_recall_and_reciprocal_rank_count_what_was_not_found_as_zero():
    ranks = [1, 3, None, 11]
    assert recall(ranks, 1) == 0.25
    assert recall(ranks, 3) == 0.5
    assert mrr(ranks) == pytest.approx((1 + 1 / 3) / 4)
    assert mrr(ranks, depth=1) == 0.25


def test_no_questions_score_zero():
    assert recall([], 1) == mrr([]) == 0


@given(st.lists(st.one_of(st.none(), st.integers(1, 30))))
def test_recall_grows_with_k_and_bounds_reciprocal_rank(ranks):
    assert recall(ranks, 1) <= recall(ranks, 3) <= recall(ranks, 10) <= 1
    assert recall(ranks, 1) <= mrr(ranks) <= recall(ranks, 10)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("“Người tốt,  việc tốt”.", "người tốt việc tốt"),
        ("An ninh", "an ninh"),  # "an" is a word here
        ("27.000 lượt", "27000 lượt"),
        ("THU\xa0BIÊN", "thu biên"),
        ("Hoa\u0300", "hoà"),
    ],
)
def test_answers_are_compared_without_case_and_punctuation(answer, expected):
    assert plain(answer) == expected


def test_exact_match_and_f1():
    expected = ["ngày 18.5.2021", "18.5.2021"]
    assert exact_match("18.5.2021.", expected) == 1
    assert exact_match("5.2021", expected) == exact_match(None, expected) == 0
    assert f1("Ngày 18.5.2021", expected) == 1
    assert f1("vào ngày 18.5.2021", expected) == pytest.approx(2 * 2 / (3 + 2))
    assert f1("hôm qua", expected) == f1(None, expected) == f1("hôm qua", []) == 0


# Question files


@pytest.fixture(scope="module")
def shipped() -> tuple[Question, ...]:
    return load_questions(FILE)


def test_shipped_questions_are_answered_in_the_shipped_article(shipped):
    (article,) = [
        article
        for article in load_articles(data_directory() / "articles").articles
        if article.id == "dang-bo-khoi-hoc-va-lam-theo-guong-bac"
    ]
    found = passages(article)
    for question in shipped:
        assert all(answer in article.text for answer in question.answers), question.id
        right = [passage for passage in found if question.is_answered_by(passage)]
        assert bool(right) == question.answerable, question.id
        # The passage that is right holds the answer, whole.
        if question.answerable:
            assert any(a in p.text for a in question.answers for p in right), question.id
        # Asked in the reader's own words, not the article's sentences.
        assert question.question.rstrip("?") not in article.text


def test_shipped_questions_are_of_many_kinds(shipped):
    kinds = Counter(question.kind for question in shipped)
    assert len(shipped) >= 60
    assert len({question.question for question in shipped}) == len(shipped)
    assert min(kinds[kind] for kind in ("who", "how-many", "what", "unaccented", "english")) >= 10
    assert {"date", "author", "shorthand"} < set(kinds)
    assert kinds["unanswerable-near"] >= 10
    assert all(
        question.kind.startswith("unanswerable") != question.answerable for question in shipped
    )


@pytest.mark.parametrize(
    ("content", "where", "reason"),
    [
        (b"\xff", "", "not-utf-8"),
        ('{"question": "Ai?"}'.encode("utf-16"), "", "not-utf-8"),
        (b"\n \n", "", "empty"),
        (b'{"question": "Ai?"}\n{', ":2", "json"),
        (b"[1]", ":1", "json"),
        (b'{"question": "Ai?", "answerable": true}', ":1", "contradiction"),
        (b'{"question": "Ai?", "answers": ["Hoa"], "answerable": false}', ":1", "contradiction"),
    ],
)
def test_a_bad_question_file_is_explained(tmp_path, content, where, reason):
    path = tmp_path / "hoi.jsonl"
    path.write_bytes(content)
    with pytest.raises(QuestionFileError) as caught:
        load_questions(path)
    assert caught.value.details == {"path": f"{path}{where}", "reason": reason}
    assert reason not in error_text("vi", caught.value).split(":")[-1]


def test_encodings_other_than_utf8_are_not_said_to_be_read(tmp_path):
    path = tmp_path / "hoi.jsonl"
    path.write_text('{"question": "Ai?"}', encoding="utf-16")
    with pytest.raises(QuestionFileError) as caught:
        load_questions(path)
    assert "không phải là văn bản UTF-8;" in error_text("vi", caught.value)
    assert "UTF-16" not in error_text("vi", caught.value)


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        ({}, "question", "thiếu trường question"),
        ({"question": " "}, "question", "trường question để trống"),
        ({"question": 5}, "question", "trường question phải là một chuỗi"),
        ({"question": "Ai?", "kind": None}, "kind", "trường kind phải là một chuỗi"),
        ({"question": "Ai?", "passage": []}, "passage", "trường passage phải là một chuỗi"),
        ({"question": "Ai?", "article": 1}, "article", "trường article phải là một chuỗi"),
        ({"question": "Ai?", "answers": "Hoa"}, "answers", "trường answers phải là một danh sách"),
        ({"question": "Ai?", "answers": [""]}, "answers", "trường answers phải là một danh sách"),
        ({"question": "Ai?", "answerable": 1}, "answerable", "phải là true hoặc false"),
        ({"question": "Ai?", "answerable": True}, "answerable", "trường answerable mâu thuẫn với"),
    ],
)
def test_the_field_that_is_wrong_is_named(tmp_path, row, field, words):
    path = tmp_path / "hoi.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(QuestionFileError) as caught:
        load_questions(path)
    assert caught.value.details["path"] == f"{path}:1"
    assert caught.value.details.get("field", "answerable") == field
    assert words in error_text("vi", caught.value)
    assert field in error_text("en", caught.value)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("khong-co.jsonl", "không có tệp hay thư mục này"),
        (".", "đây là thư mục, không phải là tệp"),
    ],
)
@pytest.mark.parametrize("load", [load_questions, load_dialogues, read_corpus, read_translations])
def test_a_question_file_that_is_not_there(tmp_path, load, name, words):
    with pytest.raises(QuestionFileError) as caught:
        load(tmp_path / name)
    assert error_text("vi", caught.value).endswith(f": {words}")


def test_what_is_not_given_has_defaults(tmp_path):
    path = tmp_path / "hoi.jsonl"
    rows = [{"question": "Ai?"}, {"question": "Ai?", "answers": ["Hoa"]}]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert load_questions(path) == (
        Question("1", "Ai?", answerable=False),
        Question("2", "Ai?", answers=("Hoa",)),
    )


# Evaluation


@dataclass
class Found:
    passage: Passage


@dataclass
class Words:
    text: str


@dataclass
class Reply:
    best: Words | None
    candidates: list[Found] = field(default_factory=list)


def passage(text: str, article: str = "a") -> Passage:
    return Passage(f"{article}:{text}", article, BlockKind.PARAGRAPH, 1, 0, len(text), text)


HOA = passage("Bà Hoa là giám đốc.")
KHIEN = passage("Ông Khiên là\xa0phó giám đốc.")
OTHER = passage("Bà Hoa là giám đốc.", "b")

QUESTIONS = [
    Question("1", "Ai là giám đốc?", "who", ("Bà Hoa", "Hoa")),
    Question("2", "Ai là phó?", "who", ("Ông Khiên",), passage="Khiên là phó"),
    Question("3", "Bài nào nói về bà Hoa?", "what", ("Bà Hoa",), article="b"),
    Question("4", "Mấy giờ?", "far", answerable=False),
    Question("5", "Ở đâu?", "far", answerable=False),
    Question("6", "🙂", "far", answerable=False),
    Question("7", "Ai là trưởng phòng?", "who", ("Lan",)),
]


def ask(question: str) -> Reply:
    if question == "🙂":
        raise EmptyQuestionError("nothing")
    if question == "Ai là trưởng phòng?":
        return Reply(None)
    if question == "Mấy giờ?":
        return Reply(None, [Found(HOA)])
    return Reply(Words("Hoa"), [Found(HOA), Found(KHIEN), Found(OTHER)])


def test_evaluation_counts_ranks_answers_and_refusals():
    report = evaluate(ask, QUESTIONS)
    assert (report.n, report.answerable, report.unanswerable) == (7, 4, 3)
    assert report.recall == {1: 0.25, 3: 0.75, 5: 0.75}
    assert report.score == 0.25
    assert report.mrr == pytest.approx((1 + 1 / 2 + 1 / 3) / 4)
    assert report.exact == 0.25
    assert report.f1 == pytest.approx((1 + 0 + 2 / 3) / 4)
    assert report.right == 0.5  # "Hoa" is a part of "Bà Hoa"
    assert (report.refused, report.withheld) == (2, 1)


def test_evaluation_by_kind():
    kinds = {kind.kind: kind for kind in evaluate(ask, QUESTIONS).kinds}
    assert list(kinds) == ["who", "what", "far"]
    assert kinds["who"].recall == {1: 1 / 3, 3: 2 / 3, 5: 2 / 3}
    assert (kinds["far"].n, kinds["far"].refused, kinds["far"].score) == (3, 2, 2 / 3)


def test_failures_say_what_was_expected_and_what_came():
    failures = evaluate(ask, QUESTIONS).failures
    assert [(f.question.id, f.expected, f.got, f.rank) for f in failures] == [
        ("2", "Ông Khiên", "Hoa", 2),
        ("5", "", "Hoa", None),
        ("7", "Lan", None, None),
    ]


def test_the_wrong_words_of_the_right_passage_are_a_failure():
    asked = Question("1", "Bà Hoa là gì?", answers=("giám đốc",))
    (failure,) = evaluate(ask, [asked]).failures
    assert (failure.expected, failure.got, failure.rank) == ("giám đốc", "Hoa", 1)


@pytest.mark.parametrize(
    ("answer", "expected", "met"),
    [
        ("24 bộ thủ tục", ["24"], True),
        ("24", ["24 bộ thủ tục hành chính"], True),
        ("bộ thủ tục hành chính", ["24 bộ thủ tục hành chính"], False),
        ("của", ["lãnh đạo của tỉnh"], False),
        ("Bà Hoa là giám đốc.", ["Bà Hoa"], True),
        ("240", ["24"], False),
        ("Hoa", ["Hoàng"], False),
        ("", ["24"], False),
        ("…", ["24"], False),
        (None, ["24"], False),
    ],
)
def test_an_answer_meets_expected_words_or_a_part_of_them(answer, expected, met):
    assert meets(answer, expected) is met


def test_an_evaluation_of_nothing_scores_zero():
    report = evaluate(ask, [])
    assert (report.n, report.score, report.failures) == (0, 0, ())
