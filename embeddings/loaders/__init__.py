"""Reading a directory of articles: one loader a format, chosen by the file's suffix.

A further format is a function like :func:`embeddings.loaders.jsonl.load` and a line in ``LOADERS``;
the messages about files of other kinds name the suffixes.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from embeddings.articles import Article
from embeddings.errors import ArticleFormatError, ArticlesDirectoryError, NoArticlesError
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

    Hidden files and directories are passed over. A file or line that cannot be read, a file of
    another kind, and an article whose id was taken by an earlier one, is among ``skipped``.

    Raises:
        ArticlesDirectoryError: there is no such directory, or it cannot be read.
        NoArticlesError: there is not one article in it.
    """
    _check(directory)
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
        raise NoArticlesError(message, skipped, path=str(directory))
    return Loaded(tuple(articles.values()), tuple(skipped))


def article_id(name: PurePath) -> str:
    """The id of a file's article: its relative path without suffix, folded to letters and hyphens.

    "2021/Đảng bộ Khối.txt" is "2021.dang-bo-khoi".
    """
    return ".".join(_slug(part) for part in (*name.parts[:-1], name.stem))


def _check(directory: Path) -> None:
    """Raise ArticlesDirectoryError unless ``directory`` is one that can be listed."""
    try:
        os.scandir(directory).close()
    except OSError as error:
        if isinstance(error, NotADirectoryError) and directory.exists():
            reason = "no-directory"
        elif isinstance(error, FileNotFoundError | NotADirectoryError):
            reason = "missing-directory"
        elif isinstance(error, PermissionError):
            reason = "permission"
        else:
            reason = error.strerror or "unreadable"
        message = f"cannot read the articles: {error}"
        raise ArticlesDirectoryError(message, path=str(directory), reason=reason) from error


def _read(directory: Path) -> Iterator[Article | ArticleFormatError]:
    blocked: list[OSError] = []
    for folder, subfolders, files in os.walk(directory, onerror=blocked.append):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for file in sorted(files):
            if file.startswith("."):
                continue
            path = Path(folder, file)
            name = path.relative_to(directory)
            # A name that is not UTF-8 has surrogates, which can be neither printed nor stored.
            shown = os.fsencode(name.as_posix()).decode("utf-8", "replace")
            load = LOADERS.get(name.suffix.lower())
            if load is None:
                message = f"{shown} is no {' or '.join(LOADERS)} file"
                yield ArticleFormatError(message, path=shown, reason="other-kind")
            else:
                yield from load(path, shown, article_id(name))
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
