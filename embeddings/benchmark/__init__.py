"""Retrieval measured on a question-answering corpus: several systems, several ways of typing.

corpus.py    the corpus and its distractors as articles; which passages are right
variants.py  the questions as people type them
systems.py   dense, lexical, reciprocal-rank fusion, and ours, over one edition
results.py   figures as a table and as a plot
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from embeddings.benchmark.corpus import Corpus, Task, read_corpus, tasks
from embeddings.benchmark.results import Row, markdown, plot, row
from embeddings.benchmark.systems import System, systems
from embeddings.benchmark.variants import VARIANTS, read_translations
from embeddings.encoder import Encoder, Progress
from embeddings.publishing import EditionStore

__all__ = ["Corpus", "Row", "System", "benchmark", "markdown", "measure", "plot", "read_corpus"]

ENGLISH = "english"


def benchmark(
    corpus: Corpus, encoder: Encoder, home: Path, english: Path | None, progress: Progress
) -> list[Row]:
    """Publish the corpus as a library of its own below ``home`` and measure every system on it.

    ``english`` is a file of translations of some of the questions, or None.

    Raises:
        HoiBaoError: the library cannot be built, or the translations cannot be read.
    """
    translations = read_translations(english) if english else {}
    store = EditionStore(home, keep=1)
    store.publish(corpus.articles, (), encoder, progress)
    edition = store.open(store.current_id() or "", encoder)
    asked = tasks(corpus.questions, edition.passages)
    questions = {
        name: [(vary(task.question, task.id), task) for task in asked]
        for name, vary in VARIANTS.items()
    }
    if translations:
        questions[ENGLISH] = [
            (translations[task.id], task) for task in asked if task.id in translations
        ]
    return measure(systems(edition, encoder), questions, progress)


def measure(
    candidates: Sequence[System],
    questions: dict[str, list[tuple[str, Task]]],
    progress: Progress,
) -> list[Row]:
    """One row for each way of typing and each system, in that order."""
    rows: list[Row] = []
    done, total = 0, len(candidates) * sum(map(len, questions.values()))
    for variant, asked in questions.items():
        for system in candidates:
            ranks: list[int | None] = []
            for question, task in asked:
                ranks.append(task.rank(system.rank(question)))
                done += 1
                progress("ask", done, total)
            rows.append(row(system.name, variant, ranks))
    return rows
