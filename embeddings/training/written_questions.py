"""The questions that were written for this project on passages of the public data.

``data/training/questions.jsonl`` has no texts of others: a passage is a stretch of a row of a file
of the data directory, an answer a stretch of the passage. A line is ``{"file", "row", "start",
"end", "questions": [[question, [start, end]], [question, null], ...]}``; null stands for a question
that the passage looks as if it answered, and does not.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from embeddings import resources

SOURCE = "written"
# Search snippets with broken spacing, and paragraphs of law that differ in a word: unlike articles.
UNLIKE = ("mailong25", "ALQAC", "th1nhng0_seminar/train_reg")


def written_questions(data: Path, path: Path | None = None) -> Iterator[dict[str, Any]]:
    """Rows like those of the question files. Those on texts that ``data`` lacks are left out."""
    path = path or resources.data_directory() / "training" / "questions.jsonl"
    texts: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        name = entry["file"]
        if name not in texts:
            texts[name] = _texts(data / name) if (data / name).exists() else []
        if entry["row"] < len(texts[name]):
            passage = texts[name][entry["row"]][entry["start"] : entry["end"]]
            yield from (_row(passage, question, span) for question, span in entry["questions"])


def translations(path: Path | None = None) -> Mapping[str, str]:
    """English questions by a digest of the Vietnamese ones, whose texts do not ship."""
    path = path or resources.data_directory() / "training" / "english.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {row["question"]: row["question_en"] for row in rows}


def digest(question: str) -> str:
    """What ``translations`` are found by."""
    return hashlib.sha256(question.encode()).hexdigest()[:16]


def _row(passage: str, question: str, span: list[int] | None) -> dict[str, Any]:
    answers = [] if span is None else [{"text": passage[slice(*span)], "start": span[0]}]
    return {
        "lang": "vi",
        "source": SOURCE,
        "context": passage,
        "question": question,
        "answers": answers,
        "is_impossible": span is None,
    }


def _texts(path: Path) -> list[str]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    rows = (json.loads(line) for line in text.split("\n") if line)
    return [row["text"] if "text" in row else row["context"] for row in rows]
