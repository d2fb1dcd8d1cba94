"""Pictures of the reader: ``python -m embeddings.training.reader_plots CHECKPOINTS PNG``.

Draws the figures over training from a run's log; the reliability diagram is drawn by
``embeddings.training.reading``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

_BINS = 10


def reliability(pairs: Sequence[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """By tenth of confidence: mean confidence, share right, how many; empty tenths are left out."""
    confidence = np.array([pair[0] for pair in pairs])
    right = np.array([pair[1] for pair in pairs], float)
    tenth = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    return [
        (float(confidence[tenth == b].mean()), float(right[tenth == b].mean()), int(n))
        for b in range(_BINS)
        if (n := (tenth == b).sum())
    ]


def reliability_plot(pairs: Sequence[tuple[float, bool]], path: Path) -> None:
    """Draw it as PNG; the number of questions stands at every point."""
    figure = Figure(figsize=(5, 4.5), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    points = reliability(pairs)
    axes.plot([x for x, _, _ in points], [y for _, y, _ in points], marker="o")
    for x, y, n in points:
        axes.annotate(str(n), (x, y), textcoords="offset points", xytext=(6, -10), fontsize=7)
    axes.set_xlabel("confidence of the best span")
    axes.set_ylabel("share right")
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=150)


def training_plot(log: Path, path: Path) -> None:
    """Exact match, F1 and AUC on dev questions over the steps of a run; the last point is final."""
    entries = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    sampled = [one for one in entries if "exact" in one and not one.get("final")]
    final = [one for one in entries if one.get("final")]
    figure = Figure(figsize=(6, 4), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    for name, label in (("f1", "F1"), ("exact", "exact match"), ("auc", "AUC")):
        (line,) = axes.plot(
            [one["step"] for one in sampled],
            [one[name] for one in sampled],
            marker=".",
            label=label,
        )
        for one in final[-1:]:
            axes.plot(one["step"], one[name], marker="*", markersize=11, color=line.get_color())
    axes.set_xlabel("steps of 16 examples (star: after the rate has fallen, all dev questions)")
    axes.set_ylim(0, 1)
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=150)


def main(
    checkpoints: Annotated[Path, typer.Argument(help="Of a training run.")],
    path: Annotated[Path, typer.Argument(help="The picture.")],
) -> None:
    """Draw the course of a run."""
    training_plot(checkpoints / "log.jsonl", path)


if __name__ == "__main__":
    typer.run(main)
