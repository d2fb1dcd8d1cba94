"""Updates sent by Telegram: who may send, when an update counts as dealt with, how it ends."""

import asyncio
import socket
import threading
from contextlib import asynccontextmanager

import httpx
import pytest
from pydantic import SecretStr

from bot.application import serve
from bot.errors import WebhookError
from bot.transport import webhook
from bot.transport.polling import ALLOWED_UPDATES
from tests.e2e.telegram import TOKEN, Fault, Person
from tests.handlers.conftest import settings_for
from tests.samples import SENTENCE, answer

SECRET = "bi-mat_2026"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
QUESTION = "Ai là Bí thư?"


@pytest.fixture
def address():
    """Where the webhook is to be, with a port that is free."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/bao"


@pytest.fixture
def changes(address):
    return {
        "webhook_url": address,
        "webhook_port": httpx.URL(address).port,
        "webhook_secret": SecretStr(SECRET),
    }


@pytest.fixture
def start(telegram, shelf, journal, tmp_path, changes):
    """Run the bot for a while."""

    @asynccontextmanager
    async def running(**more):
        settings = settings_for(telegram, tmp_path).model_copy(update={**changes, **more})
        stop = asyncio.Event()
        bot = asyncio.create_task(serve(settings, shelf, journal, stop))
        await telegram.until(
            lambda: telegram._update_queues.info(TOKEN)["url"] or bot.done(), "URL"
        )
        try:
            yield bot
        finally:
            stop.set()
            await bot

    return running


async def post(address, content, secret=SECRET, **options):
    headers = {HEADER: secret} if secret is not None else {}
    async with httpx.AsyncClient() as client:
        return await client.post(address, content=content, headers=headers, timeout=30, **options)


async def test_a_conversation_by_webhook(start, telegram):
    an = Person(telegram)
    async with start():
        assert SENTENCE in (await an.asks(QUESTION)).text
        offer = await an.asks("/ngonngu")
        await an.presses(offer, "English")
        await telegram.until(lambda: len(telegram.accepted) == 3, "all to be accepted")
    [call] = telegram.called("setWebhook")
    assert call.fields["secret_token"] == SECRET
    for kind in ALLOWED_UPDATES:
        assert kind in call.fields["allowed_updates"]
    assert telegram.polls == []


@pytest.mark.parametrize("secret", [None, "", "bi-mat_2027", "bí mật"])
async def test_who_does_not_know_the_secret_is_turned_away(start, address, shelf, secret):
    body = b'{"update_id": 1, "message": {}}'
    async with start():
        encoded = secret.encode() if secret is not None else None
        response = await post(address, body, secret=encoded)
        assert response.status_code == 403
        assert response.content == b""
    assert shelf.asked == []


@pytest.mark.parametrize("path", ["", "/", "/a.b+c", "/a/b/"])
async def test_any_path_will_do(start, telegram, address, path):
    url = address.removesuffix("/bao") + path
    async with start(webhook_url=url):
        assert SENTENCE in (await Person(telegram).asks(QUESTION)).text
        assert (await post(address + "/axb", b"{}")).status_code == 404


async def test_a_secret_is_made_up_where_none_is_set(start, telegram):
    async with start(webhook_secret=None):
        assert SENTENCE in (await Person(telegram).asks(QUESTION)).text
    [call] = telegram.called("setWebhook")
    assert len(call.fields["secret_token"]) > 30


async def test_what_is_no_update_is_refused_and_what_cannot_be_read_passed_over(
    start, address, telegram
):
    async with start():
        for nonsense in (b"", b"[]", b"{}", b'{"update_id": "x"}', b"\xff\xfe"):
            assert (await post(address, nonsense)).status_code == 400
        strange = b'{"update_id": 5, "message": {"message_id": 1, "date": "hom qua"}}'
        assert (await post(address, strange)).status_code == 200
        async with httpx.AsyncClient() as client:
            assert (await client.get(address)).status_code == 405
            assert (await client.post(address + "/khac")).status_code == 404
        with pytest.raises(httpx.TransportError):
            await post(address, b"x" * 2_000_000)
        assert SENTENCE in (await Person(telegram).asks(QUESTION)).text


async def test_an_update_counts_only_once_it_is_answered(start, telegram, shelf):
    patient = threading.Event()

    def think(question):
        patient.wait(30)
        return answer()

    shelf.says = think
    an = Person(telegram)
    async with start():
        await an.says(QUESTION)
        await telegram.until(lambda: shelf.asked, "the question to be in hand")
        assert telegram.accepted == []
        patient.set()
        await telegram.until(lambda: telegram.accepted, "acceptance")
        assert len(an.heard()) == 1


async def test_what_takes_long_is_offered_again_and_answered_once(
    start, telegram, shelf, monkeypatch
):
    monkeypatch.setattr(webhook, "PATIENCE", 0.02)
    patient = threading.Event()

    def think(question):
        patient.wait(30)
        return answer()

    shelf.says = think
    an = Person(telegram)
    async with start():
        await an.says(QUESTION)
        await asyncio.sleep(0.5)  # in which Telegram tries several times
        patient.set()
        await telegram.until(lambda: telegram.accepted, "acceptance")
        assert SENTENCE in (await an.hears()).text
        assert SENTENCE in (await an.asks(QUESTION)).text
    assert len(an.heard()) == 2


async def test_what_could_not_be_answered_in_time_comes_again(start, telegram, shelf, monkeypatch):
    monkeypatch.setattr("bot.application.GRACE", 0.05)
    patient = threading.Event()

    def think(question):
        patient.wait(30)
        return answer()

    shelf.says = think
    an = Person(telegram)
    async with start():
        await an.says(QUESTION)
        await telegram.until(lambda: shelf.asked, "the question to be in hand")
    patient.set()
    assert (telegram.accepted, an.heard()) == ([], [])
    async with start():
        assert SENTENCE in (await an.hears()).text
        await telegram.until(lambda: telegram.accepted, "acceptance")
    assert len(an.heard()) == 1


async def test_chats_do_not_wait_for_each_other(start, telegram, shelf):
    slow, quick = Person(telegram, 1), Person(telegram, 2)
    patient = threading.Event()

    def think(question):
        if question == "một":
            patient.wait(30)
        return answer(sentence=f"Trả lời {question}.", before="", after="")

    shelf.says = think
    async with start():
        await slow.says("một")
        await slow.says("hai")
        assert "Trả lời ba." in (await quick.asks("ba")).text
        patient.set()
        assert "Trả lời một." in (await slow.hears()).text
        assert "Trả lời hai." in (await slow.hears()).text


async def test_a_port_that_is_taken_is_named(start):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(WebhookError) as caught:
            async with start(webhook_port=port):
                pytest.fail("it cannot listen there")
    assert caught.value.details["url"] == f"127.0.0.1:{port}"


async def test_an_address_that_telegram_refuses_is_named(start, telegram):
    words = "Bad Request: bad webhook: HTTPS URL must be provided"
    telegram.faults.append(Fault("setWebhook", 400, words))
    with pytest.raises(WebhookError) as caught:
        async with start():
            pytest.fail("Telegram does not want it")
    assert "https url" in str(caught.value.details["reason"])
