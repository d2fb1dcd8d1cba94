"""The questions written for training: offsets into texts that are not part of the project."""

import gzip
import json
from pathlib import Path

import pytest

from embeddings import resources
from embeddings.training.written_questions import PROVINCIAL, SOURCE, written_questions

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
    return tmp_path


def test_passages_and_answers_are_cut_from_the_texts(data: Path) -> None:
    answerable, other, english = written_questions(data, data / "questions.jsonl")
    assert answerable["context"] == "Các chi bộ đã đăng ký 402 công việc."
    (answer,) = answerable["answers"]
    assert answer == {"text": "402 công việc", "start": 22}
    assert (other["is_impossible"], other["answers"]) == (True, [])
    assert [row["lang"] for row in (answerable, other, english)] == ["vi", "vi", "en"]
    assert [row["source"] for row in (answerable, english)] == [SOURCE, PROVINCIAL]
    assert english["context"] == TEXT
    assert english["answers"] == [{"text": "402 công việc", "start": 30}]


def test_every_line_that_ships_has_the_form() -> None:
    path = resources.data_directory() / "training" / "questions.jsonl"
    if not path.exists():
        pytest.skip("not part of an installed wheel")
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        own = entry.get("passage")
        length = len(own) if own else entry["end"] - entry["start"]
        assert length > 0
        for question, span in entry["questions"]:
            assert question.strip()
            assert span is None or 0 <= span[0] < span[1] <= length
