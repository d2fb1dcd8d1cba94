"""Questions as people type them: without diacritics, with some, in the shorthand of chat.

Every variant is the same in every run: chance is seeded with the question's id. The shorthand table
is kept apart from the one the search expands (``embeddings.vietnamese``), so that the benchmark
does not merely run that table backwards.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from embeddings.errors import QuestionFileError
from embeddings.questions import unopened
from embeddings.vietnamese import fold, nfc

_PARTLY = 0.5  # chance that a syllable loses its marks
_SHORTENED = 0.8  # chance that a word with a short form is shortened
_SLOPPY = 0.25  # chance that a syllable beside the short forms loses its marks
_SYLLABLE = re.compile(r"[^\W\d_]+")

_SHORT: Mapping[str, tuple[str, ...]] = {
    "bao nhiêu": ("bn", "bnhiu", "bao nhiu"),
    "như thế nào": ("ntn", "như nào"),
    "tại sao": ("tsao", "sao"),
    "vì sao": ("vsao", "sao"),
    "không": ("ko", "k", "hok"),
    "được": ("đc", "dc"),
    "gì": ("j", "gi"),
    "với": ("vs",),
    "người": ("ng",),
    "những": ("nhg", "n~"),
    "vậy": ("v", "z"),
    "làm": ("lm",),
    "việc": ("vc",),
    "biết": ("bik", "bít"),
    "rồi": ("r", "rùi"),
    "cũng": ("cx", "cũg"),
    "trong": ("trg",),
    "nhiều": ("nhìu", "nhìu"),
    "phải": ("fải",),
    "tháng": ("thg",),
    "công ty": ("cty",),
    "thành phố": ("tp",),
    "đại học": ("đh",),
    "trung tâm": ("tt",),
    "sinh viên": ("sv",),
    "học sinh": ("hs",),
    "việt nam": ("vn",),
    "hà nội": ("hn",),
}
_LONG = re.compile(rf"\b(?:{'|'.join(sorted(_SHORT, key=len, reverse=True))})\b")


def accented(question: str, seed: str) -> str:
    """As it stands."""
    return question


def unaccented(question: str, seed: str) -> str:
    """Lower case without diacritics, as most people type in a hurry."""
    return fold(nfc(question))


def partly_accented(question: str, seed: str) -> str:
    """Every other syllable, by chance, without its diacritics; capitals as they stand."""
    return _sloppy(nfc(question), random.Random(f"partly/{seed}"), _PARTLY)  # noqa: S311


def shorthand(question: str, seed: str) -> str:
    """Lower case, words shortened as in chat, some diacritics left out, no question mark."""
    chance = random.Random(f"shorthand/{seed}")  # noqa: S311

    def shorten(word: re.Match[str]) -> str:
        short = chance.choice(_SHORT[word[0]])
        return short if chance.random() < _SHORTENED else word[0]

    short = _LONG.sub(shorten, nfc(question).lower()).rstrip(" ?")
    return _sloppy(short, chance, _SLOPPY)


VARIANTS: Mapping[str, Callable[[str, str], str]] = {
    "accented": accented,
    "unaccented": unaccented,
    "partly accented": partly_accented,
    "shorthand": shorthand,
}


def read_translations(path: Path) -> dict[str, str]:
    """English questions by the id of the question they translate.

    Raises:
        QuestionFileError: the file cannot be read, or a line has no ``id`` and ``question_en``.
    """
    found: dict[str, str] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise unopened(path, error) from error
    except UnicodeDecodeError as error:
        raise QuestionFileError(f"{path}: {error}", path=str(path), reason="not-utf-8") from error
    for number, line in enumerate(lines, start=1):
        where = f"{path}:{number}"
        try:
            row = json.loads(line)
            found[str(row["id"])] = str(row["question_en"])
        except (ValueError, KeyError, TypeError) as error:
            raise QuestionFileError(f"{where}: {error!r}", path=where, reason="question") from error
    return found


def _sloppy(text: str, chance: random.Random, share: float) -> str:
    def maybe(word: re.Match[str]) -> str:
        return _without_marks(word[0]) if chance.random() < share else word[0]

    return _SYLLABLE.sub(maybe, text)


def _without_marks(text: str) -> str:
    """Without diacritics, capitals kept; ``fold`` keeps the length of NFC text."""
    pairs = zip(text, fold(text), strict=True)
    return "".join(plain.upper() if char.isupper() else plain for char, plain in pairs)
