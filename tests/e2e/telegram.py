"""Telegram on loopback: a Bot API server we did not write, with the refusals it leaves out.

``lo-bot-api-emulator`` judges our requests: unknown parameters, keyboards, lengths, conflicts. It
neither parses HTML, keeps messages and knows tokens, nor fails when a test wants it to; that is
added here. Drafts, topics, descriptions, edited messages, members and changes of membership it does
not know at all (``OWN_METHODS``, ``TOLERATED_PARAMETERS``, ``OWN_KINDS``): of these the judge is
ours.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Callable
from contextlib import asynccontextmanager
from copy import copy
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from xml.etree import ElementTree

import lo_bot_api_emulator as lo
from aiohttp import ClientError, ClientSession, ClientTimeout, web
from lo_bot_api_emulator import updates as lo_updates

TOKEN = "7000000001:AAFakeTokenForTheTestsOnLoopback_0001"
LIMIT = 4096
PATIENCE = 30.0  # seconds a person waits before the test fails
BOT = {"id": 7, "is_bot": True, "first_name": "Fixture", "username": "hoibao_test_bot"}
NAME = f"@{BOT['username']}"

# What the emulator does not know although Telegram does. Checked here instead.
TOLERATED_PARAMETERS = frozenset({"link_preview_options", "message_thread_id", "button"})
OWN_METHODS = {"sendMessageDraft": 4096, "setMyDescription": 512, "setMyShortDescription": 120}
OWN_KINDS = {"edited_message", "chosen_inline_result", "my_chat_member"}
lo_updates.KINDS |= OWN_KINDS
_RETRY = 0.1  # seconds between attempts at a webhook; Telegram starts with one, up to a minute
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
    topic: int | None = None
    buttons: list[list[dict[str, Any]]] = field(default_factory=list)
    versions: list[str] = field(default_factory=list)  # what it said before it was edited
    deleted: bool = False

    @property
    def text(self) -> str:
        return plain(self.html)

    def quote(self) -> str:
        """The text of its block quotation."""
        return "".join(find(self.html, "blockquote").itertext())

    def button(self, words: str) -> dict[str, Any]:
        """The button whose label has these words; fails if there is none."""
        found = [button for row in self.buttons for button in row if words in button["text"]]
        assert found, f"no button {words!r} among {self.buttons}"
        return found[0]

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
        super().__init__(max_updates=10_000, allow_insecure_loopback_webhooks=True)
        # The emulator sends one update at a time; Telegram one of each chat.
        self._update_queues.deliver = self._deliver
        self._lines: dict[int, asyncio.Task[None]] = {}  # chat -> what sends its updates
        self.tokens = set(tokens or (TOKEN,))
        self.calls: list[Call] = []
        self.refused: list[tuple[str, str]] = []
        self.faults: list[Fault] = []
        self.messages: dict[tuple[int, int], Said] = {}
        self.chats: set[int] = set()  # who has written to the bot
        self.blocked: set[int] = set()  # who has blocked it
        self.chat_admins: set[tuple[int, int]] = set()  # (chat, person)
        self.commands: dict[tuple[str, str], list[str]] = {}  # (scope, language) -> names
        self.descriptions: dict[tuple[str, str], str] = {}  # (method, language) -> text
        self.toasts: dict[str, str] = {}  # callback query -> what it was answered
        self.results: dict[str, list[dict[str, Any]]] = {}  # inline query -> what was offered
        self.confirmed = 0
        self.accepted: list[int] = []  # updates the webhook has taken
        self.polls: list[dict[str, Any]] = []
        self.delay: dict[str, float] = {}  # seconds a method takes
        self._noted: dict[str, Callable[[dict[str, Any]], Any]] = {
            "editMessageReplyMarkup": self._edited_buttons,
            "setMyCommands": self._set_commands,
            "deleteMyCommands": self._set_commands,
            "answerCallbackQuery": self._answered,
            "answerInlineQuery": self._offered,
        }

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
            for line in self._lines.values():
                line.cancel()
            await asyncio.gather(*self._lines.values(), return_exceptions=True)
            await runner.cleanup()

    @property
    def webhook(self) -> str:
        """Where updates are sent; empty while they are fetched."""
        return str(self._update_queues.info(next(iter(self.tokens)))["url"])

    async def _deliver(self, token: str) -> int:
        """Send what is there to the webhook: chats side by side, the updates of each in order."""
        state = self._update_queues._state(token)
        for chat in {_chat_of(update) for update in state.updates} if state.url else ():
            if chat not in self._lines:
                self._lines[chat] = asyncio.create_task(self._line(state, chat))
        return 0

    async def _line(self, state: Any, chat: int) -> None:
        async with ClientSession(timeout=ClientTimeout(total=60)) as client:
            while True:
                mine = [update for update in state.updates if _chat_of(update) == chat]
                if not mine or not state.url:
                    del self._lines[chat]  # at once: closing the session takes a moment
                    return
                status = 0
                secret = {"X-Telegram-Bot-Api-Secret-Token": state.secret} if state.secret else {}
                try:
                    async with client.post(state.url, json=mine[0], headers=secret) as response:
                        status = response.status
                except (ClientError, TimeoutError):
                    pass
                if status == 200:
                    state.updates.remove(mine[0])
                    self.accepted.append(mine[0]["update_id"])
                else:
                    await asyncio.sleep(_RETRY)

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
        if method in OWN_METHODS:
            return self._judge_ourselves(method, fields)
        if method == "getChatMember":
            return self._member(int(fields["chat_id"]), int(fields["user_id"]))
        known = {key: value for key, value in fields.items() if key not in TOLERATED_PARAMETERS}
        result = super().validate(method, known, uploads)
        if method in ("sendMessage", "editMessageText"):
            self._judge_text(fields)
        if method == "getMe":
            return {**result, **BOT, "supports_inline_queries": True}
        if method == "sendChatAction":
            self._may_write_to(int(fields["chat_id"]))
        if method in ("sendMessage", "editMessageText"):
            return (self._sent if method == "sendMessage" else self._edited)(fields, result)
        if method in self._noted:
            return self._noted[method](fields) or result
        return result

    def _judge_ourselves(self, method: str, fields: dict[str, Any]) -> bool:
        words = fields.get("text") or fields.get("description") or fields["short_description"]
        if utf16(plain(words) if "parse_mode" in fields else words) > OWN_METHODS[method]:
            raise lo.ApiRefusal("Bad Request: text is too long")
        if method == "sendMessageDraft":
            self._may_write_to(int(fields["chat_id"]))
            if int(fields["chat_id"]) < 0 or not int(fields["draft_id"]):
                raise lo.ApiRefusal("Bad Request: DRAFT_INVALID")
        else:
            self.descriptions[method, fields.get("language_code", "")] = words
        return True

    def _member(self, chat: int, person: int) -> dict[str, Any]:
        user = {"id": person, "is_bot": False, "first_name": "An"}
        if (chat, person) in self.chat_admins:
            return {"status": "creator", "user": user, "is_anonymous": True}
        return {"status": "member", "user": user}

    def _answered(self, fields: dict[str, Any]) -> None:
        number = fields["callback_query_id"]
        if number in self.toasts:
            raise lo.ApiRefusal("Bad Request: query is answered already")
        self.toasts[number] = fields.get("text", "")

    def _offered(self, fields: dict[str, Any]) -> None:
        number, results = fields["inline_query_id"], json.loads(fields["results"])
        if number in self.results:
            raise lo.ApiRefusal("Bad Request: query is answered already")
        for result in results:
            content = result.get("input_message_content", {})
            try:
                said = plain(content.get("message_text", ""))
            except ValueError as error:
                raise lo.ApiRefusal(f"Bad Request: can't parse entities: {error}") from error
            if utf16(said) > LIMIT:
                raise lo.ApiRefusal("Bad Request: message is too long")
        self.results[number] = results

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
        topic = int(fields["message_thread_id"]) if "message_thread_id" in fields else None
        said = Said(result["message_id"], chat, fields["text"], reply.get("message_id"), topic)
        said.buttons = _buttons(fields)
        self.messages[chat, said.id] = said
        return as_message(said)

    def _edited(self, fields: dict[str, Any], result: dict[str, Any]) -> dict[str, Any]:
        said = self.messages.get((int(fields["chat_id"]), int(fields["message_id"])))
        if said is None or said.deleted:
            raise lo.ApiRefusal("Bad Request: message to edit not found")
        if said.html == fields["text"] and said.buttons == _buttons(fields):
            raise lo.ApiRefusal("Bad Request: message is not modified")
        said.versions.append(said.html)
        said.html, said.buttons = fields["text"], _buttons(fields)
        return as_message(said)

    def _edited_buttons(self, fields: dict[str, Any]) -> dict[str, Any]:
        said = self.messages.get((int(fields["chat_id"]), int(fields["message_id"])))
        if said is None or said.deleted:
            raise lo.ApiRefusal("Bad Request: message to edit not found")
        if said.buttons == _buttons(fields):
            raise UnavoidableRefusal("Bad Request: message is not modified")
        said.buttons = _buttons(fields)
        return as_message(said)

    def _set_commands(self, fields: dict[str, Any]) -> None:
        scope = json.loads(fields.get("scope", '{"type": "default"}'))
        if "chat_id" in scope and int(scope["chat_id"]) not in self.chats:
            raise UnavoidableRefusal("Bad Request: chat not found")
        name = f"{scope['type']}:{scope['chat_id']}" if "chat_id" in scope else scope["type"]
        if "commands" not in fields:
            self.commands.pop((name, fields.get("language_code", "")), None)
            return
        commands = json.loads(fields["commands"])
        for command in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
                raise lo.ApiRefusal("Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise lo.ApiRefusal("Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
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
    """Somebody with a Telegram client: in a private chat with the bot, or in a group with it."""

    _ids = count(10_000)

    def __init__(
        self, telegram: Telegram, id: int = 4242, name: str = "An", language: str | None = "vi"
    ) -> None:
        self.telegram, self.id = telegram, id
        self.user: dict[str, Any] = {"id": id, "is_bot": False, "first_name": name}
        if language is not None:
            self.user["language_code"] = language
        self.chat: dict[str, Any] = {"id": id, "type": "private", "first_name": name}
        self.topic: int | None = None
        self.token = next(iter(telegram.tokens))
        self._heard = 0

    def within(self, group: int, topic: int | None = None) -> Person:
        """The same person, speaking in a group (of a negative number), perhaps in a topic of it."""
        member = copy(self)
        member.chat = {"id": group, "type": "supergroup", "title": "Tòa soạn"}
        member.topic, member._heard = topic, 0
        if topic is not None:
            member.chat["is_forum"] = True
        return member

    async def says(self, text: str, **extra: Any) -> int:
        """Send a text; the id of the message. ``reply_to`` is what it replies to."""
        return await self.sends(text=text, entities=entities_of(text), **extra)

    async def sends(self, *, reply_to: Said | dict[str, Any] | None = None, **content: Any) -> int:
        """Send a message of any kind; its id."""
        message = self.message(reply_to=reply_to, **content)
        await self.does(message=message)
        return int(message["message_id"])

    def message(
        self, *, reply_to: Said | dict[str, Any] | None = None, **content: Any
    ) -> dict[str, Any]:
        """A message of this person, not sent."""
        message = {
            "message_id": next(self._ids),
            "date": int(time.time()),
            "chat": self.chat,
            "from": self.user,
            **content,
        }
        if self.topic is not None:
            message |= {"message_thread_id": self.topic, "is_topic_message": True}
        if reply_to is not None:
            replied = reply_to if isinstance(reply_to, dict) else as_message(reply_to)
            message["reply_to_message"] = {**replied, "chat": self.chat}
        return message

    async def does(self, **update: Any) -> None:
        """Whatever Telegram tells the bot of."""
        self.telegram.chats.add(self.chat["id"])
        await self.telegram.enqueue_update(update, token=self.token)

    async def edits(self, number: int, text: str) -> None:
        """Change what was said in that message."""
        message = self.message(text=text, entities=entities_of(text))
        message |= {"message_id": number, "edit_date": int(time.time())}
        await self.does(edited_message=message)

    async def presses(self, said: Said, words: str) -> str:
        """Press the button with these words; what the bot answers at the bottom of the screen."""
        return await self.presses_data(said, said.button(words)["callback_data"])

    async def presses_data(self, said: Said, data: str) -> str:
        """Press a button that carries ``data``, perhaps one that has gone since."""
        number = str(next(self._ids))
        message = {**as_message(said), "chat": self.chat}
        query = {"id": number, "from": self.user, "chat_instance": "1", "data": data}
        await self.does(callback_query={**query, "message": message})
        await self.telegram.until(lambda: number in self.telegram.toasts, "answer to a press")
        return self.telegram.toasts[number]

    async def types(self, words: str) -> list[dict[str, Any]]:
        """Type ``@bot words`` in some other chat; what is offered."""
        number = str(next(self._ids))
        query = {"id": number, "from": self.user, "query": words, "offset": ""}
        await self.does(inline_query=query)
        await self.telegram.until(lambda: number in self.telegram.results, "inline results")
        return self.telegram.results[number]

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

    async def asks(self, text: str, **extra: Any) -> Said:
        """Say something and hear the reply."""
        await self.says(text, **extra)
        return await self.hears()


def membership(person: Person, was: str, now: str) -> dict[str, Any]:
    """The update that the bot's standing in a chat has changed."""
    old, new = ({"user": BOT, "status": status, "until_date": 0} for status in (was, now))
    change = {"date": 1, "old_chat_member": old, "new_chat_member": new}
    return {"chat": person.chat, "from": person.user, **change}


def as_message(said: Said) -> dict[str, Any]:
    """A message of the bot as Telegram tells of it."""
    message = {
        "message_id": said.id,
        "date": int(time.time()),
        "chat": {"id": said.chat, "type": "private" if said.chat > 0 else "group"},
        "from": BOT,
        "text": plain(said.html),
    }
    if said.topic is not None:
        message |= {"message_thread_id": said.topic, "is_topic_message": True}
    if said.buttons:
        message["reply_markup"] = {"inline_keyboard": said.buttons}
    return message


def entities_of(text: str) -> list[dict[str, Any]]:
    """What a client marks in a text: the command in front, and names."""
    found = [("mention", match) for match in re.finditer(r"(?<!\w)@\w+", text)]
    if command := re.match(r"/\w+(@\w+)?", text):
        found = [one for one in found if one[1].start() > command.end()]
        found.insert(0, ("bot_command", command))
    return [
        {"type": kind, "offset": utf16(text[: match.start()]), "length": utf16(match[0])}
        for kind, match in found
    ]


def _buttons(fields: dict[str, Any]) -> list[list[dict[str, Any]]]:
    rows: list[list[dict[str, Any]]] = json.loads(fields.get("reply_markup") or "{}").get(
        "inline_keyboard", []
    )
    return rows


def _chat_of(update: dict[str, Any]) -> int:
    """What Telegram sends in order: the updates of a chat, else of a person."""
    content = next(value for key, value in update.items() if key != "update_id")
    chat = (content.get("message") or content).get("chat") or content["from"]
    return int(chat["id"])


def _error(status: int, description: str) -> web.Response:
    body = {"ok": False, "error_code": status, "description": description}
    return web.json_response(body, status=status)
