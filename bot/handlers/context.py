"""What a handler gets: typed, instead of python-telegram-bot's bag of dictionaries."""

from __future__ import annotations

import asyncio
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.ext import Application, CallbackContext, ExtBot

from bot.handlers.menus import Menu
from bot.messages import Language, language_of
from bot.settings import Settings
from bot.transport.inbox import Inbox

if TYPE_CHECKING:
    from bot.library import Library

_REMEMBERED_ALBUMS = 64

Bot = ExtBot[None]
NoData = dict[Any, Any]  # the library's per-chat and per-user bags, which we leave empty


@dataclass(frozen=True, slots=True)
class Services:
    """What the handlers work with; made once, when the bot starts."""

    settings: Settings
    library: Library
    menu: Menu
    workers: ThreadPoolExecutor  # answers questions, so that the event loop never waits for one
    stopping: Event = field(default_factory=Event)  # tells a publication under way to give up
    typing: set[asyncio.Task[None]] = field(default_factory=set)  # indicators being shown
    # An album arrives as several messages; one remark about it is enough.
    albums: deque[str] = field(default_factory=lambda: deque(maxlen=_REMEMBERED_ALBUMS))

    def is_admin(self, update: Update) -> bool:
        """Whether the update comes from an admin of this installation."""
        user = update.effective_user
        return user is not None and user.id in self.settings.admins


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
        """Library, settings, workers."""
        application = self.application
        assert isinstance(application, HoiBao)
        return application.services


def speaks(update: object) -> Language:
    """The language to answer an update in."""
    user = update.effective_user if isinstance(update, Update) else None
    return language_of(user.language_code if user is not None else None)
