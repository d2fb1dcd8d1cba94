"""What is trained is what runs: networks in PyTorch against the same weights in NumPy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from embeddings.bundled_model import bundled_model
from embeddings.encoder import BundledEncoder
from embeddings.span_model import read_weights
from embeddings.training.question_encoder import QuestionNetwork, tensors
from embeddings.training.reader import Run
from embeddings.training.reader_examples import Examples, Ints, Pair, Row, batches
from embeddings.training.reader_export import export

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def encoder(models_directory: Path) -> Path:
    return bundled_model(models_directory)


def pairs(count: int) -> list[Pair]:
    """Of random tokens; the answer is always the same two, wherever they stand."""
    chance = np.random.default_rng(1)
    made = []
    for _ in range(count):
        ids = chance.integers(10, 20_000, 24).astype(np.int32)
        at = int(chance.integers(4, 20))
        ids[at], ids[at + 1] = 300, 301
        made.append(Pair(ids, at, at + 1))
    return made


def test_a_reader_learns_is_resumed_and_exported(encoder: Path, tmp_path: Path) -> None:
    run = Run.start(encoder, None, 20)
    (batch,) = batches(pairs(8), 8, np.random.default_rng(0))
    losses = [run.learn(batch, padding=1, factor=1.0) for _ in range(6)]
    assert losses[-1] < losses[0] - 0.3

    checkpoint = tmp_path / "stable.pt"
    run.save(checkpoint)
    resumed = Run.start(encoder, None, 20)
    resumed.load(checkpoint)
    assert resumed.step == 6
    ids = torch.from_numpy(np.stack([pair.ids for pair in batch])).long()
    mask = torch.ones_like(ids, dtype=torch.bool)
    with torch.no_grad():
        expected = run.network(ids, mask)
        assert torch.equal(resumed.network(ids, mask), expected)

    # Eight bits a weight, and a run that begins with them.
    export(checkpoint, tmp_path / "reader.npz")
    begun = Run.start(encoder, tmp_path / "reader.npz", 20)
    assert begun.step == 0
    assert len(read_weights(tmp_path / "reader.npz")) > 100
    with torch.no_grad():
        found = begun.network(ids, mask)
    likeness = np.corrcoef(found.numpy().ravel(), expected.numpy().ravel())[0, 1]
    assert 0.99 < likeness < 1

    # The mean with itself is the same; a matrix changes by no more than it is rounded.
    export(checkpoint, tmp_path / "mean.npz", [tmp_path / "reader.npz"])
    one, mean = read_weights(tmp_path / "reader.npz"), read_weights(tmp_path / "mean.npz")
    assert all(np.allclose(mean[name], one[name], atol=2e-3) for name in one)
    other = Run.start(encoder, None, 20)
    other.network.span.weight.data += 1.0
    other.save(tmp_path / "other.pt")
    export(tmp_path / "other.pt", tmp_path / "mean.npz", [tmp_path / "reader.npz", checkpoint])
    others = other.network.span.weight.detach().numpy()
    third = (others + 2 * one["span.weight"]) / 3
    assert np.allclose(read_weights(tmp_path / "mean.npz")["span.weight"], third, atol=1e-5)


def test_so_many_questions_are_asked_in_vain() -> None:
    def ids(*values: int) -> Ints:
        return np.array(values, np.int32)

    own = Row(ids(10), ids(*range(100, 140)), 5, 6, (1,), (4, 8), (ids(11),), (ids(200, 201),))
    examples = Examples.__new__(Examples)  # without the public data
    examples._begin, examples._end = [0], [2]
    examples.groups = [(1.0, [own, Row(ids(12), ids(300, 301), 0, 0)])]
    pairs = [pair.ids.tolist() for pair in examples.round(0, 8_000, 1)]
    asked = [pair for pair in pairs if pair[1] != 12]
    counts = [
        sum(300 in pair for pair in asked),  # of another article
        sum(100 in pair and 105 not in pair for pair in asked),  # without the sentence
        sum(200 in pair for pair in asked),  # of the same article
        sum(pair[1] == 11 for pair in asked),  # another question
    ]
    assert np.allclose(np.array(counts) / len(asked), (0.08, 0.07, 0.15, 0.08), atol=0.02)


def test_values_are_dropped_in_training_only(encoder: Path) -> None:
    run = Run.start(encoder, None, 20)
    (batch,) = batches(pairs(4), 4, np.random.default_rng(0))
    ids = torch.from_numpy(np.stack([pair.ids for pair in batch])).long()
    mask = torch.ones_like(ids, dtype=torch.bool)
    run.network.drop(on=True)
    with torch.no_grad():
        first, second = run.network(ids, mask), run.network(ids, mask)
    assert not torch.equal(first, second)

    run.learn(batch, padding=1, factor=1.0, dropout=True)
    with torch.no_grad():
        assert torch.equal(run.network(ids, mask), run.network(ids, mask))


def test_questions_are_encoded_as_they_were_trained(encoder: Path, tmp_path: Path) -> None:
    network = QuestionNetwork(encoder)
    chance = torch.Generator().manual_seed(0)
    for name, values in network.named_parameters():
        if name.endswith(".up"):
            values.data = 0.01 * torch.randn(values.shape, generator=chance)
    path = tmp_path / "questions.npz"
    np.savez(path, **network.corrections())  # type: ignore[arg-type]
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    question = "Ai là Giám đốc Trung tâm Dịch vụ việc làm Hải Dương?"
    with torch.no_grad():
        trained = network(*tensors(tokenizer, [question]))[0].numpy()
    runs = BundledEncoder(encoder, corrections=path).encode_question(question)
    plain = BundledEncoder(encoder).encode_question(question)
    assert float(trained @ runs) > 0.999  # trained in half precision
    assert float(plain @ runs) < 0.99
