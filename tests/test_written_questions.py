"""The questions written for training: offsets into texts that are not part of the project."""

import gzip
import json
from pathlib import Path

import pytest

from embeddings import resources
from embeddings.training import restoration
from embeddings.training.reader_examples import as_rows, as_understood
from embeddings.training.written_questions import (
    ARTICLES,
    CONTRASTS,
    ENCYCLOPAEDIC,
    PROVINCIAL,
    REMEMBERED,
    SOURCE,
    TWINS,
    beside,
    written_questions,
)
from embeddings.vietnamese import Lexicon, Understander

TEXT = "Mở đầu. Các chi bộ đã đăng ký 402 công việc. Hết."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with gzip.open(tmp_path / "news.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"text": "Bài khác."}) + "\n" + json.dumps({"text": TEXT}) + "\n")
    entry = {
        "file": "news.jsonl.gz",
        "row": 1,
        "start": 8,
        "end": len(TEXT) - 5,
        "questions": [["Bao nhiêu công việc?", [22, 35]], ["Bao nhiêu nhiệm vụ?", None]],
    }
    missing = {**entry, "file": "lost.jsonl"}
    own = {"passage": TEXT, "lang": "en", "questions": [["How many tasks?", [30, 43]]]}
    lines = [json.dumps(entry), json.dumps(missing), json.dumps(own)]
    (tmp_path / "questions.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for name in ("articles.jsonl", "contrasts.jsonl", "remembered.jsonl", "twins.jsonl"):
        (tmp_path / name).touch()
    return tmp_path


def test_passages_and_answers_are_cut_from_the_texts(data: Path) -> None:
    answerable, other, english = written_questions(data, data)
    assert answerable["context"] == "Các chi bộ đã đăng ký 402 công việc."
    (answer,) = answerable["answers"]
    assert answer == {"text": "402 công việc", "start": 22}
    assert (other["is_impossible"], other["answers"]) == (True, [])
    assert [row["lang"] for row in (answerable, other, english)] == ["vi", "vi", "en"]
    assert [row["source"] for row in (answerable, english)] == [SOURCE, PROVINCIAL]
    assert english["context"] == TEXT
    assert english["answers"] == [{"text": "402 công việc", "start": 30}]


def test_passages_in_the_manner_of_an_encyclopaedia_are_told_apart(data: Path) -> None:
    own = {"passage": TEXT, "of": "encyclopaedia", "questions": [["Bao nhiêu nhiệm vụ?", None]]}
    (data / "questions.jsonl").write_text(json.dumps(own), encoding="utf-8")
    assert [row["source"] for row in written_questions(data, data)] == [ENCYCLOPAEDIC]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("articles.jsonl", ARTICLES),
        ("contrasts.jsonl", CONTRASTS),
        ("remembered.jsonl", REMEMBERED),
        ("twins.jsonl", TWINS),
    ],
)
def test_what_was_asked_otherwise_is_told_apart(data: Path, name: str, source: str) -> None:
    (data / "questions.jsonl").rename(data / name)
    (data / "questions.jsonl").touch()
    assert {row["source"] for row in written_questions(data, data)} == {source}


def test_what_is_answered_comes_with_its_twin(data: Path) -> None:
    (data / "questions.jsonl").rename(data / "twins.jsonl")
    (data / "questions.jsonl").touch()
    lines = (data / "twins.jsonl").read_text(encoding="utf-8").splitlines()
    (data / "twins.jsonl").write_text(lines[0], encoding="utf-8")
    answered, twin = as_understood(
        written_questions(data, data), Understander(Lexicon.from_texts(()))
    )
    assert answered["twins"] == [twin["question"]] == ["Bao nhiêu nhiệm vụ?"]
    assert as_rows([answered, twin], hard=True)[0].twins == ("Bao nhiêu nhiệm vụ?",)


def test_likest_questions_are_twins_where_none_are_named() -> None:
    def row(question: str, answer: str = "") -> dict[str, object]:
        answers = [{"text": answer, "start": TEXT.index(answer)}] if answer else []
        return {
            "question": question,
            "context": TEXT,
            "answers": answers,
            "is_impossible": not answers,
        }

    rows = [
        row("Các chi bộ đăng ký bao nhiêu công việc?", "402"),
        row("Ai đã đăng ký các công việc này?", "Các chi bộ"),
        row("Các chi bộ đăng ký bao nhiêu nhiệm vụ?"),
        row("Giá vàng hôm nay thế nào?"),
    ]
    twins = [one.twins for one in as_rows(rows, hard=True)]
    assert twins == [("Các chi bộ đăng ký bao nhiêu nhiệm vụ?",), (), (), ()]


def test_beside_a_passage_is_the_rest_of_its_article_nearest_first() -> None:
    first, second, own, last = (f"Câu {name} {'dài ' * 60}hết." for name in ("a", "b", "c", "d"))
    text = " ".join((first, second, own, last, "Ngắn."))
    start = text.index(own)
    before, after = (text[: start - 1], text[start + len(own) + 1 :])
    assert beside(text, start, start + len(own)) == [before, after]
    # Too little on its own to be taken for a passage.
    assert beside(f"Ngắn. {own}", 6, 6 + len(own)) == []


def test_what_stands_beside_a_passage_teaches_silence_unless_it_answers() -> None:
    row = {
        "question": "Bao nhiêu công việc?",
        "context": TEXT,
        "answers": [{"text": "402 công việc", "start": 30}],
        "is_impossible": False,
        "siblings": ["Có 402 công việc.", "Tỉnh họp chiều qua."],
    }
    (answerable,) = as_rows([row], hard=False)
    assert answerable.siblings == ("Tỉnh họp chiều qua.",)


def test_only_vietnamese_typed_in_a_hurry_is_read_as_it_is_understood() -> None:
    asked = [
        ("vi", "ai la bi thu dang uy khoi"),
        ("vi", "Ai lãnh đạo Đảng ủy Khối?"),
        ("id", "siapa dia ?"),
    ]
    understander = Understander(Lexicon.from_texts(["Bí thư Đảng ủy Khối là bà Hà."]))
    rows = as_understood(({"lang": lang, "question": one} for lang, one in asked), understander)
    assert [row["question"] for row in rows] == [
        "Ai là Bí thư Đảng ủy Khối",
        asked[1][1],
        asked[2][1],
    ]


def test_accents_are_learned_from_questions_that_have_them(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = {"question": "Ai đã đăng ký?", "context": TEXT}
    with gzip.open(data / "qa_train_vi.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(public) + "\n")
    typed = ("Bao nhiêu việc?", "bao nhieu viec", "bn việc", "Bao nhieu viec?")
    entry = {"passage": TEXT, "questions": [[question, None] for question in typed]}
    english = {"passage": TEXT, "lang": "en", "questions": [["Số mấy?", None]]}
    (data / "training").mkdir()
    for name in ("articles", "contrasts", "remembered", "twins"):
        (data / "training" / f"{name}.jsonl").touch()
    text = "".join(json.dumps(line) + "\n" for line in (entry, english))
    (data / "training" / "questions.jsonl").write_text(text, encoding="utf-8")
    (data / "training" / "about-articles.txt").write_text("Bài đăng khi nào?\n", encoding="utf-8")
    monkeypatch.setattr(resources, "data_directory", lambda: data)
    questions = [question for question, _ in restoration.asked(data)]
    assert questions == ["Ai đã đăng ký?", "Bao nhiêu việc?", "Bài đăng khi nào?"]


@pytest.mark.parametrize(
    "name",
    [
        *("questions.jsonl", "articles.jsonl", "contrasts.jsonl", "calibration.jsonl"),
        *("remembered.jsonl", "remembered-dev.jsonl", "twins.jsonl", "twins-dev.jsonl"),
    ],
)
def test_every_line_that_ships_has_the_form(name: str) -> None:
    path = resources.data_directory() / "training" / name
    if not path.exists():
        pytest.skip("not part of an installed wheel")
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        own = entry.get("passage")
        length = len(own) if own else entry.get("end", 10**6) - entry.get("start", 0)
        assert length > 0
        for question, span in entry["questions"]:
            assert question.strip()
            assert span is None or 0 <= span[0] < span[1] <= length


def test_what_readers_are_compared_on_is_not_trained_on() -> None:
    directory = resources.data_directory() / "training"
    if not directory.exists():
        pytest.skip("not part of an installed wheel")

    def places(*names: str) -> set[tuple[str, int]]:
        texts = [(directory / name).read_text(encoding="utf-8") for name in names]
        entries = [json.loads(line) for text in texts for line in text.splitlines()]
        return {(entry["file"], entry["row"]) for entry in entries if "file" in entry}

    held_out = places("remembered-dev.jsonl", "twins-dev.jsonl")
    assert not held_out & places(
        *("questions.jsonl", "articles.jsonl", "contrasts.jsonl", "remembered.jsonl", "twins.jsonl")
    )
    asked = (directory.parent / "questions" / "news-passages.jsonl").read_text(encoding="utf-8")
    measured = {(file, row) for file, row, *_ in map(json.loads, asked.splitlines())}
    measured |= held_out | places("calibration.jsonl")
    assert not measured & places("remembered.jsonl", "twins.jsonl")
