"""Fit how answers are chosen and refused: ``python -m embeddings.training.reading DATA NEWS``.

The dev questions, on which neither the ranking's weights nor the reader were trained, are asked of
a library of their passages and news. Each is asked four times: as it is; with its passages taken
out; and both again in a library of a hundredth of the size, by leaving passages out at random. The
159 questions whose own passage does not answer them are asked likewise, but always with it. Under
the weights that are written, the right spans (or "none") are likeliest: a conditional logit.

Figures are cross-validated, five parts of the questions in turn. Answers are given from that
confidence on from which at most five in a hundred of the questions whose passage was taken out get
one; a table shows others. What was read is kept in ``--home``, so that weights are fitted anew in
seconds, and other rules are tried in minutes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray
from scipy.optimize import minimize

from embeddings import resources
from embeddings.benchmark.corpus import Task, read_corpus, tasks
from embeddings.bert import Bert
from embeddings.bundled_model import bundled_model
from embeddings.encoder import open_encoder
from embeddings.metrics import exact_match, f1
from embeddings.ranking import ranking_model
from embeddings.retriever import Hit, Retriever
from embeddings.span_model import BundledSpanModel
from embeddings.span_reader import Candidate, ReadingModel, SpanReader
from embeddings.training.ranking import Searcher
from embeddings.training.reader_figures import auc
from embeddings.training.reader_plots import reliability_plot
from embeddings.training.remembered import Remembered
from embeddings.vietnamese import Understander

FEATURES = ("retrieval", "span", "rank", "fitting", "impossible", "echo", "nearby")
# Heads and deputies do not occur in the public questions; newspapers are full of them. And spans
# that cannot be what is asked for are hardly ever the best where the passage has an answer, but
# where it has none: of the answers to the written training questions one in twenty looks so.
_BY_HAND = {"rank": -3.0, "impossible": -2.0}
_RIDGE = 1e-3
_RIGHT = 0.6  # F1 from which a span counts as the answer
_DEPTH = 20
_SMALL = 0.01
_FOLDS = 5
_CONFIDENCES = (0.1, 0.2, 0.3, 0.4, 0.5)
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's candidates in one library, and how good each is."""

    kind: str  # "inside", "outside", "same passage"
    fold: int
    features: Floats  # shape (candidates, features)
    exact: Floats
    overlap: Floats  # F1; both 0 for a span of a passage that does not hold the answer

    def lists(self) -> tuple[str, int, list[list[float]], list[float], list[float]]:
        """As JSON can hold it."""
        return (
            self.kind,
            self.fold,
            self.features.tolist(),
            self.exact.tolist(),
            self.overlap.tolist(),
        )

    @classmethod
    def from_lists(
        cls,
        kind: str,
        fold: int,
        features: list[list[float]],
        exact: list[float],
        overlap: list[float],
    ) -> Asked:
        """The reverse of ``lists``."""
        table = np.array(features, float).reshape(len(features), len(FEATURES))
        return cls(kind, fold, table, np.array(exact, float), np.array(overlap, float))

    @property
    def right(self) -> NDArray[np.bool_]:
        """Which candidates answer."""
        return self.overlap >= _RIGHT


def fit(questions: Sequence[Asked]) -> tuple[Floats, float]:
    """Weights and the utility of "none" under which what is right is likeliest."""
    features, there, right = _tables(questions)
    size, width = len(questions), features.shape[2]

    def loss(values: Floats) -> tuple[float, Floats]:
        weights, none = values[:-1], values[-1]
        utilities = np.where(there, features @ weights, -np.inf)
        utilities[:, -1] = none
        shares = np.exp(utilities - utilities.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        inside = shares * right
        mass = np.maximum(inside.sum(axis=1, keepdims=True), 1e-12)
        pull = shares - inside / mass
        gradient = np.append(np.einsum("qcf,qc->f", features, pull), pull[:, -1].sum())
        total = _RIDGE * float(weights @ weights) - float(np.log(mass).mean())
        return total, gradient / size + np.append(2 * _RIDGE * weights, 0.0)

    found = minimize(loss, np.zeros(width + 1), jac=True, method="L-BFGS-B")
    return found.x[:-1], float(found.x[-1])


def _tables(
    questions: Sequence[Asked],
) -> tuple[Floats, NDArray[np.bool_], NDArray[np.bool_]]:
    """Features, shape (questions, candidates, features), padded; which candidates there are, and
    which are right, both of shape (questions, candidates). The last candidate is "none"."""
    most = 1 + max(len(one.features) for one in questions)
    features = np.zeros((len(questions), most, questions[0].features.shape[1]))
    there, right = np.zeros((2, len(questions), most), bool)
    for row, one in enumerate(questions):
        features[row, : len(one.features)] = one.features
        there[row, : len(one.features)] = True
        right[row, : len(one.features)] = one.right
        right[row, -1] = not one.right.any()
    there[:, -1] = True
    return features, there, right


def confidences(one: Asked, weights: Floats, none: float) -> Floats:
    """The probability of every candidate."""
    utilities = np.append(one.features @ weights, none)
    shares = np.exp(utilities - utilities.max())
    return np.asarray((shares / shares.sum())[:-1])


@dataclass(frozen=True, slots=True)
class Decision:
    """What the best span of a question was, by weights that never saw the question."""

    kind: str
    confidence: float
    exact: float
    overlap: float

    @property
    def right(self) -> bool:
        """Whether it answers."""
        return self.overlap >= _RIGHT


def cross_validated(questions: Sequence[Asked]) -> list[Decision]:
    """The decision on every question, with weights fitted on the other folds."""
    decisions = []
    for fold in range(_FOLDS):
        weights, none = fit([one for one in questions if one.fold != fold])
        decisions += [decided(one, weights, none) for one in questions if one.fold == fold]
    return decisions


def decided(one: Asked, weights: Floats, none: float) -> Decision:
    """The best span of one question."""
    chances = confidences(one, weights, none)
    if not len(chances):
        return Decision(one.kind, 0.0, 0.0, 0.0)
    best = int(chances.argmax())
    return Decision(one.kind, float(chances[best]), one.exact[best], one.overlap[best])


def elsewhere(
    hits: Sequence[Hit], right: Collection[str], *, inside: bool, share: float, place: int
) -> list[Hit]:
    """The hits as they would be in a library of a ``share`` of the size, with or without ``right``.

    A hit's score is its part of a sum to which "none" contributes less in a small library, so the
    scores are exact but for the hits beyond the last, whose part is nearly nothing.
    """
    chance = np.random.default_rng(place)
    none = max(1e-9, 1 - sum(hit.score for hit in hits)) * share ** ranking_model().growth
    kept = [
        hit
        for hit in hits
        if (inside if hit.passage.id in right else share == 1 or chance.random() < share)
    ]
    whole = none + sum(hit.score for hit in kept)
    return [replace(hit, score=hit.score / whole) for hit in kept]


class Library:
    """The dev library, and the candidates of questions in it and in what is left of it."""

    def __init__(self, searcher: Searcher, retriever: Retriever, reader: SpanReader) -> None:
        self._understander = Understander(searcher.edition.lexicon)
        self._retriever = retriever
        self._reader = reader

    def asked(self, task: Task, answers: Sequence[str], place: int) -> Iterator[Asked]:
        """One question in all the libraries there are; ``place`` numbers it."""
        understood = self._understander.understand(task.question)
        hits = self._retriever.search(understood, _DEPTH)
        right = task.right
        for inside in (True, False) if answers else (True,):
            kind = "outside" if not inside else "inside" if answers else "same passage"
            for share in (1.0, _SMALL):
                there = elsewhere(hits, right, inside=inside, share=share, place=place)
                found = self._reader.candidates(understood, there)
                yield labelled(kind, place % _FOLDS, found, there, answers, right)


def labelled(
    kind: str,
    fold: int,
    found: Sequence[Candidate],
    hits: Sequence[Hit],
    answers: Sequence[str],
    right: Collection[str],
) -> Asked:
    """Candidates with how good each is."""
    texts = [hits[one.place].passage.text[one.span.start : one.span.end] for one in found]
    there = [bool(answers) and hits[one.place].passage.id in right for one in found]
    pairs = list(zip(texts, there, strict=True))
    return Asked(
        kind,
        fold,
        np.array([[one.features[name] for name in FEATURES] for one in found]).reshape(
            len(found), len(FEATURES)
        ),
        np.array([exact_match(text, answers) * held for text, held in pairs]),
        np.array([f1(text, answers) * held for text, held in pairs]),
    )


def least_confidence(decisions: Sequence[Decision], share: float) -> float:
    """The confidence that no more than ``share`` of the answers without a passage reach."""
    reached = [one.confidence for one in decisions if one.kind == "outside"]
    return float(np.ceil(100 * np.quantile(reached, 1 - share)) / 100)


def separation(decisions: Sequence[Decision]) -> float:
    """Area under the ROC curve of the confidence: passages that say it against those that do not.

    The passage is in the library either way.
    """
    there = [one for one in decisions if one.kind != "outside"]
    confidence = np.array([one.confidence for one in there])
    return auc(confidence, np.array([one.kind == "inside" for one in there]))


def report(decisions: Sequence[Decision], limit: float) -> None:
    """What is answered, and how well, by kind."""
    for kind in ("inside", "outside", "same passage"):
        some = [one for one in decisions if one.kind == kind]
        given = [one for one in some if one.confidence >= limit]
        print(
            f"{kind}: {len(some)} asked, {len(given) / len(some):.3f} answered, "
            f"{np.mean([one.right for one in some]):.3f} right span first, "
            f"{sum(one.right for one in given) / max(1, len(given)):.3f} of the answers right, "
            f"exact {np.mean([one.exact for one in some]):.3f}, "
            f"F1 {np.mean([one.overlap for one in some]):.3f}",
            flush=True,
        )


def main(
    data: Annotated[Path, typer.Argument(help="With qa_dev_vi.jsonl.gz.")],
    news: Annotated[Path, typer.Argument(help="From embeddings.benchmark.distractors.")],
    home: Annotated[Path, typer.Option(help="Keeps vectors between runs.")] = Path("var/training"),
    limit: Annotated[int, typer.Option(help="How many passages of news.")] = 20_000,
    outside: Annotated[
        float, typer.Option(help="How many of the questions without their passage may be answered.")
    ] = 0.05,
    plot: Annotated[Path | None, typer.Option(help="Draw the reliability diagram here.")] = None,
    anew: Annotated[bool, typer.Option("--anew", help="Look for candidates again.")] = False,
) -> None:
    """Fit, report, and write data/models/reading.json.

    What candidates there are is kept in ``home``: look ``--anew`` with another ranking, other rules
    or another reader. What the reader read is kept apart, and read again only by another reader.
    """
    kept = home / "read.json"
    if kept.exists() and not anew:
        questions = [Asked.from_lists(*lists) for lists in json.loads(kept.read_text("utf-8"))]
    else:
        questions = list(_read(data, news, home, limit))
        kept.write_text(json.dumps([one.lists() for one in questions]), encoding="utf-8")
    decisions = cross_validated(questions)
    confidence = least_confidence(decisions, outside)
    for least in sorted({*_CONFIDENCES, confidence}):
        print(f"answers from {least} on")
        report(decisions, least)
    print(f"AUC of the confidence, said against not said: {separation(decisions):.3f}")
    weights, none = fit(questions)
    for column, name in enumerate(FEATURES):
        rest = [replace(one, features=np.delete(one.features, column, 1)) for one in questions]
        print(f"without {name}:")
        report(cross_validated(rest), confidence)
    if plot:
        reliability_plot([(one.confidence, one.right) for one in decisions], plot)
    fields: dict[str, Any] = {
        "weights": {name: round(float(w), 4) for name, w in zip(FEATURES, weights, strict=True)},
        "none": round(none, 4),
        "min_confidence": confidence,
    }
    fields["weights"] |= _BY_HAND
    target = resources.models_directory() / "reading.json"
    target.write_text(json.dumps(fields, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(fields))


def _read(data: Path, news: Path, home: Path, limit: int) -> Iterator[Asked]:
    """All questions in all libraries."""
    directory = bundled_model(home / "models")
    path = resources.models_directory() / "reader.npz"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    model = Remembered(BundledSpanModel(Bert(directory), path), home / "spans.json", digest)
    encoder = open_encoder("bundled", home / "models")
    source = read_corpus(data / "qa_dev_vi.jsonl.gz", news, limit)
    searcher = Searcher(source, encoder, home)
    placeholder = ReadingModel(dict.fromkeys(FEATURES, 0.0), 0.0, 0.0)
    library = Library(
        searcher,
        Retriever(searcher.edition, encoder),
        SpanReader(model, searcher.edition.lexical.idf, placeholder),
    )
    expected = {one.id: one.answers for one in source.questions}
    for questions in (source.questions, source.unanswerable):
        for place, task in enumerate(tasks(questions, searcher.edition.passages)):
            yield from library.asked(task, expected.get(task.id, ()), place)
            if place % 50 == 0:
                print(f"\r{place} questions", end="", flush=True)
    print()
    model.keep()


if __name__ == "__main__":
    typer.run(main)
