"""The library of newspaper passages is cut from the public data."""

import gzip
import json
from pathlib import Path

import pytest

from embeddings import resources
from embeddings.benchmark.stretches import stretches
from embeddings.questions import load_questions

TEXT = "Mở đầu. Công an bắt được 2 bánh heroin. Hết."


def test_passages_are_cut_in_their_order(tmp_path: Path) -> None:
    article = {"title": "Tin vắn", "text": TEXT}
    with gzip.open(tmp_path / "news.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"text": "Bài khác."}) + "\n" + json.dumps(article) + "\n")
    places = tmp_path / "places.jsonl"
    rows = [["news.jsonl.gz", 1, 8, 39], ["news.jsonl.gz", 0, 0, 3]]
    places.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    caught = "Công an bắt được 2 bánh heroin."
    assert list(stretches(tmp_path, places)) == [("Tin vắn", caught), ("", "Bài")]


@pytest.mark.parametrize(
    ("file", "answered", "total"),
    [("news", 83, 109), ("news-blind", 120, 160), ("news-blind-2", 60, 80)],
)
def test_the_questions_that_ship_can_be_read(file: str, answered: int, total: int) -> None:
    path = resources.data_directory() / "questions" / f"{file}.jsonl"
    if not path.exists():
        pytest.skip("not part of an installed wheel")
    questions = load_questions(path)
    assert sum(bool(one.answers) for one in questions) == answered
    assert len(questions) == total
