"""The reader as it is trained: the lower layers of the bundled encoder, and two lines of output.

Of the twelve layers the last two are left out: they serve the pooling of sentences, cost time at
every question, and are not missed. The first three stay as they are, so that they need not ship.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from embeddings.overlap import Overlap
from embeddings.reader_file import OVERLAP
from embeddings.training.reader_examples import Pair

LAYERS, FROZEN = 10, 3


class ReaderNetwork(nn.Module):
    """Start and end logits of every token; the first token stands for "no answer here"."""

    def __init__(self, encoder: Path) -> None:
        super().__init__()
        # Without dropout of attention, whose random numbers would take a third of a step's time;
        # and attention by plain products, whose gradient is found faster than that of the fused
        # one. With this and ``Dropout`` a step takes a sixth less.
        self.bert = BertModel.from_pretrained(
            encoder,
            add_pooling_layer=False,
            attention_probs_dropout_prob=0.0,
            attn_implementation="eager",
        )
        layers = self.bert.encoder.layer[:LAYERS]
        chance = np.random.default_rng(torch.initial_seed())
        for part in list(layers.modules()):
            for name, child in part.named_children():
                if isinstance(child, nn.Dropout) and child.p:
                    setattr(part, name, Dropout(child.p, chance))
        self.bert.encoder.layer = layers
        for part in (self.bert.embeddings, *self.bert.encoder.layer[:FROZEN]):
            part.requires_grad_(requires_grad=False)
        # Nothing at first, so that a reader from before there was this begins as it was.
        self.overlap = nn.Embedding(len(Overlap), self.bert.config.hidden_size, padding_idx=0)
        nn.init.zeros_(self.overlap.weight)
        self.span = nn.Linear(self.bert.config.hidden_size, 2)
        nn.init.normal_(self.span.weight, std=0.02)
        nn.init.zeros_(self.span.bias)
        self.eval()  # ``drop`` turns dropout on

    def forward(self, ids: Tensor, overlaps: Tensor, mask: Tensor) -> Tensor:
        """Logits, shape (batch, tokens, 2); padding has none to speak of."""
        # The padded keys are hidden by adding minus infinity to their scores.
        hidden_keys = torch.zeros(mask.shape).masked_fill(~mask, torch.finfo(torch.float32).min)
        bias = hidden_keys[:, None, None, :]
        with torch.no_grad():
            hidden = self.bert.embeddings(input_ids=ids)
            for layer in self.bert.encoder.layer[:FROZEN]:
                hidden = _states(layer(hidden, bias))
        hidden = hidden + self.overlap(overlaps)
        for layer in self.bert.encoder.layer[FROZEN:]:
            hidden = _states(layer(hidden, bias))
        logits: Tensor = self.span(hidden).float()
        return logits.masked_fill(~mask[..., None], -1e4)

    def drop(self, *, on: bool) -> None:
        """Let the layers that are trained drop values, but in the attention."""
        for layer in self.bert.encoder.layer[FROZEN:]:
            layer.train(on)

    def begin_with(self, weights: Mapping[str, NDArray[np.float32]]) -> None:
        """Take over the tensors of a reader file (see ``embeddings.reader_file.read_weights``).

        Raises:
            KeyError: it lacks one of those that are trained.
        """
        own = self.state_dict()
        for name in self.trained():
            if name == OVERLAP and OVERLAP not in weights:
                continue  # of a reader from before there was this
            values = weights[name.removeprefix("bert.encoder.")]
            own[name].copy_(torch.from_numpy(np.array(values)))

    def trained(self) -> dict[str, Tensor]:
        """What was changed, by name: the upper layers and the output."""
        frozen = tuple(f"bert.encoder.layer.{number}." for number in range(FROZEN))
        return {
            name: values.detach().clone()
            for name, values in self.state_dict().items()
            if not name.startswith((*frozen, "bert.embeddings."))
        }


class Dropout(nn.Module):
    """Dropout by random bytes, which are drawn faster than PyTorch's numbers on a processor."""

    def __init__(self, share: float, chance: np.random.Generator) -> None:
        super().__init__()
        self._least = round(256 * share)
        self._chance = chance

    def forward(self, values: Tensor) -> Tensor:
        """The values, or in training most of them, scaled so that their mean stays."""
        if not self.training:
            return values
        thrown = self._chance.integers(0, 256, values.shape, dtype=np.uint8)
        kept = torch.from_numpy(thrown) >= self._least
        return values * (kept.to(values.dtype) * (256 / (256 - self._least)))


def _states(output: Tensor | tuple[Tensor, ...]) -> Tensor:
    """A layer's hidden states; versions of transformers differ in what they come wrapped in."""
    return output[0] if isinstance(output, tuple) else output


def choices(pairs: Sequence[Pair], tokens: int) -> Tensor:
    """Where an answer may begin and end, shape (batch, tokens): "none here" and the passage.

    The same as is looked at when it runs. Were the end marks among them, which look like the first
    token to the upper layers, the loss would be of telling these apart above all.
    """
    places = np.zeros((len(pairs), tokens), bool)
    places[:, 0] = True
    for row, pair in enumerate(pairs):
        places[row, pair.passage : len(pair.ids) - 1] = True
    return torch.from_numpy(places)


def tensors(pairs: Sequence[Pair], padding: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Padded ids, overlaps and mask, shape (batch, tokens), and spans, shape (batch, 2)."""
    longest = max(len(pair.ids) for pair in pairs)
    ids = np.full((len(pairs), longest), padding, np.int64)
    overlaps = np.zeros((len(pairs), longest), np.int64)
    mask = np.zeros((len(pairs), longest), bool)
    for row, pair in enumerate(pairs):
        ids[row, : len(pair.ids)] = pair.ids
        overlaps[row, : len(pair.ids)] = pair.overlaps
        mask[row, : len(pair.ids)] = True
    spans = torch.tensor([(pair.start, pair.end) for pair in pairs])
    return torch.from_numpy(ids), torch.from_numpy(overlaps), torch.from_numpy(mask), spans


def contrast(logits: Tensor, pairs: Sequence[Pair]) -> Tensor:
    """The mean loss of telling apart which of two like questions a span answers.

    The span that answers a question shall score higher for it than for its twin, by the score that
    spans are chosen by (Dua et al. 2021, Learning with instance bundles, whose candidates are the
    questions, too). ``logits``: shape (batch, tokens, 2); pairs without a twin have a loss of 0.
    """
    rows = [row for row, pair in enumerate(pairs) if pair.twin]
    if not rows:
        return logits.new_zeros(())
    spans = [(pairs[row].start, pairs[row].end) for row in rows]
    moved = [pairs[row + 1].passage - pairs[row].passage for row in rows]  # a twin comes next
    own = _scores(logits, rows, spans)
    twins = _scores(
        logits,
        [row + 1 for row in rows],
        [(start + by, end + by) for (start, end), by in zip(spans, moved, strict=True)],
    )
    return functional.softplus(twins - own).sum() / len(pairs)


def _scores(logits: Tensor, rows: list[int], spans: list[tuple[int, int]]) -> Tensor:
    """Of one span in each row, above "no answer here"."""
    starts, ends = (list(edges) for edges in zip(*spans, strict=True))
    score = logits[rows, starts, 0] + logits[rows, ends, 1]
    return score - logits[rows, 0].sum(dim=-1)
