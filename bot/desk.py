"""What a reader can do, whatever they hold in their hand: a phone with Telegram, or a terminal.

Ask, look at other passages, their surroundings and articles, say whether it helped, hand a question
on to the admins. Synchronous and safe to use from several threads.

What was shown is kept in memory and in the journal, as links to passages: so a button still works
after a restart and after the articles were read again, and while the journal is out of order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from secrets import token_urlsafe
from time import perf_counter
from typing import TYPE_CHECKING, Literal

from bot.answering import Answer, Finding
from bot.appeals import AppealLimit
from bot.conversation import Exchange, Memory, Reading, Smalltalk, converse, smalltalk
from bot.journal.records import Channel, Feedback, Place, RecordedAnswer, Verdict
from bot.lookup import Lookup
from bot.messages import Language
from bot.notebook import Notebook
from bot.pages import first_page, spots_of
from bot.permalinks import is_permalink, permalink
from bot.recent import Recent
from bot.refusals import AnswerGoneError
from bot.views import Context, Mark, Overview, Page, overview, surroundings
from embeddings.retriever import Hit
from embeddings.vietnamese import nfc

if TYPE_CHECKING:
    from bot.library import Library

Reason = Literal["wrong", "incomplete", "unrelated"]  # why an answer did not help
_REMEMBERED = 2_000  # answers whose buttons work without the journal
_CACHED = 500  # answers to identical questions
_MOMENT = 1.0  # seconds
_ID_BYTES = 9  # 12 characters; nobody guesses somebody else's


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where. At the console both numbers are 0."""

    person: int
    chat: int
    language: Language
    channel: Channel = "telegram"


@dataclass(frozen=True, slots=True)
class Reply:
    """What comes back: an answer (perhaps that there is none), or a word to what was no question.

    ``reading`` is the stand-alone question that a follow-up was understood as.
    """

    id: str
    question: str
    answer: Answer | None
    smalltalk: Smalltalk | None = None
    reading: Reading | None = None

    @property
    def page(self) -> Page:
        """The first page of the answer, as found a moment ago.

        Raises:
            ValueError: there is no answer.
        """
        if self.answer is None:
            raise ValueError("smalltalk has no pages")
        return first_page(self.id, self.question, self.answer)


@dataclass(frozen=True, slots=True)
class Appeal:
    """A question that somebody hands on to the admins."""

    answer: str  # its id
    question: str
    understood: str


def _now() -> datetime:
    return datetime.now(tz=UTC)


class Desk:
    """Where readers ask."""

    def __init__(
        self, library: Library, journal: Notebook, *, clock: Callable[[], datetime] = _now
    ) -> None:
        self._library = library
        self._lookup = Lookup(library)
        self._journal = journal
        self._clock = clock
        self._memory = Memory(clock=clock)
        self._answers: Recent[str, RecordedAnswer] = Recent(_REMEMBERED)
        self._before: Recent[str, Exchange | None] = Recent(_REMEMBERED)  # what answers followed
        self._cache: Recent[str, Answer] = Recent(_CACHED)
        self._appeals = AppealLimit()

    def ask(
        self,
        asker: Asker,
        question: str,
        *,
        about: str | None = None,
        instead_of: str | None = None,
        silent: bool = False,
    ) -> Reply:
        """Answer a question.

        ``about`` is the id of an earlier answer that the question replies to; ``instead_of`` that
        of the answer to what was asked before it was edited. ``silent`` keeps it out of the journal
        and of the conversation: what somebody is still typing.

        Raises:
            QuestionError: it cannot be asked, see ``Answerer.ask``.
        """
        number = token_urlsafe(_ID_BYTES)
        said = smalltalk(question)
        if said is not None:
            return Reply(number, question, None, said)
        previous = None if silent else self._previous(asker, about, instead_of)
        answer, reading = converse(question, previous, self._asked)
        reply = Reply(number, nfc(question).strip(), answer, reading=reading)
        if not silent:
            self._before.put(reply.id, previous)
            self._memory.remember(asker.person, asker.chat, Exchange.of(answer, self._clock()))
            self._record(asker, reply)
        return reply

    def fresh(self, asker: Asker) -> None:
        """Forget what the conversation was about."""
        self._memory.forget(asker.person, asker.chat)

    def forget(self, person: int) -> None:
        """Forget everything held in memory about a person; the journal is erased by itself."""
        self._memory.forget(person)
        self._answers.drop(lambda _, answer: answer.person == person)
        self._appeals.forget(person)

    def question(self, answer: str) -> str:
        """The question an answer was given to, as a question that stands alone.

        Raises:
            AnswerGoneError: nothing is known of the answer any more.
        """
        recorded = self._recorded(answer)
        return recorded.reading or recorded.question

    def page(self, answer: str, number: int) -> Page:
        """One passage of an answer (or of a permalink), as the library has it now.

        Raises:
            AnswerGoneError: nothing is known of the answer any more, or it has no such page.
        """
        if is_permalink(answer):
            page = Page(answer, number, (self._lookup.spot(answer),), answered=False)
        else:
            recorded = self._recorded(answer)
            spots = self._lookup.spots(recorded)
            question, understood = recorded.question, recorded.understood
            page = Page(answer, number, spots, recorded.answered, question, understood)
        if not page.first <= number <= len(page.spots):
            raise AnswerGoneError(f"answer {answer} has no page {number}")
        return page

    def context(self, answer: str, number: int) -> Context:
        """A passage with what stands before and after it.

        Raises:
            AnswerGoneError: see ``page``; or the article no longer has the passage.
        """
        page = self.page(answer, max(number, 1))
        target = self._lookup.target(page.spot.permalink)
        if target is None or target.passage is None:
            raise AnswerGoneError(f"passage {page.spot.permalink} has changed")
        return Context(page, *surroundings(target.article, target.passage))

    def article(self, answer: str, number: int) -> Overview:
        """The article a passage is from.

        Raises:
            AnswerGoneError: see ``page``; or the article is no longer there.
        """
        page = self.page(answer, max(number, 1))
        target = self._lookup.target(page.spot.permalink)
        if target is None:
            raise AnswerGoneError(f"the article of {page.spot.permalink} is gone")
        return overview(page, target.article)

    def passage(self, permalink: str) -> Page:
        """The passage a permalink leads to, or the article that has it no more.

        Raises:
            AnswerGoneError: there is neither.
        """
        if not is_permalink(permalink):
            raise AnswerGoneError(f"{permalink!r} is no permalink")
        page = self.page(permalink, 1)
        if page.spot.article is None:
            raise AnswerGoneError(f"nothing is left of {permalink}")
        return page

    def rate(
        self, asker: Asker, answer: str, verdict: Verdict, reason: Reason | None = None
    ) -> None:
        """Note whether an answer helped; a person's latest word counts.

        Raises:
            AnswerGoneError: nothing is known of the answer any more.
        """
        self._recorded(answer)
        self._journal.record_feedback(answer, asker.person, verdict, reason)

    def noted(self) -> bool:
        """Whether all is written down. Waits for that a moment."""
        return self._journal.flush(_MOMENT)

    def rating(self, asker: Asker, answer: str) -> Feedback | None:
        """What this person said of an answer."""
        return self._journal.feedback(answer, asker.person)

    def ask_admin(self, asker: Asker, answer: str) -> Appeal:
        """Hand the question of an answer on to the admins.

        Raises:
            AnswerGoneError: nothing is known of the answer any more.
            AppealRepeatedError: this person has done so already.
            AppealLimitError: this person has done so too often lately.
        """
        recorded = self._recorded(answer)
        self._appeals.admit(asker.person, answer, self._clock())
        self._journal.record_appeal(answer, asker.person)
        return Appeal(answer, recorded.reading or recorded.question, recorded.understood)

    def appeal_again(self, asker: Asker, appeal: Appeal) -> None:
        """Let an appeal that no admin could be told of be made again."""
        self._appeals.withdraw(asker.person, appeal.answer)

    def _asked(self, question: str) -> Answer:
        """The answer of the edition that serves now, found anew only for a new question."""
        began, key = perf_counter(), " ".join(nfc(question).split())
        known = self._cache.get(key)
        if known is not None and known.edition == self._library.answerer.edition.id:
            return replace(known, timings_ms={"total": (perf_counter() - began) * 1000})
        answer = self._library.ask(question)
        self._cache.put(key, answer)
        return answer

    def _previous(self, asker: Asker, about: str | None, instead_of: str | None) -> Exchange | None:
        """What a follow-up may follow: what it replies to, else what was said last."""
        if about is not None:
            try:
                return self._exchange(self._recorded(about))
            except AnswerGoneError:
                pass
        if instead_of is not None:
            return self._before.get(instead_of)
        return self._memory.last(asker.person, asker.chat)

    def _exchange(self, recorded: RecordedAnswer) -> Exchange:
        finding = None
        if recorded.answered:
            best = next((spot for spot in self._lookup.spots(recorded)), None)
            if best is not None and best.passage is not None and best.article is not None:
                mark = best.marks[0]
                hit = Hit(best.passage, best.article, mark.confidence, 0.0, 0.0)
                finding = Finding(hit, mark.start, mark.end, mark.confidence)
        question = recorded.reading or recorded.question
        return Exchange(question, recorded.understood, finding, self._clock())

    def _record(self, asker: Asker, reply: Reply) -> None:
        answer = reply.answer
        assert answer is not None
        places = tuple(_places(answer))
        recorded = RecordedAnswer(
            id=reply.id,
            asked_at=self._clock(),
            person=asker.person,
            chat=asker.chat,
            question=reply.question,
            understood=answer.understood.text,
            edition=answer.edition,
            answered=answer.answered,
            confidence=max((place.confidence for place in places), default=0.0),
            timings_ms=answer.timings_ms,
            channel=asker.channel,
            reading=reply.reading.text if reply.reading else None,
            places=places,
        )
        self._answers.put(reply.id, recorded)
        self._journal.record_answer(recorded)

    def _recorded(self, answer: str) -> RecordedAnswer:
        recorded = self._answers.get(answer)
        if recorded is None:
            recorded = self._journal.answer(answer)
            if recorded is None:
                raise AnswerGoneError(f"answer {answer} is not known")
            self._answers.put(answer, recorded)
        return recorded


def _places(answer: Answer) -> Iterator[Place]:
    """What is written down of where an answer stands, or of what is near."""
    near = {permalink(hit.passage.article_id, hit.passage.text): hit for hit in answer.nearest}
    for spot in spots_of(answer):
        assert spot.article is not None
        for mark in spot.marks or (Mark(0, 0, near[spot.permalink].score),):
            place = spot.article.id, spot.permalink, mark.start, mark.end, mark.confidence
            yield Place(*place)
