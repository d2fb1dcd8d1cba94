"""Train the model that restores accents: ``python -m embeddings.training.restoration DATA_DIR``.

DATA_DIR holds the newspaper and question files named below; the questions written for this project
are its own. Every twentieth newspaper article is held out for the figures. Writes
``data/models/restoration.npz`` and next to it its card, with the figures measured on what was held
out. Takes about ten minutes and 4 GB on two cores.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from embeddings import resources
from embeddings.training.article_questions import calibration_corpus
from embeddings.training.restoration_card import MadeFrom, card, table
from embeddings.training.restoration_figures import Figures, measure
from embeddings.training.syllable_case import CaseCounts, codebook
from embeddings.training.syllable_ngrams import (
    BITS,
    Counts,
    NGrams,
    Readings,
    estimate,
    most,
    pair_worth,
    select,
    triple_worth,
)
from embeddings.training.written_questions import held_out as from_memory_apart
from embeddings.training.written_questions import written_questions
from embeddings.vietnamese.stream import TokenStream
from embeddings.vietnamese.syllable_model import FILE, UNKNOWN, load_model
from embeddings.vietnamese.text import fold
from embeddings.vietnamese.topic import Topic

NEWS = ("news_2017.jsonl.gz", "news_2020.jsonl.gz")
QUESTIONS = "qa_train_vi.jsonl.gz"
DEVELOPMENT = "qa_dev_vi.jsonl.gz"  # for the figures only
MOST_SENTENCES = 4_000
HELD_OUT_EVERY = 20
# Newspapers ask little; readers ask nothing but questions. There are ten times as many written ones
# as public ones, and a few of the last sort, which neither newspapers nor the others have.
PUBLIC_COPIES, WRITTEN_COPIES, ABOUT_COPIES = 5, 1, 20
FEWEST = 5  # a word seen less often is unknown
PAIRS, TRIPLES = 430_000, 1_300_000  # what fits into 4 MB

PAIR_LEVELS, BACKOFF_LEVELS, TRIPLE_LEVELS, CASE_LEVELS = 32, 16, 24, 64

Array = npt.NDArray[np.generic]

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")


def rows(file: Path) -> Iterator[dict[str, object]]:
    """The objects of a gzipped JSON Lines file."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def lines(file: Path) -> int:
    """How many objects a gzipped JSON Lines file holds."""
    return sum(1 for _ in rows(file))


def news(directory: Path, name: str, *, held_out: bool) -> Iterator[list[str]]:
    """Articles as sentences: the held-out twentieth, or all others."""
    for number, row in enumerate(rows(directory / name)):
        if (number % HELD_OUT_EVERY == 0) != held_out:
            continue
        body = row.get("sentences") or _SENTENCE.split(str(row["text"]))
        assert isinstance(body, list)
        yield [str(row["title"]), *body]


def training_stream(directory: Path) -> TokenStream:
    """All training text, each sentence once: newspapers repeat their leads, and each other."""
    stream, seen = TokenStream(), set[int]()
    for name in NEWS:
        for article in news(directory, name, held_out=False):
            for sentence in article:
                if (key := hash(sentence)) not in seen:
                    seen.add(key)
                    stream.add(sentence)
    contexts = {str(row["context"]) for row in rows(directory / QUESTIONS)}
    for context in sorted(contexts):
        stream.add(context)
    for question, copies in asked(directory):
        for _ in range(copies):
            stream.add(question)
    return stream


def asked(directory: Path) -> Iterator[tuple[str, int]]:
    """Questions, and how often each counts: public ones, those written for this project, and how
    readers ask about an article itself."""
    for row in rows(directory / QUESTIONS):
        yield str(row["question"]), PUBLIC_COPIES
    for question in written(directory):
        yield question, WRITTEN_COPIES
    for question in about_articles():
        yield question, ABOUT_COPIES


def written(directory: Path) -> Iterator[str]:
    """Questions written for this project, but what was typed as on a phone."""
    for row in written_questions(directory):
        if row["lang"] == "vi" and is_well_formed(row["question"]):
            yield row["question"]


def about_articles() -> list[str]:
    """How readers ask about an article itself."""
    file = resources.data_directory() / "training" / "about-articles.txt"
    return file.read_text(encoding="utf-8").splitlines()


def is_well_formed(question: str) -> bool:
    """Whether it begins with a capital and has accents, so that they can be learned from it."""
    return question[:1].isupper() and fold(question) != question.lower()


@dataclass(frozen=True)
class Corpus:
    """Training text over the model's vocabulary: lower-case words by falling count."""

    words: list[str]
    ids: npt.NDArray[np.int64]  # per token, rare words are UNKNOWN
    written: npt.NDArray[np.int32]  # per token, the form as written
    forms: tuple[str, ...]  # those forms

    @classmethod
    def of(cls, stream: TokenStream) -> Corpus:
        """Lower the case, count, and keep what is frequent enough."""
        lowered: dict[str, int] = {}
        to_lower = np.array(
            [lowered.setdefault(form.lower(), len(lowered)) for form in stream.words]
        )
        written = stream.numbers()
        counts = np.bincount(to_lower[written], minlength=len(lowered))
        counts[:UNKNOWN] = 0
        frequent = np.flatnonzero(counts >= FEWEST)
        order = frequent[np.argsort(-counts[frequent], kind="stable")]
        ids = np.full(len(lowered), UNKNOWN)
        ids[:UNKNOWN] = np.arange(UNKNOWN)
        ids[order] = np.arange(len(order)) + UNKNOWN + 1
        spelled = list(lowered)
        words = ["<s>", "<figure>", "<unknown>", *(spelled[number] for number in order)]
        return cls(words, ids[to_lower][written].astype(np.int64), written, stream.words)


def readings_of(words: list[str], counts: Counts) -> Readings:
    """Up to six readings of each folded word, none 300 times rarer than the first."""
    groups: dict[str, list[int]] = {}
    for number in range(UNKNOWN + 1, len(words)):
        group = groups.setdefault(fold(words[number]), [])
        rare = group and counts.unigrams[number] * 300 < counts.unigrams[group[0]]
        if not rare and len(group) < 6:
            group.append(number)
    return Readings(list(groups.values()), len(words))


def word_arrays(corpus: Corpus, counts: Counts, case: CaseCounts) -> dict[str, Array]:
    """The vocabulary: words, how frequent, how often and how capitalised."""
    chances = case.chances()
    forms = case.unusual_forms(corpus.words, corpus.forms)
    return {
        "words": _packed(corpus.words),
        "log_counts": np.log(np.maximum(counts.unigrams, 1)).astype(np.float16),
        "capital": (np.log(chances[:, 1]) - np.log(chances[:, 0])).astype(np.float16),
        "form_ids": np.array(list(forms), dtype=np.uint16),
        "forms": _packed(forms.values()),
    }


def ngram_arrays(model: NGrams, case: CaseCounts, counts: Counts) -> dict[str, Array]:
    """The n-grams, sorted: row lengths, last words as byte planes, quantised log probabilities."""
    size = len(model.unigrams)
    pair_codes, pair_levels = levels(np.log(model.pairs), PAIR_LEVELS)
    backoff_codes, backoff_levels = levels(np.log(model.pair_backoffs), BACKOFF_LEVELS)
    triple_codes, triple_levels = levels(np.log(model.triples), TRIPLE_LEVELS)
    kept = counts.pairs[np.searchsorted(counts.pair_keys, model.pair_keys)]
    case_codes, case_levels = codebook(case.ratios(model.pair_keys), kept, CASE_LEVELS)
    low, high = _planes(model.pair_keys)
    triple_low, triple_high = _planes(model.triple_keys)
    return {
        "unigrams": np.log(model.unigrams).astype(np.float16),
        "backoffs": np.log(np.maximum(model.backoffs, 1e-6)).astype(np.float16),
        "pair_counts": np.bincount(model.pair_keys >> BITS, minlength=size).astype(np.uint16),
        "pair_low": low,
        "pair_high": high,
        "pair_codes": pair_codes,
        "pair_levels": pair_levels,
        "backoff_codes": backoff_codes,
        "backoff_levels": backoff_levels,
        "pair_case": case_codes,
        "case_levels": case_levels.reshape(-1, 2, 2).astype(np.float32),
        "triple_counts": np.bincount(model.histories, minlength=len(model.pair_keys)).astype(
            np.uint16
        ),
        "triple_low": triple_low,
        "triple_high": triple_high,
        "triple_codes": triple_codes,
        "triple_levels": triple_levels,
    }


def levels(values: npt.NDArray[np.float64], count: int) -> tuple[Array, Array]:
    """Codes and the value of each: slices of equal width over all but the outermost values."""
    lowest, highest = np.quantile(values, [0.002, 0.998])
    step = max(highest - lowest, 1e-6) / (count - 1)
    codes = np.clip(np.rint((values - lowest) / step), 0, count - 1).astype(np.uint8)
    total = np.bincount(codes, minlength=count)
    means = np.bincount(codes, values, count) / np.maximum(total, 1)
    return codes, np.where(total > 0, means, lowest).astype(np.float32)


def _planes(keys: npt.NDArray[np.int64]) -> tuple[Array, Array]:
    return (keys & 0xFF).astype(np.uint8), (keys >> 8 & 0xFF).astype(np.uint8)


def _packed(strings: Iterable[str]) -> Array:
    return np.frombuffer("\n".join(strings).encode(), dtype=np.uint8)


def train(corpus: Corpus) -> dict[str, Array]:
    """The arrays of the model file."""
    counts = Counts.of(corpus.ids, len(corpus.words))
    full = estimate(counts)
    readings = readings_of(corpus.words, counts)
    model = select(
        full,
        most(pair_worth(full, counts, readings), PAIRS),
        most(triple_worth(full, counts, readings), TRIPLES),
    )
    print(f"{len(model.pair_keys):,} pairs, {len(model.triple_keys):,} triples", flush=True)
    case = CaseCounts(corpus.ids, corpus.written, corpus.forms, len(corpus.words))
    return word_arrays(corpus, counts, case) | ngram_arrays(model, case, counts)


def measurements(file: Path, directory: Path) -> dict[str, Figures]:
    """The figures of the card, by what they were measured on."""
    model = load_model(file)
    kept_back = {
        year: [s for article in news(directory, name, held_out=True) for s in article]
        for year, name in zip(("2017", "2020-21"), NEWS, strict=True)
    }
    development = list(rows(directory / DEVELOPMENT))
    questions = [str(row["question"]) for row in development]
    contexts = sorted({str(row["context"]) for row in development})
    kept = kept_back["2020-21"][:MOST_SENTENCES]
    calibration = calibration_corpus(directory)
    asked = (*calibration.questions, *calibration.unanswerable)
    written = [one for one in asked if is_well_formed(one.question)]
    on_articles = [one.question for one in written]
    articles = {article.id: article.text for article in calibration.articles}
    remembered = [row for row in from_memory_apart(directory) if is_well_formed(row["question"])]
    from_memory = [row["question"] for row in remembered]
    passages = sorted({row["context"] for row in remembered})
    return {
        "held-out news of 2020-21": measure(model, kept),
        "held-out news of 2017 (syndicated stories recur in training)": measure(
            model, kept_back["2017"][:MOST_SENTENCES]
        ),
        "questions of qa_dev_vi, no library": measure(model, questions),
        "questions of qa_dev_vi, their contexts as the library": measure(
            model, questions, contexts
        ),
        "the same, each with its context as the topic": measure(
            model,
            questions,
            contexts,
            topics=[Topic.of([(str(row["context"]), 1.0)]) for row in development],
        ),
        "written questions on newspapers, no library": measure(model, on_articles),
        "written questions on newspapers, these as the library": measure(
            model, on_articles, articles.values()
        ),
        "the same, each with its article as the topic": measure(
            model,
            on_articles,
            articles.values(),
            topics=[Topic.of([(articles[one.article_id], 1.0)]) for one in written],
        ),
        "questions from memory, no library": measure(model, from_memory),
        "questions from memory, their passages as the library": measure(
            model, from_memory, passages
        ),
        "the same, each with its passage as the topic": measure(
            model,
            from_memory,
            passages,
            topics=[Topic.of([(row["context"], 1.0)]) for row in remembered],
        ),
        "held-out news of 2020-21, accents left in place": measure(model, kept, stripped=False),
        "questions of qa_dev_vi, accents left in place": measure(
            model, questions, contexts, stripped=False
        ),
    }


def main() -> None:
    """Train, write, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="directory with the corpora")
    parser.add_argument("--out", type=Path, default=resources.models_directory())
    parser.add_argument(
        "--measure", action="store_true", help="print figures of the model that is there"
    )
    arguments = parser.parse_args()
    file = arguments.out / FILE
    if arguments.measure:  # no card: what the model was made from is not known any more
        print(table(measurements(file, arguments.data)))
        return
    corpus = Corpus.of(training_stream(arguments.data))
    print(f"{len(corpus.ids):,} tokens, {len(corpus.words):,} words", flush=True)
    np.savez_compressed(file, allow_pickle=False, **train(corpus))
    with np.load(file, allow_pickle=False) as stored:
        sizes = {name: len(stored[name]) for name in ("log_counts", "pair_low", "triple_low")}
    made_from = MadeFrom(
        in_2017=lines(arguments.data / NEWS[0]),
        in_2020=lines(arguments.data / NEWS[1]),
        every=HELD_OUT_EVERY,
        public=lines(arguments.data / QUESTIONS),
        written=sum(1 for _ in written(arguments.data)),
        about=len(about_articles()),
    )
    text = card(made_from, measurements(file, arguments.data), file.stat().st_size, sizes)
    file.with_suffix(".md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
