"""Editions: whole or not at all, whatever happens in between."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock
from numpy.typing import NDArray

from bot.messages import error_text
from embeddings import edition as edition_module
from embeddings.articles import Article, Block, BlockKind
from embeddings.dense import DenseIndex
from embeddings.edition import Edition, open_edition, read_manifest
from embeddings.errors import (
    ArticleFormatError,
    CorruptEditionError,
    EditionMismatchError,
    HomeError,
    NoEditionError,
    PublishBusyError,
    VerificationError,
)
from embeddings.publishing import EditionStore, Published
from tests.encoders import Floats, HashEncoder


def article(name: str, *paragraphs: str) -> Article:
    text = "\n\n".join([f"Tiêu đề {name}", *paragraphs])
    blocks, at = [], 0
    for number, block in enumerate(text.split("\n\n")):
        kind = BlockKind.PARAGRAPH if number else BlockKind.TITLE
        blocks.append(Block(kind, at, at + len(block)))
        at += len(block) + 2
    return Article(name, f"Tiêu đề {name}", text, tuple(blocks), ("Thu Biên",))


A = article("a", "Đồng chí Nguyễn Thúy Hà là Bí thư Đảng ủy Khối.", "Có 402 công việc đột phá.")
B = article("b", "Bảo hiểm Xã hội tỉnh đã đưa 24 bộ thủ tục hành chính.")


@pytest.fixture
def store(tmp_path: Path) -> EditionStore:
    return EditionStore(tmp_path / "home", keep=3)


def publish(store: EditionStore, *articles: Article) -> Published:
    return store.publish(articles, (), HashEncoder())


def serving(store: EditionStore) -> Edition:
    current = store.current_id()
    assert current is not None
    return store.open(current, HashEncoder())


def test_what_is_published_is_what_is_opened(store: EditionStore) -> None:
    skipped = ArticleFormatError("x", path="x", reason="binary")
    published = store.publish([A, B], [skipped], HashEncoder())
    edition = serving(store)
    assert edition.id == published.edition == edition.manifest.id
    assert dict(edition.articles) == {"a": A, "b": B}
    assert published.passages == len(edition.passages) == 5
    assert published.encoded == 5
    assert published.skipped == (skipped,)
    assert edition.manifest.skipped == 1
    for passage in edition.passages:
        assert edition.articles[passage.article_id].text[passage.start : passage.end] == (
            passage.text
        )


def test_the_report_says_what_changed(store: EditionStore) -> None:
    assert publish(store, A, B).added == ("a", "b")
    changed = article("a", "Nay là người khác.")
    new = article("c", "Bài mới.")
    published = publish(store, changed, new)
    assert (published.added, published.changed, published.removed) == (("c",), ("a",), ("b",))
    assert published.unchanged == 0
    published = publish(store, changed, new)
    assert (published.added, published.changed, published.removed) == ((), (), ())
    assert published.unchanged == 2
    assert published.encoded == 0


def test_rolling_back_and_publishing_again(store: EditionStore) -> None:
    first = publish(store, A).edition
    second = publish(store, B).edition
    assert store.ids() == [first, second]
    store.switch(store.previous_id())
    assert serving(store).id == first
    with pytest.raises(NoEditionError):
        store.previous_id()
    third = publish(store, A, B).edition
    assert serving(store).id == third > second
    assert [(one.manifest.id, one.current) for one in store.list()] == [
        (third, True),
        (second, False),
        (first, False),
    ]


def test_old_editions_are_pruned_but_never_the_current_one(store: EditionStore) -> None:
    made = [publish(store, A).edition for _ in range(5)]
    assert store.ids() == made[-3:]
    store.switch(made[-3])
    assert made[-3] in store.ids()


def test_a_clock_that_was_set_back_does_not_hide_the_new_edition(
    store: EditionStore, tmp_path: Path
) -> None:
    publish(store, A)
    future = tmp_path / "home" / "editions" / "29991231T235959000"
    (tmp_path / "home" / "editions" / (store.current_id() or "")).rename(future)
    store.switch(future.name)
    assert publish(store, B).edition > future.name


@pytest.mark.parametrize(
    "name",
    [
        "manifest.json",
        "articles.jsonl",
        "passages.jsonl",
        "dense.faiss",
        "lexicon.npz",
        "lexical/data.csc.index.npy",
        "lexical/vocab.index.json",
        "sentences/spans.npy",
    ],
)
@pytest.mark.parametrize("damage", ["missing", "cut", "flipped"])
def test_any_damaged_file_is_noticed(
    store: EditionStore, tmp_path: Path, name: str, damage: str
) -> None:
    edition_id = publish(store, A, B).edition
    path = tmp_path / "home" / "editions" / edition_id / name
    data = bytearray(path.read_bytes())
    if damage == "missing":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(data[: len(data) // 2])
    else:
        # In the manifest a flipped bit of a digest, elsewhere of anything.
        data[data.rindex(b'"') - 1 if name == "manifest.json" else len(data) // 2] ^= 1
        path.write_bytes(data)
    with pytest.raises(CorruptEditionError) as caught:
        store.open(edition_id, HashEncoder())
    assert caught.value.details["edition"] == edition_id
    if name != "manifest.json":
        reason = "file-missing" if damage == "missing" else "file-changed"
        expected = {"edition": edition_id, "reason": reason, "file": name}
        assert caught.value.details == expected


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("manifest.json", None, "thiếu tệp manifest.json"),
        ("manifest.json", b"{", "tệp manifest.json có nội dung không hợp lệ"),
        ("manifest.json", b"[]", "tệp manifest.json có nội dung không hợp lệ"),
        (
            "manifest.json",
            b'{"format":1,"id":"","created_at":"","encoder":"","dimension":1,"search_version":"",'
            b'"articles":{},"passages":0,"skipped":0,"files":[]}',
            "tệp manifest.json có nội dung không hợp lệ",
        ),
        ("articles.jsonl", b"[]", "tệp articles.jsonl có nội dung không hợp lệ"),
        ("passages.jsonl", b"{}", "tệp passages.jsonl có nội dung không hợp lệ"),
        ("passages.jsonl", b"", "số bài hoặc số đoạn không khớp giữa các tệp"),
        ("dense.faiss", b"", "tệp dense.faiss có nội dung không hợp lệ"),
        ("lexicon.npz", b"", "tệp lexicon.npz có nội dung không hợp lệ"),
        ("lexicon.npz", b"PK\x03\x04 torn", "tệp lexicon.npz có nội dung không hợp lệ"),
        ("lexicon.npz", b"no zip at all", "tệp lexicon.npz có nội dung không hợp lệ"),
    ],
)
def test_what_is_wrong_with_an_edition_is_told_in_words(
    store: EditionStore, tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    """Also where the checksums are those of the damaged files."""
    edition_id = publish(store, A, B).edition
    path = tmp_path / "home" / "editions" / edition_id / name
    if content is None:
        path.unlink()
    elif name == "manifest.json":
        path.write_bytes(content)
    else:
        before, after = (hashlib.sha256(x).hexdigest() for x in (path.read_bytes(), content))
        path.write_bytes(content)
        manifest = path.with_name("manifest.json")
        manifest.write_text(manifest.read_text(encoding="utf-8").replace(before, after))
    with pytest.raises(CorruptEditionError) as caught:
        store.open(edition_id, HashEncoder())
    assert error_text("vi", caught.value) == f"Ấn bản {edition_id} bị hỏng: {words}"
    told = error_text("en", caught.value)
    assert "Errno" not in told
    assert str(tmp_path) not in told


def test_an_edition_of_another_encoder_is_refused(store: EditionStore) -> None:
    edition_id = publish(store, A).edition
    with pytest.raises(EditionMismatchError, match="hash-64"):
        store.open(edition_id, HashEncoder("other"))


def test_an_edition_of_other_text_rules_is_refused(
    store: EditionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition_id = publish(store, A).edition
    monkeypatch.setattr(edition_module, "SEARCH_VERSION", "later")
    with pytest.raises(EditionMismatchError, match="later"):
        store.open(edition_id, HashEncoder())


def test_an_edition_that_fails_its_checks_is_not_published(
    store: EditionStore, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = publish(store, A).edition

    def zeros(index: DenseIndex, rows: NDArray[np.int64]) -> Floats:
        return np.zeros((len(rows), index.dimension), np.float32)

    monkeypatch.setattr(DenseIndex, "vectors", zeros)
    with pytest.raises(VerificationError):
        publish(store, B)
    assert store.current_id() == first
    assert store.ids() == [first]
    assert list((tmp_path / "home" / "editions").glob("building-*")) == []


def test_two_cannot_publish_at_once(store: EditionStore, tmp_path: Path) -> None:
    publish(store, A)
    with FileLock(tmp_path / "home" / "publish.lock"), pytest.raises(PublishBusyError):
        publish(store, B)


def test_a_home_below_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HomeError, match="file"):
        publish(EditionStore(tmp_path / "file" / "home"), A)


def test_a_full_disk_leaves_the_old_edition_serving(
    store: EditionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = publish(store, A).edition

    def full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(edition_module, "sync", full)
    with pytest.raises(HomeError, match="No space left"):
        publish(store, A, B)
    assert serving(store).id == first


_KILLED = """
import os, signal, sys
from pathlib import Path
from embeddings import edition, publishing
from embeddings.publishing import EditionStore
from tests.encoders import HashEncoder
from tests.test_publishing import A, B

stage = sys.argv[2]

def die(*arguments, **named):
    print("dying", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

if stage == "writing":
    edition.SentenceIndex.save = die
elif stage == "verifying":
    publishing.verify = die
elif stage == "renamed":
    EditionStore._switch = die
elif stage == "switching":
    publishing.sync = lambda path: die() if path.name == "CURRENT.new" else None
elif stage == "switched":
    EditionStore._prune = die
EditionStore(Path(sys.argv[1]), keep=3).publish([A, B], (), HashEncoder())
"""


@pytest.mark.parametrize(
    ("stage", "new"),
    [
        ("writing", False),
        ("verifying", False),
        ("renamed", False),
        ("switching", False),
        ("switched", True),
    ],
)
def test_kill_9_while_publishing(
    store: EditionStore, tmp_path: Path, stage: str, new: bool
) -> None:
    first = publish(store, A).edition
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED, str(tmp_path / "home"), stage],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])},
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert killed.stdout == "dying\n"
    edition = serving(store)
    assert set(edition.articles) == ({"a", "b"} if new else {"a"})
    assert new or edition.id == first
    # The next publication works and clears away what was left.
    publish(store, B)
    assert set(serving(store).articles) == {"b"}
    assert list((tmp_path / "home" / "editions").glob("building-*")) == []


def test_kill_9_at_any_moment(store: EditionStore, tmp_path: Path) -> None:
    """Not at chosen points but at times spread over the publication."""
    publish(store, A)
    for wait in (0.0, 0.02, 0.05, 0.1):
        process = subprocess.Popen(
            [sys.executable, "-c", _KILLED, str(tmp_path / "home"), "nowhere"],
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])},
        )
        lock = tmp_path / "home" / "publish.lock"
        started = lock.stat().st_mtime_ns if lock.exists() else 0
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and process.poll() is None:
            if lock.exists() and lock.stat().st_mtime_ns != started:
                break
            time.sleep(0.001)
        time.sleep(wait)
        process.kill()
        process.wait()
        assert set(serving(store).articles) in ({"a"}, {"a", "b"})
    publish(store, B)
    assert set(serving(store).articles) == {"b"}


def test_a_manifest_of_another_format(store: EditionStore, tmp_path: Path) -> None:
    directory = tmp_path / "home" / "editions" / publish(store, A).edition
    manifest = directory / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"format": 1', '"format": 99'))
    with pytest.raises(CorruptEditionError, match="format 99") as caught:
        read_manifest(directory)
    assert "theo định dạng 99, chương trình" in error_text("vi", caught.value)
    with pytest.raises(CorruptEditionError):
        open_edition(directory, HashEncoder())
