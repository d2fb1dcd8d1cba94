"""Fit how answers are chosen and refused: ``python -m embeddings.training.reading DATA NEWS``.

Two sets of questions are asked, on which neither the ranking's weights nor the reader were trained:
public dev questions, and those written for this (``calibration``). They are asked of a library of
their articles and news: as it is; with their article taken out; and both again in a library of a
hundredth of the size, by leaving other passages out at random. Questions that their article does
not answer are asked likewise, but always with it. Under the weights that are written, the right
spans (or "none") are likeliest: a conditional logit.

A third set, asked by somebody who remembers the event and not the words (``remembered-dev``), is
told of and not fitted to: with it in the fit the threshold rises, and the same is traded.

Figures are cross-validated, five parts of the questions in turn. Answers are given from that
confidence on from which at most five in a hundred of the questions whose article was taken out get
one; a table shows others. What was read is kept in ``--home``, so that weights are fitted anew in
seconds, and other rules are tried in minutes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray
from scipy.optimize import minimize

from embeddings import (
    bundled_reader,
    eight_bits,
    overlap,
    quantisation,
    resources,
    span_model,
    spans,
)
from embeddings.benchmark.corpus import Task, read_corpus, tasks, without
from embeddings.bert import Bert
from embeddings.bundled_model import bundled_model
from embeddings.bundled_reader import BundledSpanModel
from embeddings.encoder import open_encoder
from embeddings.finder import Finder
from embeddings.metrics import exact_match, f1, meets, plain
from embeddings.ranking import ranking_model
from embeddings.retriever import Hit
from embeddings.span_reader import Candidate, ReadingModel, SpanReader
from embeddings.training.article_questions import calibration_corpus, remembered_corpus
from embeddings.training.ranking import Searcher
from embeddings.training.reader_figures import auc
from embeddings.training.remembered import Remembered

FEATURES = ("retrieval", "span", "rank", "fitting", "impossible", "part")
# Heads and deputies do not occur in the public questions; newspapers are full of them. And spans
# that cannot be what is asked for are hardly ever the best where the passage has an answer, but
# where it has none: of the answers to the written training questions one in twenty looks so. Parts
# of a whole are too few to fit.
_BY_HAND = {"rank": -3.0, "impossible": -2.0, "part": -1.25}
_RIDGE = 1e-3
_RIGHT = 0.6  # F1 from which a span counts as the answer
_TIMES_AS_LONG, _LONGER = 2, 6  # and what has its words may have so many (syllables)
_DEPTH = 20
_FOLDS = 5
_CONFIDENCES = (0.1, 0.2, 0.3, 0.4, 0.5)
# The library has an article that answers, has it no longer, or has one that does not say it.
INSIDE, OUTSIDE, NOT_SAID = "inside", "outside", "not said"
PUBLIC, WRITTEN, MEMORY = SOURCES = "public", "written", "from memory"
FITTED = (PUBLIC, WRITTEN)
WHOLE, SMALL = "whole", "small"
_SIZES = {WHOLE: 1.0, SMALL: 0.01}  # what part of the passages that do not matter is left
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's candidates in one library, and how good each is."""

    source: str  # of ``SOURCES``
    kind: str  # ``INSIDE``, ``OUTSIDE`` or ``NOT_SAID``
    size: str  # of the library, ``WHOLE`` or ``SMALL``
    fold: int
    features: Floats  # shape (candidates, features)
    exact: Floats
    overlap: Floats  # F1
    right: NDArray[np.bool_]  # which answer

    def lists(
        self,
    ) -> tuple[str, str, str, int, list[list[float]], list[float], list[float], list[bool]]:
        """As JSON can hold it."""
        return (
            self.source,
            self.kind,
            self.size,
            self.fold,
            self.features.tolist(),
            self.exact.tolist(),
            self.overlap.tolist(),
            self.right.tolist(),
        )

    @classmethod
    def from_lists(
        cls,
        source: str,
        kind: str,
        size: str,
        fold: int,
        features: list[list[float]],
        exact: list[float],
        overlap: list[float],
        right: list[bool],
    ) -> Asked:
        """The reverse of ``lists``."""
        table = np.array(features, float).reshape(len(features), len(FEATURES))
        goodness = np.array(exact, float), np.array(overlap, float), np.array(right, bool)
        return cls(source, kind, size, fold, table, *goodness)


def fit(asked: Sequence[Asked]) -> tuple[Floats, float]:
    """Weights and the utility of "none" under which what is right is likeliest, of ``FITTED``."""
    questions = [one for one in asked if one.source in FITTED]
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

    source: str
    kind: str
    size: str
    confidence: float
    exact: float
    overlap: float
    right: bool


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
        return Decision(one.source, one.kind, one.size, 0.0, 0.0, 0.0, right=False)
    best = int(chances.argmax())
    goodness = one.exact[best], one.overlap[best], bool(one.right[best])
    return Decision(one.source, one.kind, one.size, float(chances[best]), *goodness)


def elsewhere(
    hits: Sequence[Hit], article_id: str, *, inside: bool, share: float, place: int
) -> list[Hit]:
    """The hits as in a library of a ``share`` of the size, with an article or without it.

    A hit's score is its part of a sum to which "none" contributes less in a small library, so the
    scores are exact but for the hits beyond the last, whose part is nearly nothing.
    """
    chance = np.random.default_rng(place)
    none = max(1e-9, 1 - sum(hit.score for hit in hits)) * share ** ranking_model().growth
    kept = [
        hit
        for hit in hits
        if (
            inside
            if hit.passage.article_id == article_id
            else share == 1 or chance.random() < share
        )
    ]
    whole = none + sum(hit.score for hit in kept)
    return [replace(hit, score=hit.score / whole) for hit in kept]


class Library:
    """The dev library, and the candidates of questions in it and in what is left of it."""

    def __init__(self, finder: Finder, reader: SpanReader) -> None:
        self._finder = finder
        self._reader = reader

    def asked(self, task: Task, answers: Sequence[str], source: str, place: int) -> Iterator[Asked]:
        """One question in all the libraries there are; ``place`` numbers it.

        It is understood as in the one that has everything.
        """
        understood, hits = self._finder.find(task.question, _DEPTH)
        for inside in (True, False) if answers else (True,):
            kind = OUTSIDE if not inside else INSIDE if answers else NOT_SAID
            for size, share in _SIZES.items():
                there = elsewhere(hits, task.article_id, inside=inside, share=share, place=place)
                found = self._reader.candidates(understood, there)
                labels = labelled(found, there, answers)
                if kind != OUTSIDE or not labels[-1].any():  # or another article says it, too
                    yield Asked(source, kind, size, place % _FOLDS, *labels)


def labelled(
    found: Sequence[Candidate], hits: Sequence[Hit], answers: Sequence[str]
) -> tuple[Floats, Floats, Floats, NDArray[np.bool_]]:
    """The candidates' features; how good each is: exact match, F1, and whether it is right.

    What has the words that are expected is right wherever it stands: newspapers repeat themselves
    and each other.
    """
    texts = [hits[one.place].passage.text[one.span.start : one.span.end] for one in found]
    table = [[one.features[name] for name in FEATURES] for one in found]
    return (
        np.array(table, float).reshape(len(found), len(FEATURES)),
        np.array([exact_match(text, answers) for text in texts], float),
        np.array([f1(text, answers) for text in texts], float),
        np.array([is_right(text, answers) for text in texts], bool),
    )


def is_right(text: str, answers: Sequence[str]) -> bool:
    """Whether a span is one of the answers, or has its words and not many others.

    Of a number the figures count: "13 công việc" is not "402 công việc", for all it has of it.
    """
    given = plain(text).split()
    for answer in answers:
        wanted = plain(answer).split()
        figures = {word for word in wanted if word[0].isdigit()}
        if figures and figures.isdisjoint(given):
            continue
        if f1(text, [answer]) >= _RIGHT:
            return True
        if meets(text, [answer]) and len(given) <= _TIMES_AS_LONG * len(wanted) + _LONGER:
            return True
    return False


def least_confidence(decisions: Sequence[Decision], share: float) -> float:
    """The confidence that at most ``share`` of the answers without an article reach, of either set
    that is ``FITTED``."""
    outside = [one for one in decisions if one.kind == OUTSIDE and one.source in FITTED]
    quantiles = [
        np.quantile([one.confidence for one in outside if one.source == source], 1 - share)
        for source in {one.source for one in outside}
    ]
    return float(np.ceil(1000 * max(quantiles)) / 1000)


def separation(decisions: Sequence[Decision]) -> float:
    """Area under the ROC curve of the confidence: passages that say it against those that do not.

    The passage is in the library either way.
    """
    there = [one for one in decisions if one.kind != OUTSIDE]
    confidence = np.array([one.confidence for one in there])
    return auc(confidence, np.array([one.kind == INSIDE for one in there]))


def report(decisions: Sequence[Decision], limit: float) -> None:
    """What is answered, and how well, by source and kind, in both libraries and in each."""
    for source, kind, sizes in product(
        SOURCES, (INSIDE, OUTSIDE, NOT_SAID), ((WHOLE, SMALL), (WHOLE,), (SMALL,))
    ):
        some = [
            one
            for one in decisions
            if (one.source, one.kind) == (source, kind) and one.size in sizes
        ]
        given = [one for one in some if one.confidence >= limit]
        print(
            f"{source}, {kind}, {' and '.join(sizes)}: {len(some)} asked, "
            f"{len(given) / len(some):.3f} answered, "
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

    What candidates there are is kept in ``home``: look ``--anew`` with another ranking, other
    rules or accents, or another reader. What the reader read is kept apart, and read again only by
    another reader or where it computes otherwise.
    """
    kept = home / "read.json"
    if kept.exists() and not anew:
        questions = [Asked.from_lists(*lists) for lists in json.loads(kept.read_text("utf-8"))]
    else:
        questions = list(_read(data, news, home, limit))
        kept.write_text(json.dumps([one.lists() for one in questions]), encoding="utf-8")
    decisions = cross_validated(questions)
    confidence = least_confidence(decisions, outside)
    for size in _SIZES:
        some = [one for one in decisions if one.size == size]
        print(f"{size} library alone: answers from {least_confidence(some, outside)} on")
    for least in sorted({*_CONFIDENCES, confidence}):
        print(f"answers from {least} on")
        report(decisions, least)
    for source in SOURCES:
        some = [one for one in decisions if one.source == source]
        print(f"{source}: AUC of the confidence, said against not said, {separation(some):.3f}")
    weights, none = fit(questions)
    for column, name in enumerate(FEATURES):
        rest = [replace(one, features=np.delete(one.features, column, 1)) for one in questions]
        print(f"without {name}:")
        report(cross_validated(rest), confidence)
    if plot:
        from embeddings.training.reader_plots import reliability_plot

        fitted = [one for one in decisions if one.source in FITTED]
        reliability_plot([(one.confidence, one.right) for one in fitted], plot)
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
    # Scores come of the weights and of how they are computed.
    files = [
        path,
        *(
            Path(str(module.__file__))
            for module in (bundled_reader, eight_bits, overlap, quantisation, span_model, spans)
        ),
    ]
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    model = Remembered(BundledSpanModel(Bert(directory), path), home / "spans.json", digest)
    encoder = open_encoder("bundled", home / "models")
    written, memory = calibration_corpus(data), remembered_corpus(data)
    public = read_corpus(data / "qa_dev_vi.jsonl.gz", news, limit)
    for other in (written, memory):
        public = without(public, other)
    articles = (*public.articles, *written.articles, *memory.articles)
    searcher = Searcher(replace(public, articles=articles), encoder, home)
    placeholder = ReadingModel(dict.fromkeys(FEATURES, 0.0), 0.0, 0.0)
    library = Library(Finder(searcher.edition, encoder), SpanReader(model, placeholder))
    for source, corpus in zip(SOURCES, (public, written, memory), strict=True):
        for questions in (corpus.questions, corpus.unanswerable):
            found = tasks(questions, searcher.edition.passages)
            for place, (one, task) in enumerate(zip(questions, found, strict=True)):
                yield from library.asked(task, one.answers, source, place)
                if place % 50 == 0:
                    print(f"\r{source}: {place} questions ", end="", flush=True)
    print()
    model.keep()


if __name__ == "__main__":
    typer.run(main)
