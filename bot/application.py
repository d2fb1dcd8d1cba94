"""The Telegram bot as a whole: what is wired to what, how it starts and how it ends."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import monotonic
from types import FrameType

from telegram.ext import ApplicationBuilder, CommandHandler, ContextTypes, MessageHandler, filters

from bot import logs
from bot.errors import TokenMissingError
from bot.handlers import asking, failures, greeting, reloading
from bot.handlers.access import Handler, for_admins
from bot.handlers.context import Context, HoiBao, Services
from bot.handlers.menus import Menu
from bot.library import Library
from bot.settings import Settings
from bot.transport.inbox import Inbox
from bot.transport.polling import Poller, connect
from bot.transport.reading import UpdateRequest
from bot.transport.traffic import ChatOrder, Throttle
from embeddings.encoder import Progress

log = logging.getLogger(__name__)

GRACE = 10.0  # seconds for what is being answered when the bot is told to stop
SIGN_OF_LIFE = 5.0  # seconds between log lines while the first edition is being built
_ENDING = (signal.SIGTERM, signal.SIGINT)
READ_TIMEOUT = 20.0  # seconds; a reply that is given up too early is lost


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, which is also that of its description, and what it does."""

    name: str
    handler: Handler
    admins_only: bool = False


COMMANDS = (
    Command("start", greeting.start),
    Command("help", greeting.help_),
    Command("reload", reloading.reload, admins_only=True),
)


def run(settings: Settings) -> None:
    """Answer in Telegram until SIGTERM or SIGINT.

    Raises:
        TokenMissingError, TokenRejectedError, TokenBusyError: see ``bot.errors``.
        HoiBaoError: the library cannot be opened, see ``Library.open``.
    """
    token = token_of(settings)  # before the library: opening it for the first time takes a while
    logs.configure(secrets=[token])
    for number in _ENDING:
        signal.signal(number, _leave)  # until the event loop listens for it
    library = Library.open(settings, _progress_log())
    for warning in library.warnings:
        log.warning("%s", warning)
    asyncio.run(_serve_until_signal(settings, library))


async def serve(settings: Settings, library: Library, stop: asyncio.Event) -> None:
    """Answer until ``stop`` is set.

    Raises:
        TokenMissingError, TokenRejectedError, TokenBusyError: see ``bot.errors``.
    """
    application = build_application(settings, library)
    bot, api = application.bot, settings.telegram_api
    poller = Poller(bot, application.inbox, application.update_queue.put, api=api)

    async def introduce() -> None:
        await application.initialize()
        await bot.delete_webhook()  # while there is one, updates cannot be fetched

    try:
        if await connect(introduce, stop, api=api):
            await application.start()
            log.info("@%s answers from edition %s", bot.username, library.answerer.edition.id)
            application.create_task(application.services.menu.offer(bot, settings.admins))
            await poller.run(stop)
    finally:
        connected = application.running
        await _finish(application)
        if connected and stop.is_set():  # else the token is of no use any more
            await poller.confirm()
        await _close(application)


def build_application(settings: Settings, library: Library) -> HoiBao:
    """The parts put together, not yet connected to anything.

    Raises:
        TokenMissingError: no token is set.
    """
    menu = Menu(
        everybody=tuple(command.name for command in COMMANDS if not command.admins_only),
        admins_only=tuple(command.name for command in COMMANDS if command.admins_only),
    )
    workers = ThreadPoolExecutor(settings.workers, thread_name_prefix="answering")
    services, inbox = Services(settings, library, menu, workers), Inbox()
    application = (
        ApplicationBuilder()
        .application_class(HoiBao, {"services": services, "inbox": inbox})
        .context_types(ContextTypes(context=Context))
        .token(token_of(settings))
        .base_url(f"{settings.telegram_api}/bot")
        .base_file_url(f"{settings.telegram_api}/file/bot")
        .read_timeout(READ_TIMEOUT)
        .get_updates_request(UpdateRequest(connection_pool_size=1))
        .rate_limiter(Throttle())
        .concurrent_updates(ChatOrder(inbox))
        .updater(None)  # bot.transport.polling takes its place
        .job_queue(None)
        .build()
    )
    assert isinstance(application, HoiBao)
    _add_handlers(application)
    return application


def token_of(settings: Settings) -> str:
    """The bot's token.

    Raises:
        TokenMissingError: none is set.
    """
    if settings.telegram_token is None or not settings.telegram_token.get_secret_value().strip():
        raise TokenMissingError("HOIBAO_TELEGRAM_TOKEN is not set")
    return settings.telegram_token.get_secret_value().strip()


def _add_handlers(application: HoiBao) -> None:
    """The routes; the first that fits an update takes it."""
    for command in COMMANDS:
        handler = for_admins(command.handler) if command.admins_only else command.handler
        application.add_handler(CommandHandler(command.name, handler))
    private = filters.ChatType.PRIVATE
    application.add_handlers(
        [
            MessageHandler(private & filters.COMMAND, greeting.unknown_command),
            MessageHandler(private & filters.TEXT, asking.question),
            MessageHandler(private & ~filters.StatusUpdate.ALL, greeting.text_only),
        ]
    )
    application.add_error_handler(failures.on_error)


async def _serve_until_signal(settings: Settings, library: Library) -> None:
    stop = asyncio.Event()
    for number in _ENDING:
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await serve(settings, library, stop)


async def _finish(application: HoiBao) -> None:
    """Answer what is in hand, for a while."""
    application.services.stopping.set()
    if not application.running:
        return
    try:
        async with asyncio.timeout(GRACE):
            await application.stop()
    except TimeoutError:
        # Unconfirmed, so Telegram hands them to the next start.
        log.warning("%d messages were left for the next start", application.inbox.unfinished)


async def _close(application: HoiBao) -> None:
    """Close the connections and let the workers go."""
    for indicator in application.services.typing:
        indicator.cancel()
    await application.shutdown()
    await application.bot.shutdown()  # also when Telegram was never reached
    application.services.workers.shutdown(wait=False, cancel_futures=True)
    log.info("stopped")


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(0)


def _progress_log() -> Progress:
    """Progress for a log: the end of every stage, and a sign of life every few seconds."""
    last = monotonic()

    def note(stage: str, done: int, total: int) -> None:
        nonlocal last
        if done == total or monotonic() - last > SIGN_OF_LIFE:
            last = monotonic()
            log.info("%s: %d of %d", stage, done, total)

    return note
