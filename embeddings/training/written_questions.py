"""The questions that were written for this project.

The files in ``data/training`` have no texts of others: a passage is a stretch of a row of a file of
the public data, or was written along with the questions. Those of ``articles.jsonl`` were asked of
whole articles, and stand with the stretch that answers or, where none does, with the likest. Those
of ``contrasts.jsonl`` come as sets: questions with one answer, and others that differ from these in
a word and have none. Those of ``remembered.jsonl`` are asked by somebody who remembers the event
and not the words of the article. Those of ``twins.jsonl`` come in twos: one that is answered, and
its twin, which differs in one thing and is not. An answer is a stretch of the passage. A line is
``{"file", "row", "start", "end", "questions": [[question, [start, end]], [question, null], ...]}``,
or has the ``passage`` itself instead of where it stands (with ``"of": "encyclopaedia"`` if it is in
the manner of one, otherwise in that of provincial news); null stands for a question that the
passage looks as if it answered, and does not. Passages are Vietnamese; the questions of a line with
``"lang": "en"`` are in English.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from embeddings import resources
from embeddings.benchmark.stretches import PublicTexts
from embeddings.vietnamese.sentences import sentence_spans

SOURCE = "written"
# On passages of provincial news, or written in their manner: what the bot is asked about.
PROVINCIAL = f"{SOURCE}, provincial"
ENCYCLOPAEDIC = f"{SOURCE}, encyclopaedic"
ARTICLES = f"{SOURCE}, on whole articles"
CONTRASTS = f"{SOURCE}, in contrast"
REMEMBERED = f"{SOURCE}, as remembered"
TWINS = f"{SOURCE}, as twins"
_BY_FILE = {"news_haiduong.jsonl": PROVINCIAL, "qa_train_vi.jsonl.gz": ENCYCLOPAEDIC}
_OF_OWN = {None: PROVINCIAL, "encyclopaedia": ENCYCLOPAEDIC}
_FILES = {
    "questions.jsonl": None,
    "articles.jsonl": ARTICLES,
    "contrasts.jsonl": CONTRASTS,
    "remembered.jsonl": REMEMBERED,
    "twins.jsonl": TWINS,
}
# Search snippets with broken spacing, and paragraphs of law that differ in a word: unlike articles.
UNLIKE = ("mailong25", "ALQAC", "th1nhng0_seminar/train_reg")
# Of the article beside a passage: at most so many stretches on each side, and their characters.
_SIBLINGS, _LONG, _SHORT = 2, 600, 200


def written_questions(data: Path, directory: Path | None = None) -> Iterator[dict[str, Any]]:
    """Rows like those of the question files. Those on texts that ``data`` lacks are left out.

    ``siblings`` of a row are stretches of the same article beside its context; ``twins``, where it
    has them, questions like its own that are not answered.
    """
    directory = directory or resources.data_directory() / "training"
    texts = PublicTexts(data)
    for name, source in _FILES.items():
        yield from _rows(directory / name, texts, source)


def held_out(data: Path, source: str = REMEMBERED) -> Iterator[dict[str, Any]]:
    """Rows asked as those of ``remembered.jsonl``, or of ``twins.jsonl``, which nothing is trained
    on."""
    name = {REMEMBERED: "remembered-dev.jsonl", TWINS: "twins-dev.jsonl"}[source]
    return _rows(resources.data_directory() / "training" / name, PublicTexts(data), source)


def _rows(path: Path, texts: PublicTexts, source: str | None) -> Iterator[dict[str, Any]]:
    """The rows of one file, from ``source`` or from what its lines say."""
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        file = entry.get("file")
        siblings: list[str] = []
        if file:
            title, text = texts.article(file, entry["row"])
            siblings = beside(text, entry["start"], entry["end"])
            passage = text[entry["start"] : entry["end"]]
        else:
            title, passage = "", entry["passage"]
        if passage:
            language = entry.get("lang", "vi")
            of_file = _BY_FILE.get(file, SOURCE) if file else _OF_OWN[entry.get("of")]
            asked = entry["questions"]
            for number, (question, span) in enumerate(asked):
                row = _row(passage, question, span, language, source or of_file)
                if source == TWINS and span is not None:
                    row["twins"] = [twin for twin, _ in asked[number + 1 : number + 2]]
                yield {**row, "title": title, "siblings": siblings}


def beside(text: str, start: int, end: int) -> list[str]:
    """The stretches of whole sentences next to ``text[start:end]``, nearest first."""
    before = _stretches(text[:start], reverse=True)
    return [*before[:_SIBLINGS], *_stretches(text[end:])[:_SIBLINGS]]


def _stretches(text: str, *, reverse: bool = False) -> list[str]:
    spans = sentence_spans(text)
    found: list[tuple[int, int]] = []
    for start, end in reversed(spans) if reverse else spans:
        low, high = found[-1] if found else (start, end)
        low, high = min(low, start), max(high, end)
        if found and high - low <= _LONG:
            found[-1] = low, high
        else:
            found.append((start, end))
    return [text[low:high] for low, high in found if high - low >= _SHORT]


def translations(path: Path | None = None) -> Mapping[str, str]:
    """English questions by a digest of the Vietnamese ones, whose texts do not ship."""
    path = path or resources.data_directory() / "training" / "english.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {row["question"]: row["question_en"] for row in rows}


def in_english(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Those rows again whose question is translated, with it in English."""
    known = translations()
    for row in rows:
        if row["lang"] == "vi" and (english := known.get(digest(row["question"]))):
            yield {**row, "lang": "en", "source": SOURCE, "question": english}


def digest(question: str) -> str:
    """What ``translations`` are found by."""
    return hashlib.sha256(question.encode()).hexdigest()[:16]


def _row(
    passage: str, question: str, span: list[int] | None, language: str, source: str
) -> dict[str, Any]:
    answers = [] if span is None else [{"text": passage[slice(*span)], "start": span[0]}]
    return {
        "lang": language,
        "source": source,
        "context": passage,
        "question": question,
        "answers": answers,
        "is_impossible": span is None,
    }
