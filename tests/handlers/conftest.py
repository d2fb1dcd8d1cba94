"""The real application over HTTP, on a library made by hand."""

import asyncio
from types import SimpleNamespace

import pytest
from pydantic import SecretStr

from bot.application import serve
from bot.journal.journal import Journal
from bot.settings import Settings
from embeddings.errors import ArticleFormatError
from embeddings.publishing import Published
from tests.e2e.telegram import TOKEN, Person, Telegram
from tests.samples import answer

ADMIN = 99


class Shelf:
    """A library whose answers the test decides."""

    def __init__(self):
        edition = SimpleNamespace(
            id="first",
            articles={},
            passages=(),
            manifest=SimpleNamespace(skipped=2),
        )
        self.answerer = SimpleNamespace(edition=edition, reader=SimpleNamespace(name="sentences"))
        self.warnings = []
        self.asked = []
        self.says = lambda question: answer(question=question)
        self.publishes = lambda progress: PUBLISHED

    def ask(self, question):
        self.asked.append(question)
        return self.says(question)

    def publish(self, progress):
        return self.publishes(progress)


PUBLISHED = Published(
    edition="second",
    added=("moi",),
    changed=(),
    removed=(),
    unchanged=1,
    skipped=(ArticleFormatError("no", path="hỏng.txt", reason="encoding"),),
    passages=20,
    encoded=8,
    seconds=1.5,
)


def settings_for(telegram, home):
    """Settings of a bot that talks to the server on loopback."""
    return Settings(
        home=home,
        telegram_token=SecretStr(TOKEN),
        telegram_api=telegram.url,
        admins=frozenset({ADMIN}),
        workers=4,
    )


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def journal(tmp_path):
    with Journal.open(tmp_path / "journal.sqlite") as opened:
        yield opened


@pytest.fixture
async def telegram():
    async with Telegram().listening() as server:
        yield server
        assert server.refused == []


@pytest.fixture
def changes():
    """Settings a test wants different; see its ``parametrize``."""
    return {}


@pytest.fixture
async def bot(telegram, shelf, journal, tmp_path, changes):
    """The bot, running; every test ends with a clean stop."""
    settings = settings_for(telegram, tmp_path).model_copy(update=changes)
    stop = asyncio.Event()
    running = asyncio.create_task(serve(settings, shelf, journal, stop))
    await telegram.until(lambda: telegram.polls, "poll")
    yield running
    stop.set()
    await running


@pytest.fixture
def an(telegram, bot):
    return Person(telegram)


@pytest.fixture
def admin(telegram, bot):
    return Person(telegram, ADMIN, "Bình")
