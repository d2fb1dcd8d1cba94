"""Reading a directory of articles: one loader a format, chosen by the file's suffix.

A further format is a function like :func:`embeddings.loaders.jsonl.load` and a line in ``LOADERS``.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from embeddings.articles import Article
from embeddings.errors import ArticleFormatError, NoArticlesError
from embeddings.loaders import jsonl, newspaper

# (path, name for people, article id of the file) -> its articles, and what of it cannot be read
Loader = Callable[[Path, str, str], Iterator[Article | ArticleFormatError]]

LOADERS: Mapping[str, Loader] = {".txt": newspaper.load, ".jsonl": jsonl.load}


@dataclass(frozen=True, slots=True)
class Loaded:
    """The articles of a directory in a fixed order, and what was skipped and why."""

    articles: tuple[Article, ...]
    skipped: tuple[ArticleFormatError, ...]


def load_articles(directory: Path) -> Loaded:
    """Every article below ``directory``, files in sorted order.

    Hidden files and directories and unknown suffixes are passed over. A file or line that cannot be
    read, and an article whose id was taken by an earlier one, is among ``skipped``.

    Raises:
        NoArticlesError: there is no such directory, or not one article in it.
    """
    articles: dict[str, Article] = {}
    skipped: list[ArticleFormatError] = []
    for item in _read(directory):
        if isinstance(item, ArticleFormatError):
            skipped.append(item)
        elif item.id in articles:
            skipped.append(_duplicate(item, articles[item.id]))
        else:
            articles[item.id] = item
    if not articles:
        message = f"no readable article in {directory}"
        raise NoArticlesError(message, path=str(directory)) from (skipped[0] if skipped else None)
    return Loaded(tuple(articles.values()), tuple(skipped))


def article_id(name: PurePath) -> str:
    """The id of a file's article: its relative path without suffix, folded to letters and hyphens.

    "2021/Đảng bộ Khối.txt" is "2021.dang-bo-khoi".
    """
    return ".".join(_slug(part) for part in (*name.parts[:-1], name.stem))


def _read(directory: Path) -> Iterator[Article | ArticleFormatError]:
    blocked: list[OSError] = []
    for folder, subfolders, files in os.walk(directory, onerror=blocked.append):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for file in sorted(files):
            load = LOADERS.get(PurePath(file).suffix.lower())
            if load is None or file.startswith("."):
                continue
            path = Path(folder, file)
            name = path.relative_to(directory)
            yield from load(path, name.as_posix(), article_id(name))
    for error in blocked:
        if isinstance(error, PermissionError):
            folder = Path(error.filename).relative_to(directory).as_posix()
            yield ArticleFormatError(str(error), path=folder, reason="permission")


def _duplicate(later: Article, earlier: Article) -> ArticleFormatError:
    message = f"{later.source}: id {later.id!r} is taken by {earlier.source}"
    return ArticleFormatError(message, path=later.source, reason="duplicate-id")


def _slug(part: str) -> str:
    plain = unicodedata.normalize("NFD", part.lower().replace("đ", "d"))
    letters = "".join(
        char if char.isalnum() else " " for char in plain if unicodedata.category(char) != "Mn"
    )
    return "-".join(letters.split()) or "-"
