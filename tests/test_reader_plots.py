"""The curves over the reader's training."""

import json
from pathlib import Path

import pytest

pytest.importorskip("matplotlib", reason="the extra `training` is not installed")

from embeddings.training.reader_plots import reliability, training_plot

RUN = [
    {"step": 50, "loss": 0.9},
    {"step": 400, "sample": 200, "exact": 0.4, "f1": 0.6, "auc": 0.5},
    {"step": 800, "final": True, "exact": 0.5, "f1": 0.7, "auc": 0.6},
]


def logged(path: Path, *entries: object) -> Path:
    path.write_text("".join(json.dumps(entry) + "\n" for entry in entries), encoding="utf-8")
    return path


def test_a_run_and_all_readers_are_drawn(tmp_path: Path) -> None:
    written = {**RUN[-1], "written": {"right": 0.8, "f1": 0.7, "auc": 0.9}}
    sizes = []
    for name, entries in (("run", RUN), ("history", [*RUN, written])):
        picture = tmp_path / f"{name}.png"
        training_plot(logged(tmp_path / name, *entries), picture)
        data = picture.read_bytes()
        assert data.startswith(b"\x89PNG")
        sizes.append(int.from_bytes(data[16:20]))
    assert sizes[1] > sizes[0]  # a second panel


def test_a_run_in_which_nothing_was_measured_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="nothing was measured"):
        training_plot(logged(tmp_path / "log.jsonl", RUN[0]), tmp_path / "run.png")
    assert not (tmp_path / "run.png").exists()


def test_reliability_is_by_tenths_that_have_questions() -> None:
    pairs = [(0.05, False), (0.07, True), (0.95, True), (1.0, True)]
    low, high = reliability(pairs)
    assert low == pytest.approx((0.06, 0.5, 2))
    assert high == pytest.approx((0.975, 1, 2))
