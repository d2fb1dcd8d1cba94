"""Files of dialogues with what is expected of each turn (docs/conversation.md), and their score."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot.answering import Answer, Finding
from bot.conversation.conversing import Ask, converse
from bot.conversation.exchange import Exchange, Memory, Reading
from embeddings.errors import QuestionError, QuestionFileError
from embeddings.questions import Question, read_lines


class Verdict(StrEnum):
    """What became of a turn."""

    RIGHT = "right"  # answered from the right place, or rightly refused
    WITHHELD = "withheld"  # there is an answer, and it was not given
    WRONG = "wrong"  # another answer than the expected one, or one where there is none


@dataclass(frozen=True, slots=True)
class Line:
    """One question of a dialogue, and the same as somebody would ask it out of the blue."""

    question: Question
    standalone: str


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Questions that follow one another, with what is expected of each."""

    id: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as it was answered in its dialogue. ``answer`` is None if it could not be asked.

    ``by_hand`` is what becomes of the stand-alone question: where that is not right either, it is
    not for want of understanding the follow-up.
    """

    question: Question
    answer: Answer | None
    reading: Reading | None
    verdict: Verdict
    by_hand: Verdict


@dataclass(frozen=True, slots=True)
class TurnCounts:
    """How many turns of a kind became what."""

    kind: str
    n: int
    right: int
    withheld: int
    wrong: int
    by_hand: int  # right as stand-alone questions


@dataclass(frozen=True, slots=True)
class DialogueReport:
    """What became of all turns, in the order of the file."""

    turns: tuple[Turn, ...]

    @property
    def kinds(self) -> tuple[TurnCounts, ...]:
        """The turns of each kind, in the order of the file."""
        names = dict.fromkeys(turn.question.kind for turn in self.turns)
        return tuple(self._counts(name, {name}) for name in names)

    @property
    def later(self) -> TurnCounts:
        """All turns that have one before them."""
        return self._counts("", {turn.question.kind for turn in self.turns} - {OPENING})

    @property
    def overall(self) -> TurnCounts:
        """All turns."""
        return self._counts("", {turn.question.kind for turn in self.turns})

    @property
    def failures(self) -> tuple[Turn, ...]:
        """The turns that are not right."""
        return tuple(turn for turn in self.turns if turn.verdict is not Verdict.RIGHT)

    def _counts(self, name: str, kinds: Collection[str]) -> TurnCounts:
        turns = [turn for turn in self.turns if turn.question.kind in kinds]
        counted = Counter(turn.verdict for turn in turns)
        return TurnCounts(
            name,
            len(turns),
            counted[Verdict.RIGHT],
            counted[Verdict.WITHHELD],
            counted[Verdict.WRONG],
            sum(turn.by_hand is Verdict.RIGHT for turn in turns),
        )


OPENING = "opening"  # the kind of every first turn


def load_dialogues(path: Path) -> tuple[Dialogue, ...]:
    """The dialogues of a JSON Lines file.

    Raises:
        QuestionFileError: it cannot be read, a line is no dialogue, or there is none.
    """
    return read_lines(path, _dialogue)


def score_dialogues(
    ask: Ask, dialogues: Sequence[Dialogue], progress: Callable[[int], None] = lambda _: None
) -> DialogueReport:
    """Hold every dialogue, each turn after what was really answered before, and judge it.

    ``progress`` is told how many dialogues have been held.
    """
    turns: list[Turn] = []
    for done, dialogue in enumerate(dialogues, start=1):
        turns += _held(ask, dialogue)
        progress(done)
    return DialogueReport(tuple(turns))


def _held(ask: Ask, dialogue: Dialogue) -> Iterator[Turn]:
    memory = Memory()
    for line in dialogue.lines:
        question = line.question
        by_hand = judged(question, _asked(ask, line.standalone))
        try:
            answer, reading = converse(question.question, memory.last(0, 0), ask)
        except QuestionError:
            yield Turn(question, None, None, judged(question, None), by_hand)
            continue
        yield Turn(question, answer, reading, judged(question, answer), by_hand)
        memory.remember(0, 0, Exchange.of(answer))


def _asked(ask: Ask, question: str) -> Answer | None:
    try:
        return ask(question)
    except QuestionError:
        return None


def judged(question: Question, answer: Answer | None) -> Verdict:
    """Whether an answer is the expected one: in the right passage, meeting the right words.

    None, a question that could not be asked, counts as refused.
    """
    best = answer.best if answer else None
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
    return Dialogue(name, tuple(_line(turn, f"{name}-{n}") for n, turn in enumerate(turns, 1)))


def _line(turn: Mapping[str, Any], name: str) -> Line:
    answers, passage = turn.get("answers", ()), turn.get("passage", "")
    question = Question(
        id=name,
        question=turn["question"],
        kind=turn.get("kind", ""),
        answers=tuple(answers),
        passage=passage,
        answerable=bool(answers or passage),
    )
    return Line(question, turn.get("standalone", question.question))


def _is_turn(turn: object) -> bool:
    if not isinstance(turn, dict):
        return False
    answers = turn.get("answers", [])
    words = [turn.get(name, "") for name in ("kind", "passage", "standalone")]
    return (
        isinstance(turn.get("question"), str)
        and bool(turn["question"].strip())
        and isinstance(answers, list)
        and all(isinstance(word, str) for word in (*answers, *words))
    )
