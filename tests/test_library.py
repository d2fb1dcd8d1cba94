"""Opening, publishing, falling back and rolling back, as the commands and the bot do it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.library import Library
from bot.settings import Settings
from embeddings import resources
from embeddings.errors import (
    CorruptEditionError,
    EditionMismatchError,
    NoArticlesError,
    NoEditionError,
)
from embeddings.publishing import EditionStore

NEW = """Trường Tiểu học Tứ Minh khánh thành thư viện mới

30/11/2022

Thư viện có 5.200 đầu sách do phụ huynh quyên góp trong hai năm.

MAI LAN
"""


@pytest.fixture
def own(settings: Settings, tmp_path: Path) -> Settings:
    """An installation of its own, with a copy of the shipped articles."""
    articles = tmp_path / "articles"
    shutil.copytree(resources.data_directory() / "articles", articles)
    return Settings(home=tmp_path / "home", articles=articles, models=settings.models)


def _damage(own: Settings, edition: str) -> None:
    (own.home / "editions" / edition / "passages.jsonl").write_text("{}")


def test_the_first_opening_publishes(own: Settings) -> None:
    library = Library.open(own)
    assert library.warnings == []
    assert [one.current for one in EditionStore(own.home).list()] == [True]
    assert Library.open(own).answerer.edition.id == library.answerer.edition.id


def test_publishing_while_answers_are_given(own: Settings) -> None:
    library = Library.open(own)
    question = "Thư viện trường Tứ Minh có bao nhiêu đầu sách?"
    assert not library.ask(question).answered
    before = library.answerer
    (own.articles / "thu-vien.txt").write_text(NEW, encoding="utf-8")
    published = library.publish()
    assert published.added == ("thu-vien",)
    assert published.unchanged == 1
    answer = library.ask(question)
    assert answer.best is not None
    assert "5.200" in answer.best.text
    assert answer.best.hit.article.authors == ("Mai Lan",)
    # Whoever was asking goes on with the edition they started with.
    assert not before.ask(question).answered
    assert library.rollback() == before.edition.id
    assert not library.ask(question).answered


def test_a_damaged_edition_is_passed_over(own: Settings) -> None:
    library = Library.open(own)
    first = library.answerer.edition.id
    second = library.publish().edition
    _damage(own, second)
    library = Library.open(own)
    assert library.answerer.edition.id == first
    assert [type(warning) for warning in library.warnings] == [CorruptEditionError]
    assert library.warnings[0].details["edition"] == second


def test_when_all_are_damaged_a_new_one_is_made(own: Settings) -> None:
    first = Library.open(own).answerer.edition.id
    _damage(own, first)
    library = Library.open(own)
    assert library.answerer.edition.id > first
    assert library.ask("Ai là Bí thư Đảng ủy Khối?").answered
    assert len(library.warnings) == 1


def test_after_an_upgrade_a_new_edition_is_made(
    own: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Library.open(own).answerer.edition.id
    monkeypatch.setattr("embeddings.edition.SEARCH_VERSION", "later")
    library = Library.open(own)
    assert library.answerer.edition.id > first
    assert [type(warning) for warning in library.warnings] == [EditionMismatchError]


def test_nothing_to_open_and_nothing_to_publish(own: Settings) -> None:
    shutil.rmtree(own.articles)
    with pytest.raises(NoArticlesError):
        Library.open(own)


def test_articles_that_vanished_leave_the_old_edition_serving(own: Settings) -> None:
    library = Library.open(own)
    shutil.rmtree(own.articles)
    with pytest.raises(NoArticlesError):
        library.publish()
    assert library.ask("Ai là Bí thư Đảng ủy Khối?").answered


def test_rolling_back_to_nothing_or_to_damage(own: Settings) -> None:
    library = Library.open(own)
    with pytest.raises(NoEditionError):
        library.rollback()
    first = library.answerer.edition.id
    second = library.publish().edition
    _damage(own, first)
    with pytest.raises(CorruptEditionError):
        library.rollback()
    assert library.answerer.edition.id == second
    assert Library.open(own).answerer.edition.id == second


def test_two_installations_never_touch_each_other(own: Settings, tmp_path: Path) -> None:
    other = own.model_copy(update={"home": tmp_path / "other", "articles": tmp_path / "others"})
    other.articles.mkdir()
    (other.articles / "thu-vien.txt").write_text(NEW, encoding="utf-8")
    one, two = Library.open(own), Library.open(other)
    assert not one.ask("Thư viện trường Tứ Minh có bao nhiêu đầu sách?").answered
    assert two.ask("Thư viện trường Tứ Minh có bao nhiêu đầu sách?").answered
    assert [len(EditionStore(s.home).ids()) for s in (own, other)] == [1, 1]
