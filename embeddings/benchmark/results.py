"""Figures of a benchmark as a Markdown table and as a plot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from embeddings.errors import PlotError
from embeddings.metrics import MRR_DEPTH, mrr, recall

CUTOFFS = (1, 3, 5, 10)


@dataclass(frozen=True, slots=True)
class Row:
    """One system on one way of typing."""

    system: str
    variant: str
    n: int
    recall: Mapping[int, float]
    mrr: float


def row(system: str, variant: str, ranks: Sequence[int | None]) -> Row:
    """The figures of ``ranks``, which count from 1; None is not found."""
    return Row(system, variant, len(ranks), {k: recall(ranks, k) for k in CUTOFFS}, mrr(ranks))


def markdown(rows: Sequence[Row]) -> str:
    """A table, the best R@1 of each way of typing in bold."""
    heads = ["questions", "n", "system", *(f"R@{k}" for k in CUTOFFS), f"MRR@{MRR_DEPTH}"]
    lines = [heads, ["---", "---:", "---", *["---:"] * (len(CUTOFFS) + 1)]]
    for one in rows:
        best = max(other.recall[1] for other in rows if other.variant == one.variant)
        figures = [f"{one.recall[k]:.3f}" for k in CUTOFFS]
        if one.recall[1] == best:
            figures[0] = f"**{figures[0]}**"
        lines.append([one.variant, str(one.n), one.system, *figures, f"{one.mrr:.3f}"])
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


def plot(rows: Sequence[Row], path: Path) -> None:
    """R@1 as bars, grouped by way of typing, one colour a system.

    Raises:
        PlotError: matplotlib is not installed, or ``path`` cannot be written.
    """
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ModuleNotFoundError as error:
        raise PlotError("matplotlib is missing", path=str(path), reason="matplotlib") from error

    variants = list(dict.fromkeys(one.variant for one in rows))
    names = list(dict.fromkeys(one.system for one in rows))
    figure = Figure(figsize=(9, 4), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    width = 0.8 / len(names)
    for place, name in enumerate(names):
        heights = {one.variant: one.recall[1] for one in rows if one.system == name}
        at = [index + (place - (len(names) - 1) / 2) * width for index in range(len(variants))]
        bars = axes.bar(at, [heights[variant] for variant in variants], width, label=name)
        axes.bar_label(bars, fmt=lambda height: f"{height:.2f}".removeprefix("0"), fontsize=7)
    axes.set_xticks(range(len(variants)), variants)
    axes.set_ylim(0, 1.05)
    axes.set_ylabel("R@1")
    axes.legend(ncols=len(names), loc="upper center", bbox_to_anchor=(0.5, -0.1), frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    try:
        figure.savefig(path, dpi=150)
    except (OSError, ValueError) as error:  # matplotlib knows no such format: ValueError
        raise PlotError(f"{path}: {error}", path=str(path), reason=str(error)) from error
