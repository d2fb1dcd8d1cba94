"""Make the file that ships: ``python -m embeddings.training.reader_export CHECKPOINT DATA_DIR``.

Writes ``data/models/reader.npz`` (eight bits a weight) and measures it, as it will run, on the dev
questions and on what was written for this in ``data/training`` and not trained on.
With ``--mean-with``, which may be given several times, every weight is the mean of the checkpoint's
and of those of other runs' checkpoints or of readers: what lies between readers that have begun as
one is better than each (Wortsman et al. 2022, Model soups).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import torch
import typer
from numpy.typing import NDArray

from embeddings import resources
from embeddings.bert import Bert
from embeddings.bundled_model import bundled_model
from embeddings.bundled_reader import BundledSpanModel
from embeddings.reader_file import FORMAT, OVERLAP, quantised, read_weights
from embeddings.span_model import Excerpt, SpanModel
from embeddings.training.article_questions import calibration_corpus, in_their_passages
from embeddings.training.reader_examples import as_understood
from embeddings.training.reader_figures import DevSet, figures
from embeddings.training.reader_network import FROZEN, LAYERS
from embeddings.training.reading import is_right
from embeddings.training.written_questions import REMEMBERED, TWINS, held_out
from embeddings.vietnamese import Lexicon, Understander

_AT_ONCE = 2
_SETTINGS = ("format", "frozen", "layers")


def export(checkpoint: Path, target: Path, others: Sequence[Path] = ()) -> None:
    """Write the trained tensors of a checkpoint: matrices quantised, the rest in half precision.

    With ``others``, checkpoints or reader files, the means of all their weights.
    """
    ingredients = [_weights(path) for path in (checkpoint, *others)]
    stored: dict[str, NDArray[np.generic]] = {
        "format": np.array(FORMAT),
        "frozen": np.array(FROZEN),
        "layers": np.array(LAYERS),
    }
    for name in ingredients[0]:
        found = [
            # A reader from before there was this adds nothing for words in common.
            np.zeros_like(ingredients[0][name])
            if name == OVERLAP and name not in weights
            else weights[name]
            for weights in ingredients
        ]
        values = np.stack(found).mean(axis=0)
        if values.ndim == 2 and name not in (OVERLAP, "span.weight"):
            stored |= quantised(name, values)
        else:
            stored[name] = values.astype(np.float16 if values.ndim == 1 else np.float32)
    with target.open("wb") as file:
        np.savez(file, **stored)  # type: ignore[arg-type]


def _weights(path: Path) -> dict[str, NDArray[np.float32]]:
    """The trained tensors of a checkpoint or of a reader file, by their names in the latter."""
    if path.suffix == ".npz":
        weights = read_weights(path)
        return {name: values for name, values in weights.items() if name not in _SETTINGS}
    tensors = torch.load(path, weights_only=True)["mean"]
    return {name.removeprefix("bert.encoder."): value.numpy() for name, value in tensors.items()}


def main(
    checkpoint: Annotated[Path, typer.Argument(help="final.pt of a training run.")],
    data: Annotated[Path, typer.Argument(help="Where the question files are.")],
    models: Annotated[Path, typer.Option(help="Where the bundled model is.")] = Path("var/models"),
    target: Annotated[Path | None, typer.Option(help="Instead of data/models/reader.npz.")] = None,
    mean_with: Annotated[
        list[Path] | None, typer.Option(help="A checkpoint or reader file that counts as much.")
    ] = None,
) -> None:
    """Export, then read questions with what was exported; no model is trained on any."""
    target = target or resources.models_directory() / "reader.npz"
    export(checkpoint, target, mean_with or ())
    model = BundledSpanModel(Bert(bundled_model(models)), target)
    print(json.dumps({"bytes": target.stat().st_size}))
    for name, asked in question_sets(data).items():
        answers = read(model, asked)
        right = [
            is_right(text, [answer["text"] for answer in row["answers"]])
            for (text, _), row in zip(answers, asked.rows, strict=True)
            if not row["is_impossible"]
        ]
        found = {"right": round(float(np.mean(right)), 4), **figures(answers, asked).rounded()}
        if name == "twins":
            found["told apart"] = round(told_apart([score for _, score in answers]), 4)
        print(json.dumps({"questions": name, **found}), flush=True)


def question_sets(data: Path) -> dict[str, DevSet]:
    """What readers are compared on: the public dev questions; those on whole articles, each in the
    passages that answer it; those asked from memory; and those that come with their twins."""
    found = {
        "public": DevSet.read(data / "qa_dev_vi.jsonl.gz"),
        "written": DevSet(tuple(in_their_passages(calibration_corpus(data)))),
    }
    for name, source in (("remembered", REMEMBERED), ("twins", TWINS)):
        rows = list(held_out(data, source))
        understander = Understander(Lexicon.from_texts({row["context"] for row in rows}))
        found[name] = DevSet(tuple(as_understood(rows, understander)))
    return found


def told_apart(scores: Sequence[float]) -> float:
    """How often a question scores higher than its twin, which comes after it; .5 is chance."""
    own, twins = np.array(scores).reshape(-1, 2).T
    return float(np.mean((own > twins) + (own == twins) / 2))


def read(model: SpanModel, asked: DevSet) -> list[tuple[str, float]]:
    """The best span for each question, and its score."""

    def best(row: dict[str, Any]) -> tuple[str, float]:
        contexts = row.get("contexts") or [row["context"]]
        title = row.get("title") or ""
        spans = model.spans(row["question"], [Excerpt(text, title) for text in contexts], 1)
        found = [
            (text[span.start : span.end], span.score)
            for text, some in zip(contexts, spans, strict=True)
            for span in some
        ]
        return max(found, key=lambda one: one[1], default=("", -np.inf))

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(best, asked.rows))


if __name__ == "__main__":
    typer.run(main)
