"""Which message of ours answers which message of somebody, and how much we may write.

Kept in memory. After a restart the buttons below a message still say which answer it shows; a
question edited then is answered anew.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from telegram import InlineKeyboardMarkup, Message

from bot import presses
from bot.limits import Rates, Verdict
from bot.permalinks import is_permalink
from bot.recent import Recent

_KEPT = 5_000
_DRAFTS = 5  # a second, to all people together; Telegram allows 30 messages
_GROUP_EDITS = 8  # a minute, of 20 messages Telegram allows in a group; the others are answers


@dataclass(frozen=True, slots=True)
class Letter:
    """A message of ours that replies to one of somebody's."""

    message: int
    answer: str | None  # its id
    asked: int  # a hash of the words: enough to tell whether they were edited

    @classmethod
    def of(cls, message: int, answer: str | None, words: str) -> Letter:
        """What replies to these words; the words themselves are not kept."""
        return cls(message, answer, hash(words))

    def replies_to(self, words: str) -> bool:
        """Whether it was these words."""
        return self.asked == hash(words)


class Letters:
    """The correspondence of one bot. Belongs to one event loop; not thread-safe."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._replies: Recent[tuple[int, int], Letter] = Recent(_KEPT)
        self._answers: Recent[tuple[int, int], str] = Recent(_KEPT)
        self._drafts: deque[float] = deque(maxlen=_DRAFTS)  # when the last ones were sent
        self._edits = Rates(_GROUP_EDITS)
        self._no_drafts_before = 0.0

    def sent(self, question: Message, letter: Letter) -> None:
        """Note what was replied to a message."""
        chat = question.chat.id
        self._replies.put((chat, question.message_id), letter)
        if letter.answer is not None:
            self._answers.put((chat, letter.message), letter.answer)

    def reply_to(self, question: Message) -> Letter | None:
        """What was replied to a message."""
        return self._replies.get((question.chat.id, question.message_id))

    def answer_in(self, message: Message | None) -> str | None:
        """The id of the answer that a message of ours shows: what a reply to it is about."""
        if message is None:
            return None
        known = self._answers.get((message.chat.id, message.message_id))
        return known or _answer_below(message.reply_markup)

    def may_draft(self) -> bool:
        """Whether there is room for a draft besides what must be sent; counts it."""
        now = self._clock()
        full = len(self._drafts) == _DRAFTS and now - self._drafts[0] < 1
        if full or now < self._no_drafts_before:
            return False
        self._drafts.append(now)
        return True

    def no_drafts_for(self, seconds: float) -> None:
        """Send none for a while: Telegram has said that it is too much."""
        self._no_drafts_before = self._clock() + seconds

    def may_edit(self, chat: int) -> bool:
        """Whether a message may be changed at somebody's wish now; counts it."""
        return chat > 0 or self._edits.check(chat, self._clock()) is Verdict.ALLOWED


def _answer_below(buttons: InlineKeyboardMarkup | None) -> str | None:
    """The answer that the buttons below a message speak of."""
    for row in buttons.inline_keyboard if buttons else ():
        for button in row:
            press = presses.read(button.callback_data)
            if press is not None and not is_permalink(press.answer):
                return press.answer
    return None
