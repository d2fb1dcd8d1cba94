"""Questions on whole articles of newspapers, most of them on what provinces and parties do.

A line of such a file is ``{"file", "row", "start", "end", "questions": [[question, [start, end]],
[question, null], ...]}``: a row of the public data, the stretch of its text that the offsets of the
answers count from (without one, the whole), and null for a question that the article looks as if it
answered, and does not. The articles are searched whole, whatever stretch a line is about.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from embeddings import resources
from embeddings.articles import Article
from embeddings.benchmark.corpus import Answered, Corpus, tasks
from embeddings.benchmark.stretches import PublicTexts
from embeddings.loaders.jsonl import read_line
from embeddings.loaders.newspaper import normalised
from embeddings.passages import passages
from embeddings.vietnamese import Lexicon, Understander
from embeddings.vietnamese.sentences import sentence_around

_CONTEXTS = 6  # passages of an article that does not answer


def calibration_corpus(data: Path) -> Corpus:
    """What no model was trained on, to find out what its scores mean."""
    return articles_asked(data, _training("calibration.jsonl"), "calibration", answers_elsewhere())


def answers_elsewhere() -> dict[str, str]:
    """What another article answers to a question of ``calibration_corpus``, in other words."""
    lines = _training("calibration-also.jsonl").read_text(encoding="utf-8").splitlines()
    return {entry["question"]: entry["answer"] for entry in map(json.loads, lines)}


def remembered_corpus(data: Path) -> Corpus:
    """What somebody asks who remembers the event; no model was trained on it either.

    Who asked knew a stretch of the article, and the rest may answer what it does not: the stretch
    stands for the article.
    """
    return articles_asked(data, _training("remembered-dev.jsonl"), "remembered", whole=False)


def training_corpus(data: Path) -> Corpus:
    """The whole articles that the reader and the ranking are trained on."""
    return articles_asked(data, _training("articles.jsonl"), "article")


def in_their_passages(corpus: Corpus) -> list[dict[str, Any]]:
    """The questions as they are understood, which is how a reader gets them, with the passages that
    answer them, or of an article that does not: rows with ``question``, ``title``, ``contexts``,
    ``answers`` ([{"text"}]) and ``is_impossible``."""
    understander = Understander(Lexicon.from_texts(article.text for article in corpus.articles))
    found = [passage for article in corpus.articles for passage in passages(article)]
    texts = {passage.id: passage.text for passage in found}
    order = {name: place for place, name in enumerate(texts)}
    titles = {article.id: article.title for article in corpus.articles}
    rows = []
    for asked in (corpus.questions, corpus.unanswerable):
        for one, task in zip(asked, tasks(asked, found), strict=True):
            contexts = [texts[name] for name in sorted(task.right, key=order.__getitem__)]
            answers = [{"text": answer} for answer in one.answers]
            rows.append(
                {
                    "question": understander.understand(one.question).text,
                    "title": titles[one.article_id],
                    "contexts": contexts[:_CONTEXTS],
                    "answers": answers,
                    "is_impossible": not answers,
                }
            )
    return rows


def articles_asked(
    data: Path,
    path: Path,
    name: str,
    elsewhere: Mapping[str, str] | None = None,
    *,
    whole: bool = True,
) -> Corpus:
    """The articles of ``path`` that ``data`` has, numbered after ``name``, and what is asked.

    ``elsewhere``: further right answers, by their questions. Articles are ``whole``, or only the
    stretches that lines are about, each an article of its own.
    """
    texts = PublicTexts(data)
    ids: dict[tuple[str, int, int | None], str] = {}
    articles: list[Article] = []
    asked: list[Answered] = []
    in_vain: list[Answered] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        title, text = texts.article(entry["file"], entry["row"])
        if not text:
            continue
        first = entry.get("start", 0)
        if not whole:
            text, first = text[first : entry["end"]], 0
        place = entry["file"], entry["row"], None if whole else entry["start"]
        if place not in ids:
            ids[place] = f"{name}-{len(ids)}"
            articles.append(_article(ids[place], title, text))
        for question, span in entry["questions"]:
            number = f"{ids[place]}-{len(asked) + len(in_vain)}"
            if span is None:
                in_vain.append(Answered(number, question, ids[place], ()))
            else:
                start, end = (first + offset for offset in span)
                answer = normalised(text[start:end])
                evidence = normalised(text[slice(*sentence_around(text, start))])
                also = (elsewhere or {}).get(question)
                answers = (answer, also) if also else (answer,)
                asked.append(Answered(number, question, ids[place], answers, evidence))
    return Corpus(tuple(articles), tuple(asked), tuple(in_vain))


def _training(name: str) -> Path:
    return resources.data_directory() / "training" / name


def _article(name: str, title: str, text: str) -> Article:
    """As newspapers lay it out: a line is a paragraph."""
    row = {"id": name, "title": title, "text": text.replace("\n", "\n\n")}
    return read_line(json.dumps(row).encode(), name, 1, name)
