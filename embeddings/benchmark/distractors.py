"""News as distractors: ``python -m embeddings.benchmark.distractors NEWS OUT``.

Writes articles without a title for ``hoibao evaluate --corpus``: of each at most three stretches of
whole sentences, about 100 syllables each, as paragraphs. ``NEWS`` is a gzipped JSON Lines file of
articles (``id``, ``text``). The same seed gives the same stretches.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

_ENOUGH, _TOO_LONG, _PER_ARTICLE = 80, 170, 3  # syllables, syllables, stretches
_SENTENCE_END = re.compile(r'(?<=[.!?…])\s+(?=[A-ZĐÀ-Ỹ"“])')


def stretches(text: str) -> Iterator[str]:
    """Whole sentences in a row, as soon as they are long enough."""
    body = max(text.split("\n"), key=len)  # in these files the article is its longest line
    window: list[str] = []
    syllables = 0
    for sentence in _SENTENCE_END.split(body):
        window.append(sentence)
        syllables += len(sentence.split())
        if syllables >= _ENOUGH:
            if syllables <= _TOO_LONG:
                yield " ".join(window)
            window, syllables = [], 0


def main(
    news: Annotated[Path, typer.Argument(help="Articles, gzipped JSON Lines.")],
    out: Annotated[Path, typer.Argument(help="Where to write the distractors, JSON Lines.")],
    count: Annotated[int, typer.Option(help="How many.")] = 20_000,
    seed: Annotated[int, typer.Option(help="Of the order of articles.")] = 7,
) -> None:
    """Write distractors for the retrieval benchmark."""
    with gzip.open(news, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    random.Random(seed).shuffle(rows)  # noqa: S311 - a reproducible sample, no secret
    seen: set[str] = set()
    with out.open("w", encoding="utf-8") as file:
        for row in rows:
            fresh = [text for text in dict.fromkeys(stretches(row["text"])) if text not in seen]
            fresh = fresh[: min(_PER_ARTICLE, count - len(seen))]
            seen.update(fresh)
            if fresh:
                article = {"id": str(row["id"]), "text": "\n\n".join(fresh)}
                file.write(json.dumps(article, ensure_ascii=False) + "\n")
            if len(seen) >= count:
                return


if __name__ == "__main__":
    typer.run(main)
