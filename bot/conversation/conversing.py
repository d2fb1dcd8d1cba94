"""Asking within a conversation: as typed and as completed, and the library decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.answering import Answer
from bot.conversation.exchange import Exchange, Reading
from bot.conversation.followups import MOST, readings
from bot.conversation.greetings import without_greeting
from bot.conversation.phrases import said, words_of
from embeddings.articles import Passage
from embeddings.question_types import AnswerType, answer_type, may_hold

_LATER = 0.05  # how much surer a completion must be to be preferred to the one before it
_ENOUGH = (True, True, 0.8)  # a completion with this merit is not compared to less likely ones
# The share of a follow-up's own words that an answer's passage must have; all, if they are few.
_SPOKEN_OF, _FEW = 0.6, 3

Ask = Callable[[str], Answer]


def converse(question: str, previous: Exchange | None, ask: Ask) -> tuple[Answer, Reading | None]:
    """The answer to a question that may follow another, and how it was completed if it was.

    The completed question is told as it was searched for, with its accents.

    Raises:
        QuestionError: it cannot be asked, see ``Answerer.ask``.
    """
    asked = without_greeting(question)
    possible = readings(asked, previous) if previous else []
    if previous is None or (possible and possible[0].sure):
        typed = None  # a clear follow-up is not worth asking as it stands
    else:
        typed = ask(asked)
        possible = _possible(possible, readings(typed.understood.text, previous))
    chosen = _best(possible, answer_type(asked), ask)
    if chosen is None:
        return typed or ask(asked), None
    answer, reading = chosen
    if typed is None or reading.sure or _does_as_well(answer, typed):
        return answer, replace(reading, text=answer.understood.text)
    return typed, None


def _possible(typed: list[Reading], restored: list[Reading]) -> list[Reading]:
    """Of the readings of a question as typed and as understood those to try.

    Accents put back in so short a text may be wrong: what was typed goes first. A doubtful
    follow-up must be one either way: "vu duc khien la ai" names somebody once it has its accents.
    """
    return list(dict.fromkeys((*typed, *restored)))[:MOST] if restored else []


def _best(
    possible: Iterable[Reading], wanted: AnswerType, ask: Ask
) -> tuple[Answer, Reading] | None:
    """The completion the library knows best, with its answer; later ones only if in doubt."""
    best: tuple[Answer, Reading] | None = None
    highest = (False, False, 0.0)
    for place, reading in enumerate(possible):
        answer = _spoken_of(ask(reading.text), reading)
        merit = _merit(answer, wanted, place)
        if best is None or merit > highest:
            best, highest = (answer, reading), merit
        if merit >= _ENOUGH:
            break
    return best


def _does_as_well(completed: Answer, typed: Answer) -> bool:
    """Whether a doubtful follow-up is better answered as one."""
    if completed.answered and typed.answered:
        return score(completed) >= score(typed)
    return completed.answered


def score(answer: Answer) -> float:
    """How sure the library is of an answer; without one, of what is nearest."""
    if answer.best is not None:
        return answer.best.confidence
    return answer.candidates[0].score if answer.candidates else 0.0


def _merit(answer: Answer, wanted: AnswerType, place: int) -> tuple[bool, bool, float]:
    """What completions are compared by: answered, with a time or a number if one was asked for,
    how surely, and a little by how likely the completion was to begin with.
    """
    best = answer.best
    figures = wanted in (AnswerType.TIME, AnswerType.QUANTITY)
    fits = best is not None and (not figures or may_hold(wanted, best.text))
    return answer.answered, fits, score(answer) - _LATER * place


def _spoken_of(answer: Answer, reading: Reading) -> Answer:
    """The answer without the findings that do not speak of what the follow-up brought in.

    "Còn Sở Y tế thì sao?" shares all its other words with the question before: the passage that
    answered that one would come first again, whatever is put in.
    """
    focus = reading.focus
    if not focus or answer.best is None or answer.understood.foreign:
        return answer
    for change in answer.understood.changes:  # BHXH, bảo hiểm xã hội
        focus = re.sub(rf"\b{re.escape(change.before)}\b", change.after, focus)
    findings = (answer.best, *answer.alternatives)
    kept = [one for one in findings if _speaks_of(one.hit.passage, focus)]
    return replace(answer, best=next(iter(kept), None), alternatives=tuple(kept[1:]))


def _speaks_of(passage: Passage, focus: str) -> bool:
    words = words_of(f"{passage.text} {passage.heading} {passage.title}")
    wanted = words_of(focus)
    figures = {word for word in wanted if any(map(str.isdigit, word))}
    share = 1.0 if len(wanted) <= _FEW else _SPOKEN_OF
    return figures <= set(words) and said(focus, words) >= share
