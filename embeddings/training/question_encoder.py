"""Train the question side of the encoder: ``python -m embeddings.training.question_encoder``.

Passages keep the vectors of the bundled encoder, so that no library has to be encoded anew; only
how questions are encoded is learned (query-side fine-tuning, Lee et al. 2021, "Learning Dense
Representations of Phrases at Scale"). Every linear map of the upper layers gets a correction of low
rank (Hu et al. 2022, LoRA). A question must be nearest to its own passage among all passages of the
pool: those of the training questions, and of news that has no questions.

Questions are read as they are, in lower case, without some accents or all, and in English where a
translation is at hand. Of what was learned only a part is kept, between the encoder as it was and
as it became (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models"): that is better for
questions like those it was trained on, and for others too. Writes ``data/models/questions.npz``.
"""

from __future__ import annotations

import gzip
import json
import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import torch
import typer
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from embeddings import resources
from embeddings.benchmark.variants import accented, partly_accented, unaccented
from embeddings.bundled_model import bundled_model
from embeddings.encoder import BundledEncoder
from embeddings.training.written_questions import UNLIKE, digest, translations, written_questions
from embeddings.vectors import VectorCache
from embeddings.vietnamese.english import glossed
from embeddings.vietnamese.text import clean

FROM_LAYER, RANK = 4, 16
_BATCH, _RATE, _WARM_UP = 128, 5e-4, 50
_TEMPERATURE = 0.02
_KEPT = 0.3  # of .25, .4, .55, .7 and 1 the best lie around it; see data/models/questions.md
_SEED = 5
# As typed most; what the search gets is restored, but not always rightly.
_VARIANTS: tuple[Callable[[str, str], str], ...] = (
    *(accented, accented, accented, partly_accented, unaccented),
    lambda question, _: question.lower(),
)
_ENGLISH = 0.15  # of the questions, where a translation is at hand
Floats = NDArray[np.float32]


class LowRank(nn.Module):
    """A linear map with a trained correction of low rank."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.linear = linear
        self.down = nn.Parameter(torch.randn(RANK, linear.in_features) / math.sqrt(RANK))
        self.up = nn.Parameter(torch.zeros(linear.out_features, RANK))

    def forward(self, values: Tensor) -> Tensor:
        """The map and its correction."""
        result: Tensor = self.linear(values) + (values @ self.down.T) @ self.up.T
        return result


class QuestionNetwork(nn.Module):
    """The bundled encoder with corrections; vectors of questions."""

    def __init__(self, encoder: Path) -> None:
        super().__init__()
        torch.manual_seed(_SEED)
        self.bert = BertModel.from_pretrained(encoder, add_pooling_layer=False)
        self.bert.requires_grad_(requires_grad=False)
        for layer in self.bert.encoder.layer[FROM_LAYER:]:
            for parent in list(layer.modules()):
                for name, child in list(parent.named_children()):
                    if isinstance(child, nn.Linear):
                        setattr(parent, name, LowRank(child))
        self.eval()

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Unit vectors, shape (batch, dimension)."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        hidden = hidden.float() * mask[..., None]
        return functional.normalize(hidden.sum(dim=1), dim=-1)

    def corrections(self, share: float = 1.0) -> dict[str, NDArray[np.float16]]:
        """A share of what was learned, by the names ``embeddings.bert`` reads."""
        learned = {
            name.removeprefix("bert."): values.detach().numpy()
            for name, values in self.named_parameters()
            if values.requires_grad
        }
        return {
            name: (values * (share if name.endswith(".up") else 1)).astype(np.float16)
            for name, values in learned.items()
        }


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the row of its passage in the pool."""

    id: str
    question: str
    row: int
    english: str = ""


def read_questions(data: Path) -> Iterator[tuple[str, str, str]]:
    """Id, question and passage of everything that has an answer in running text."""
    with gzip.open(data / "qa_train_vi.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["answers"] and not row["source"].startswith(UNLIKE):
                yield row["id"], row["question"], row["context"]
    for number, row in enumerate(written_questions(data)):
        if row["answers"] and row["lang"] == "vi":
            yield f"written-{number}", row["question"], row["context"]


def tensors(tokenizer: Tokenizer, questions: Sequence[str]) -> tuple[Tensor, Tensor]:
    """Padded ids and mask, shape (batch, tokens)."""
    encoded = tokenizer.encode_batch(["query: " + question for question in questions])
    ids = torch.tensor([one.ids for one in encoded])
    return ids, torch.tensor([one.attention_mask for one in encoded])


def batches(
    asked: Sequence[Asked], english: Sequence[Asked], chance: np.random.Generator
) -> Iterator[list[tuple[str, int]]]:
    """Questions in one of their variants, with the row of their passage, without end."""
    while True:
        order = chance.permutation(len(asked))
        for start in range(0, len(order) - _BATCH + 1, _BATCH):
            chosen: list[tuple[str, int]] = []
            for place in order[start : start + _BATCH]:
                one = asked[int(place)]
                if english and chance.random() < _ENGLISH:
                    one = english[int(chance.integers(len(english)))]
                    # As the search asks: as typed, and in Vietnamese words (see ``Retriever``).
                    rendered = glossed(clean(one.english)).text
                    chosen.append((chance.choice([one.english, rendered]), one.row))
                else:
                    variant = _VARIANTS[int(chance.integers(len(_VARIANTS)))]
                    chosen.append((variant(one.question, one.id), one.row))
            yield chosen


def main(
    data: Annotated[Path, typer.Argument(help="Where the question files are.")],
    news: Annotated[Path, typer.Argument(help="Passages without questions, one JSON text a line.")],
    home: Annotated[Path, typer.Option(help="Keeps vectors between runs.")] = Path("var/training"),
    steps: Annotated[int, typer.Option()] = 400,
    target: Annotated[Path | None, typer.Option(help="Instead of the file that ships.")] = None,
) -> None:
    """Train and write the corrections."""
    directory = bundled_model(home / "models")
    network = QuestionNetwork(directory)
    tokenizer = Tokenizer.from_file(str(directory / "tokenizer.json"))
    tokenizer.enable_padding(pad_id=int(tokenizer.token_to_id("<pad>") or 0), pad_token="<pad>")  # noqa: S106
    tokenizer.enable_truncation(64)
    rows = list(read_questions(data))
    texts = [json.loads(line) for line in news.read_text(encoding="utf-8").splitlines()]
    pool = list(dict.fromkeys([*(row[2] for row in rows), *texts]))
    vectors, _ = VectorCache(home / "vectors.sqlite").embed(
        BundledEncoder(directory), pool, lambda stage, done, total: None
    )
    passages = torch.from_numpy(vectors)
    place = {text: row for row, text in enumerate(pool)}
    translated = translations()
    asked = [Asked(name, q, place[text], translated.get(digest(q), "")) for name, q, text in rows]
    in_english = [one for one in asked if one.english]
    print(f"{len(asked)} questions, {len(in_english)} in English, {len(pool)} passages", flush=True)
    optimizer = torch.optim.AdamW(
        [values for values in network.parameters() if values.requires_grad], lr=_RATE
    )
    stream = batches(asked, in_english, np.random.default_rng(_SEED))
    begun, losses = time.monotonic(), []
    for step in range(steps):
        chosen = next(stream)
        rate = min(1.0, (step + 1) / _WARM_UP) * (1 - step / steps)
        for group in optimizer.param_groups:
            group["lr"] = _RATE * rate
        found = network(*tensors(tokenizer, [text for text, _ in chosen]))
        likeness = found @ passages.T / _TEMPERATURE
        loss = functional.cross_entropy(likeness, torch.tensor([row for _, row in chosen]))
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        losses.append(float(loss.item()))
        if (step + 1) % 50 == 0:
            seconds = round(time.monotonic() - begun)
            print(
                json.dumps({"step": step + 1, "loss": np.mean(losses), "seconds": seconds}),
                flush=True,
            )
            losses.clear()
    target = target or resources.models_directory() / "questions.npz"
    with target.open("wb") as file:
        np.savez_compressed(file, **network.corrections(_KEPT))  # type: ignore[arg-type]


if __name__ == "__main__":
    typer.run(main)
