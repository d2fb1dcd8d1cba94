"""Which message of ours answers which, and how much we may write."""

from __future__ import annotations

from datetime import UTC, datetime

from telegram import Chat, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.handlers.letters import Letter, Letters


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def message(number: int, *data: str, chat: int = 5) -> Message:
    """A message, with buttons that carry ``data``."""
    row = [InlineKeyboardButton("x", callback_data=one) for one in data]
    buttons = InlineKeyboardMarkup([row]) if row else None
    at = datetime.now(tz=UTC)
    return Message(number, at, Chat(chat, "private"), reply_markup=buttons)


def test_a_reply_is_found_by_what_it_replies_to():
    letters = Letters()
    letters.sent(message(1), Letter.of(2, "A" * 12, "Ai?"))
    found = letters.reply_to(message(1))
    assert found is not None
    assert (found.message, found.answer) == (2, "A" * 12)
    assert found.replies_to("Ai?")
    assert not found.replies_to("Ai vậy?")
    assert letters.reply_to(message(2)) is None
    # Numbers of messages are each chat's own.
    assert letters.reply_to(message(1, chat=6)) is None


def test_an_answer_is_known_by_its_message_or_by_its_buttons():
    letters = Letters()
    letters.sent(message(1), Letter.of(2, "A" * 12, "Ai?"))
    assert letters.answer_in(message(2)) == "A" * 12
    assert letters.answer_in(message(3)) is None
    assert letters.answer_in(None) is None
    # After a restart, or in a group where somebody else asked.
    assert letters.answer_in(message(3, "1sp2:BBBBBBBBBBBB")) == "B" * 12
    assert letters.answer_in(message(3, "something else", "1up1:CCCCCCCCCCCC")) == "C" * 12
    # A passage that a link led to is no answer.
    assert letters.answer_in(message(3, "1sc1:" + "D" * 16)) is None


def test_drafts_are_few_and_stop_when_telegram_says_so():
    clock = Clock()
    letters = Letters(clock)
    assert [letters.may_draft() for _ in range(7)] == [True] * 5 + [False] * 2
    clock.now += 1
    assert letters.may_draft()
    letters.no_drafts_for(30)
    clock.now += 29
    assert not letters.may_draft()
    clock.now += 1
    assert letters.may_draft()


def test_messages_in_a_group_are_changed_in_moderation():
    clock = Clock()
    letters = Letters(clock)
    assert [letters.may_edit(-7) for _ in range(9)] == [True] * 8 + [False]
    assert letters.may_edit(-8)
    assert all(letters.may_edit(7) for _ in range(30))
    clock.now += 60
    assert letters.may_edit(-7)
