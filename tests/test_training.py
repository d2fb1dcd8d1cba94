"""What is trained is what runs: networks in PyTorch against the same weights in NumPy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from embeddings import resources
from embeddings.bert import Bert
from embeddings.bundled_model import bundled_model
from embeddings.bundled_reader import BundledSpanModel
from embeddings.encoder import BundledEncoder
from embeddings.reader_file import read_weights
from embeddings.training import reader_export, reader_figures
from embeddings.training.question_encoder import QuestionNetwork, tensors
from embeddings.training.reader import Run
from embeddings.training.reader_examples import Examples, Pair, Row, batches
from embeddings.training.reader_export import export, told_apart
from embeddings.training.reader_figures import DevSet
from embeddings.training.reader_network import Dropout, choices, contrast
from embeddings.training.reader_network import tensors as tensors_of
from embeddings.training.variation import Reading

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def encoder(models_directory: Path) -> Path:
    return bundled_model(models_directory)


def pair_of(
    ids: NDArray[np.int32], passage: int, start: int, end: int, twin: Pair | None = None
) -> Pair:
    """A pair without words in common."""
    return Pair(ids, np.zeros(len(ids), np.uint8), passage, start, end, twin)


def inputs(batch: Sequence[Pair]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """What the network takes: ids, overlaps and mask."""
    return tensors_of(batch, 1)[:3]


def pairs(count: int) -> list[Pair]:
    """Of random tokens; the answer is always the same two, wherever they stand."""
    chance = np.random.default_rng(1)
    made = []
    for _ in range(count):
        ids = chance.integers(10, 20_000, 24).astype(np.int32)
        at = int(chance.integers(4, 20))
        ids[at], ids[at + 1] = 300, 301
        made.append(pair_of(ids, 1, at, at + 1))
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
    read = inputs(batch)
    with torch.no_grad():
        expected = run.network(*read)
        assert torch.equal(resumed.network(*read), expected)

    # The means of the weights, eight bits each, and a run that begins with them.
    export(checkpoint, tmp_path / "reader.npz")
    resumed.network.load_state_dict(resumed.mean, strict=False)
    with torch.no_grad():
        expected = resumed.network(*read)
    begun = Run.start(encoder, tmp_path / "reader.npz", 20)
    assert begun.step == 0
    assert len(read_weights(tmp_path / "reader.npz")) > 100
    with torch.no_grad():
        found = begun.network(*read)
    likeness = np.corrcoef(found.numpy().ravel(), expected.numpy().ravel())[0, 1]
    assert 0.99 < likeness < 1

    # The mean with itself is the same; a matrix changes by no more than it is rounded.
    export(checkpoint, tmp_path / "mean.npz", [tmp_path / "reader.npz"])
    one, mean = read_weights(tmp_path / "reader.npz"), read_weights(tmp_path / "mean.npz")
    assert all(np.allclose(mean[name], one[name], atol=2e-3) for name in one)
    other = Run.start(encoder, None, 20)
    other.mean["span.weight"] += 1.0
    other.save(tmp_path / "other.pt")
    export(tmp_path / "other.pt", tmp_path / "mean.npz", [tmp_path / "reader.npz", checkpoint])
    others = other.mean["span.weight"].numpy()
    third = (others + 2 * one["span.weight"]) / 3
    assert np.allclose(read_weights(tmp_path / "mean.npz")["span.weight"], third, atol=1e-5)


def test_only_the_passage_and_no_answer_are_chosen_from() -> None:
    ids = np.arange(9, dtype=np.int32)
    places = choices([pair_of(ids, 5, 6, 7), pair_of(ids[:7], 4, 0, 0)], 10).numpy()
    assert [list(np.flatnonzero(row)) for row in places] == [[0, 5, 6, 7], [0, 4, 5]]


def test_what_stands_before_the_passage_costs_nothing(encoder: Path) -> None:
    run = Run.start(encoder, None, 20)
    with torch.no_grad():
        run.network.span.weight.zero_()
    ids = np.arange(10, 30, dtype=np.int32)
    # All logits are alike: the loss is the logarithm of how many there are to choose from.
    for passage in (3, 12):
        loss = run.learn([pair_of(ids, passage, 0, 0)], padding=1, factor=0.0)
        assert np.isclose(loss, np.log(1 + len(ids) - 1 - passage), atol=1e-3)


def test_the_mean_of_the_weights_is_kept_and_exported(encoder: Path, tmp_path: Path) -> None:
    run = Run.start(encoder, None, 20)
    (batch,) = batches(pairs(8), 8, np.random.default_rng(0))
    seen = []
    for _ in range(3):
        run.learn(batch, padding=1, factor=1.0)
        seen.append(run.network.span.weight.detach().clone())
    mean = torch.stack(seen).mean(dim=0)
    assert torch.allclose(run.mean["span.weight"], mean, atol=1e-6)
    assert not torch.allclose(seen[-1], mean, atol=1e-6)
    run.save(tmp_path / "stable.pt")
    export(tmp_path / "stable.pt", tmp_path / "reader.npz")
    exported = read_weights(tmp_path / "reader.npz")["span.weight"]
    assert np.allclose(exported, mean.numpy(), atol=1e-6)


def test_dropped_values_are_as_many_as_said_and_the_mean_stays(encoder: Path) -> None:
    run = Run.start(encoder, None, 20)
    *_, drop = (part for part in run.network.modules() if isinstance(part, Dropout))
    ones = torch.ones(400, 400)
    assert torch.equal(drop(ones), ones)
    run.network.drop(on=True)
    found = drop(ones)
    assert 0.09 < float((found == 0).float().mean()) < 0.11
    assert abs(float(found.mean()) - 1) < 0.01
    assert not torch.equal(found, drop(ones))


def example(tokenizer: Tokenizer, *rows: Row) -> Examples:
    """Without the public data."""
    examples = Examples.__new__(Examples)
    examples.tokenizer, examples.people = tokenizer, {}
    examples.groups = [(1.0, list(rows))]
    return examples


@pytest.fixture(scope="module")
def tokenizer(encoder: Path) -> Tokenizer:
    found = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    found.no_truncation()
    return found


def test_so_many_questions_are_asked_in_vain(tokenizer: Tokenizer) -> None:
    passage = (
        "Hội nghị họp chiều qua ở tỉnh. Giám đốc là bà Hoa. "
        "Mọi đại biểu đều về dự đông đủ từ sáng sớm, và ở lại đến chiều."
    )
    start = passage.index("bà Hoa")
    asked = Reading("Giám đốc là ai?", passage, start, start + len("bà Hoa"))
    own = Row(asked, (1,), ("Phó giám đốc là ai?",), ("Trời mưa.",))
    other = Row(Reading("Hỏi gì?", "Bão đã tan.", 0, 3))
    examples = example(tokenizer, own, other)
    texts = [tokenizer.decode(pair.ids.tolist()) for pair in examples.round(0, 8_000, 1)]
    texts = [text for text in texts if "Hỏi gì" not in text]
    counts = [
        sum("Bão" in text for text in texts),  # of another article
        sum("Hoa" not in text and "Bão" not in text and "mưa" not in text for text in texts),
        sum("mưa" in text for text in texts),  # of the same article
        sum("Phó" in text for text in texts),  # another question
    ]
    assert np.allclose(np.array(counts) / len(texts), (0.08, 0.07, 0.15, 0.08), atol=0.02)


def test_a_pair_points_at_the_answer_however_it_is_cropped(tokenizer: Tokenizer) -> None:
    words = " ".join(f"Câu thứ {number} có nội dung riêng của nó." for number in range(120))
    start = words.index("nội dung riêng của nó. Câu thứ 77")
    examples = example(tokenizer, Row(Reading("Có gì?", words, start, start + len("nội dung"))))
    lengths = set()
    answered = 0
    for pair in examples.round(0, 300, 1):
        lengths.add(len(pair.ids))
        if pair.start:
            answered += 1
            said = tokenizer.decode(pair.ids[pair.start : pair.end + 1].tolist())
            assert said == "nội dung"
    assert answered > 200
    assert min(lengths) < 100 < 190 < max(lengths) < 210


def test_titles_stand_before_their_passages_but_not_always(tokenizer: Tokenizer) -> None:
    passage = "Giám đốc là bà Hoa."
    start = passage.index("bà Hoa")
    asked = Reading("Ai?", passage, start, start + len("bà Hoa"), "Sở họp")
    texts, answers = [], set()
    for pair in example(tokenizer, Row(asked)).round(0, 400, 1):
        texts.append(tokenizer.decode(pair.ids.tolist(), skip_special_tokens=False))
        if pair.start:
            answers.add(tokenizer.decode(pair.ids[pair.start : pair.end + 1].tolist()))
    titled = sum("Ai?</s> Sở họp</s> passage: Giám" in text for text in texts)
    untitled = sum("Ai?</s></s> passage: Giám" in text for text in texts)
    assert titled + untitled == 400
    assert abs(untitled / 400 - 0.25) < 0.1
    assert answers == {"bà Hoa"}


def test_a_twin_is_asked_of_the_same_stretch_with_the_same_exchanged(tokenizer: Tokenizer) -> None:
    passage = "Năm 2016 trường nhận 120 em. " + " ".join(f"Câu {n} dài dòng." for n in range(90))
    start = passage.index("120 em")
    asked = Reading("Năm 2016 trường nhận mấy em?", passage, start, start + len("120 em"))
    examples = example(tokenizer, Row(asked, twins=("Năm 2016 trường xếp loại giỏi mấy em?",)))
    found = examples.round(0, 400, 1)
    assert sum(len(pair.with_twin()) for pair in found) == 400
    assert sum(pair.twin is not None for pair in found) > 120
    years = set()
    for pair in found:
        if pair.twin is None:
            continue
        own, twin = (
            tokenizer.decode(one.ids.tolist(), skip_special_tokens=False)
            for one in (pair, pair.twin)
        )
        assert "nhận mấy em?</s>" in own
        assert "xếp loại giỏi mấy em?</s>" in twin
        assert np.array_equal(pair.ids[pair.passage :], pair.twin.ids[pair.twin.passage :])
        assert pair.start > 0
        assert pair.twin.start == pair.twin.end == 0
        year = own.partition("Năm ")[2][:4]
        assert f"Năm {year} trường xếp" in twin
        years.add(year)
    assert len(years) > 5


def test_twins_share_a_batch_and_batches_are_full() -> None:
    def pair(length: int, twin: Pair | None = None) -> Pair:
        return pair_of(np.arange(length, dtype=np.int32), 1, 2, 3, twin)

    asked = [pair(20 + n, pair(21 + n) if n % 3 else None) for n in range(12)]
    assert sum(len(one.with_twin()) for one in asked) == 20
    found = list(batches(asked, 5, np.random.default_rng(0)))
    assert [len(group) for group in found] == [5] * 4
    assert {id(one) for group in found for one in group if one.twin} == {
        id(one) for one in asked if one.twin
    }
    for group in found:
        for place, one in enumerate(group):
            if one.twin:
                assert group[place + 1] is one.twin


def test_a_span_shall_score_higher_for_its_question_than_for_the_twin() -> None:
    ids = np.arange(12, dtype=np.int32)
    twin = pair_of(ids, 4, 0, 0)  # whose passage begins two tokens later
    pairs = [pair_of(ids, 2, 5, 6, twin), twin, pair_of(ids, 2, 3, 3)]
    logits = torch.zeros(3, 12, 2)
    assert np.isclose(float(contrast(logits, pairs)), np.log(2) / 3)
    logits[0, 5, 0], logits[0, 6, 1] = 2.0, 1.0  # the span
    logits[0, 0] = torch.tensor([0.5, 0.5])  # and "no answer here"
    assert np.isclose(float(contrast(logits, pairs)), np.log1p(np.exp(-2.0)) / 3, atol=1e-6)
    logits[1, 7, 0], logits[1, 8, 1] = 3.0, 3.0  # the same span, asked by the twin
    assert np.isclose(float(contrast(logits, pairs)), np.log1p(np.exp(4.0)) / 3, atol=1e-6)
    logits[1, 0, 1] = 6.0  # which knows that there is no answer
    assert np.isclose(float(contrast(logits, pairs)), np.log1p(np.exp(-2.0)) / 3, atol=1e-6)
    assert float(contrast(logits[2:], pairs[2:])) == 0


def test_a_question_is_told_from_its_twin_if_it_scores_higher() -> None:
    scores = [3.0, 1.0, -2.0, 0.5, 1.0, 1.0, 0.2, -np.inf]
    assert told_apart(scores) == (1 + 0 + 0.5 + 1) / 4


def test_the_bot_reads_under_its_title_as_training_does(
    encoder: Path, tokenizer: Tokenizer
) -> None:
    path = resources.models_directory() / "reader.npz"
    network = Run.start(encoder, path, 20).network
    text = "Bí thư là bà Nguyễn Thúy Hà. Phó Bí thư là ông Trần Văn Nam, quê ở Hải Dương."
    plain = {"question": "Ai là Bí thư Đảng ủy?", "context": text, "is_impossible": False}
    rows = (plain, {**plain, "title": "Đảng ủy Khối họp"}, {**plain, "title": "Đảng " * 60})
    asked = DevSet(rows)
    with torch.no_grad():
        trained = reader_figures.read(
            lambda pairs: [network(*inputs([pair])).numpy()[0, : len(pair.ids)] for pair in pairs],
            tokenizer,
            asked,
        )
    runs = reader_export.read(BundledSpanModel(Bert(encoder), path), asked)
    assert all(answer in ("Nguyễn Thúy Hà", "bà Nguyễn Thúy Hà") for answer, _ in runs)
    # Eight bits move a score by half; a title that is not read, or read otherwise, by several.
    scores = [score for _, score in runs]
    assert np.allclose(scores, [score for _, score in trained], atol=1.5)
    assert max(scores) - min(scores) > 4


def test_the_bot_adds_what_words_in_common_add_in_training(
    encoder: Path, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    run = Run.start(encoder, resources.models_directory() / "reader.npz", 20)
    chance = torch.Generator().manual_seed(0)
    with torch.no_grad():
        added = run.network.overlap.weight[1:]
        added.copy_(torch.randn(added.shape, generator=chance))
    run.mean = run.network.trained()
    run.save(tmp_path / "run.pt")
    export(tmp_path / "run.pt", tmp_path / "reader.npz")
    text = "Bí thư là bà Nguyễn Thúy Hà. Phó Bí thư là ông Trần Văn Nam, quê ở Hải Dương."
    question = "Ai là Bí thư Đảng ủy?"
    asked = DevSet(({"question": question, "context": text, "is_impossible": False},))
    with torch.no_grad():
        ((_, trained),) = reader_figures.read(
            lambda pairs: [run.network(*inputs(pairs)).numpy()[0]], tokenizer, asked
        )
    ((_, runs),) = reader_export.read(
        BundledSpanModel(Bert(encoder), tmp_path / "reader.npz"), asked
    )
    shipped = resources.models_directory() / "reader.npz"
    ((_, without),) = reader_export.read(BundledSpanModel(Bert(encoder), shipped), asked)
    # Eight bits move a score by half, these vectors by more than two.
    assert abs(runs - without) > 2, (runs, trained, without)
    assert abs(runs - trained) < abs(runs - without) / 3, (runs, trained, without)


def test_values_are_dropped_in_training_only(encoder: Path) -> None:
    run = Run.start(encoder, None, 20)
    (batch,) = batches(pairs(4), 4, np.random.default_rng(0))
    read = inputs(batch)
    run.network.drop(on=True)
    with torch.no_grad():
        first, second = run.network(*read), run.network(*read)
    assert not torch.equal(first, second)

    run.learn(batch, padding=1, factor=1.0, dropout=True)
    with torch.no_grad():
        assert torch.equal(run.network(*read), run.network(*read))


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
