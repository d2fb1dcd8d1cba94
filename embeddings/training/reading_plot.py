"""The reliability diagram: how often answers given with some confidence are right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
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
