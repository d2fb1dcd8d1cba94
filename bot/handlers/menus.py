"""The commands in Telegram's menu, and how it introduces the bot, by language and place."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.messages import Language, text

log = logging.getLogger(__name__)

# Telegram picks by the person's language, and falls back to the list without one, which is
# therefore in the language we speak with everybody else (see ``language_of``).
_LISTS: tuple[tuple[str | None, Language], ...] = ((None, "en"), ("vi", "vi"))


@dataclass(frozen=True, slots=True)
class Menu:
    """The names of the commands: for everybody in private and in groups, and for admins only."""

    private: tuple[str, ...]
    groups: tuple[str, ...]
    admins_only: tuple[str, ...]

    @property
    def all(self) -> frozenset[str]:
        """Every command there is."""
        return frozenset(self.private + self.groups + self.admins_only)

    def names(self, *, admin: bool, group: bool = False) -> tuple[str, ...]:
        """What one person can use in such a chat."""
        mine = self.groups if group else self.private
        return mine + self.admins_only if admin else mine

    async def offer(self, bot: ExtBot[None], admins: Iterable[int]) -> None:
        """Introduce the bot, and put the commands into everybody's menu."""
        private, groups = BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats()
        try:
            for code, language in _LISTS:
                await _set(bot, self.private, private, code, language)
                await _set(bot, self.groups, groups, code, language)
                await bot.set_my_description(text(language, "bot-description"), code)
                await bot.set_my_short_description(text(language, "bot-short-description"), code)
        except TelegramError as error:
            log.warning("the command menu could not be set: %s", error)
        for admin in sorted(admins):
            await self.offer_to(bot, admin, None, admin=True)

    async def offer_to(
        self, bot: ExtBot[None], person: int, chosen: Language | None, *, admin: bool
    ) -> None:
        """Put into one person's menu what differs from everybody's: their language, or an admin's
        commands."""
        scope, names = BotCommandScopeChat(person), self.names(admin=admin)
        try:
            for code, language in _LISTS:
                if admin or chosen:
                    await _set(bot, names, scope, code, chosen or language)
                else:
                    await bot.delete_my_commands(scope, code)
        except (BadRequest, Forbidden):
            log.info("%d has not started the bot; /start will bring them their menu", person)
        except TelegramError as error:
            log.warning("the command menu of %d could not be set: %s", person, error)


def description(name: str, language: Language) -> str:
    """What a command does, in a few words."""
    return text(language, f"command-{name}")


async def _set(
    bot: ExtBot[None],
    names: Iterable[str],
    scope: BotCommandScope,
    code: str | None,
    language: Language,
) -> None:
    commands = [BotCommand(name, description(name, language)) for name in names]
    await bot.set_my_commands(commands, scope=scope, language_code=code)
