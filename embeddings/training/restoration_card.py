"""The model card of the restoration model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from embeddings.training.restoration_figures import Figures

_CARD = """# restoration.npz

Puts accents and capitals back into Vietnamese typed without them: a trigram model of accented
syllables, and how syllables and pairs of them are capitalised. Read by
`embeddings/vietnamese/syllable_model.py`, used by `restoration.py` and `capitals.py` beside it.

{words:,} words, {pairs:,} pairs, {triples:,} triples; {size:,} bytes.

## Made from

| source | used for |
|---|---|
| newspapers of 2017 ({in_2017:,}) and 2020-21 ({in_2020:,}) | counts, but of every {every}th |
| {public:,} rows of public question-answering sets | counts; questions weigh five times |
| {written:,} questions written for this project | counts |
| {about} ways to ask when, where and by whom an article was published | counts, twenty times each |

The articles are the newspapers' own. The question sets are UIT-ViQuAD 2.0, mailong25, th1nhng0,
ALQAC and VIMQA, some of them for research use. The written questions are those in `data/training`
that were typed with accents and capitals.

The file holds quantised probabilities of words, pairs and triples of syllables, and nothing from
which a text could be put together again. It is part of this project and under its licence.

## Recipe

`python -m embeddings.training.restoration DATA_DIR`

Interpolated modified Kneser-Ney over lower-case syllables seen five times or more. Of all pairs,
and of the triples seen twice or more, those are kept that change the probability of the right
reading most, given the unaccented words around. Log probabilities have 16 to 32 levels, case
patterns of pairs 64.

The written questions were added late, and brought the most: without them, of those on newspapers
that no model is trained on, 98.33% of the syllables are right (the library at hand) instead of
99.00%, 97.06% instead of 97.52% with capitals; of news and public questions as many are right to a
tenth of a per cent. Weighed twice they have 99.04% and 97.84%, five times 98.97% and 97.70%; but
then "gia may tinh", which is no question, is not read as "giá máy tính" any more. (All without the
ways to ask about articles, which make "báo đăng ngày mấy" of "bao dang ngay may" instead of
"Bảo Đảng".) A model that knew 43,496 fewer of them, 23,442 of these asked from memory in everyday
words, had 93.96% of such questions' syllables right, their passages as the library, and 99.00% of
those of the others.

## Figures

Input in lower case and without accents, unless said otherwise; every word counts, ambiguous or not.
"With capitals" asks for the exact spelling, except of first words. Milliseconds are the median of
one text on a two-core machine; news sentences have 33 syllables in the median, questions 14. The
topic (`embeddings/vietnamese/topic.py`) is what was found for a question; here, where it was asked.

| measured on | syllables | right | with capitals | ms |
|---|---|---|---|---|
{table}

## Weak at

Foreign and rare proper names that neither the newspapers nor the library have; single words
without context ("ban", "con"); verse and dialect. Capitals of offices and bodies (Giám đốc, Trung
tâm) follow the newspapers, who do not agree among themselves.
"""


@dataclass(frozen=True)
class MadeFrom:
    """How many texts the model was made from."""

    in_2017: int  # newspaper articles
    in_2020: int  # those of 2020-21
    every: int  # so many of them one is held out
    public: int  # rows
    written: int  # questions
    about: int  # questions about articles themselves


def table(figures: Mapping[str, Figures]) -> str:
    """The figures as rows of a table, by what they were measured on."""
    return "\n".join(
        f"| {name} | {f.syllables:,} | {f.accents:.2%} | {f.accents_and_capitals:.2%} |"
        f" {f.milliseconds:.1f} |"
        for name, f in figures.items()
    )


def card(
    made_from: MadeFrom, figures: Mapping[str, Figures], size: int, sizes: Mapping[str, int]
) -> str:
    """The model card, Markdown."""
    words, pairs, triples = (sizes[name] for name in ("log_counts", "pair_low", "triple_low"))
    return _CARD.format(
        table=table(figures),
        size=size,
        words=words,
        pairs=pairs,
        triples=triples,
        **asdict(made_from),
    )
