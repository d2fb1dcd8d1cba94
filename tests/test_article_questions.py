"""Questions that no model was trained on, and the library that they are asked in."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from embeddings import resources
from embeddings.benchmark.corpus import tasks, without
from embeddings.passages import passages
from embeddings.retriever import Hit
from embeddings.span_model import Excerpt, TextSpan
from embeddings.training import reader_export
from embeddings.training.article_questions import (
    answers_elsewhere,
    articles_asked,
    in_their_passages,
)
from embeddings.training.reader_figures import DevSet
from embeddings.training.reading import elsewhere, is_right

FIRST = "Chi bộ A đăng ký 13 việc với tỉnh."
SECOND = "Đến nay 13 việc đã xong, 2 việc còn dở."
QUESTIONS = [
    ["Bao nhiêu việc đã xong?", [len(FIRST) + 9, len(FIRST) + 16]],
    ["bao nhieu viec bi bo", None],
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    row = {"title": "Chi bộ A", "text": f"{FIRST}\n{SECOND}"}
    with gzip.open(tmp_path / "news.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
    entry = {"file": "news.jsonl.gz", "row": 0, "questions": QUESTIONS}
    lines = [json.dumps(one) for one in (entry, {**entry, "file": "lost.jsonl"})]
    (tmp_path / "asked.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def test_a_question_is_answered_where_its_sentence_stands(data: Path) -> None:
    corpus = articles_asked(data, data / "asked.jsonl", "calibration")
    (article,) = corpus.articles
    found = passages(article)
    assert [passage.text for passage in found] == ["Chi bộ A", FIRST, SECOND]
    (task,) = tasks(corpus.questions, found)
    # The first paragraph has "13 việc", too, but not those that were asked for.
    assert corpus.questions[0].answers == ("13 việc",)
    assert task.right == {found[2].id}
    (in_vain,) = tasks(corpus.unanswerable, found)
    assert in_vain.right == {passage.id for passage in found}


def test_a_stretch_can_stand_for_its_article(data: Path) -> None:
    first = len(FIRST) + 1
    entry = {"file": "news.jsonl.gz", "row": 0, "start": first, "end": first + len(SECOND)}
    asked = [["Bao nhiêu việc đã xong?", [8, 15]], ["Bao nhiêu việc đăng ký với tỉnh?", None]]
    line = json.dumps({**entry, "questions": asked})
    (data / "remembered.jsonl").write_text(line, encoding="utf-8")
    corpus = articles_asked(data, data / "remembered.jsonl", "remembered", whole=False)
    (article,) = corpus.articles
    # The rest of the article answers what the stretch does not.
    assert [passage.text for passage in passages(article)] == ["Chi bộ A", SECOND]
    assert [one.answers for one in corpus.questions] == [("13 việc",)]
    assert [one.article_id for one in corpus.unanswerable] == [article.id]


def test_what_another_article_says_in_other_words_is_right_too(data: Path) -> None:
    known = {"Bao nhiêu việc đã xong?": "mười ba việc", "Ai?": "ông A"}
    corpus = articles_asked(data, data / "asked.jsonl", "calibration", known)
    (one,) = corpus.questions
    assert one.answers == ("13 việc", "mười ba việc")
    (task,) = tasks(corpus.questions, passages(corpus.articles[0]))
    assert len(task.right) == 1  # where it stands in its own article


def test_questions_are_read_in_the_passages_that_answer_them(data: Path) -> None:
    rows = in_their_passages(articles_asked(data, data / "asked.jsonl", "calibration"))
    answered, in_vain = rows
    assert answered["contexts"] == [SECOND]
    assert answered["answers"] == [{"text": "13 việc"}]
    assert not answered["is_impossible"]
    assert in_vain["question"] == "Bao nhiêu việc bị bỏ"  # as it is understood
    assert in_vain["contexts"] == ["Chi bộ A", FIRST, SECOND]
    assert in_vain["is_impossible"]

    class Model:
        """Points at the last word of a passage, the surer the longer the passage is."""

        def spans(
            self, question: str, texts: Sequence[Excerpt], count: int, slack: float = 0.0
        ) -> list[list[TextSpan]]:
            assert count == 1
            return [
                [TextSpan(text.rindex(" ") + 1, len(text) - 1, float(len(text)))]
                for text, _ in texts
            ]

    read = reader_export.read(Model(), DevSet((*rows, {"question": "?", "context": FIRST})))
    longest = max((FIRST, SECOND), key=len)
    assert [text for text, _ in read] == ["dở", longest.split()[-1][:-1], "tỉnh"]
    assert [score for _, score in read] == [len(SECOND), len(longest), len(FIRST)]


def test_stretches_of_an_article_are_asked_of_the_whole_article(data: Path) -> None:
    place = {"file": "news.jsonl.gz", "row": 0}
    counted = {**place, "start": 0, "questions": [["Bao nhiêu việc?", [17, 24]]]}
    questions = [["Bao nhiêu việc đã xong?", [8, 15]], ["Ai?", None]]
    later = {**place, "start": len(FIRST) + 1, "questions": questions}
    lines = [json.dumps(one) for one in (counted, later)]
    (data / "stretches.jsonl").write_text("\n".join(lines), encoding="utf-8")
    corpus = articles_asked(data, data / "stretches.jsonl", "training")
    assert len(corpus.articles) == 1
    assert [one.answers for one in corpus.questions] == [("13 việc",), ("13 việc",)]
    assert [one.evidence for one in corpus.questions] == [FIRST, SECOND]
    names = [one.id for one in (*corpus.questions, *corpus.unanswerable)]
    assert len(set(names)) == 3


def test_an_article_leaves_the_library_whole_and_stays_in_the_smallest(data: Path) -> None:
    corpus = articles_asked(data, data / "asked.jsonl", "calibration")
    (article,) = corpus.articles
    hits = [Hit(passage, article.info, 0.3, 0.5, 1) for passage in passages(article)]
    name = article.id
    stays = elsewhere(hits, name, inside=True, share=1e-9, place=0)
    assert [hit.passage for hit in stays] == [hit.passage for hit in hits]
    assert elsewhere(hits, name, inside=False, share=1.0, place=0) == []
    # In a small library there is less to be mistaken for the answer.
    assert stays[0].score > hits[0].score


def test_what_is_asked_about_is_no_distractor(data: Path) -> None:
    corpus = articles_asked(data, data / "asked.jsonl", "calibration")
    assert without(corpus, corpus).articles == ()


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("210 tấn", True),
        ("210 tấn uranium tự nhiên", True),
        ("149 tấn", False),
        ("tấn", False),
        (f"Ngoài 210 tấn {'đã tiếp nhận ' * 4}", False),
    ],
)
def test_a_right_span_has_the_words_and_not_many_others(text: str, right: bool) -> None:
    assert is_right(text, ["210 tấn"]) is right


def test_every_line_that_ships_has_the_form() -> None:
    path = resources.data_directory() / "training" / "calibration.jsonl"
    if not path.exists():
        pytest.skip("not part of an installed wheel")
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    trained = path.with_name("questions.jsonl").read_text(encoding="utf-8").splitlines()
    known = {(one.get("file"), one.get("row")) for one in map(json.loads, trained)}
    asked = {question for one in lines for question, span in one["questions"] if span}
    assert answers_elsewhere().keys() <= asked
    for one in lines:
        assert (one["file"], one["row"]) not in known, "the reader was trained on it"
        for question, span in one["questions"]:
            assert question.strip()
            assert span is None or 0 <= span[0] < span[1]
