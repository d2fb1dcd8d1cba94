"""The reading model: question and passage in, the likeliest answer spans out.

The lower layers are the bundled encoder's own; ``data/models/reader.npz`` has the upper ones and
the output, with eight bits a weight, and it is computed so (see ``eight_bits``).
"""

from __future__ import annotations

import zipfile
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from embeddings.bert import Bert
from embeddings.eight_bits import EightBitLayers, rounded
from embeddings.errors import ReaderError
from embeddings.spans import TokenSpan, best_spans, merged, windows
from embeddings.transformer import Layers
from embeddings.vietnamese.edges import mended
from embeddings.vietnamese.sentences import sentence_spans

Floats = NDArray[np.float32]

FORMAT = 1  # of the file
QUESTION, PASSAGE = "query: ", "passage: "
QUESTION_TOKENS, TITLE_TOKENS = 48, 32
# Any text does, as long as it has all its parts.
_SAMPLE = (
    QUESTION + "Có bao nhiêu công việc đột phá được đăng ký?",
    "Hội nghị sơ kết",
    PASSAGE + "Ngày 18.5.2021, Đảng ủy Khối đã đăng ký 402 công việc đột phá, do bà Nguyễn Thị Hà, "
    "Bí thư Đảng ủy, ký.",
)
_CANDIDATES = 20  # spans of a window that are looked at; most of them overlap


@dataclass(frozen=True, slots=True)
class TextSpan:
    """``text[start:end]``; ``score`` says by how much (in logits) it beats "no answer here"."""

    start: int
    end: int
    score: float


class Excerpt(NamedTuple):
    """What is read: a passage, and the title it stands under, which helps to understand it."""

    text: str
    title: str = ""


class SpanModel(Protocol):
    """Points at answers in passages."""

    def spans(self, question: str, passages: Sequence[Excerpt], count: int) -> list[list[TextSpan]]:
        """For each passage up to ``count`` spans that do not overlap, best first."""


class BundledSpanModel:
    """The model that ships, on top of the bundled encoder. Safe to use from several threads."""

    def __init__(self, bert: Bert, path: Path, threads: int = 2) -> None:
        """Load ``path``.

        Raises:
            ReaderError: it is missing, damaged, of another format, or made for another encoder.
        """
        self._bert = bert
        weights = read_weights(path)
        frozen, depth = int(weights["frozen"]), int(weights["layers"])
        upper = Layers(weights, bert.heads, bert.epsilon)
        parts = (
            (bert.layers, bert.prefixes(frozen)),
            (upper, [f"layer.{number}." for number in range(frozen, depth)]),
        )
        try:
            self._layers = EightBitLayers(parts, bert.embedded(self._sample()))
        except ValueError as error:  # shapes
            raise ReaderError(
                f"{path} does not fit the encoder: {error}", path=str(path), reason="damaged"
            ) from error
        self._ends = weights["span.weight"].T, weights["span.bias"]
        # Passages side by side, one core each: two cores on one passage would wait for each other.
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="reading")

    def spans(self, question: str, passages: Sequence[Excerpt], count: int) -> list[list[TextSpan]]:
        """For each passage up to ``count`` spans that do not overlap, best first."""
        asked = self._bert.tokens(QUESTION + question).ids
        return list(self._pool.map(lambda one: self._passage(asked, one, count), passages))

    def _sample(self) -> list[int]:
        """The tokens of an example."""
        question, title, text = (self._bert.tokens(text).ids for text in _SAMPLE)
        begin, end = self._bert.begin, self._bert.end
        return [*before_passage(question, title, begin, end), *text, end]

    def _passage(self, asked: list[int], passage: Excerpt, count: int) -> list[TextSpan]:
        text = passage.text
        title = self._bert.tokens(passage.title).ids if passage.title else []
        before = before_passage(asked, title, self._bert.begin, self._bert.end)
        tokens = self._bert.tokens(PASSAGE + text)
        starts, stops = zip(*tokens.offsets, strict=True)
        ends = [len(PASSAGE) + end for _, end in sentence_spans(text)]
        sentences = [bisect_left(ends, stop) for stop in stops]
        found = [
            (first, self._window(before, tokens.ids[first:last], sentences[first:last]))
            for first, last in windows(len(tokens.ids))
        ]
        shift = len(PASSAGE)
        return apart(
            text,
            [
                (starts[span.first] - shift, stops[span.last] - shift, span.score)
                for span in merged(found, _CANDIDATES)
            ],
            count,
        )

    def _window(
        self, before: list[int], passage: list[int], sentences: list[int]
    ) -> list[TokenSpan]:
        hidden = self._layers.run(self._bert.embedded([*before, *passage, self._bert.end]))
        matrix, bias = self._ends
        logits = hidden @ matrix + bias
        inside = logits[len(before) : -1]
        return best_spans(inside, float(logits[0].sum()), _CANDIDATES, sentences)


def before_passage(
    question: Sequence[int], title: Sequence[int], begin: int, end: int
) -> list[int]:
    """The tokens that a passage is read after: ``<s> question </s> title </s>``, both cropped.

    ``begin`` and ``end`` are the ids of ``<s>`` and ``</s>``.
    """
    return [begin, *question[:QUESTION_TOKENS], end, *title[:TITLE_TOKENS], end]


def apart(text: str, found: Iterable[tuple[int, int, float]], count: int) -> list[TextSpan]:
    """The best ``(start, end, score)`` in ``text``, mended, none overlapping a better one."""
    chosen: list[TextSpan] = []
    for start, end, score in sorted(found, key=lambda span: -span[2]):
        start, end = mended(text, start, end)
        if start < end and all(end <= one.start or start >= one.end for one in chosen):
            chosen.append(TextSpan(start, end, score))
            if len(chosen) == count:
                break
    return chosen


class _Unpacked(Mapping[str, Floats]):
    """Tensors by name, of eight bits where ``name.scale`` is there too; float32 when asked for.

    So only those that are being worked on take four times the room.
    """

    def __init__(self, stored: Mapping[str, NDArray[np.generic]]) -> None:
        self._stored = stored
        self._names = [name for name in stored if not name.endswith(".scale")]

    def __getitem__(self, name: str) -> Floats:
        values = np.asarray(self._stored[name], np.float32)
        if (scale := self._stored.get(name + ".scale")) is not None:
            values *= scale.astype(np.float32)[:, None]
        return values

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def read_weights(path: Path) -> Mapping[str, Floats]:
    """The tensors of a reader file, by name, as float32.

    A matrix ``name`` is stored as int8 with one float16 scale a row, ``name.scale``.

    Raises:
        ReaderError: the file is missing, damaged, or of another format.
    """
    try:
        with path.open("rb") as data, np.load(data) as file:
            stored = {name: file[name] for name in file.files}
    except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile) as error:
        reason = getattr(error, "strerror", None) or "damaged"
        raise ReaderError(f"cannot read {path}: {error}", path=str(path), reason=reason) from error
    if int(stored.get("format", np.array(-1))) != FORMAT or not {"frozen", "layers"} <= set(stored):
        raise ReaderError(f"{path} has another format", path=str(path), reason="format")
    if missing := sorted(_expected(stored) - stored.keys()):
        raise ReaderError(f"{path} lacks {missing[0]}", path=str(path), reason="damaged")
    return _Unpacked(stored)


_PARTS = (
    *(f"attention.self.{part}" for part in ("query", "key", "value")),
    *("attention.output.dense", "intermediate.dense", "output.dense"),
    *("attention.output.LayerNorm", "output.LayerNorm"),
)


def _expected(stored: Mapping[str, NDArray[np.generic]]) -> set[str]:
    """The tensors a file must have that says how many layers it has."""
    first, last = int(stored["frozen"]), int(stored["layers"])
    names = {
        f"layer.{number}.{part}.{kind}"
        for number in range(first, last)
        for part in _PARTS
        for kind in ("weight", "bias")
    }
    return names | {"span.weight", "span.bias"}


def quantised(name: str, values: Floats) -> dict[str, NDArray[np.generic]]:
    """A matrix as ``read_weights`` expects it: int8, each row scaled to its largest value."""
    weights, scale = rounded(values, np.float16)
    return {name: weights, name + ".scale": scale}
