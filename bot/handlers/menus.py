"""The commands Telegram offers in its menu, by language and by person."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from telegram import BotCommand, BotCommandScope, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.messages import Language, text

log = logging.getLogger(__name__)

# Telegram picks by the person's language, and falls back to the list without one, which is
# therefore in the language we speak with everybody else (see ``language_of``).
_LISTS: tuple[tuple[str | None, Language], ...] = ((None, "en"), ("vi", "vi"))


@dataclass(frozen=True, slots=True)
class Menu:
    """The names of the commands for everybody, and of those only admins have."""

    everybody: tuple[str, ...]
    admins_only: tuple[str, ...]

    def names(self, *, admin: bool) -> tuple[str, ...]:
        """What one person can use."""
        return self.everybody + self.admins_only if admin else self.everybody

    async def offer(self, bot: ExtBot[None], admins: Iterable[int]) -> None:
        """Put the commands into everybody's menu, and more of them into the admins'."""
        try:
            await _set(bot, self.names(admin=False), None)
        except TelegramError as error:
            log.warning("the command menu could not be set: %s", error)
        for admin in sorted(admins):
            await self.offer_to_admin(bot, admin)

    async def offer_to_admin(self, bot: ExtBot[None], admin: int) -> None:
        """Put all commands into one admin's menu."""
        try:
            await _set(bot, self.names(admin=True), BotCommandScopeChat(admin))
        except (BadRequest, Forbidden):
            log.info("admin %d has not started the bot; /start will bring them their menu", admin)
        except TelegramError as error:
            log.warning("the command menu of admin %d could not be set: %s", admin, error)


def description(name: str, language: Language) -> str:
    """What a command does, in a few words."""
    return text(language, f"command-{name}")


async def _set(bot: ExtBot[None], names: Iterable[str], scope: BotCommandScope | None) -> None:
    for code, language in _LISTS:
        commands = [BotCommand(name, description(name, language)) for name in names]
        await bot.set_my_commands(commands, scope=scope, language_code=code)
