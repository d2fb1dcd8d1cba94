"""Receiving updates from Telegram over HTTP, instead of fetching them.

Telegram keeps an update until our server answers 200, and sends those of one chat one after the
other. So 200 is said when the update has been dealt with: what a killed bot was working on comes
again, as with polling. What takes long is answered 503 meanwhile, and Telegram offers it again.

Encryption is left to the proxy in front, as an address that Telegram accepts needs one anyway.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import os
import re
import socket
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from time import monotonic
from urllib.parse import urlsplit

from telegram import Update
from telegram.error import BadRequest
from telegram.ext import ExtBot
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.errors import WebhookError
from bot.limits import Once
from bot.transport.inbox import Inbox
from bot.transport.polling import ALLOWED_UPDATES
from bot.transport.reading import readable

log = logging.getLogger(__name__)

PATIENCE = 40.0  # seconds until Telegram is asked to offer an update again
RETRY_AFTER = 5  # seconds it is asked to wait with that
# Connections Telegram may open: the most it allows, as each is held while a question is answered.
MAX_CONNECTIONS = 100
_REMEMBERED = 10_000  # finished updates that are recognised if they come again
_LARGEST = 1_000_000  # bytes; an update is a few thousand
_SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header

Deliver = Callable[[Update], Awaitable[None]]


class WebhookServer:
    """Hands every update that Telegram sends to ``deliver`` once; Telegram proves who it is."""

    def __init__(
        self, bot: ExtBot[None], inbox: Inbox, deliver: Deliver, *, url: str, secret: str
    ) -> None:
        self._bot = bot
        self._inbox = inbox
        self._deliver = deliver
        self._url = url
        self._secret = secret
        path = re.escape(urlsplit(url).path.rstrip("/")) + "/?"
        routes = [(path, _Handler, {"webhook": self})]
        # Tornado would log the address of every request; what matters of them we log ourselves.
        application = Application(routes, log_function=lambda handler: None)
        self._server = HTTPServer(application, max_body_size=_LARGEST, max_buffer_size=_LARGEST)
        self._strangers = Once()
        self.port = 0

    def listen(self, address: str, port: int) -> None:
        """Accept connections from now on; ``port`` then says where.

        Raises:
            WebhookError: the address or port cannot be used.
        """
        try:
            family, *_ = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
            listener = socket.create_server((address, port), family=family)
        except OSError as error:
            where = f"{address}:{port}"
            number = getattr(error, "errno", None) or 0
            reason = os.strerror(number) if number > 0 else str(error)
            raise WebhookError(f"{where}: {error}", url=where, reason=reason) from error
        listener.setblocking(False)
        self.port = listener.getsockname()[1]
        self._server.add_socket(listener)

    async def open(self) -> None:
        """Tell Telegram where to send updates.

        Raises:
            WebhookError: Telegram does not send to such an address.
            TelegramError: Telegram is out of reach.
        """
        try:
            await self._bot.set_webhook(
                self._url,
                secret_token=self._secret,
                allowed_updates=ALLOWED_UPDATES,
                max_connections=MAX_CONNECTIONS,
            )
        except BadRequest as error:
            raise WebhookError(str(error), url=self._url, reason=error.message) from error
        log.info("Telegram sends to %s, which leads to port %d here", self._url, self.port)

    async def run(self, stop: asyncio.Event) -> None:
        """Receive until ``stop`` is set; then accept no more, but answer what is in hand."""
        await stop.wait()
        self._server.stop()

    async def close(self) -> None:
        """Drop the connections: what is not done by now, Telegram will send again."""
        self._server.stop()
        self._inbox.abandon()
        await self._server.close_all_connections()

    def is_telegram(self, secret: str | None) -> bool:
        """Whether a request carries the secret that only Telegram was told; others are logged."""
        if secret is not None and hmac.compare_digest(secret.encode(), self._secret.encode()):
            return True
        if self._strangers.first("", monotonic()):  # anybody can send any number of them
            log.warning("a request without the webhook's secret was turned away")
        return False

    async def receive(self, body: bytes) -> HTTPStatus:
        """Deal with one update; what to answer Telegram."""
        try:
            content = json.loads(body)
            number = int(content["update_id"])
        except (ValueError, TypeError, LookupError):
            log.warning("something that is no update was sent to the webhook")
            return HTTPStatus.BAD_REQUEST
        if self._inbox.take(number):
            self._inbox.confirmed(number - _REMEMBERED)
            await self._deliver(Update.de_json(readable(content), self._bot))
        if await self._inbox.finished(number, PATIENCE):
            return HTTPStatus.OK
        log.warning("update %d takes long; Telegram will offer it again", number)
        return HTTPStatus.SERVICE_UNAVAILABLE


class _Handler(RequestHandler):
    """One request."""

    SUPPORTED_METHODS = ("POST",)

    def initialize(self, webhook: WebhookServer) -> None:
        self._webhook = webhook

    async def post(self) -> None:
        if not self._webhook.is_telegram(self.request.headers.get(_SECRET)):
            self.set_status(HTTPStatus.FORBIDDEN)
            return
        status = await self._webhook.receive(self.request.body)
        if status is HTTPStatus.SERVICE_UNAVAILABLE:
            self.set_header("Retry-After", str(RETRY_AFTER))
        self.set_status(status)

    def write_error(self, status_code: int, **_: object) -> None:
        """No page about errors: nobody is there to read it."""
        self.finish()
