"""Files of questions with the answers that are expected (data/questions/README.md)."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from embeddings.articles import Passage
from embeddings.errors import QuestionFileError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what is expected of the answer.

    ``passage`` is a stretch of the right passage, "" if any passage that holds one of ``answers``
    is right; ``article`` the id of the right article, "" if it does not matter.
    """

    id: str
    question: str
    kind: str = ""
    answers: tuple[str, ...] = ()
    passage: str = ""
    article: str = ""
    answerable: bool = True

    def is_answered_by(self, passage: Passage) -> bool:
        """Whether ``passage`` is a right one."""
        if self.article and passage.article_id != self.article:
            return False
        marks = (self.passage,) if self.passage else self.answers
        text = _squeezed(passage.text)
        return any(_squeezed(mark) in text for mark in marks)


def load_questions(path: Path) -> tuple[Question, ...]:
    """The questions of a JSON Lines file.

    Raises:
        QuestionFileError: it cannot be read, a line is no question, or there is none.
    """
    return read_lines(path, _question)


def read_lines(path: Path, read: Callable[[str, str], T]) -> tuple[T, ...]:
    """What ``read`` makes of every line of a file that is not blank, given it and its place.

    Raises:
        QuestionFileError: the file cannot be read, or there is nothing in it; or by ``read``.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise unopened(path, error) from error
    except UnicodeDecodeError as error:
        raise QuestionFileError(f"{path}: {error}", path=str(path), reason="not-utf-8") from error
    found = tuple(
        read(line, f"{path}:{number}") for number, line in enumerate(lines, start=1) if line.strip()
    )
    if not found:
        raise QuestionFileError(f"{path} is empty", path=str(path), reason="empty")
    return found


def unopened(path: Path, error: OSError | EOFError) -> QuestionFileError:
    """What is told when a file of questions cannot be opened: missing, a directory, forbidden."""
    reason = getattr(error, "strerror", None) or "unreadable"
    if isinstance(error, PermissionError):
        reason = "permission"
    return QuestionFileError(f"{path}: {error}", path=str(path), reason=reason)


def _question(line: str, where: str) -> Question:
    try:
        row = json.loads(unicodedata.normalize("NFC", line))
    except (ValueError, RecursionError) as error:
        raise QuestionFileError(f"{where}: {error}", path=where, reason="json") from error
    if not isinstance(row, dict):
        raise QuestionFileError(f"{where} is no object", path=where, reason="json")
    _check_fields(row, where)
    answers = row.get("answers", [])
    expected = bool(answers or row.get("passage"))
    if row.get("answerable", expected) != expected:
        message = f"{where}: answerable contradicts the answers"
        raise QuestionFileError(message, path=where, reason="contradiction")
    return Question(
        id=str(row.get("id", where.rpartition(":")[2])),
        question=row["question"],
        kind=row.get("kind", ""),
        answers=tuple(answers),
        passage=row.get("passage", ""),
        article=row.get("article", ""),
        answerable=expected,
    )


def _check_fields(row: Mapping[str, object], where: str) -> None:
    """Raise QuestionFileError, naming the field, if one is missing or of the wrong type."""

    def bad(field: str, reason: str) -> QuestionFileError:
        return QuestionFileError(f"{where}: {field}", path=where, reason=reason, field=field)

    if "question" not in row:
        raise bad(field="question", reason="field-missing")
    for name in ("question", "kind", "passage", "article"):
        if not isinstance(row.get(name, ""), str):
            raise bad(field=name, reason="field-text")
    if not str(row["question"]).strip():
        raise bad(field="question", reason="field-blank")
    answers = row.get("answers", [])
    if not isinstance(answers, list) or not all(
        isinstance(answer, str) and answer.strip() for answer in answers
    ):
        raise bad(field="answers", reason="field-texts")
    if not isinstance(row.get("answerable", True), bool):
        raise bad(field="answerable", reason="field-boolean")


def _squeezed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
