"""An installation of its own for every test, and Telegram to go with it."""

from __future__ import annotations

import shutil
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from bot.library import Library
from bot.settings import Settings
from tests.e2e.process import BotProcess, bot_process
from tests.e2e.telegram import Telegram

ADMIN = 99
StartBot = Callable[..., AbstractAsyncContextManager[BotProcess]]


@dataclass(frozen=True)
class Installation:
    """A home with a published edition of the articles that ship, and the articles."""

    home: Path
    articles: Path
    environment: Mapping[str, str]


@pytest.fixture
def installation(
    settings: Settings, library: Library, environment: Mapping[str, str], tmp_path: Path
) -> Installation:
    """A copy of the session's installation, to be changed at will."""
    home = shutil.copytree(settings.home, tmp_path / "home")
    articles = shutil.copytree(settings.articles, tmp_path / "articles")
    changes = {
        "HOIBAO_HOME": str(home),
        "HOIBAO_ARTICLES": str(articles),
        "HOIBAO_ADMINS": str(ADMIN),
    }
    return Installation(home, articles, {**environment, **changes})


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    """Telegram, which in the end must have had nothing to complain about."""
    async with Telegram().listening() as server:
        yield server
        assert server.refused == []


@pytest.fixture
def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def start_bot(installation: Installation, telegram: Telegram, tmp_path: Path) -> StartBot:
    """Start ``hoibao bot`` on the installation, talking to that Telegram."""
    return partial(
        bot_process, installation.environment, tmp_path, HOIBAO_TELEGRAM_API=telegram.url
    )
