"""Make the file that ships: ``python -m embeddings.training.reader_export CHECKPOINT DATA_DIR``.

Writes ``data/models/reader.npz`` (eight bits a weight) and measures it, as it will run, on the dev
questions. With ``--mean-with`` every weight is the mean of the checkpoint's and of that of the
reader the run began with: what lies between two good readers on one way is better than both
(Wortsman et al. 2022, Model soups).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import numpy as np
import torch
import typer
from numpy.typing import NDArray

from embeddings import resources
from embeddings.bert import Bert
from embeddings.bundled_model import bundled_model
from embeddings.span_model import FORMAT, BundledSpanModel, quantised, read_weights
from embeddings.training.reader_figures import DevSet, figures
from embeddings.training.reader_network import FROZEN, LAYERS


def export(checkpoint: Path, target: Path, other: Path | None = None) -> None:
    """Write the trained tensors of a checkpoint: matrices quantised, the rest in half precision.

    With the reader file ``other``, the means of its weights and the checkpoint's.
    """
    tensors = torch.load(checkpoint, weights_only=True)["network"]
    weights = read_weights(other) if other else {}
    stored: dict[str, NDArray[np.generic]] = {
        "format": np.array(FORMAT),
        "frozen": np.array(FROZEN),
        "layers": np.array(LAYERS),
    }
    for long, tensor in tensors.items():
        name = long.removeprefix("bert.encoder.")
        values = tensor.numpy()
        if other:
            values = (values + weights[name]) / 2
        if values.ndim == 2 and name != "span.weight":
            stored |= quantised(name, values)
        else:
            stored[name] = values.astype(np.float16 if values.ndim == 1 else np.float32)
    with target.open("wb") as file:
        np.savez(file, **stored)  # type: ignore[arg-type]


def main(
    checkpoint: Annotated[Path, typer.Argument(help="final.pt of a training run.")],
    data: Annotated[Path, typer.Argument(help="Where the question files are.")],
    models: Annotated[Path, typer.Option(help="Where the bundled model is.")] = Path("var/models"),
    target: Annotated[Path | None, typer.Option(help="Instead of data/models/reader.npz.")] = None,
    mean_with: Annotated[
        Path | None, typer.Option(help="A reader file whose weights count one half.")
    ] = None,
) -> None:
    """Export, then read the dev questions with what was exported."""
    target = target or resources.models_directory() / "reader.npz"
    export(checkpoint, target, mean_with)
    model = BundledSpanModel(Bert(bundled_model(models)), target)
    dev = DevSet.read(data / "qa_dev_vi.jsonl.gz")
    answers = []
    for row in dev.rows:
        (spans,) = model.spans(row["question"], [row["context"]], 1)
        best = spans[0]
        answers.append((row["context"][best.start : best.end], best.score))
    found = figures(answers, dev).rounded()
    print(json.dumps({"bytes": target.stat().st_size, **found}))


if __name__ == "__main__":
    typer.run(main)
