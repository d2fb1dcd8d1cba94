"""Which messages are meant for the bot, and what they ask it.

In a private chat all of them; in a group those that mention it, reply to it, or are a command of
its. Never a reply to somebody else, and never what was written with the bot's own inline mode.
"""

from __future__ import annotations

import re

from telegram import Bot, Message, MessageEntity, Update, User
from telegram.constants import ChatType
from telegram.ext import filters

_EDGES = re.compile(r"^[\s,:;.–-]+|\s+$")  # what is left of "@bot, …" once the name is gone
_SPACES = re.compile(r"[^\S\n]{2,}")
_MENTIONS = (MessageEntity.MENTION, MessageEntity.TEXT_MENTION)


class Addressed(filters.MessageFilter):
    """Lets messages through that are meant for the bot, commands aside."""

    def filter(self, message: Message) -> bool:
        """Whether somebody wants an answer to it."""
        return is_addressed(message)


class Called(filters.MessageFilter):
    """Lets a command through, unless it is explicitly another bot's."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._names = frozenset({name})

    def filter(self, message: Message) -> bool:
        """Whether it is that command."""
        return is_command(message, self._names)


def is_addressed(message: Message) -> bool:
    """Whether a message, not a command, is meant for the bot."""
    bot = message.get_bot()
    if message.via_bot is not None and message.via_bot.id == bot.id:
        return False
    if message.chat.type == ChatType.PRIVATE:
        return True
    if message.is_automatic_forward or _is_bot(message):
        return False
    return _mentions(message, bot) or (_replies_to(message, bot) and not _names_another(message))


def is_command(message: Message, names: frozenset[str]) -> bool:
    """Whether a message is one of these commands, and not explicitly another bot's."""
    entities = message.entities
    if not entities or entities[0].type != MessageEntity.BOT_COMMAND or entities[0].offset:
        return False
    name, _, addressee = message.parse_entity(entities[0])[1:].lower().partition("@")
    return name in names and addressee in ("", message.get_bot().username.lower())


def asked(message: Message) -> str:
    """What a message asks: its text without command and mentions of the bot.

    Where nothing else is left, it is the message replied to that is asked about: "@bot" below
    somebody's question passes it on.
    """
    text, bot = message.text or "", message.get_bot()
    named = [entity for entity in message.entities if _is_for(message, entity, bot)]
    if not named:
        return text
    data = text.encode("utf-16-le")  # Telegram counts in its units
    for entity in reversed(named):
        data = data[: 2 * entity.offset] + data[2 * (entity.offset + entity.length) :]
    rest = _SPACES.sub(" ", _EDGES.sub("", data.decode("utf-16-le")))
    return rest or _passed_on(message, bot)


def person_of(update: Update) -> int | None:
    """Who an update is from: a person, or the chat somebody speaks for without giving a name."""
    message = update.effective_message
    if update.callback_query is None and message is not None and message.sender_chat is not None:
        return message.sender_chat.id
    return update.effective_user.id if update.effective_user is not None else None


def _passed_on(message: Message, bot: Bot) -> str:
    if message.quote is not None:
        return message.quote.text
    replied = message.reply_to_message
    if replied is None or _is(replied.from_user, bot):
        return ""
    return replied.text or replied.caption or ""


def _mentions(message: Message, bot: Bot) -> bool:
    entities = message.entities or message.caption_entities
    return any(_is_mention(message, entity, bot) for entity in entities)


def _is_for(message: Message, entity: MessageEntity, bot: Bot) -> bool:
    """Whether these words only say that the bot is asked: its name, or the command in front."""
    command = entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0
    return command or _is_mention(message, entity, bot)


def _is_mention(message: Message, entity: MessageEntity, bot: Bot) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return _is(entity.user, bot)
    if entity.type != MessageEntity.MENTION:
        return False
    return _words(message, entity).lower() == f"@{bot.username}".lower()


def _names_another(message: Message) -> bool:
    """Whether the first words are the name of somebody else, to whom it is said."""
    entities = message.entities or message.caption_entities
    return bool(entities) and entities[0].type in _MENTIONS and entities[0].offset == 0


def _words(message: Message, entity: MessageEntity) -> str:
    if message.text is not None:
        return message.parse_entity(entity)
    return message.parse_caption_entity(entity)


def _replies_to(message: Message, bot: Bot) -> bool:
    replied = message.reply_to_message
    # In a forum every message replies to the one that opened the topic, unless to another.
    return (
        replied is not None
        and replied.forum_topic_created is None
        and message.text is not None
        and _is(replied.from_user, bot)
    )


def _is_bot(message: Message) -> bool:
    """Whether a program wrote it. Admins who stay anonymous come as a bot, too, but are none."""
    if message.sender_chat is not None:
        return message.sender_chat.id != message.chat.id
    return message.from_user is not None and message.from_user.is_bot


def _is(user: User | None, bot: Bot) -> bool:
    return user is not None and user.id == bot.id
