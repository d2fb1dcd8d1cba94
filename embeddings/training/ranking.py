"""Fit the ranking: ``python -m embeddings.training.ranking DATA_DIR DISTRACTORS``.

1. The training questions are searched in a library of their contexts and news; the weights of the
   features maximise the likelihood of the right passages among the candidates (conditional logit).
2. The dev questions are searched in the same library, which does not hold their answers. The scale
   of the weights and the utility of "none" make the probabilities true for both kinds together. For
   English, which shares few words with the library, "none" is fitted apart, on the translated
   questions in the dev library with and without their passages.
3. The threshold lets one in twenty of the questions pass that the library does not hold.

The dev questions in a library of their own, which no weight was fitted to, give the table of what
each feature brings. Needs scipy, which sentence-transformers brings.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray
from scipy.optimize import minimize

from embeddings import resources
from embeddings.benchmark.corpus import Corpus, read_corpus, tasks
from embeddings.benchmark.variants import VARIANTS, read_translations
from embeddings.encoder import Encoder, open_encoder
from embeddings.publishing import EditionStore
from embeddings.retriever import Retriever
from embeddings.timing import Stopwatch
from embeddings.vietnamese import Understander

FEATURES = ("cosine", "bm25", "words", "pairs", "sentence", "fitting")
_RIDGE = 1e-4
_WRONGLY_ANSWERED = 0.05  # of the questions the library does not hold
# Search snippets with broken spacing, and paragraphs of law that differ in a word: unlike articles.
_UNLIKE = ("mailong25", "ALQAC", "th1nhng0_seminar/train_reg")
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One question: features, shape (candidates, features), and which candidates are right."""

    id: str
    features: Floats
    right: NDArray[np.bool_]

    def without_answer(self) -> Example:
        """The same question in a library that does not hold the answer."""
        rest = ~self.right
        return Example(self.id, self.features[rest], self.right[rest])


class Searcher:
    """One library, and the candidates of questions in it."""

    def __init__(self, corpus: Corpus, encoder: Encoder, home: Path) -> None:
        store = EditionStore(home, keep=2)
        store.publish(corpus.articles, (), encoder, _report)
        self.edition = store.open(store.current_id() or "", encoder)
        self._understander = Understander(self.edition.lexicon)
        self._retriever = Retriever(self.edition, encoder)

    def example(self, task_id: str, question: str, right: Collection[str]) -> Example:
        """A question's candidates, labelled by the ids of the right passages."""
        found = self._retriever.candidates(self._understander.understand(question), Stopwatch())
        table = np.stack([found.features[name] for name in FEATURES], axis=1).astype(np.float64)
        labels = [self.edition.passages[int(row)].id in right for row in found.rows]
        return Example(task_id, table, np.array(labels, bool))

    def examples(self, asked: Iterable[tuple[str, str, Collection[str]]]) -> list[Example]:
        """Questions as typed, and every other one without its accents."""
        bare = VARIANTS["unaccented"]
        return [
            self.example(task_id, bare(question, task_id) if number % 2 else question, right)
            for number, (task_id, question, right) in enumerate(asked)
        ]


def fit(train: Sequence[Example], columns: Sequence[int]) -> Floats:
    """The weights of the chosen features under which the right candidates are most likely."""
    scale = np.concatenate([one.features for one in train]).std(axis=0)[list(columns)]
    tables = [one.features[:, columns] / scale for one in train]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, gradient = _RIDGE * float(weights @ weights), 2 * _RIDGE * weights
        for one, table in zip(train, tables, strict=True):
            chances = _softmax(table @ weights)
            inside = chances * one.right
            mass = max(float(inside.sum()), 1e-12)
            total -= np.log(mass) / len(train)
            gradient = gradient + table.T @ (chances - inside / mass) / len(train)
        return total, gradient

    found = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B")
    return np.asarray(found.x / scale)


def calibrate(mixed: Sequence[Example], weights: Floats, scale: float | None = None) -> Floats:
    """Scale of the utilities (unless given) and utility of "none" that fit both kinds best."""
    utilities = [one.features @ weights for one in mixed]
    middle = float(np.median([u.max() for u in utilities]))

    def loss(parameters: Floats) -> float:
        factor = scale if scale is not None else float(np.exp(parameters[1]))
        total = 0.0
        for one, utility in zip(mixed, utilities, strict=True):
            chances = _softmax(np.append(factor * (utility - middle), parameters[0]))
            label = np.append(one.right, not one.right.any())
            total -= np.log(max(float((chances * label).sum()), 1e-12)) / len(mixed)
        return total

    start = np.zeros(1 if scale is not None else 2)
    found = minimize(loss, start, method="Nelder-Mead").x
    factor = scale if scale is not None else float(np.exp(found[1]))
    return np.array([factor, found[0] + factor * middle])


def first(test: Sequence[Example], weights: Floats, columns: Sequence[int]) -> float:
    """R@1: how often a right candidate has the highest utility."""
    best = [int(np.argmax(one.features[:, columns] @ weights)) for one in test]
    return float(np.mean([one.right[place] for one, place in zip(test, best, strict=True)]))


def confidences(test: Sequence[Example], weights: Floats, none: float) -> Floats:
    """The probability of the best candidate of each question."""
    shares = [_softmax(np.append(one.features @ weights, none))[:-1] for one in test]
    return np.array([share.max(initial=0.0) for share in shares])


def _softmax(utilities: Floats) -> Floats:
    shares = np.exp(utilities - utilities.max())
    return np.asarray(shares / shares.sum())


def _report(stage: str, done: int, total: int) -> None:
    print(f"\r{stage} {done}/{total}", end="" if done < total else "\n", flush=True)


def _asked(corpus: Corpus, library: Searcher) -> Iterator[tuple[str, str, Collection[str]]]:
    for task in tasks(corpus, library.edition.passages):
        yield task.id, task.question, task.right


def _usable(source: Path, target: Path) -> Path:
    """The answerable questions on running text, as a file of their own."""
    with gzip.open(source, "rt", encoding="utf-8") as lines, target.open("w") as kept:
        for line in lines:
            row = json.loads(line)
            if row["answers"] and not row["source"].startswith(_UNLIKE):
                kept.write(line)
    return target


def main(
    data: Annotated[Path, typer.Argument(help="With qa_train_vi.jsonl.gz and qa_dev_vi.jsonl.gz.")],
    news: Annotated[Path, typer.Argument(help="From embeddings.benchmark.distractors.")],
    translations: Annotated[Path, typer.Argument(help="English dev questions.")],
    home: Annotated[Path, typer.Option(help="Keeps vectors between runs.")] = Path("var/training"),
    limit: Annotated[int, typer.Option(help="How many passages of news.")] = 20_000,
) -> None:
    """Fit, report, and write data/models/ranking.json."""
    encoder = open_encoder("bundled", home / "models")
    home.mkdir(parents=True, exist_ok=True)
    source = read_corpus(_usable(data / "qa_train_vi.jsonl.gz", home / "usable.jsonl"), news, limit)
    dev_source = read_corpus(data / "qa_dev_vi.jsonl.gz", news, limit)
    library = Searcher(source, encoder, home)
    train = library.examples(_asked(source, library))
    train = [one for one in train if one.right.any()]
    outside = library.examples((one.id, one.question, ()) for one in dev_source.questions)
    print(f"{len(train)} training questions, {len(outside)} whose answer is not there", flush=True)
    library = Searcher(dev_source, encoder, home)
    asked = list(_asked(dev_source, library))
    dev = library.examples(asked)
    english = [
        library.example(name, translated[name], right)
        for translated in [read_translations(translations)]
        for name, _, right in asked
        if name in translated
    ]
    columns = list(range(len(FEATURES)))
    weights = fit(train, columns)
    print(f"all features: R@1 {first(dev, weights, columns):.4f} on {len(dev)} dev questions")
    print(f"English: R@1 {first(english, weights, columns):.4f} on {len(english)}")
    for column in columns:
        rest = [c for c in columns if c != column]
        recall = first(dev, fit(train, rest), rest)
        print(f"without {FEATURES[column]}: R@1 {recall:.4f}", flush=True)
    scale, none = calibrate([*train, *outside], weights)
    both = [*english, *(one.without_answer() for one in english)]
    _, none_foreign = calibrate(both, weights, float(scale))
    weights = weights * scale
    threshold = float(np.quantile(confidences(outside, weights, none), 1 - _WRONGLY_ANSWERED))
    for name, some, silence in (
        ("dev", dev, none),
        ("dev without their passages", [one.without_answer() for one in dev], none),
        ("not in the library", outside, none),
        ("English", english, none_foreign),
        ("English without their passages", both[len(english) :], none_foreign),
    ):
        answered = float(np.mean(confidences(some, weights, silence) >= threshold))
        print(f"answered of {name}: {answered:.3f}", flush=True)
    model: dict[str, Any] = {
        "weights": {name: round(float(w), 4) for name, w in zip(FEATURES, weights, strict=True)},
        "none": round(float(none), 4),
        "none_foreign": round(float(none_foreign), 4),
        "min_confidence": round(threshold, 3),
    }
    target = resources.models_directory() / "ranking.json"
    target.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(model))


if __name__ == "__main__":
    typer.run(main)
