"""The article that ships, and an understander that has read nothing else."""

from __future__ import annotations

import pytest

from embeddings import resources
from embeddings.vietnamese import Lexicon, Understander


@pytest.fixture(scope="session")
def article() -> str:
    """The text of the article that ships."""
    directory = resources.data_directory() / "articles"
    return (directory / "dang-bo-khoi-hoc-va-lam-theo-guong-bac.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def lexicon(article: str) -> Lexicon:
    """Its words."""
    return Lexicon.from_texts(article.split("\n"))


@pytest.fixture(scope="session")
def understander(lexicon: Lexicon) -> Understander:
    """Reads questions with that article as the library."""
    return Understander(lexicon)
