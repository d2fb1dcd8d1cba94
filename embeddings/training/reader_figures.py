"""How well a reading model answers: exact match, F1, and whether it knows when there is nothing."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from embeddings.metrics import exact_match, f1
from embeddings.overlap import overlaps
from embeddings.span_model import PASSAGE, QUESTION, before_passage
from embeddings.spans import TokenSpan, best_spans, merged, windows
from embeddings.training.reader_examples import Pair
from embeddings.training.reader_network import ReaderNetwork, tensors

_BATCH = 16
Logits = Callable[[Sequence[Pair]], list[NDArray[np.float32]]]


@dataclass(frozen=True, slots=True)
class DevSet:
    """Rows with ``question, context, answers, is_impossible``, and ``title`` if there is one."""

    rows: tuple[dict[str, Any], ...]

    @classmethod
    def read(cls, path: Path) -> DevSet:
        """The rows of a gzipped file."""
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return cls(tuple(json.loads(line) for line in lines))

    def sample(self, size: int) -> DevSet:
        """The same ``size`` rows every time, answerable and not as in the whole."""
        order = np.random.default_rng(0).permutation(len(self.rows))[:size]
        return DevSet(tuple(self.rows[int(place)] for place in order))


@dataclass(frozen=True, slots=True)
class Figures:
    """Over the answerable: exact match and F1 in [0, 1]. Over all: area under the ROC curve of the
    best span's score, answerable against unanswerable."""

    exact: float
    f1: float
    auc: float

    def rounded(self) -> dict[str, float]:
        """The figures to four places."""
        return {name: round(value, 4) for name, value in asdict(self).items()}


def measure(network: ReaderNetwork, tokenizer: Tokenizer, dev: DevSet) -> Figures:
    """The figures of a network on some rows."""
    padding = int(tokenizer.token_to_id("<pad>") or 0)

    def logits(pairs: Sequence[Pair]) -> list[NDArray[np.float32]]:
        with torch.no_grad():
            ids, shared, mask, _ = tensors(pairs, padding)
            values = network(ids, shared, mask).numpy()
        return [row[: len(pair.ids)] for row, pair in zip(values, pairs, strict=True)]

    return figures(read(logits, tokenizer, dev), dev)


def figures(answers: Sequence[tuple[str, float]], dev: DevSet) -> Figures:
    """The figures of answers with their scores, one for each row."""
    known = [not row["is_impossible"] for row in dev.rows]
    exact, overlap = [], []
    for (text, _), row, answerable in zip(answers, dev.rows, known, strict=True):
        if answerable:
            expected = [answer["text"] for answer in row["answers"]]
            exact.append(exact_match(text, expected))
            overlap.append(f1(text, expected))
    scores = np.array([score for _, score in answers])
    return Figures(float(np.mean(exact)), float(np.mean(overlap)), auc(scores, np.array(known)))


def auc(scores: NDArray[np.float64], positive: NDArray[np.bool_]) -> float:
    """Area under the ROC curve: how often a positive scores above a negative."""
    above = scores[positive][:, None] - scores[~positive][None, :]
    return float(np.mean((above > 0) + 0.5 * (above == 0))) if above.size else float("nan")


def read(logits: Logits, tokenizer: Tokenizer, dev: DevSet) -> list[tuple[str, float]]:
    """The best span of each row's context as text, with its score."""
    begin, end = (int(tokenizer.token_to_id(name) or 0) for name in ("<s>", "</s>"))
    pairs: list[tuple[int, int, Pair]] = []  # row, first passage token, what is read
    lengths, offsets = [], []
    for number, row in enumerate(dev.rows):
        question = tokenizer.encode(QUESTION + row["question"], add_special_tokens=False)
        passage = tokenizer.encode(PASSAGE + row["context"], add_special_tokens=False)
        title = tokenizer.encode(row.get("title") or "", add_special_tokens=False)
        before = before_passage(question.ids, title.ids, begin, end)
        lengths.append(len(before))
        offsets.append(passage.offsets)
        for first, last in windows(len(passage.ids)):
            ids = [*before, *passage.ids[first:last], end]
            shared = overlaps(ids, tokenizer.id_to_token)
            pair = Pair(np.array(ids, np.int32), shared, len(before), 0, 0)
            pairs.append((number, first, pair))
    pairs.sort(key=lambda one: len(one[2].ids))
    found: list[list[tuple[int, list[TokenSpan]]]] = [[] for _ in dev.rows]
    for at in range(0, len(pairs), _BATCH):
        group = pairs[at : at + _BATCH]
        for (number, first, _), values in zip(
            group, logits([pair for _, _, pair in group]), strict=True
        ):
            inside = values[lengths[number] : -1]
            found[number].append((first, best_spans(inside, float(values[0].sum()), 1)))
    answers = []
    for row, places, spans in zip(dev.rows, offsets, found, strict=True):
        best = merged(spans, 1)[0]
        start, stop = places[best.first][0], places[best.last][1]
        start, stop = max(0, start - len(PASSAGE)), max(0, stop - len(PASSAGE))
        answers.append((row["context"][start:stop].strip(), best.score))
    return answers
