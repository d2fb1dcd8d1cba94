"""What of a passage is searched: the text the encoder gets and the terms BM25 gets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.articles import BlockKind, Passage
from embeddings.lexical import LexicalIndex
from embeddings.question_types import PASSAGE_TYPES, AnswerType, may_hold
from embeddings.vietnamese import TEXT_VERSION, index_terms, sentence_spans

# Pinned in every edition's manifest; bump the first number when anything below changes.
SEARCH_VERSION = f"4/{TEXT_VERSION}"

# "Who wrote it?" and "when was it published?" share no word with a name in capitals or a date.
_LABELS = {
    BlockKind.DATELINE: "Thời gian đăng bài, ngày xuất bản",
    BlockKind.BYLINE: "Tác giả, người viết bài",
    BlockKind.TITLE: "Tiêu đề, tên bài viết",
    BlockKind.CAPTION: "Chú thích ảnh",
}


def dense_text(passage: Passage) -> str:
    """What the encoder gets: the passage after what it is and the heading it stands under."""
    context = [_LABELS.get(passage.kind, ""), passage.heading]
    return ". ".join([*filter(None, context), passage.text])


def lexical_terms(passage: Passage) -> list[str]:
    """What BM25 gets: the terms of the passage and of what it is."""
    return index_terms(". ".join(filter(None, [_LABELS.get(passage.kind, ""), passage.text])))


@dataclass(frozen=True, slots=True)
class SentenceIndex:
    """The sentences of all passages, and which terms each has.

    Row i is ``passages[rows[i]].text[starts[i]:ends[i]]``; sentences stand in passage order. Bit k
    of ``holds[i]`` says whether it may hold an answer of the k-th AnswerType.
    """

    rows: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    holds: NDArray[np.int32]
    lexical: LexicalIndex

    @classmethod
    def build(cls, passages: Sequence[Passage]) -> SentenceIndex:
        """Cut all passages into sentences."""
        table, terms = [], []
        for row, passage in enumerate(passages):
            label = _LABELS.get(passage.kind, "")
            for start, end in sentence_spans(passage.text):
                sentence = passage.text[start:end]
                holds = sum(
                    may_hold(kind, sentence) << bit for bit, kind in enumerate(PASSAGE_TYPES)
                )
                table.append((row, start, end, holds))
                terms.append(index_terms(". ".join(filter(None, [label, sentence]))))
        columns = np.array(table, np.int32).reshape(-1, 4)
        return cls._of(columns, LexicalIndex.build(terms))

    @classmethod
    def _of(cls, table: NDArray[np.int32], lexical: LexicalIndex) -> SentenceIndex:
        rows, starts, ends, holds = table.T
        return cls(rows, starts, ends, holds, lexical)

    def may_hold(self, kind: AnswerType) -> NDArray[np.bool_]:
        """For every sentence whether it may hold an answer of the kind, shape (sentences,)."""
        bit = PASSAGE_TYPES.index(kind)
        return (self.holds >> bit & 1).astype(bool)

    @classmethod
    def load(cls, directory: Path) -> SentenceIndex:
        """Read what ``save`` wrote.

        Raises:
            OSError, ValueError: it cannot be read.
        """
        table = np.load(directory / "spans.npy")
        return cls._of(table, LexicalIndex.load(directory))

    def save(self, directory: Path) -> None:
        """Write the index into ``directory``."""
        self.lexical.save(directory)
        table = np.stack([self.rows, self.starts, self.ends, self.holds], axis=1)
        np.save(directory / "spans.npy", table)
