"""What makes questions a conversation: follow-ups, and what people say besides asking."""

from bot.conversation.conversing import converse
from bot.conversation.exchange import Exchange, Memory, Reading, ReadingKind
from bot.conversation.followups import readings
from bot.conversation.greetings import without_greeting
from bot.conversation.smalltalk import Smalltalk, smalltalk

__all__ = [
    "Exchange",
    "Memory",
    "Reading",
    "ReadingKind",
    "Smalltalk",
    "converse",
    "readings",
    "smalltalk",
    "without_greeting",
]
