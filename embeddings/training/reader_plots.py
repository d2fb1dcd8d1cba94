"""Pictures of the reader: ``python -m embeddings.training.reader_plots LOG PNG``.

Draws the figures over training; the reliability diagram is drawn by
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
_CURVES = {
    "f1": ("F1", "C0"),
    "exact": ("exact match", "C1"),
    "right": ("right", "C3"),
    "auc": ("AUC", "C2"),
}


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
    """Draw the dev figures of a log over its steps, and those of written questions if it has any.

    Raises:
        OSError: the log cannot be read.
        ValueError: it is not JSON lines, or nothing was measured yet.
    """
    entries = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    dev = [one for one in entries if "exact" in one]
    written = [{"step": one["step"], **one["written"]} for one in dev if "written" in one]
    if not dev:
        raise ValueError(f"{log}: nothing was measured yet")
    panels = [("dev questions", dev)]
    if written:
        panels.append(("written questions", written))
    figure = Figure(figsize=(4 * len(panels) + 1, 4), layout="constrained")
    FigureCanvasAgg(figure)
    for axes, (title, points) in zip(
        figure.subplots(1, len(panels), squeeze=False, sharex=True, sharey=True)[0],
        panels,
        strict=True,
    ):
        for name, (label, color) in _CURVES.items():
            curve = [(one["step"], one[name]) for one in points if name in one]
            if curve:
                axes.plot(*zip(*curve, strict=True), marker=".", label=label, color=color)
        axes.set_title(title, fontsize=10)
        axes.set_xlabel("steps of 16 examples")
        axes.set_ylim(0, 1)
        axes.legend(frameon=False, loc="lower right")
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=150)


def main(
    log: Annotated[Path, typer.Argument(help="log.jsonl of a run, or docs/reader-history.jsonl.")],
    path: Annotated[Path, typer.Argument(help="The picture.")],
) -> None:
    """Draw how the reader got better over a run, or over all runs."""
    training_plot(log, path)


if __name__ == "__main__":
    typer.run(main)
