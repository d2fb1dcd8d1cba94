"""What a handler gets: typed, instead of python-telegram-bot's bag of dictionaries."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from telegram import Message, Update
from telegram.ext import Application, CallbackContext, ExtBot

from bot.desk import Desk
from bot.handlers.groups import person_of
from bot.handlers.letters import Letters
from bot.handlers.menus import Menu
from bot.limits import Once, Workers
from bot.messages import Language, language_of
from bot.settings import Settings
from bot.transport.inbox import Inbox

if TYPE_CHECKING:
    from bot.journal.journal import Journal
    from bot.library import Library

_REMEMBERED_ALBUMS = 64
_HOUR = 3600.0

Bot = ExtBot[None]
P = ParamSpec("P")
T = TypeVar("T")
NoData = dict[Any, Any]  # the library's per-chat and per-user bags, which we leave empty


@dataclass(frozen=True, slots=True)
class Services:
    """What the handlers work with; made once, when the bot starts."""

    settings: Settings
    library: Library
    desk: Desk
    journal: Journal
    menu: Menu
    workers: Workers  # answer questions, so that the event loop never waits for one
    started: datetime = field(default_factory=lambda: datetime.now(tz=UTC))
    stopping: Event = field(default_factory=Event)  # tells a publication under way to give up
    typing: set[asyncio.Task[None]] = field(default_factory=set)  # indicators being shown
    letters: Letters = field(default_factory=Letters)  # which message of ours answers which
    # An album arrives as several messages; one remark about it is enough.
    albums: deque[str] = field(default_factory=lambda: deque(maxlen=_REMEMBERED_ALBUMS))
    hourly: Once = field(default_factory=lambda: Once(_HOUR))  # what is said at most once an hour

    def is_admin(self, update: Update) -> bool:
        """Whether the update comes from an admin of this installation."""
        return person_of(update) in self.settings.admins

    def language(self, update: object) -> Language:
        """The language to answer an update in: the person's choice, else that of their Telegram."""
        if not isinstance(update, Update) or update.effective_user is None:
            return language_of(None)
        chosen = self.journal.language(person_of(update) or 0)
        return chosen or language_of(update.effective_user.language_code)

    def language_of(self, person: int) -> Language:
        """The language to write to somebody in who has not just written to us."""
        return self.journal.language(person) or self.settings.language

    async def answering(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Have ``work`` done by a worker, when its turn comes.

        Raises:
            BusyError: too many are waiting.
        """
        return await asyncio.wrap_future(self.workers.submit(work, *args, **kwargs))


class HoiBao(Application["Bot", "Context", NoData, NoData, NoData, None]):
    """The Application, with our services and the book of updates it ticks off."""

    def __init__(
        self,
        services: Services,
        inbox: Inbox,
        **kwargs: Any,  # noqa: ANN401 - the library's own
    ) -> None:
        super().__init__(**kwargs)
        self.services = services
        self.inbox = inbox


class Context(CallbackContext[Bot, NoData, NoData, NoData]):
    """The context of one update."""

    @property
    def services(self) -> Services:
        """Library, desk, journal, settings, workers."""
        application = self.application
        assert isinstance(application, HoiBao)
        return application.services


def speaks(update: object, context: Context) -> Language:
    """The language to answer an update in."""
    return context.services.language(update)


def asked(update: Update, context: Context) -> tuple[Message, Services, Language]:
    """What the handler of a command works with: its message, the services, the language."""
    message = update.effective_message
    assert message is not None  # commands are messages
    return message, context.services, speaks(update, context)
