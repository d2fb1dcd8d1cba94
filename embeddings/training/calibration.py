"""Questions that no model was trained on, to find out what its scores mean.

``data/training/calibration.jsonl`` has questions on whole articles of newspapers, most of them on
what provinces, parties and associations do: ``{"file", "row", "questions": [[question, [start,
end]], [question, null], ...]}``. Offsets are into the text of that row of the public data; null
stands for a question that the article looks as if it answered, and does not.
"""

from __future__ import annotations

import json
from pathlib import Path

from embeddings import resources
from embeddings.articles import Article
from embeddings.benchmark.corpus import Answered, Corpus
from embeddings.benchmark.stretches import PublicTexts
from embeddings.loaders.jsonl import read_line
from embeddings.loaders.newspaper import normalised
from embeddings.vietnamese.sentences import sentence_around


def calibration_corpus(data: Path, path: Path | None = None) -> Corpus:
    """The articles that ``data`` has, and what is asked of them."""
    path = path or resources.data_directory() / "training" / "calibration.jsonl"
    texts = PublicTexts(data)
    articles: list[Article] = []
    asked: list[Answered] = []
    in_vain: list[Answered] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        title, text = texts.article(entry["file"], entry["row"])
        if not text:
            continue
        name = f"calibration-{len(articles)}"
        articles.append(_article(name, title, text))
        for question, span in entry["questions"]:
            number = f"{name}-{len(asked) + len(in_vain)}"
            if span is None:
                in_vain.append(Answered(number, question, name, ()))
            else:
                answer = normalised(text[slice(*span)])
                evidence = normalised(text[slice(*sentence_around(text, span[0]))])
                asked.append(Answered(number, question, name, (answer,), evidence))
    return Corpus(tuple(articles), tuple(asked), tuple(in_vain))


def _article(name: str, title: str, text: str) -> Article:
    """As newspapers lay it out: a line is a paragraph."""
    row = {"id": name, "title": title, "text": text.replace("\n", "\n\n")}
    return read_line(json.dumps(row).encode(), name, 1, name)
