"""The Telegram bot as a whole: what is wired to what, how it starts and how it ends."""

from __future__ import annotations

import asyncio
import logging
import re
import signal
import sys
from secrets import token_urlsafe
from time import monotonic
from types import FrameType

from telegram.ext import ApplicationBuilder, ContextTypes

from bot import logs
from bot.desk import Desk
from bot.errors import TokenMissingError, WebhookError
from bot.handlers.admission import Admission
from bot.handlers.context import Context, HoiBao, Services
from bot.handlers.routing import COMMANDS, add_handlers, menu
from bot.journal.journal import Journal
from bot.library import Library
from bot.limits import Workers
from bot.retention import prune_daily
from bot.settings import Settings
from bot.transport.inbox import Inbox
from bot.transport.ledger import Ledger
from bot.transport.polling import Poller, connect
from bot.transport.reading import UpdateRequest
from bot.transport.traffic import ChatOrder, Throttle
from bot.transport.webhook import WebhookServer
from embeddings.encoder import Progress

__all__ = ["COMMANDS", "build_application", "run", "serve", "token_of"]

log = logging.getLogger(__name__)

GRACE = 10.0  # seconds for what is being answered when the bot is told to stop
SIGN_OF_LIFE = 5.0  # seconds between log lines while the first edition is being built
_ENDING = (signal.SIGTERM, signal.SIGINT)
READ_TIMEOUT = 20.0  # seconds; a reply that is given up too early is lost


def run(settings: Settings) -> None:
    """Answer in Telegram until SIGTERM or SIGINT.

    Raises:
        TokenMissingError, TokenRejectedError, TokenBusyError, WebhookError: see ``bot.errors``.
        HoiBaoError: library or journal cannot be opened, see ``Library.open``, ``Journal.open``.
    """
    token = token_of(settings)  # before the library: opening it for the first time takes a while
    secret = settings.webhook_secret
    logs.configure(secrets=[token, *([secret.get_secret_value()] if secret else [])])
    for number in _ENDING:
        signal.signal(number, _leave)  # until the event loop listens for it
    library = Library.open(settings, _progress_log())
    for warning in library.warnings:
        log.warning("%s", warning)
    with Journal.open(settings.journal_address) as journal:
        asyncio.run(_serve_until_signal(settings, library, journal))


async def serve(
    settings: Settings, library: Library, journal: Journal, stop: asyncio.Event
) -> None:
    """Answer until ``stop`` is set.

    Raises:
        TokenMissingError, TokenRejectedError, TokenBusyError, WebhookError: see ``bot.errors``.
    """
    application = build_application(settings, library, journal)
    bot, api = application.bot, settings.telegram_api
    try:
        source = source_of_updates(settings, application)
    except WebhookError:
        await _close(application)
        raise
    pruning = asyncio.create_task(prune_daily(journal, settings.retention))

    async def introduce() -> None:
        await application.initialize()
        await source.open()

    try:
        if await connect(introduce, stop, api=api):
            await application.start()
            log.info("@%s answers from edition %s", bot.username, library.answerer.edition.id)
            application.create_task(application.services.menu.offer(bot, settings.admins))
            await source.run(stop)
    finally:
        pruning.cancel()
        await _finish(application)
        await source.close()
        await _close(application)


def build_application(settings: Settings, library: Library, journal: Journal) -> HoiBao:
    """The parts put together, not yet connected to anything.

    Raises:
        TokenMissingError: no token is set.
    """
    token = token_of(settings)
    account = re.match(r"\d*", token)  # its number; each bot's updates are counted by themselves
    ledger = Ledger(settings.home / f"updates-{account[0] if account else ''}.txt")
    workers, inbox = Workers(settings.workers, settings.queue), Inbox(ledger=ledger)
    services = Services(settings, library, Desk(library, journal), journal, menu(), workers)
    order = ChatOrder(inbox)
    application = (
        ApplicationBuilder()
        .application_class(HoiBao, {"services": services, "inbox": inbox})
        .context_types(ContextTypes(context=Context))
        .token(token)
        .base_url(f"{settings.telegram_api}/bot")
        .base_file_url(f"{settings.telegram_api}/file/bot")
        .read_timeout(READ_TIMEOUT)
        .get_updates_request(UpdateRequest(connection_pool_size=1))
        .rate_limiter(Throttle())
        .concurrent_updates(order)
        .updater(None)  # bot.transport takes its place
        .job_queue(None)
        .build()
    )
    assert isinstance(application, HoiBao)
    order.admits = Admission(application)
    add_handlers(application)
    return application


def source_of_updates(settings: Settings, application: HoiBao) -> Poller | WebhookServer:
    """Where updates come from: fetched from Telegram, or sent by it.

    Raises:
        WebhookError: the address or port to receive them at cannot be used.
    """
    bot, inbox, deliver = application.bot, application.inbox, application.update_queue.put
    if settings.webhook_url is None:
        return Poller(bot, inbox, deliver, api=settings.telegram_api)
    given = settings.webhook_secret
    secret = given.get_secret_value() if given is not None else token_urlsafe(32)
    server = WebhookServer(bot, inbox, deliver, url=settings.webhook_url, secret=secret)
    server.listen(settings.webhook_listen, settings.webhook_port)
    return server


def token_of(settings: Settings) -> str:
    """The bot's token.

    Raises:
        TokenMissingError: none is set.
    """
    if settings.telegram_token is None or not settings.telegram_token.get_secret_value().strip():
        raise TokenMissingError("HOIBAO_TELEGRAM_TOKEN is not set")
    return settings.telegram_token.get_secret_value().strip()


async def _serve_until_signal(settings: Settings, library: Library, journal: Journal) -> None:
    stop = asyncio.Event()
    for number in _ENDING:
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await serve(settings, library, journal, stop)


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
    application.inbox.close()
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
