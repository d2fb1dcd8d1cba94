"""What was skipped when the articles were read, in no more lines than somebody wants to read."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Language, error_text, text
from embeddings.errors import ArticleFormatError

_NAMED = 5  # files of other kinds; who keeps hundreds of pictures there knows what they are


def skipped_lines(skipped: Sequence[ArticleFormatError], language: Language) -> list[str]:
    """A line for each file or line that could not be read, after one for all files of other kinds.

    The latter comes first, so that it is there however many of the former are shown.
    """
    others = [error for error in skipped if error.details["reason"] == "other-kind"]
    if len(others) < 2:
        return [error_text(language, error) for error in skipped]
    names = ", ".join(str(error.details["path"]) for error in others[:_NAMED])
    if len(others) > _NAMED:
        names += ", …"
    summary = text(language, "skipped-other-kind", count=len(others), names=names)
    rest = [error for error in skipped if error.details["reason"] != "other-kind"]
    return [summary, *(error_text(language, error) for error in rest)]
