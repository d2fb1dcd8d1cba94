"""Files of dialogues with what is expected of each turn (docs/conversation.md), and their score."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.answering import Answer, Finding
from bot.conversation.conversing import Ask, converse
from bot.conversation.exchange import Exchange, Memory, Reading
from embeddings.errors import EmptyQuestionError, QuestionFileError
from embeddings.questions import Question


class Verdict(StrEnum):
    """What became of a turn."""

    RIGHT = "right"  # answered from the right place, or rightly refused
    WITHHELD = "withheld"  # there is an answer, and it was not given
    WRONG = "wrong"  # another answer than the expected one, or one where there is none


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Questions that follow one another, with what is expected of each."""

    id: str
    turns: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as it was asked in its dialogue. ``answer`` is None if it could not be asked."""

    dialogue: str
    question: Question
    answer: Answer | None
    reading: Reading | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class DialogueReport:
    """What became of all turns, in the order of the file."""

    turns: tuple[Turn, ...]

    def counts(self, kind: str | None = None) -> Mapping[Verdict, int]:
        """Turns by verdict, of one kind or (None) of all."""
        counted = Counter(turn.verdict for turn in self.turns if kind in (None, turn.question.kind))
        return {verdict: counted[verdict] for verdict in Verdict}

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of turns there are."""
        return tuple(dict.fromkeys(turn.question.kind for turn in self.turns))

    @property
    def right(self) -> float:
        """The share of turns that are right."""
        return self.counts()[Verdict.RIGHT] / max(1, len(self.turns))

    @property
    def right_later(self) -> float:
        """The same among the turns after the first of each dialogue."""
        later = [turn for turn in self.turns if turn.question.kind != OPENING]
        return sum(turn.verdict is Verdict.RIGHT for turn in later) / max(1, len(later))


OPENING = "opening"  # the kind of every first turn


def load_dialogues(path: Path) -> tuple[Dialogue, ...]:
    """The dialogues of a JSON Lines file.

    Raises:
        QuestionFileError: it cannot be read, a line is no dialogue, or there is none.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        reason = "permission" if isinstance(error, PermissionError) else "unreadable"
        raise QuestionFileError(f"{path}: {error}", path=str(path), reason=reason) from error
    except UnicodeDecodeError as error:
        raise QuestionFileError(f"{path}: {error}", path=str(path), reason="encoding") from error
    dialogues = tuple(
        _dialogue(line, f"{path}:{number}")
        for number, line in enumerate(lines, start=1)
        if line.strip()
    )
    if not dialogues:
        raise QuestionFileError(f"{path} is empty", path=str(path), reason="empty")
    return dialogues


def score_dialogues(ask: Ask, dialogues: Sequence[Dialogue]) -> DialogueReport:
    """Hold every dialogue, each turn after what was really answered before, and judge it."""
    return DialogueReport(tuple(turn for one in dialogues for turn in _held(ask, one)))


def _held(ask: Ask, dialogue: Dialogue) -> Iterator[Turn]:
    memory = Memory()
    for question in dialogue.turns:
        try:
            answer, reading = converse(question.question, memory.last(0, 0), ask)
        except EmptyQuestionError:
            verdict = Verdict.WITHHELD if question.answerable else Verdict.RIGHT
            yield Turn(dialogue.id, question, None, None, verdict)
            continue
        yield Turn(dialogue.id, question, answer, reading, judged(question, answer))
        memory.remember(0, 0, Exchange.of(answer))


def judged(question: Question, answer: Answer) -> Verdict:
    """Whether an answer is the expected one: in the right passage, meeting the right words."""
    best = answer.best
    if best is None:
        return Verdict.WITHHELD if question.answerable else Verdict.RIGHT
    if not question.answerable or not question.is_answered_by(best.hit.passage):
        return Verdict.WRONG
    meets = not question.answers or any(_meets(best, expected) for expected in question.answers)
    return Verdict.RIGHT if meets else Verdict.WRONG


def _meets(finding: Finding, expected: str) -> bool:
    """Whether a finding and the words expected overlap where they stand in the passage."""
    text, wanted = finding.hit.passage.text, unicodedata.normalize("NFC", expected)
    at = text.find(wanted)
    while at >= 0:
        if at < finding.end and finding.start < at + len(wanted):
            return True
        at = text.find(wanted, at + 1)
    return False


def _dialogue(line: str, where: str) -> Dialogue:
    try:
        row = json.loads(unicodedata.normalize("NFC", line))
    except (ValueError, RecursionError) as error:
        raise QuestionFileError(f"{where}: {error}", path=where, reason="json") from error
    turns = row.get("turns") if isinstance(row, dict) else None
    if not isinstance(turns, list) or not turns or not all(map(_is_turn, turns)):
        raise QuestionFileError(f"{where} is no dialogue", path=where, reason="dialogue")
    name = str(row.get("id", where.rpartition(":")[2]))
    return Dialogue(
        name,
        tuple(
            Question(
                id=f"{name}-{number}",
                question=turn["question"],
                kind=turn.get("kind", ""),
                answers=tuple(turn.get("answers", ())),
                passage=turn.get("passage", ""),
                answerable=bool(turn.get("answers") or turn.get("passage")),
            )
            for number, turn in enumerate(turns, start=1)
        ),
    )


def _is_turn(turn: object) -> bool:
    if not isinstance(turn, dict):
        return False
    answers = turn.get("answers", [])
    words = [turn.get(name, "") for name in ("kind", "passage")]
    return (
        isinstance(turn.get("question"), str)
        and bool(turn["question"].strip())
        and isinstance(answers, list)
        and all(isinstance(word, str) for word in (*answers, *words))
    )
