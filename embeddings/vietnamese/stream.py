"""Texts as one sequence of word numbers: what counts and n-grams are made of."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from embeddings.vietnamese.scanning import TokenKind, scan
from embeddings.vietnamese.text import clean, newspaper_form

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

BREAK, FIGURE = 0, 1  # the first two words of every stream
_RESERVED = ("", "#")


class TokenStream:
    """Collects texts. ``words`` are the forms as written (tone placement unified)."""

    def __init__(self) -> None:
        self._index = {word: number for number, word in enumerate(_RESERVED)}
        self._numbers = array("i", [BREAK])

    def __len__(self) -> int:
        return len(self._numbers)

    def add(self, text: str) -> None:
        """Append a text; it ends with a break, and breaks never follow one another."""
        numbers, index = self._numbers, self._index
        for token in scan(clean(text)):
            if token.kind is TokenKind.WORD:
                numbers.append(index.setdefault(newspaper_form(token.text), len(index)))
            elif token.kind is not TokenKind.BREAK:
                numbers.append(FIGURE)
            elif numbers[-1] != BREAK:
                numbers.append(BREAK)
        if numbers[-1] != BREAK:
            numbers.append(BREAK)

    @property
    def words(self) -> tuple[str, ...]:
        """Word forms by number."""
        return tuple(self._index)

    def numbers(self) -> npt.NDArray[np.int32]:
        """The texts, shape (tokens,)."""
        import numpy as np

        return np.array(self._numbers, dtype=np.int32)
