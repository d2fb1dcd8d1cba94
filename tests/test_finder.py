"""From a question as it was typed to passages: understood, searched, and understood once more."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from embeddings.encoder import Encoder, open_encoder
from embeddings.finder import Finder
from embeddings.publishing import EditionStore
from embeddings.timing import Stopwatch
from tests.shelf import article

RENTED = (
    "Nhiều gia đình ở thành phố thuê xe hơi đi chơi dịp lễ.",
    "Giá thuê xe hơi ở bến tăng gấp đôi, cửa hàng cho thuê xe hơi hết xe.",
)
TAXED = (
    "Bộ Tài chính công bố thuế xe hơi nhập khẩu từ khối ASEAN.",
    "Thuế xe hơi từ khối ASEAN giảm còn 30%, thuế xe tải giữ nguyên.",
)


class Counting:
    """The bundled encoder, which remembers what it was asked."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.id = encoder.id
        self.dimension = encoder.dimension
        self.encode_passages = encoder.encode_passages
        self.questions: list[str] = []

    def encode_question(self, question: str) -> NDArray[np.float32]:
        self.questions.append(question)
        return self._encoder.encode_question(question)


@pytest.fixture
def encoder(models_directory: Path) -> Counting:
    return Counting(open_encoder("bundled", models_directory))


@pytest.fixture
def finder(tmp_path: Path, encoder: Counting) -> Finder:
    store = EditionStore(tmp_path, keep=2)
    articles = article("a", *RENTED * 3), article("b", *TAXED)
    return Finder(store.open(store.publish(articles, (), encoder).edition, encoder), encoder)


def test_what_is_found_tells_how_the_question_was_meant(finder: Finder, encoder: Counting) -> None:
    watch = Stopwatch()
    understood, hits = finder.find("khoi asean thue xe hoi giam con bao nhieu", 5, watch)
    assert understood.text == "Khối ASEAN thuế xe hơi giảm còn bao nhiêu"
    assert encoder.questions == ["Khối ASEAN thuê xe hơi giảm còn bao nhiêu", understood.text]
    assert hits[0].passage.text == TAXED[1]
    assert set(watch.stages) == {"understand", "encode", "dense", "lexical", "rank"}


@pytest.mark.parametrize(
    "question",
    [
        "Thuê xe hơi khối ASEAN còn bao nhiêu?",  # as typed, however odd
        "gia dinh thue xe hoi",  # read the same again
    ],
)
def test_what_needs_no_other_reading_is_searched_once(
    finder: Finder, encoder: Counting, question: str
) -> None:
    finder.find(question, 5)
    assert len(encoder.questions) == 1


def test_nothing_to_search_for_finds_nothing(finder: Finder, encoder: Counting) -> None:
    understood, hits = finder.find("?!", 5)
    assert not understood.terms
    assert hits == []
    assert encoder.questions == []
