"""Asking within a conversation: as typed and as completed, and the library decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.answering import Answer, Finding
from bot.conversation.exchange import Exchange, Reading
from bot.conversation.followups import readings
from bot.conversation.greetings import without_greeting
from bot.conversation.phrases import words_of
from embeddings.vietnamese import fold

_LEEWAY = 0.2  # how much less sure the completed question may be than a short one as typed
_SPOKEN_OF = 0.5  # share of the follow-up's own words that an answer's passage must have

Ask = Callable[[str], Answer]


def converse(question: str, previous: Exchange | None, ask: Ask) -> tuple[Answer, Reading | None]:
    """The answer to a question that may follow another, and how it was completed if it was.

    Raises:
        QuestionError: it cannot be asked, see ``Answerer.ask``.
    """
    asked = without_greeting(question)
    typed = ask(asked)
    if previous is None:
        return typed, None
    # Accents put back in so short a text may be wrong: what was typed goes first.
    possible = readings(asked, previous) or readings(typed.understood.text, previous)
    completed = [(_spoken_of(ask(one.text), one), one) for one in possible]
    if not completed:
        return typed, None
    answer, reading = max(completed, key=lambda one: (one[0].answered, score(one[0])))
    if reading.sure or (answer.answered and score(answer) >= score(typed) - _LEEWAY):
        return answer, reading
    return typed, None


def score(answer: Answer) -> float:
    """How sure the library is of an answer; without one, of what is nearest."""
    if answer.best is not None:
        return answer.best.confidence
    return answer.candidates[0].score if answer.candidates else 0.0


def _spoken_of(answer: Answer, reading: Reading) -> Answer:
    """The answer without the findings that do not speak of what the follow-up brought in.

    "Còn Sở Y tế thì sao?" shares all its other words with the question before: the passage that
    answered that one would come first again, whatever is put in.
    """
    if not reading.focus or answer.best is None or answer.understood.foreign:
        return answer
    words = {fold(word) for word in words_of(reading.focus)}
    kept = [
        one
        for one in (answer.best, *answer.alternatives)
        if len(words & _words_around(one)) >= _SPOKEN_OF * len(words)
    ]
    return replace(answer, best=next(iter(kept), None), alternatives=tuple(kept[1:]))


def _words_around(finding: Finding) -> set[str]:
    passage = finding.hit.passage
    return _folded((passage.text, passage.heading, passage.title))


def _folded(texts: Iterable[str]) -> set[str]:
    return {fold(word) for text in texts for word in words_of(text)}
