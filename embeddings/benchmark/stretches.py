"""A library of newspaper passages: ``python -m embeddings.benchmark.stretches DATA_DIR OUT``.

``data/questions/news-passages.jsonl`` says where the passages of ``news.jsonl`` stand in the public
data: ``[file, row, start, end]``, a line each. Written are articles of one passage under the title
of their row, for ``HOIBAO_ARTICLES``.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from embeddings import resources
from embeddings.errors import QuestionFileError


class PublicTexts:
    """The files of the public data that are asked for, each read once."""

    def __init__(self, data: Path) -> None:
        """Of the directory ``data``."""
        self._data = data
        self._articles: dict[str, list[tuple[str, str]]] = {}

    def article(self, name: str, row: int) -> tuple[str, str]:
        """Title and text of a row of a file; empty if there is no such row, or no title."""
        if name not in self._articles:
            path = self._data / name
            self._articles[name] = _articles(path) if path.exists() else []
        articles = self._articles[name]
        return articles[row] if row < len(articles) else ("", "")


def _articles(path: Path) -> list[tuple[str, str]]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    rows = (json.loads(line) for line in text.split("\n") if line)
    return [
        (row.get("title", ""), row["text"] if "text" in row else row["context"]) for row in rows
    ]


def stretches(data: Path, places: Path) -> Iterator[tuple[str, str]]:
    """The titles and texts that ``places`` names, in its order.

    Raises:
        QuestionFileError: ``data`` lacks one of them.
    """
    texts = PublicTexts(data)
    for number, line in enumerate(places.read_text(encoding="utf-8").splitlines(), 1):
        name, row, start, end = json.loads(line)
        title, whole = texts.article(name, row)
        text = whole[start:end]
        if not text:
            where = f"{places}:{number}"
            raise QuestionFileError(f"{data} lacks {name}", path=where, reason="unreadable")
        yield title, text


def main(
    data: Annotated[Path, typer.Argument(help="Where the public data is.")],
    out: Annotated[Path, typer.Argument(help="A directory for the articles.")],
) -> None:
    """Write the articles."""
    places = resources.data_directory() / "questions" / "news-passages.jsonl"
    found = list(stretches(data, places))
    out.mkdir(parents=True, exist_ok=True)
    with (out / "news.jsonl").open("w", encoding="utf-8") as file:
        for number, (title, text) in enumerate(found):
            article = {"id": f"p{number}", "title": title, "text": text}
            file.write(json.dumps(article, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    typer.run(main)
