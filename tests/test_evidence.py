"""How much of a question an article has, and how much of that a passage has."""

from __future__ import annotations

import math

import numpy as np
import pytest

from embeddings.articles import Article, Passage
from embeddings.evidence import Evidence
from embeddings.indexing import SentenceIndex, lexical_terms
from embeddings.lexical import LexicalIndex
from embeddings.loaders.jsonl import read_line
from embeddings.passages import passages
from embeddings.vietnamese import Understood, index_terms

COMMISSION = "Ủy ban do tỉnh lập ra. Ủy ban có bảy người."
HEAD = "Đứng đầu ủy ban là bà Lan."
OTHERS = ("Giá vàng giảm nhẹ.", "Bà Lan ra chợ mua vàng.", "Đứng đầu bảng là đội khách.")


def _article(name: str, *paragraphs: str) -> Article:
    text = "\\n\\n".join(paragraphs)
    return read_line(f'{{"id": "{name}", "text": "{text}"}}'.encode(), name, 1, name)


@pytest.fixture
def library() -> list[Passage]:
    articles = [_article("a", COMMISSION, HEAD), *(_article(text, text) for text in OTHERS)]
    return [passage for article in articles for passage in passages(article)]


def _features(library: list[Passage], question: str) -> dict[str, list[float]]:
    lexical = LexicalIndex.build([lexical_terms(passage) for passage in library])
    evidence = Evidence(library, lexical, SentenceIndex.build(library))
    found = evidence.features(_asked(question), np.arange(len(library)))
    return {name: values.tolist() for name, values in found.items()}


def _asked(question: str) -> Understood:
    return Understood(question, question, dict.fromkeys(index_terms(question), 1.0))


def _idf(size: int, count: int) -> float:
    known = max(1, count)
    return math.log(1 + (size - known + 0.5) / (known + 0.5))


def test_words_count_by_the_library_for_the_article_and_by_the_article_for_the_passage(
    library: list[Passage],
) -> None:
    question = "Đứng đầu ủy ban là ai?"
    found = _features(library, question)
    terms = [set(index_terms(passage.text)) for passage in library]
    words = [
        (term, weight)
        for term, weight in _asked(question).terms.items()
        if "_" not in term and "=" not in term
    ]
    own = terms[:2]
    whole = of_article = here = there = 0.0
    for term, weight in words:
        telling = weight * _idf(len(library), sum(term in some for some in terms))
        whole += telling
        if any(term in some for some in own):
            of_article += telling
            local = weight * _idf(2, sum(term in some for some in own))
            there += local
            here += local * (term in own[1])
    assert found["article_words"][:2] == pytest.approx([of_article / whole] * 2, rel=1e-5)
    assert found["words"][1] == pytest.approx(of_article / whole * here / there, rel=1e-5)


def test_what_all_paragraphs_say_does_not_tell_them_apart(library: list[Passage]) -> None:
    """Both are on the commission; one says who leads it, without much else of the question."""
    found = _features(library, "Ai đứng đầu ủy ban do tỉnh lập ra?")
    assert found["article_words"][0] == found["article_words"][1] > max(found["article_words"][2:])
    # "ủy ban" is in both of its paragraphs: what only one of them has tells more.
    found = _features(library, "Đứng đầu ủy ban")
    assert found["words"][1] > found["words"][0]
    assert found["words"][1] == pytest.approx(found["article_words"][1])


def test_an_article_of_one_passage_has_in_it_all_that_it_has(library: list[Passage]) -> None:
    found = _features(library, "Bà Lan mua vàng ở đâu?")
    alone = slice(2, None)
    assert found["words"][alone] == pytest.approx(found["article_words"][alone])
    assert found["pairs"][alone] == pytest.approx(found["article_pairs"][alone])
    assert max(found["article_words"][alone]) > 0.5


def test_the_best_sentence_and_the_one_that_may_hold_the_answer(library: list[Passage]) -> None:
    found = _features(library, "Ủy ban có bao nhiêu người?")
    assert found["fitting"][0] == found["sentence"][0] > 0
    # No number stands beside the head.
    assert found["sentence"][1] > found["fitting"][1] == 0
    for values in found.values():
        assert 0 <= min(values) <= max(values) <= 1 + 1e-6


def test_a_question_without_a_known_word_finds_nothing(library: list[Passage]) -> None:
    for question in ("xyzzy", "???"):
        assert not any(any(values) for values in _features(library, question).values())
