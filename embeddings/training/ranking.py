"""Fit the ranking weights: ``python -m embeddings.training.ranking DATA_DIR DISTRACTORS``.

Every training question is searched in a library of the training contexts and news; each candidate
gets its features, the right ones are labelled. A third of the questions lose their right passages:
for them "none" is right. The weights maximise the likelihood (see ``embeddings.ranking``). Then the
threshold is set so that at most one in twenty questions that lost their passages is answered.
Reports recall on the dev questions, with all features and without each one, which are never
trained on. Needs scipy, which sentence-transformers brings.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray
from scipy.optimize import minimize

from embeddings import resources
from embeddings.benchmark.corpus import read_corpus, tasks
from embeddings.benchmark.variants import VARIANTS
from embeddings.encoder import Encoder, open_encoder
from embeddings.publishing import EditionStore
from embeddings.ranking import RankingModel
from embeddings.retriever import Retriever
from embeddings.timing import Stopwatch
from embeddings.vietnamese import Understander

FEATURES = ("cosine", "bm25", "words", "pairs", "sentence", "fitting")
_NONE_SHARE = 3  # every third question loses its passages
_RIDGE = 1e-4
_SNIPPETS = "mailong25"  # search snippets with broken spacing: unlike articles
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One question: features, shape (candidates, features), and which candidates are right."""

    features: Floats
    right: NDArray[np.bool_]

    @property
    def without_answer(self) -> Example:
        """The same question in a library that does not hold the answer."""
        return Example(self.features[~self.right], np.zeros(int((~self.right).sum()), bool))


def examples(
    questions: Path, distractors: Path, limit: int, encoder: Encoder, home: Path
) -> list[Example]:
    """Search every answerable question as typed, and every other one without its accents."""
    corpus = read_corpus(questions, distractors, limit)
    store = EditionStore(home, keep=2)
    store.publish(corpus.articles, (), encoder, _report)
    edition = store.open(store.current_id() or "", encoder)
    understander, retriever = Understander(edition.lexicon), Retriever(edition, encoder)
    made = []
    for number, task in enumerate(tasks(corpus, edition.passages)):
        bare = VARIANTS["unaccented"](task.question, task.id) if number % 2 else task.question
        found = retriever.candidates(understander.understand(bare), Stopwatch())
        table = np.stack([found.features[name] for name in FEATURES], axis=1).astype(np.float64)
        right = [edition.passages[int(row)].id in task.right for row in found.rows]
        made.append(Example(table, np.array(right, bool)))
        if number % 500 == 0:
            print(f"{number} questions searched", flush=True)
    return made


def fit(train: Sequence[Example], columns: Sequence[int]) -> Floats:
    """Weights of the chosen features and, last, the utility of "none"."""
    scale = np.concatenate([one.features for one in train]).std(axis=0)[list(columns)]
    tables = [one.features[:, columns] / scale for one in train]

    def loss(parameters: Floats) -> tuple[float, Floats]:
        total, gradient = _RIDGE * float(parameters @ parameters), 2 * _RIDGE * parameters
        for one, table in zip(train, tables, strict=True):
            utilities = np.append(table @ parameters[:-1], parameters[-1])
            chances = np.exp(utilities - utilities.max())
            chances /= chances.sum()
            label = np.append(one.right, not one.right.any())
            inside = chances * label
            total -= np.log(max(inside.sum(), 1e-12)) / len(train)
            slope = (chances - inside / max(inside.sum(), 1e-12)) / len(train)
            gradient[:-1] += table.T @ slope[:-1]
            gradient[-1] += slope[-1]
        return total, gradient

    found = minimize(loss, np.zeros(len(columns) + 1), jac=True, method="L-BFGS-B")
    return np.append(found.x[:-1] / scale, found.x[-1])


def first(test: Sequence[Example], weights: Floats, columns: Sequence[int]) -> float:
    """R@1: how often a right candidate has the highest utility."""
    return float(np.mean([_best(one, weights, columns)[0] for one in test]))


def _best(one: Example, weights: Floats, columns: Sequence[int]) -> tuple[bool, float]:
    """Whether the first candidate is right, and its probability."""
    if not len(one.features):
        return False, 0.0
    model = RankingModel(dict(zip(map(str, columns), weights[:-1], strict=True)), weights[-1], 0)
    table = {str(c): one.features[:, c].astype(np.float32) for c in columns}
    chances = model.probabilities(table)
    place = int(chances.argmax())
    return bool(one.right[place]), float(chances[place])


def threshold(answerable: Sequence[Example], weights: Floats, share: float = 0.05) -> float:
    """The confidence that only ``share`` of the questions without an answer exceed."""
    columns = range(len(FEATURES))
    wrong = [_best(one.without_answer, weights, columns)[1] for one in answerable]
    return float(np.quantile(wrong, 1 - share))


def _report(stage: str, done: int, total: int) -> None:
    print(f"\r{stage} {done}/{total}", end="" if done < total else "\n", flush=True)


def _usable(source: Path, target: Path) -> Path:
    """The answerable questions on running text, as a file of their own."""
    with gzip.open(source, "rt", encoding="utf-8") as lines, target.open("w") as kept:
        for line in lines:
            row = json.loads(line)
            if row["answers"] and _SNIPPETS not in row["source"]:
                kept.write(line)
    return target


def main(
    data: Annotated[Path, typer.Argument(help="With qa_train_vi.jsonl.gz and qa_dev_vi.jsonl.gz.")],
    distractors: Annotated[Path, typer.Argument(help="From embeddings.benchmark.distractors.")],
    home: Annotated[Path, typer.Option(help="Keeps vectors between runs.")] = Path("var/training"),
    limit: Annotated[int, typer.Option(help="How many passages of news.")] = 20_000,
) -> None:
    """Fit, report, and write data/models/ranking.json."""
    encoder = open_encoder("bundled", home / "models")
    home.mkdir(parents=True, exist_ok=True)
    questions = _usable(data / "qa_train_vi.jsonl.gz", home / "questions.jsonl")
    train = examples(questions, distractors, limit, encoder, home)
    train = [one for one in train if one.right.any()]
    dev = examples(data / "qa_dev_vi.jsonl.gz", distractors, limit, encoder, home)
    labelled = [one.without_answer if i % _NONE_SHARE == 0 else one for i, one in enumerate(train)]
    columns = list(range(len(FEATURES)))
    weights = fit(labelled, columns)
    print(f"all features: R@1 {first(dev, weights, columns):.4f} on {len(dev)} dev questions")
    for column in columns:
        rest = [c for c in columns if c != column]
        recall = first(dev, fit(labelled, rest), rest)
        print(f"without {FEATURES[column]:9}: R@1 {recall:.4f}", flush=True)
    limit_of_doubt = threshold(train, weights)
    answerable = [one for one in dev if one.right.any()]
    kept = [_best(one, weights, columns)[1] >= limit_of_doubt for one in answerable]
    let = [_best(one.without_answer, weights, columns)[1] >= limit_of_doubt for one in answerable]
    print(f"threshold {limit_of_doubt:.3f}: dev answered {np.mean(kept):.3f}, ")
    print(f"answered although the right passage was taken out {np.mean(let):.3f}")
    model: dict[str, Any] = {
        "weights": {
            name: round(float(w), 4) for name, w in zip(FEATURES, weights[:-1], strict=True)
        },
        "none": round(float(weights[-1]), 4),
        "min_confidence": round(limit_of_doubt, 3),
    }
    target = resources.models_directory() / "ranking.json"
    target.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(model))


if __name__ == "__main__":
    typer.run(main)
