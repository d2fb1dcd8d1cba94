"""Question-passage pairs as the reader is trained on them.

Rows are those of ``{qa_train_vi,qa_train_other}.jsonl.gz``: ``lang, context, question, answers:
[{text, start}], is_impossible, source``; ``news_questions`` and ``written_questions`` give more of
the same form. Only languages in Latin script are used, because the bundled model keeps no other
pieces. A pair is cropped to what a passage of an article is long.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import bm25s
import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from embeddings.training.near_misses import names_by_head, near_misses
from embeddings.training.news_questions import news_questions
from embeddings.training.written_questions import (
    ARTICLES,
    ENCYCLOPAEDIC,
    PROVINCIAL,
    SOURCE,
    in_english,
    written_questions,
)
from embeddings.vietnamese import index_terms, sentence_spans

QUESTION, PASSAGE = "query: ", "passage: "
QUESTION_TOKENS, PASSAGE_TOKENS = 48, 144
# What part of the examples comes from where, and in the end, when the rate falls. Vietnamese most,
# above all what was written for this; the search snippets of mailong25 little (broken spacing), the
# rest for the skill itself, which is the same in every language. In the end mostly what is like the
# articles and questions there will be (as Hu et al. 2024 do, too).
_SHARES = (
    ("vi", ARTICLES, 0.20, 0.24),
    ("vi", PROVINCIAL, 0.10, 0.14),
    ("vi", ENCYCLOPAEDIC, 0.10, 0.12),
    ("vi", SOURCE, 0.16, 0.18),
    ("vi", "news", 0.03, 0.02),
    ("vi", "mailong25", 0.01, 0.0),
    ("vi", "ALQAC", 0.01, 0.01),
    ("vi", "th1nhng0_seminar/train_reg", 0.01, 0.01),
    ("vi", "", 0.14, 0.16),
    ("en", SOURCE, 0.02, 0.02),
    ("en", "", 0.10, 0.05),
    ("id", "", 0.06, 0.03),
    ("it", "", 0.04, 0.01),
    ("tr", "", 0.02, 0.01),
)
_NEWS = 6_000  # questions made from news, at most
# Such shares of the answerable questions are asked so that there is no answer: in a passage that
# looks like theirs, in theirs without the sentence that answers, beside theirs in the same article,
# or with one thing in them changed.
_TURNS = np.cumsum((0.08, 0.07, 0.15, 0.08))
_SEED = 5
_NEGATIVES = 5  # passages a question is asked in in vain
_LEAST = 25  # tokens left of a passage without a sentence
Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Row:
    """A question, its passage and where the answer lies: tokens, not characters."""

    question: Ints
    passage: Ints
    start: int  # first token of the answer in ``passage``; -1 without an answer
    end: int  # last token of it
    negatives: tuple[int, ...] = ()  # rows whose passages do not answer the question
    sentence: tuple[int, int] = (0, 0)  # tokens to leave out to take the answer away
    near: tuple[Ints, ...] = ()  # questions like this that the passage does not answer
    siblings: tuple[Ints, ...] = ()  # other passages of the article, without the answer


@dataclass(frozen=True, slots=True)
class Pair:
    """What the model gets: ids of ``<s> question </s></s> passage </s>`` and the span in them.

    Without an answer the span is the first token.
    """

    ids: Ints
    start: int
    end: int


class Examples:
    """The rows by source, tokenised, and a stream of pairs drawn from them.

    ``last``: in the shares of the end of training.
    """

    def __init__(self, data: Path, tokenizer: Tokenizer, *, last: bool = False) -> None:
        self._begin = [tokenizer.token_to_id("<s>")]
        self._end = [tokenizer.token_to_id("</s>")]
        self.groups: list[tuple[float, list[Row]]] = []
        left = [
            *_read(data / "qa_train_vi.jsonl.gz"),
            *_read(data / "qa_train_other.jsonl.gz"),
            *news_questions(data / "news_2017.jsonl.gz", _NEWS),
            *written_questions(data),
        ]
        left += list(in_english(left))
        for language, source, *shares in _SHARES:
            chosen = [r for r in left if r["lang"] == language and source in r["source"]]
            taken = {id(row) for row in chosen}
            left = [row for row in left if id(row) not in taken]
            examples = tokenised(chosen, tokenizer, hard=language == "vi")
            self.groups.append((shares[last], examples))

    def round(self, number: int, size: int, seed: int) -> list[Pair]:
        """``size`` pairs, the same ones whenever the number and the seed are the same."""
        chance = np.random.default_rng((seed, number))
        shares = np.array([share for share, rows in self.groups if rows])
        filled = [rows for _, rows in self.groups if rows]
        groups = chance.choice(len(filled), size, p=shares / shares.sum())
        return [self._draw(filled[group], chance) for group in groups]

    def _draw(self, rows: Sequence[Row], chance: np.random.Generator) -> Pair:
        row = rows[int(chance.integers(len(rows)))]
        kind = np.searchsorted(_TURNS, chance.random(), side="right")
        if row.negatives and kind == 0:
            wrong = rows[int(chance.choice(row.negatives))]
            row = Row(row.question, wrong.passage, -1, -1)
        elif row.sentence[1] and kind == 1:
            row = Row(row.question, np.delete(row.passage, slice(*row.sentence)), -1, -1)
        elif row.siblings and kind == 2:
            beside = row.siblings[int(chance.integers(len(row.siblings)))]
            row = Row(row.question, beside, -1, -1)
        elif row.near and kind == 3:
            row = Row(row.near[int(chance.integers(len(row.near)))], row.passage, -1, -1)
        return self._pair(row, chance)

    def _pair(self, row: Row, chance: np.random.Generator) -> Pair:
        """The row with its passage cropped at random, the answer inside."""
        spare = len(row.passage) - PASSAGE_TOKENS
        low, high = 0, max(0, spare)
        if row.start >= 0 and spare > 0:
            low = min(max(0, row.end + 1 - PASSAGE_TOKENS), high)
            high = max(low, min(row.start, spare))
        first = int(chance.integers(low, high + 1))
        passage = row.passage[first : first + PASSAGE_TOKENS]
        ids = np.concatenate(
            [self._begin, row.question, self._end, self._end, passage, self._end]
        ).astype(np.int32)
        offset = len(row.question) + 3 - first
        inside = row.start >= 0 and row.start >= first and row.end < first + len(passage)
        return Pair(ids, row.start + offset, row.end + offset) if inside else Pair(ids, 0, 0)


def batches(pairs: Sequence[Pair], size: int, chance: np.random.Generator) -> Iterator[list[Pair]]:
    """The pairs in batches of like lengths (little padding), in random order."""
    order = sorted(range(len(pairs)), key=lambda i: len(pairs[i].ids))
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    for group in chance.permutation(len(groups)):
        yield [pairs[i] for i in groups[int(group)]]


def tokenised(rows: Sequence[dict[str, Any]], tokenizer: Tokenizer, *, hard: bool) -> list[Row]:
    """Rows as tokens; those whose answer falls between tokens are left out.

    ``hard``: with passages that do not answer the question, and questions like it, in Vietnamese.
    """
    questions = tokenizer.encode_batch(
        [QUESTION + row["question"] for row in rows], add_special_tokens=False
    )
    passages = tokenizer.encode_batch(
        [PASSAGE + row["context"] for row in rows], add_special_tokens=False
    )
    negatives = _negatives(rows) if hard else [()] * len(rows)
    siblings = _siblings(rows, tokenizer)
    misses = _near_misses(rows, tokenizer) if hard else [()] * len(rows)
    found = []
    for row, question, passage, wrong, near, beside in zip(
        rows, questions, passages, negatives, misses, siblings, strict=True
    ):
        ids = np.array(question.ids[:QUESTION_TOKENS], np.int32), np.array(passage.ids, np.int32)
        start, end, sentence = -1, -1, (0, 0)
        if row["answers"] and not row["is_impossible"]:
            answer = row["answers"][0]
            first = len(PASSAGE) + answer["start"]
            start, end = _tokens_of(passage.offsets, first, first + len(answer["text"]))
            sentence = _sentence_tokens(row["context"], answer, passage.offsets)
        if start < 0:
            found.append(Row(*ids, start, end))
        else:
            found.append(Row(*ids, start, end, wrong, sentence, near, beside))
    return found


def _sentence_tokens(
    context: str, answer: Mapping[str, Any], offsets: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """Where the sentence of the answer is among the tokens; (0, 0) if the passage could not be read
    without it or has the answer elsewhere, too."""
    spans = sentence_spans(context)
    inside = [span for span in spans if span[0] <= answer["start"] < span[1]]
    if not inside:
        return 0, 0
    start, end = inside[0]
    first, last = _tokens_of(offsets, len(PASSAGE) + start, len(PASSAGE) + end)
    rest = (context[:start] + context[end:]).casefold()
    if len(offsets) - (last + 1 - first) < _LEAST or answer["text"].casefold() in rest:
        return 0, 0
    return first, last + 1


def _siblings(rows: Sequence[dict[str, Any]], tokenizer: Tokenizer) -> list[tuple[Ints, ...]]:
    """For each row what stands beside its passage and lacks the words of the answer, tokenised."""
    texts = list({text for row in rows for text in row.get("siblings", ())})
    encoded = tokenizer.encode_batch([PASSAGE + text for text in texts], add_special_tokens=False)
    tokens = {text: np.array(one.ids, np.int32) for text, one in zip(texts, encoded, strict=True)}
    return [
        tuple(
            tokens[text]
            for text in row.get("siblings", ())
            if not any(answer["text"].casefold() in text.casefold() for answer in row["answers"])
        )
        for row in rows
    ]


def _near_misses(rows: Sequence[dict[str, Any]], tokenizer: Tokenizer) -> list[tuple[Ints, ...]]:
    """For each row questions like its own that its passage does not answer, tokenised."""
    names = names_by_head(row["question"] for row in rows)
    chance = Random(_SEED)  # noqa: S311 - the same examples every time, no secret
    found = [
        list(near_misses(row["question"], row["context"], names, chance))
        if row["answers"] and row["question"].strip()
        else []
        for row in rows
    ]
    flat = [QUESTION + question for some in found for question in some]
    tokens = iter(tokenizer.encode_batch(flat, add_special_tokens=False))
    return [
        tuple(np.array(next(tokens).ids[:QUESTION_TOKENS], np.int32) for _ in some)
        for some in found
    ]


def _tokens_of(offsets: Sequence[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    """The first and last token that share characters with ``[first, last)``; -1, -1 if none."""
    inside = [i for i, (a, b) in enumerate(offsets) if a < last and b > first]
    return (inside[0], inside[-1]) if inside else (-1, -1)


def _negatives(rows: Sequence[dict[str, Any]]) -> list[tuple[int, ...]]:
    """For each answerable row, others whose passages look right and lack the answer."""
    first_with = {row["context"]: number for number, row in reversed(list(enumerate(rows)))}
    contexts = list(first_with)
    index = bm25s.BM25()
    index.index([index_terms(text) for text in contexts], show_progress=False)
    asked = [index_terms(row["question"]) for row in rows]
    depth = min(4 * _NEGATIVES, len(contexts))
    found, _ = index.retrieve(asked, k=depth, show_progress=False)
    result: list[tuple[int, ...]] = []
    for row, places in zip(rows, found, strict=True):
        texts = [answer["text"].casefold() for answer in row["answers"]]
        wrong = [
            first_with[contexts[int(place)]]
            for place in places
            if contexts[int(place)] != row["context"]
            and not any(text in contexts[int(place)].casefold() for text in texts)
        ]
        answerable = bool(texts) and not row["is_impossible"]
        result.append(tuple(wrong[:_NEGATIVES]) if answerable else ())
    return result


def _read(path: Path) -> Iterator[dict[str, Any]]:
    languages = {language for language, *_ in _SHARES}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["lang"] in languages:
                yield row
