"""A library of newspaper passages: ``python -m embeddings.benchmark.stretches DATA_DIR OUT``.

``data/questions/news-passages.jsonl`` says where the passages of ``news.jsonl`` stand in the public
data: ``[file, row, start, end]``, a line each. Written are articles of one passage, for
``HOIBAO_ARTICLES``.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from embeddings import resources


def stretches(data: Path, places: Path) -> Iterator[str]:
    """The texts that ``places`` names, in its order."""
    texts: dict[str, list[str]] = {}
    for line in places.read_text(encoding="utf-8").splitlines():
        name, row, start, end = json.loads(line)
        if name not in texts:
            with gzip.open(data / name, "rt", encoding="utf-8") as rows:
                texts[name] = [json.loads(each)["text"] for each in rows]
        yield texts[name][row][start:end]


def main(
    data: Annotated[Path, typer.Argument(help="Where the public data is.")],
    out: Annotated[Path, typer.Argument(help="A directory for the articles.")],
) -> None:
    """Write the articles."""
    out.mkdir(parents=True, exist_ok=True)
    places = resources.data_directory() / "questions" / "news-passages.jsonl"
    with (out / "news.jsonl").open("w", encoding="utf-8") as file:
        for number, text in enumerate(stretches(data, places)):
            article: dict[str, Any] = {"id": f"p{number}", "title": f"Bản tin {number}"}
            file.write(json.dumps({**article, "text": text}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    typer.run(main)
