"""Which reader answers, and what happens when its file cannot be used."""

import numpy as np
import pytest

from bot.library import Library
from bot.messages import error_text
from embeddings import resources
from embeddings.errors import ReaderError
from embeddings.reader_file import FORMAT, quantised, read_weights
from embeddings.reading import open_span_model
from embeddings.span_model import Excerpt


def tensors():
    """The smallest file that is whole: one layer of dimension 4."""
    chance = np.random.default_rng(0)

    def normal(*shape):
        return chance.normal(size=shape).astype(np.float32)

    stored = {"format": np.array(FORMAT), "frozen": np.array(0), "layers": np.array(1)}
    for part in ("self.query", "self.key", "self.value", "output.dense"):
        stored |= quantised(f"layer.0.attention.{part}.weight", normal(4, 4))
        stored[f"layer.0.attention.{part}.bias"] = np.zeros(4, np.float16)
    for part, shape in (("intermediate", (8, 4)), ("output", (4, 8))):
        stored |= quantised(f"layer.0.{part}.dense.weight", normal(*shape))
        stored[f"layer.0.{part}.dense.bias"] = np.zeros(shape[0], np.float16)
    for part in ("attention.output.LayerNorm", "output.LayerNorm"):
        stored[f"layer.0.{part}.weight"] = np.ones(4, np.float16)
        stored[f"layer.0.{part}.bias"] = np.zeros(4, np.float16)
    return stored | {"span.weight": np.ones((2, 4), np.float32), "span.bias": np.zeros(2)}


def written(path, stored):
    with path.open("wb") as file:
        np.savez(file, **stored)
    return path


def test_eight_bits_keep_a_matrix_to_a_part_of_its_largest_value(tmp_path):
    stored = tensors()
    matrix = np.random.default_rng(1).normal(size=(6, 5)).astype(np.float32)
    stored |= quantised("extra", matrix)
    assert stored["extra"].dtype == np.int8
    back = read_weights(written(tmp_path / "reader.npz", stored))["extra"]
    assert back.dtype == np.float32
    largest = np.abs(matrix).max(axis=1, keepdims=True)
    assert (np.abs(back - matrix) <= largest / 127).all()


def damage(path, how):
    if how == "missing":
        path.unlink()
    elif how == "cut":
        path.write_bytes(path.read_bytes()[:-400])
    elif how == "noise":
        path.write_bytes(b"\x93NUMPY" + bytes(range(256)) * 8)
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "small":
        written(path, tensors())  # whole, of another dimension than the encoder
    elif how == "old":
        written(path, tensors() | {"format": np.array(FORMAT + 1)})
    else:
        stored = tensors()
        del stored["layer.0.output.dense.weight"]
        written(path, stored)


@pytest.fixture
def reader_file(tmp_path, monkeypatch):
    """A whole reader file that takes the place of the one that ships; the rest stays."""
    shipped = resources.models_directory()
    models = tmp_path / "shipped"
    models.mkdir()
    for file in shipped.iterdir():
        if file.name != "reader.npz":
            (models / file.name).symlink_to(file)
    monkeypatch.setattr(resources, "models_directory", lambda: models)
    return written(models / "reader.npz", tensors())


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ("missing", "no such file or directory"),
        ("cut", "damaged"),
        ("noise", "damaged"),
        ("empty", "damaged"),
        ("old", "format"),
        ("part", "damaged"),
        ("small", "damaged"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_apart(reader_file, models_directory, how, reason):
    damage(reader_file, how)
    with pytest.raises(ReaderError) as caught:
        open_span_model("bundled", models_directory)
    assert str(caught.value.details["reason"]).lower() == reason
    assert str(reader_file) in error_text("vi", caught.value)


def test_without_its_reader_an_installation_answers_with_sentences(reader_file, settings):
    damage(reader_file, "cut")
    library = Library.open(settings.model_copy(update={"reader": "bundled"}))
    assert [error.code for error in library.warnings] == ["reader"]
    answer = library.ask("Ai là Bí thư Đảng ủy Khối các cơ quan tỉnh?")
    assert answer.best is not None
    assert "Nguyễn Thúy Hà" in answer.best.text
    assert library.answerer.reader.name == "sentences"


@pytest.mark.slow
def test_exact_answers_and_silence(settings):
    library = Library.open(settings.model_copy(update={"reader": "bundled"}))
    assert library.warnings == []
    assert library.answerer.reader.name == "spans"
    for question, expected in (
        ("Ai là Bí thư Đảng ủy Khối các cơ quan tỉnh?", "Nguyễn Thúy Hà"),
        ("ai la giam doc trung tam dich vu viec lam hai duong", "Lê Thị Phương Hoa"),
        ("Bảo hiểm Xã hội tỉnh đưa bao nhiêu bộ thủ tục ra một cửa?", "24 bộ thủ tục"),
        # Of all there are, rather than the "1 trong 2" of one body.
        ("Bao nhiêu công việc đột phá đã được đăng ký?", "402 công việc đột phá"),
        ("Ai viết bài này?", "THU BIÊN"),
    ):
        answer = library.ask(question)
        assert answer.best is not None
        assert answer.best.text.startswith(expected)
    for question in (
        "Giá vàng hôm nay bao nhiêu?",
        "Đội nào vô địch World Cup 2022?",
        "Chỉ thị 05 được ký ngày nào?",
        "Có bao nhiêu đảng viên bị kỷ luật vì vi phạm đạo đức?",
    ):
        assert not library.ask(question).answered


@pytest.mark.slow
def test_a_model_of_transformers_can_take_its_place(models_directory, tmp_path):
    from transformers import AutoTokenizer, BertConfig, BertForQuestionAnswering

    encoder = next(path for path in models_directory.iterdir() if path.is_dir())
    tokenizer = AutoTokenizer.from_pretrained(encoder)
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
    )
    BertForQuestionAnswering(config).save_pretrained(tmp_path / "qa")
    tokenizer.save_pretrained(tmp_path / "qa")
    model = open_span_model(str(tmp_path / "qa"), models_directory)
    assert model is not None
    text = "Đồng chí Nguyễn Thúy Hà, Bí thư Đảng ủy Khối, cho biết có 402 công việc đột phá. " * 20
    short, long = model.spans("Ai là Bí thư?", [Excerpt(text[:80]), Excerpt(text)], 3)
    for spans, passage in ((short, text[:80]), (long, text)):
        assert 1 <= len(spans) <= 3
        assert all(0 <= one.start < one.end <= len(passage) for one in spans)
        assert [one.score for one in spans] == sorted((one.score for one in spans), reverse=True)


def test_a_model_that_is_not_there_is_an_error(models_directory, tmp_path):
    with pytest.raises(ReaderError):
        open_span_model(str(tmp_path / "nowhere"), models_directory)


def test_sentences_can_be_asked_for(models_directory):
    assert open_span_model("sentences", models_directory) is None
