"""Fit the ranking: ``python -m embeddings.training.ranking DATA_DIR DISTRACTORS ENGLISH``.

For questions in Vietnamese, and for those in English, each in two steps:

1. The training questions are searched in a library of their articles and news; the weights of the
   features maximise the likelihood of the right passages among the candidates (conditional logit).
   Only questions on articles of several passages count: what tells an article from others, and a
   passage from its neighbours, cannot be learned where they are the same.
2. The dev questions, public ones and those on whole articles kept for calibration, are searched in
   a library that holds their answers, and the public ones in one that does not. How far cosines can
   be trusted for questions the encoder was not trained on is fitted to the former. The utility of
   "none" makes the probabilities of the public ones true for both together. Libraries of other
   sizes are had by leaving candidates out at random; the utility turns out to grow with the
   logarithm of the size.

Questions are understood once here, without the words of what is found (``embeddings.finder``).
No other weight is fitted to the dev questions, which give the table of what each feature brings.
Needs the extra ``training``.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar
from scipy.special import logsumexp

from embeddings import resources
from embeddings.benchmark.corpus import Corpus, Task, read_corpus, tasks, without
from embeddings.benchmark.variants import VARIANTS, read_translations
from embeddings.bundled_model import bundled_model
from embeddings.encoder import BundledEncoder, Encoder, open_encoder
from embeddings.metrics import recall
from embeddings.publishing import EditionStore
from embeddings.retriever import Retriever
from embeddings.timing import Stopwatch
from embeddings.training.article_questions import calibration_corpus, training_corpus
from embeddings.training.written_questions import (
    ARTICLES,
    CONTRASTS,
    REMEMBERED,
    TWINS,
    UNLIKE,
    digest,
    translations,
    written_questions,
)
from embeddings.vietnamese import Understander

FEATURES = (
    "cosine",
    *("article_words", "article_pairs", "words", "pairs"),
    *("sentence", "fitting"),
)
_RIDGE = 1e-4
_SHARES = (1, 0.3, 0.1, 0.03, 0.01, 0.003)  # sizes of library that are tried
_SURE = 0.5  # more likely right than not
# Whole articles are added below; those from memory bring as much as they cost (the card).
_OTHERWISE = (ARTICLES, CONTRASTS, REMEMBERED, TWINS)
_WRITTEN = 6  # every so manieth of the questions written on news is taken
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One question: features, shape (candidates, features); which candidates are right, and which
    are of the article that was asked about."""

    id: str
    features: Floats
    right: NDArray[np.bool_]
    own: NDArray[np.bool_]

    def without_article(self) -> Example:
        """The same question in a library without its article."""
        return self.only(~self.own)

    def only(self, kept: NDArray[np.bool_]) -> Example:
        """The same question with only some of the candidates."""
        return Example(self.id, self.features[kept], self.right[kept], self.own[kept])


def save(groups: Mapping[str, Sequence[Example]], path: Path) -> None:
    """Keep lists of examples by name, so that weights are fitted anew in seconds."""
    arrays: dict[str, NDArray[Any]] = {}
    for name, some in groups.items():
        arrays[f"{name}.id"] = np.array([one.id for one in some])
        arrays[f"{name}.size"] = np.array([len(one.right) for one in some])
        arrays[f"{name}.features"] = np.concatenate([one.features for one in some])
        arrays[f"{name}.right"] = np.concatenate([one.right for one in some])
        arrays[f"{name}.own"] = np.concatenate([one.own for one in some])
    np.savez(path, **arrays)  # type: ignore[arg-type]


def load(path: Path) -> dict[str, list[Example]]:
    """What ``save`` kept."""
    with np.load(path) as file:
        groups: dict[str, list[Example]] = {}
        for name in {part.rpartition(".")[0] for part in file.files}:
            cuts = np.cumsum(file[f"{name}.size"])[:-1]
            parts = zip(
                file[f"{name}.id"],
                np.split(file[f"{name}.features"], cuts),
                np.split(file[f"{name}.right"], cuts),
                np.split(file[f"{name}.own"], cuts),
                strict=True,
            )
            groups[name] = [Example(str(one), *arrays) for one, *arrays in parts]
        return groups


class Searcher:
    """One library, and the candidates of questions in it."""

    def __init__(self, corpus: Corpus, encoder: Encoder, home: Path) -> None:
        store = EditionStore(home, keep=2)
        store.publish(corpus.articles, (), encoder, _report)
        self.edition = store.open(store.current_id() or "", encoder)
        self._understander = Understander(self.edition.lexicon)
        self._retriever = Retriever(self.edition, encoder)

    def example(self, task: Task, question: str) -> Example:
        """The candidates of a task's question, in some way of putting it."""
        found = self._retriever.candidates(self._understander.understand(question), Stopwatch())
        table = np.stack([found.features[name] for name in FEATURES], axis=1).astype(np.float64)
        passages = [self.edition.passages[int(row)] for row in found.rows]
        right = [passage.id in task.right for passage in passages]
        own = [passage.article_id == task.article_id for passage in passages]
        return Example(task.id, table, np.array(right, bool), np.array(own, bool))

    def examples(self, asked: Iterable[Task]) -> list[Example]:
        """Questions as typed, and every other one without its accents."""
        bare = VARIANTS["unaccented"]
        return [
            self.example(task, bare(task.question, task.id) if number % 2 else task.question)
            for number, task in enumerate(asked)
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


def fit_positive(train: Sequence[Example]) -> tuple[Floats, list[int]]:
    """Weights of all features, 0 for those that would count against a passage, and which are left.

    More resemblance is never a reason against a passage; a feature that comes out so only repeats
    what others say better.
    """
    columns = list(range(len(FEATURES)))
    while True:
        found = fit(train, columns)
        if (found > 0).all():
            weights = np.zeros(len(FEATURES))
            weights[columns] = found
            return weights, columns
        columns = [column for column, weight in zip(columns, found, strict=True) if weight > 0]


def trust(dev: Sequence[Example], weights: Floats) -> float:
    """By what to multiply the weight of the cosine.

    The encoder was trained on the training questions, whose cosines are therefore better than those
    of new questions.
    """
    cosine = FEATURES.index("cosine")
    rest = weights.copy()
    rest[cosine] = 0
    pairs = [
        (weights[cosine] * one.features[:, cosine], one.features @ rest, one.right)
        for one in dev
        if one.right.any()
    ]

    def loss(factor: float) -> float:
        utilities = ((factor * own + others, right) for own, others, right in pairs)
        return sum(float(logsumexp(u) - logsumexp(u[right])) for u, right in utilities)

    return float(minimize_scalar(loss, bounds=(0.1, 2.0), method="bounded").x)


def indifference(mixed: Sequence[Example], weights: Floats) -> float:
    """The utility of "none" that fits questions with and without an answer best."""
    utilities = [one.features @ weights for one in mixed]
    # By the logarithm of the sum of exponentials: of what is right, and of all candidates.
    inside = [
        logsumexp(utility[one.right]) if one.right.any() else None
        for one, utility in zip(mixed, utilities, strict=True)
    ]
    whole = [logsumexp(utility) if len(utility) else -np.inf for utility in utilities]

    def loss(none: float) -> float:
        return sum(
            float(np.logaddexp(every, none) - (none if right is None else right))
            for right, every in zip(inside, whole, strict=True)
        )

    known = [value for value in whole if np.isfinite(value)]
    bounds = min(known) - 10, max(known) + 10
    return float(minimize_scalar(loss, bounds=bounds, method="bounded").x)


def thinned(one: Example, share: float, chance: np.random.Generator) -> Example:
    """The same question in a library of a share of the size; its own article always stays."""
    return one.only((chance.random(len(one.features)) < share) | one.own)


def growth(mixed: Sequence[Example], weights: Floats, size: int) -> tuple[float, float]:
    """Utility of "none" for one passage, and what it gains with each factor of e in size."""
    chance = np.random.default_rng(0)
    points = []
    for share in _SHARES:
        none = indifference([thinned(one, share, chance) for one in mixed], weights)
        points.append((math.log(size * share), none))
        print(f'{size * share:.0f} passages: utility of "none" {none:.2f}', flush=True)
    sizes, nones = np.array(points).T
    slope, start = np.polyfit(sizes, nones, deg=1)
    return float(start), float(slope)


def recalls(test: Sequence[Example], weights: Floats) -> str:
    """R@1, R@3, R@5 and R@10: how often a right candidate is among the first."""
    if not test:
        return "none asked"
    ranks = []
    for one in test:
        utilities = one.features @ weights
        best = utilities[one.right].max(initial=-np.inf)
        ranks.append(int((utilities > best).sum()) + 1 if one.right.any() else None)
    return " ".join(f"R@{k} {recall(ranks, k):.4f}" for k in (1, 3, 5, 10))


def confidences(test: Sequence[Example], weights: Floats, none: float) -> Floats:
    """The probability of the best candidate of each question."""
    shares = [_softmax(np.append(one.features @ weights, none))[:-1] for one in test]
    return np.array([share.max(initial=0.0) for share in shares])


def _softmax(utilities: Floats) -> Floats:
    shares = np.exp(utilities - utilities.max())
    return np.asarray(shares / shares.sum())


def _report(stage: str, done: int, total: int) -> None:
    print(f"\r{stage} {done}/{total}", end="" if done < total else "\n", flush=True)


def _training_questions(data: Path, target: Path) -> Path:
    """The answerable questions on running text, as a file of their own."""
    with gzip.open(data / "qa_train_vi.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    rows = [row for row in rows if not row["source"].startswith(UNLIKE)]
    written = [
        row
        for row in written_questions(data)
        if row["answers"] and row["lang"] == "vi" and row["source"] not in _OTHERWISE
    ]
    # Those with a translation, and some of the others.
    known = translations()
    rows += [
        {**row, "id": f"written-{number}"}
        for number, row in enumerate(written)
        if digest(row["question"]) in known or number % _WRITTEN == 0
    ]
    with target.open("w", encoding="utf-8") as kept:
        kept.writelines(json.dumps(row) + "\n" for row in rows if row["answers"])
    return target


def report(
    train: Sequence[Example],
    dev: Sequence[Example],
    outside: Sequence[Example],
    articles: Sequence[Example],
    size: int,
) -> dict[str, Any]:
    """Fit one language's model, and say what each feature brings and what would be answered."""
    train = [one for one in train if one.right.any() and one.own.sum() > 1]
    print(f"{len(train)} training questions", flush=True)
    weights, columns = fit_positive(train)
    print(f"as fitted: {recalls(dev, weights)} on {len(dev)} dev questions", flush=True)
    print(
        f"{recalls(articles, weights)} on {len(articles)} questions on whole articles", flush=True
    )
    for column in columns:
        rest = np.zeros(len(FEATURES))
        left = [other for other in columns if other != column]
        rest[left] = fit(train, left)
        figures = f"{recalls(dev, rest)}; {recalls(articles, rest)}"
        print(f"without {FEATURES[column]}: {figures}", flush=True)
    factor = trust([*dev, *articles], weights)
    weights[FEATURES.index("cosine")] *= factor
    figures = f"{recalls(dev, weights)}; {recalls(articles, weights)}"
    print(f"cosine times {factor:.2f}: {figures}", flush=True)
    # Not the questions on whole articles: newspapers copy each other, and what was taken out may
    # still be in the library.
    start, slope = growth([*dev, *outside], weights, size)
    none = start + slope * math.log(size)
    for name, some in (
        ("dev", dev),
        ("dev without their articles", [one.without_article() for one in dev]),
        ("not in the library", outside),
        ("articles", articles),
    ):
        answered = confidences(some, weights, none) >= _SURE
        share = np.mean(answered) if some else np.nan
        print(f"more likely right than not of {name}: {share:.3f}", flush=True)
    return {
        "weights": {FEATURES[column]: round(float(weights[column]), 4) for column in columns},
        "none": round(start, 4),
        "growth": round(slope, 4),
    }


def _searched(
    data: Path, news: Path, english_dev: Path, home: Path, limit: int, encoder: Encoder
) -> dict[str, list[Example]]:
    """All questions, searched: by language and by what they are for."""
    source = read_corpus(_training_questions(data, home / "usable.jsonl"), news, limit)
    calibration, articles = calibration_corpus(data), training_corpus(data)
    source = without(without(source, calibration), articles)
    source = replace(
        source,
        articles=(*source.articles, *articles.articles),
        questions=(*source.questions, *articles.questions),
    )
    library = Searcher(source, encoder, home)
    asked = tasks(source.questions, library.edition.passages)
    known = translations()
    found = {
        "vietnamese train": library.examples(asked),
        "english train": [
            library.example(task, known[digest(task.question)])
            for task in asked
            if digest(task.question) in known
        ],
    }
    dev = without(read_corpus(data / "qa_dev_vi.jsonl.gz", news, limit), calibration)
    dev = replace(dev, articles=(*dev.articles, *calibration.articles))
    translated = read_translations(english_dev)
    nowhere = [Task(one.id, one.question, frozenset(), "") for one in dev.questions]
    found["vietnamese outside"] = library.examples(nowhere)
    found["english outside"] = [
        library.example(task, translated[task.id]) for task in nowhere if task.id in translated
    ]
    library = Searcher(dev, encoder, home)
    asked = tasks(dev.questions, library.edition.passages)
    found["vietnamese dev"] = library.examples(asked)
    found["english dev"] = [
        library.example(task, translated[task.id]) for task in asked if task.id in translated
    ]
    asked = tasks(calibration.questions, library.edition.passages)
    found["vietnamese articles"] = [library.example(task, task.question) for task in asked]
    return found


def main(
    data: Annotated[Path, typer.Argument(help="With qa_train_vi.jsonl.gz and qa_dev_vi.jsonl.gz.")],
    news: Annotated[Path, typer.Argument(help="From embeddings.benchmark.distractors.")],
    english_dev: Annotated[Path, typer.Argument(help="English dev questions.")],
    home: Annotated[Path, typer.Option(help="Keeps vectors between runs.")] = Path("var/training"),
    limit: Annotated[int, typer.Option(help="How many passages of news.")] = 20_000,
    other: Annotated[bool, typer.Option("--other", help="Fit to the vectors as they are.")] = False,
    anew: Annotated[bool, typer.Option("--anew", help="Search again what was kept.")] = False,
) -> None:
    """Fit, report, and write data/models/ranking.json, the part of one kind of encoder.

    What was found is kept in ``home``; search ``--anew`` with another encoder, glossary or data.
    """
    encoder: Encoder = open_encoder("bundled", home / "models")
    if other:
        encoder = BundledEncoder(bundled_model(home / "models"))
    home.mkdir(parents=True, exist_ok=True)
    part = "other" if other else "bundled"
    kept = home / f"ranking-{part}.npz"
    if anew or not kept.exists():
        save(_searched(data, news, english_dev, home, limit, encoder), kept)
    found = load(kept)
    models = {}
    for language in ("vietnamese", "english"):
        train, dev, outside, articles = (
            found.get(f"{language} {name}", []) for name in ("train", "dev", "outside", "articles")
        )
        print(language, flush=True)
        models[language] = report(train, dev, outside, articles, limit)
    target = resources.models_directory() / "ranking.json"
    written = json.loads(target.read_text(encoding="utf-8"))
    written[part] = models
    target.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(models))


if __name__ == "__main__":
    typer.run(main)
