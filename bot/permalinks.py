"""Permanent links to passages: 16 characters that find a passage again after every re-indexing.

Half of a link stands for the article's id, half for the passage's text (48 bits of SHA-256 each).
Nothing about offsets, order or the edition is in it. If an article has been edited since, so that
the passage is no longer there word for word, the link still leads to the article.
"""

from __future__ import annotations

import hashlib
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from embeddings.articles import Article, Passage

_HALF = 8  # characters, of 6 bits each
_SHAPE = re.compile(rf"[A-Za-z0-9_-]{{{2 * _HALF}}}")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: to a passage, or only to its article if the passage has changed."""

    article: Article
    passage: Passage | None


def permalink(article_id: str, text: str) -> str:
    """The link to the passage with this text: 16 of A-Z, a-z, 0-9, - and _."""
    return _digest(article_id) + _digest(text)


def is_permalink(link: str) -> bool:
    """Whether ``link`` has the shape of one."""
    return _SHAPE.fullmatch(link) is not None


class Permalinks:
    """The links into one edition."""

    def __init__(self, articles: Mapping[str, Article], passages: Iterable[Passage]) -> None:
        self._articles = articles
        self._ids = {_digest(article_id): article_id for article_id in articles}
        self._passages: dict[str, Passage] = {}
        for passage in passages:  # of equal ones in an article, the first in reading order
            self._passages.setdefault(permalink(passage.article_id, passage.text), passage)

    def find(self, link: str) -> Target | None:
        """Where ``link`` leads now; None if the article is gone too, or there never was one."""
        article_id = self._ids.get(link[:_HALF])
        if article_id is None or not is_permalink(link):
            return None
        return Target(self._articles[article_id], self._passages.get(link))


def _digest(text: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())[
        :_HALF
    ].decode()
