"""An edition's own words: how often, in what order, in what case, under which abbreviations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.vietnamese.stream import TokenStream
from embeddings.vietnamese.text import clean, fold, newspaper_form

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

# Enough for about 40,000 passages; of a larger library the first of them speak for all.
_LONGEST_STREAM = 4_000_000
# Two letters that are used more often than this for each time they are defined mostly mean
# something else: one article's "Thường vụ (TV)" is no reason to read all the others' "TV" so.
_FEW_LETTERS, _USES = 2, 30


@dataclass(frozen=True, eq=False)
class Lexicon:
    """What re-accenting and abbreviations need to know of a library.

    ``words`` are its word forms as written (tone placement unified), ``stream`` the texts as
    indices into them, where 0 is a break and 1 a figure. ``definitions`` are abbreviations (as
    written) with the name the texts give them: "Dịch vụ việc làm (DVVL)".
    """

    words: tuple[str, ...]
    stream: npt.NDArray[np.int32]
    definitions: Mapping[str, str]

    @classmethod
    def from_texts(cls, texts: Iterable[str]) -> Lexicon:
        """Read the texts of a library, one passage or article after the other."""
        stream = TokenStream()
        definitions: Counter[tuple[str, str]] = Counter()
        for text in texts:
            if len(stream) >= _LONGEST_STREAM:
                break
            definitions.update(_definitions(clean(text)))
            stream.add(text)
        best = {short: full for (short, full), _ in reversed(definitions.most_common())}
        words, numbers = stream.words, stream.numbers()
        uses = Counter(numbers.tolist())
        number = {word: place for place, word in enumerate(words)}
        times = Counter(short for short, _ in definitions.elements())
        kept = {
            short: full
            for short, full in best.items()
            if len(short) > _FEW_LETTERS
            or uses[number.get(newspaper_form(short), -1)] <= _USES * times[short]
        }
        return cls(words, numbers, kept)

    def save(self, file: Path) -> None:
        """Write to one file (an uncompressed ``.npz``, whatever its name)."""
        import numpy as np

        with file.open("wb") as out:
            np.savez(
                out,
                words=_packed(self.words),
                stream=self.stream,
                short=_packed(tuple(self.definitions)),
                full=_packed(tuple(self.definitions.values())),
            )

    @classmethod
    def load(cls, file: Path) -> Lexicon:
        """Read what ``save`` wrote.

        Raises:
            OSError, ValueError, KeyError, EOFError, BadZipFile: it cannot be read, or is not that.
        """
        import numpy as np

        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as stored:
            short, full = _unpacked(stored["short"]), _unpacked(stored["full"])
            definitions = dict(zip(short, full, strict=True))
            return cls(_unpacked(stored["words"]), stored["stream"], definitions)


def _packed(strings: tuple[str, ...]) -> npt.NDArray[np.uint8]:
    import numpy as np

    return np.frombuffer("\n".join(strings).encode(), dtype=np.uint8)


def _unpacked(packed: npt.NDArray[np.uint8]) -> tuple[str, ...]:
    text = packed.tobytes().decode()
    return tuple(text.split("\n")) if text else ()


_SHORT = re.compile(r"\(\s?(?:gọi tắt là |viết tắt là |viết tắt )?([A-ZĐƯÂÔ][A-ZĐƯÂÔ&-]{1,9})\s?\)")
_WORD = re.compile(r"[^\W\d_]+")


def _definitions(clean_text: str) -> list[tuple[str, str]]:
    """``("BHXH", "Bảo hiểm Xã hội")`` of "Bảo hiểm Xã hội (BHXH)": initials must agree."""
    found = []
    for match in _SHORT.finditer(clean_text):
        letters = [c for c in fold(match[1]) if c.isalpha()]
        words = list(_WORD.finditer(clean_text, max(0, match.start() - 120), match.start()))
        name = words[-len(letters) :]
        if len(name) == len(letters) and all(
            fold(word.group())[0] == letter for word, letter in zip(name, letters, strict=True)
        ):
            full = " ".join(word.group() for word in name)
            found.append((match[1], full))
    return found
