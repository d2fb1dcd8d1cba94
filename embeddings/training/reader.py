"""Train the reader: ``python -m embeddings.training.reader DATA_DIR CHECKPOINTS``.

The learning rate rises, stays, and at the end falls to nothing (warm-up, stable, decay; Hu et al.
2024, MiniCPM). So training can be stopped and taken up again for as long as there is time, and
whatever was reached is made ready to ship by one more run with ``--decay``. The examples of a round
depend only on its number, so that a resumed run sees those it would have seen.

A run begins with the encoder's own weights or, with ``--begin reader.npz``, with those of a reader
that was made before. Matrices are multiplied in bfloat16, which halves the time of a step where the
processor has instructions for it (``avx512_bf16``); the weights themselves stay in float32.

What is measured and shipped is the mean of the weights over the last steps. A run is logged to
``CHECKPOINTS/log.jsonl``; dev figures of a fixed sample every few hundred steps.
``embeddings.training.reader_export`` makes the file that ships. Needs the extra ``training``.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import torch
import typer
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from embeddings.bundled_model import bundled_model
from embeddings.reader_file import read_weights
from embeddings.training.reader_examples import Examples, Pair, batches
from embeddings.training.reader_figures import DevSet, Figures, measure
from embeddings.training.reader_network import ReaderNetwork, choices, contrast, tensors

BATCH, ROUND = 16, 512
RATE, HEAD_RATE, WARM_UP = 1.2e-4, 1e-3, 60
_WEIGHT_DECAY, _CLIP = 0.01, 1.0
_MEMORY = 400  # steps whose weights the mean is of, the last ones most
_SAVE_EVERY, _MEASURE_EVERY = 50, 400
_CONTRAST = 1.0  # how much telling twins apart counts
_SAMPLE = 200  # dev questions looked at on the way


@dataclass
class Run:
    """The state of a training run; all of it is in a checkpoint."""

    network: ReaderNetwork
    optimizer: torch.optim.Optimizer
    mean: dict[str, Tensor]  # of the weights over the last steps, what is measured and shipped
    step: int = 0

    @classmethod
    def start(cls, encoder: Path, reader: Path | None, seed: int) -> Run:
        """A run at step 0, with the weights of a ``reader`` that was exported, if one is given."""
        torch.manual_seed(seed)
        network = ReaderNetwork(encoder)
        if reader:
            network.begin_with(read_weights(reader))
        layers = [p for p in network.bert.parameters() if p.requires_grad]
        new = [*network.overlap.parameters(), *network.span.parameters()]
        groups = [
            {"params": layers, "rate": RATE, "lr": RATE},
            {"params": new, "rate": HEAD_RATE, "lr": HEAD_RATE},
        ]
        optimizer = torch.optim.AdamW(groups, weight_decay=_WEIGHT_DECAY)
        return cls(network, optimizer, network.trained())

    def load(self, path: Path) -> None:
        """Go on from a checkpoint."""
        state = torch.load(path, weights_only=True)
        self.network.load_state_dict(state["network"], strict=False)
        self.optimizer.load_state_dict(state["optimizer"])
        self.mean = state["mean"]
        self.step = state["step"]

    def save(self, path: Path) -> None:
        """Write a checkpoint in one piece or not at all."""
        new = path.with_suffix(".new")
        state: dict[str, Any] = {
            "network": self.network.trained(),
            "mean": self.mean,
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
        }
        torch.save(state, new)
        new.replace(path)

    def learn(
        self, pairs: list[Pair], padding: int, factor: float, *, dropout: bool = False
    ) -> float:
        """One step at ``factor`` times the rate; the loss before it."""
        for group in self.optimizer.param_groups:
            group["lr"] = group["rate"] * factor
        ids, shared, mask, spans = tensors(pairs, padding)
        self.network.drop(on=dropout)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = self.network(ids, shared, mask)
        logits = logits.masked_fill(~choices(pairs, ids.shape[1])[..., None], -1e4)
        loss = (
            functional.cross_entropy(logits[..., 0], spans[:, 0])
            + functional.cross_entropy(logits[..., 1], spans[:, 1])
        ) / 2 + _CONTRAST * contrast(logits, pairs)
        self.optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        self.network.drop(on=False)
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), _CLIP)
        self.optimizer.step()
        self.step += 1
        for name, values in self.network.named_parameters():
            if values.requires_grad:
                self.mean[name].lerp_(values.detach(), max(1 / self.step, 1 / _MEMORY))
        return float(loss.item())

    def figures(self, tokenizer: Tokenizer, dev: DevSet) -> Figures:
        """Those of the mean weights."""
        last = self.network.trained()
        self.network.load_state_dict(self.mean, strict=False)
        found = measure(self.network, tokenizer, dev)
        self.network.load_state_dict(last, strict=False)
        return found


def stream(examples: Examples, step: int, seed: int) -> Iterator[list[Pair]]:
    """The batches from ``step`` on."""
    per_round = ROUND // BATCH
    while True:
        number, skip = divmod(step, per_round)
        pairs = examples.round(number, ROUND, seed)
        chance = np.random.default_rng((seed, number, 1))
        yield from list(batches(pairs, BATCH, chance))[skip:]
        step = (number + 1) * per_round


def main(
    data: Annotated[Path, typer.Argument(help="Where the question files are.")],
    checkpoints: Annotated[Path, typer.Argument(help="Where the run is kept and resumed from.")],
    steps: Annotated[int, typer.Option(help="Stop after this step of the stable phase.")] = 4000,
    decay: Annotated[int, typer.Option(help="End with so many steps of falling rate.")] = 0,
    models: Annotated[Path, typer.Option(help="Where the bundled model is.")] = Path("var/models"),
    begin: Annotated[Path | None, typer.Option(help="Begin with the weights of this file.")] = None,
    seed: Annotated[int, typer.Option(help="Other examples in another order.")] = 20,
    threads: Annotated[int, typer.Option()] = 2,
    dropout: Annotated[bool, typer.Option(help="Hide a tenth of the values in training.")] = False,
    rate: Annotated[float, typer.Option(help="By what to multiply the learning rate.")] = 1.0,
) -> None:
    """Train on from the last checkpoint; with ``--decay`` down to what can ship."""
    torch.set_num_threads(threads)
    checkpoints.mkdir(parents=True, exist_ok=True)
    stable, final = checkpoints / "stable.pt", checkpoints / "final.pt"
    encoder = bundled_model(models)
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    padding = int(tokenizer.token_to_id("<pad>") or 0)
    run = Run.start(encoder, begin, seed)
    # A decay that was interrupted goes on from where it was.
    falling = checkpoints / "falling.pt"
    resumed = falling if decay and falling.exists() else stable
    if resumed.exists():
        run.load(resumed)
    begun = int((checkpoints / "falling.txt").read_text()) if resumed == falling else run.step
    if decay:
        (checkpoints / "falling.txt").write_text(str(begun))
    last = begun + decay if decay else steps
    examples = Examples(data, tokenizer, last=decay > 0)
    dev = DevSet.read(data / "qa_dev_vi.jsonl.gz")
    started, losses = time.monotonic(), []
    for pairs in stream(examples, run.step, seed):
        if run.step >= last:
            break
        factor = (last - run.step) / decay if decay else min(1.0, (run.step + 1) / WARM_UP)
        losses.append(run.learn(pairs, padding, rate * factor, dropout=dropout))
        if run.step % _SAVE_EVERY == 0 or run.step == last:
            run.save(falling if decay else stable)
            entry = {"step": run.step, "loss": round(float(np.mean(losses)), 4)}
            losses.clear()
            _log(checkpoints, {**entry, "seconds": round(time.monotonic() - started)})
        if run.step % _MEASURE_EVERY == 0:
            figures = run.figures(tokenizer, dev.sample(_SAMPLE))
            _log(checkpoints, {"step": run.step, "sample": _SAMPLE, **figures.rounded()})
    if decay:
        run.save(final)
        falling.unlink(missing_ok=True)
        (checkpoints / "falling.txt").unlink(missing_ok=True)
        figures = run.figures(tokenizer, dev)
        _log(checkpoints, {"step": run.step, "final": True, **figures.rounded()})


def _log(checkpoints: Path, entry: dict[str, Any]) -> None:
    line = json.dumps(entry)
    print(line, flush=True)
    with (checkpoints / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(line + "\n")


if __name__ == "__main__":
    typer.run(main)
