"""Links to passages: short, and found again whatever happens to the edition around them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.links import LIMIT, question_in, question_payload
from bot.permalinks import Permalinks, is_permalink, permalink
from tests.shelf import FIRST, LEAD, SECOND, THIRD, Shelf, article, shelf


@pytest.fixture
def shelf_of_one(tmp_path):
    return shelf(tmp_path)


def links(library: Shelf) -> Permalinks:
    return Permalinks(library.edition.articles, library.edition.passages)


@given(st.text(), st.text())
def test_a_permalink_fits_into_a_link_and_a_button(article_id, text):
    link = permalink(article_id, text)
    assert re.fullmatch(r"[A-Za-z0-9_-]{16}", link)
    assert is_permalink(link)


def test_every_passage_is_found_by_its_link(shelf_of_one):
    found = links(shelf_of_one)
    for passage in shelf_of_one.edition.passages:
        target = found.find(permalink(passage.article_id, passage.text))
        assert target is not None
        assert target.passage == passage


def test_a_link_outlives_reindexing_with_other_articles_and_another_order(shelf_of_one):
    link = permalink("guong-bac", SECOND)
    rewritten = article("guong-bac", "Một đoạn mới đứng đầu.", THIRD, SECOND)
    shelf_of_one.put(article("khac", FIRST), rewritten)
    target = links(shelf_of_one).find(link)
    assert target is not None
    assert target.passage is not None
    assert target.passage.text == SECOND
    assert target.article.text[target.passage.start : target.passage.end] == SECOND


def test_a_link_to_what_was_edited_leads_to_the_article(shelf_of_one):
    link = permalink("guong-bac", SECOND)
    shelf_of_one.put(article("guong-bac", FIRST, SECOND.replace("24", "25")))
    target = links(shelf_of_one).find(link)
    assert target is not None
    assert (target.article.id, target.passage) == ("guong-bac", None)


def test_a_link_to_an_article_that_is_gone_leads_nowhere(shelf_of_one):
    link = permalink("guong-bac", SECOND)
    # The same text elsewhere is another passage.
    shelf_of_one.put(article("khac", SECOND))
    assert links(shelf_of_one).find(link) is None


def test_of_a_text_that_stands_twice_the_first_is_found(tmp_path):
    library = Shelf(tmp_path, article("a", FIRST, LEAD, SECOND, LEAD))
    target = links(library).find(permalink("a", LEAD))
    assert target is not None
    assert target.passage is not None
    assert target.passage.number == 2


@pytest.mark.parametrize("nonsense", ["", "x", "a" * 15, "a" * 17, "a" * 15 + "=", "ă" * 16])
def test_what_is_no_link_leads_nowhere(shelf_of_one, nonsense):
    assert not is_permalink(nonsense)
    assert links(shelf_of_one).find(nonsense) is None


def test_the_beginning_of_a_link_is_not_enough(shelf_of_one):
    assert links(shelf_of_one).find(permalink("guong-bac", SECOND)[:8]) is None


@given(st.text(max_size=60))
def test_a_question_in_a_link_is_read_as_it_was_written(question):
    try:
        question.encode()
    except UnicodeEncodeError:
        return
    payload = question_payload(question)
    if payload is None:
        assert not question or len(question.encode()) > 46
        return
    assert re.fullmatch(r"q_[A-Za-z0-9_-]+", payload)
    assert len(payload) <= LIMIT
    read = question_in(payload.removeprefix("q_"))
    assert (
        read == question
        or (read is None and not question.isprintable())
        or not any(map(str.isalpha, question))
    )


def test_46_bytes_of_question_fit():
    question = "Ai là Bí thư Đảng ủy Khối các cơ quan?"
    assert len(question.encode()) > 46
    assert question_payload(question) is None
    assert question_payload("Ai là Bí thư Đảng ủy Khối?") is not None


@pytest.mark.parametrize("value", ["", "a", "====", "____", "AAAA", "/+/+", "Zm9v\n", "đường"])
def test_what_carries_no_question(value):
    assert question_in(value) is None
