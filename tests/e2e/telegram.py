"""Telegram on loopback: a Bot API server we did not write, with the refusals it leaves out.

``lo-bot-api-emulator`` judges our requests: unknown parameters, keyboards, lengths, conflicts. It
neither parses HTML, keeps messages and knows tokens, nor fails when a test wants it to; that is
added here.
"""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from xml.etree import ElementTree

import lo_bot_api_emulator as lo
from aiohttp import web

TOKEN = "7000000001:AAFakeTokenForTheTestsOnLoopback_0001"
LIMIT = 4096
PATIENCE = 30.0  # seconds a person waits before the test fails

# What the emulator does not know although Telegram does. Checked here instead.
TOLERATED_PARAMETERS = frozenset({"link_preview_options"})
TAGS = {"b", "i", "a", "blockquote", "code", "pre", "u", "s"}
ATTRIBUTES = {"a": {"href"}, "blockquote": {"expandable"}}


@dataclass
class Call:
    """A request of the bot, with its outcome."""

    method: str
    fields: dict[str, Any]
    at: float
    status: int = 200


@dataclass
class Said:
    """A message of the bot, as it stands now."""

    id: int
    chat: int
    html: str
    reply_to: int | None
    versions: list[str] = field(default_factory=list)  # what it said before it was edited
    deleted: bool = False

    @property
    def text(self) -> str:
        return plain(self.html)

    def quote(self) -> str:
        """The text of its block quotation."""
        return "".join(find(self.html, "blockquote").itertext())

    def bold(self) -> list[str]:
        return ["".join(element.itertext()) for element in parse(self.html).iter("b")]


@dataclass
class Fault:
    """A failure to be dealt out instead of an answer."""

    method: str
    status: int
    description: str
    parameters: dict[str, Any] | None = None
    times: int = 1
    chat: int | None = None


def parse(html: str) -> ElementTree.Element:
    """Telegram HTML as a tree.

    Raises:
        ValueError: Telegram would refuse it, or show something else than what was meant.
    """
    prepared = html.replace("<blockquote expandable>", '<blockquote expandable="">')
    try:
        tree = ElementTree.fromstring(f"<message>{prepared}</message>")
    except ElementTree.ParseError as error:
        raise ValueError(str(error)) from error
    for element in tree.iter():
        if element is not tree and element.tag not in TAGS:
            raise ValueError(f'unsupported start tag "{element.tag}"')
        if set(element.attrib) - ATTRIBUTES.get(element.tag, set()):
            raise ValueError(f"unsupported attribute in {element.tag}")
        if element.tag == "blockquote" and element.findall(".//blockquote"):
            raise ValueError("blockquote within blockquote")
    return tree


def find(html: str, tag: str) -> ElementTree.Element:
    """The first element of that kind; fails if there is none."""
    element = parse(html).find(f".//{tag}")
    assert element is not None, f"no {tag} in {html}"
    return element


def plain(html: str) -> str:
    """What a reader sees of an HTML text."""
    return "".join(parse(html).itertext())


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class UnavoidableRefusal(lo.ApiRefusal):  # type: ignore[misc] # the package has no types
    """Telegram says no, and the bot could not know."""


class Telegram(lo.LoBotApiEmulator):  # type: ignore[misc]
    """The server's side. ``refused`` holds every request Telegram would not have accepted."""

    def __init__(self, *tokens: str) -> None:
        super().__init__()
        self.tokens = set(tokens or (TOKEN,))
        self.calls: list[Call] = []
        self.refused: list[tuple[str, str]] = []
        self.faults: list[Fault] = []
        self.messages: dict[tuple[int, int], Said] = {}
        self.chats: set[int] = set()  # who has written to the bot
        self.blocked: set[int] = set()  # who has blocked it
        self.commands: dict[tuple[str, str], list[str]] = {}  # (scope, language) -> names
        self.confirmed = 0
        self.polls: list[dict[str, Any]] = []
        self.delay: dict[str, float] = {}  # seconds a method takes

    @asynccontextmanager
    async def listening(self, port: int = 0):
        """Serve on loopback; the address is in ``url``."""
        runner = web.AppRunner(self.app(), access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        self.port = runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self.port}"
        try:
            yield self
        finally:
            await runner.cleanup()

    async def handle(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if request.match_info["token"] not in self.tokens:
            return _error(401, "Unauthorized")
        if pause := self.delay.get(method):
            await asyncio.sleep(pause)
        response: web.Response = await super().handle(request)
        return response

    def validate(self, method: str, fields: dict[str, Any], uploads: dict[str, Any]) -> Any:
        if method == "getUpdates":
            self.polls.append(dict(fields))
            self.confirmed = max(self.confirmed, int(fields.get("offset", 0)) - 1)
        call = Call(method, dict(fields), time.perf_counter())
        if method != "getUpdates":
            self.calls.append(call)
        if fault := self._fault(method, fields):
            call.status = fault.status
            raise lo.ApiRefusal(fault.description, fault.status, fault.parameters)
        try:
            return self._judge(method, fields, uploads)
        except lo.ApiRefusal as refusal:
            call.status = refusal.status
            if not isinstance(refusal, UnavoidableRefusal):
                self.refused.append((method, refusal.description))
            raise

    def _fault(self, method: str, fields: dict[str, Any]) -> Fault | None:
        for fault in self.faults:
            if fault.method == method and fault.chat in (None, int(fields.get("chat_id", 0))):
                fault.times -= 1
                if fault.times == 0:
                    self.faults.remove(fault)
                return fault
        return None

    def _judge(self, method: str, fields: dict[str, Any], uploads: dict[str, Any]) -> Any:
        known = {key: value for key, value in fields.items() if key not in TOLERATED_PARAMETERS}
        result = super().validate(method, known, uploads)
        if method in ("sendMessage", "editMessageText"):
            self._judge_text(fields)
        if method == "sendMessage":
            result = self._sent(fields, result)
        elif method == "editMessageText":
            result = self._edited(fields, result)
        elif method == "sendChatAction":
            self._may_write_to(int(fields["chat_id"]))
        elif method == "getMe":
            result = {**result, "username": "hoibao_test_bot"}
        elif method == "setMyCommands":
            self._set_commands(fields)
        return result

    def _judge_text(self, fields: dict[str, Any]) -> None:
        if fields.get("parse_mode") != "HTML":
            raise lo.ApiRefusal("Bad Request: the bot sends HTML only")
        if json.loads(fields.get("link_preview_options", "null")) != {"is_disabled": True}:
            raise lo.ApiRefusal("Bad Request: link previews are off")
        try:
            text = plain(fields["text"])
        except ValueError as error:
            raise lo.ApiRefusal(f"Bad Request: can't parse entities: {error}") from error
        if not text.strip():
            raise lo.ApiRefusal("Bad Request: message text is empty")
        if utf16(text) > LIMIT:
            raise lo.ApiRefusal("Bad Request: message is too long")

    def _may_write_to(self, chat: int) -> None:
        if chat in self.blocked:
            raise UnavoidableRefusal("Forbidden: bot was blocked by the user", 403)
        if chat not in self.chats:
            raise lo.ApiRefusal("Bad Request: chat not found")

    def _sent(self, fields: dict[str, Any], result: dict[str, Any]) -> dict[str, Any]:
        chat = int(fields["chat_id"])
        self._may_write_to(chat)
        reply = json.loads(fields["reply_parameters"]) if "reply_parameters" in fields else {}
        said = Said(result["message_id"], chat, fields["text"], reply.get("message_id"))
        self.messages[chat, said.id] = said
        return _message(said)

    def _edited(self, fields: dict[str, Any], result: dict[str, Any]) -> dict[str, Any]:
        said = self.messages.get((int(fields["chat_id"]), int(fields["message_id"])))
        if said is None or said.deleted:
            raise lo.ApiRefusal("Bad Request: message to edit not found")
        if said.html == fields["text"]:
            raise lo.ApiRefusal("Bad Request: message is not modified")
        said.versions.append(said.html)
        said.html = fields["text"]
        return _message(said)

    def _set_commands(self, fields: dict[str, Any]) -> None:
        scope = json.loads(fields.get("scope", '{"type": "default"}'))
        if "chat_id" in scope and int(scope["chat_id"]) not in self.chats:
            raise UnavoidableRefusal("Bad Request: chat not found")
        name = f"{scope['type']}:{scope['chat_id']}" if "chat_id" in scope else scope["type"]
        commands = json.loads(fields["commands"])
        self.commands[name, fields.get("language_code", "")] = [
            command["command"] for command in commands
        ]

    def delete(self, said: Said) -> None:
        """A person deletes a message of the bot."""
        said.deleted = True

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    async def until(self, condition, what: str, patience: float = PATIENCE):
        """Wait for ``condition()`` to be truthy; fails with what the bot did instead."""
        deadline = time.monotonic() + patience
        while not (value := condition()):
            if time.monotonic() > deadline:
                did = [(call.method, call.status) for call in self.calls[-12:]]
                raise AssertionError(
                    f"waited for {what}; the bot did {did}, refused {self.refused}"
                )
            await asyncio.sleep(0.005)
        return value


class Person:
    """Somebody with a Telegram client, in a private chat with the bot."""

    _ids = count(10_000)

    def __init__(
        self, telegram: Telegram, id: int = 4242, name: str = "An", language: str | None = "vi"
    ) -> None:
        self.telegram, self.id = telegram, id
        self.user: dict[str, Any] = {"id": id, "is_bot": False, "first_name": name}
        if language is not None:
            self.user["language_code"] = language
        self.chat: dict[str, Any] = {"id": id, "type": "private", "first_name": name}
        self.token = next(iter(telegram.tokens))
        self._heard = 0

    async def says(self, text: str, **extra: Any) -> int:
        """Send a text; the id of the message."""
        if text.startswith("/"):
            length = utf16(text.split()[0])
            extra["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return await self.sends(text=text, **extra)

    async def sends(self, **content: Any) -> int:
        """Send a message of any kind; its id."""
        number = next(self._ids)
        message = {
            "message_id": number,
            "date": int(time.time()),
            "chat": self.chat,
            "from": self.user,
            **content,
        }
        self.telegram.chats.add(self.chat["id"])
        await self.telegram.enqueue_update({"message": message}, token=self.token)
        return number

    def heard(self) -> list[Said]:
        """Everything the bot has said here, oldest first."""
        chat = self.chat["id"]
        return [said for (where, _), said in self.telegram.messages.items() if where == chat]

    async def hears(self, patience: float = PATIENCE) -> Said:
        """The next message of the bot."""
        await self.telegram.until(
            lambda: len(self.heard()) > self._heard, f"a message to {self.id}", patience
        )
        self._heard += 1
        return self.heard()[self._heard - 1]

    async def asks(self, text: str) -> Said:
        """Say something and hear the reply."""
        await self.says(text)
        return await self.hears()


def _message(said: Said) -> dict[str, Any]:
    return {
        "message_id": said.id,
        "date": int(time.time()),
        "chat": {"id": said.chat, "type": "private" if said.chat > 0 else "group"},
        "from": {"id": 7, "is_bot": True, "first_name": "Fixture", "username": "hoibao_test_bot"},
        "text": plain(said.html),
    }


def _error(status: int, description: str) -> web.Response:
    body = {"ok": False, "error_code": status, "description": description}
    return web.json_response(body, status=status)
