"""The bot as a process, its real library, and Telegram over HTTP."""

from __future__ import annotations

import json
import signal

import pytest

from bot.messages import text
from tests.e2e.conftest import ADMIN
from tests.e2e.process import bot_process
from tests.e2e.telegram import Fault, Person, Telegram

pytestmark = pytest.mark.slow

SECRETARY = "Ai là Bí thư Đảng ủy Khối các cơ quan tỉnh?"
TITLE = "Đảng bộ Khối các cơ quan tỉnh học và làm theo gương Bác bằng những việc làm thiết thực"


async def test_a_conversation(start_bot, telegram, installation):
    an = Person(telegram)
    async with start_bot() as bot:
        # What a reader sees, from the first tap on.
        welcome = await an.asks("/start")
        assert "Hỏi Báo" in welcome.bold()

        # A question: typing at once, then the card.
        card = await an.asks(SECRETARY)
        assert "Nguyễn Thúy Hà" in card.bold()[0]
        assert card.bold()[1] == card.bold()[0]
        assert card.bold()[0] in card.quote()
        source = (installation.articles / card_source(installation)).read_text(encoding="utf-8")
        assert all(part.strip() in source for part in card.quote().split("…"))
        assert f"📰 {TITLE}\n30/07/2021 · đoạn " in card.text
        asked = [call.method for call in telegram.calls].index("sendChatAction")
        assert telegram.calls[asked].fields["action"] == "typing"

        # Without diacritics it is the same answer.
        unaccented = await an.asks("ai la bi thu dang uy khoi cac co quan tinh?")
        assert "Nguyễn Thúy Hà" in unaccented.bold()[0]

        # What the article does not say is not answered.
        nothing = await an.asks("Giá vàng hôm nay là bao nhiêu?")
        assert nothing.text.startswith(text("vi", "telegram-no-answer"))

        # The commands, by language and place; nobody has made this admin's acquaintance yet.
        scopes = [
            (f"all_{kind}_chats", code) for kind in ("private", "group") for code in ("", "vi")
        ]
        assert sorted(telegram.commands) == sorted(scopes)
        assert await bot.stop() == 0
    assert telegram.confirmed == 4


def card_source(installation):
    (only,) = [path.name for path in installation.articles.glob("*.txt")]
    return only


async def test_reloading(start_bot, telegram, installation):
    reader, admin = Person(telegram), Person(telegram, ADMIN, "Bình")
    question = "Cầu Thăng Long được khánh thành năm nào?"
    article = {
        "id": "cau-thang-long",
        "title": "Cầu Thăng Long bắc qua sông Hồng",
        "published_at": "2020-05-09T08:00:00+07:00",
        "source": "https://vi.example/cau-thang-long?a=1&b=2",
        "text": "Cầu Thăng Long được khánh thành ngày 9 tháng 5 năm 1985.\n\n"
        "Cầu dài 3.250 m, nối quận Bắc Từ Liêm với huyện Đông Anh của Hà Nội.",
    }
    async with start_bot() as bot:
        assert text("vi", "telegram-no-answer") in (await reader.asks(question)).text
        (installation.articles / "moi.jsonl").write_text(json.dumps(article), encoding="utf-8")
        (installation.articles / "hỏng.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")

        # Somebody else's /reload changes nothing.
        refusal = await reader.asks("/reload")
        assert refusal.text == text("vi", "telegram-admins-only")

        # While the admin's runs, the old edition answers.
        notice = await admin.asks("/reload")
        assert "Nguyễn Thúy Hà" in (await reader.asks(SECRETARY)).bold()[0]
        await telegram.until(lambda: "Đã phát hành" in notice.text, "report")
        assert "1 bài mới, 0 bài sửa đổi, 0 bài gỡ bỏ, 1 bài giữ nguyên" in notice.text
        assert "hỏng.txt" in notice.text

        # The new article answers, with a link to it; so does the old one.
        card = await reader.asks(question)
        assert "1985" in card.bold()[0]
        assert 'href="https://vi.example/cau-thang-long?a=1&amp;b=2"' in card.html
        assert "09/05/2020" in card.text
        assert "Nguyễn Thúy Hà" in (await reader.asks(SECRETARY)).bold()[0]
        assert await bot.stop() == 0


async def test_trouble_on_telegrams_side(start_bot, telegram):
    an = Person(telegram)
    async with start_bot() as bot:
        await an.asks("/start")
        telegram.faults += [
            Fault("sendMessage", 429, "Too Many Requests: retry after 1", {"retry_after": 1}),
            Fault("sendMessage", 502, "Bad Gateway"),
            Fault("getUpdates", 502, "Bad Gateway"),
        ]
        card = await an.asks(SECRETARY)
        assert "Nguyễn Thúy Hà" in card.bold()[0]
        statuses = [call.status for call in telegram.called("sendMessage")]
        assert statuses == [200, 429, 502, 200]
        # Nothing was sent twice, and the next question is answered as ever.
        assert len(an.heard()) == 2
        assert "Nguyễn Thúy Hà" in (await an.asks(SECRETARY)).bold()[0]
        assert telegram.faults == []
        assert await bot.stop() == 0


async def test_a_killed_bot_answers_what_came_meanwhile_and_what_it_was_answering(
    start_bot, telegram
):
    an, binh = Person(telegram), Person(telegram, 2, "Bình")
    async with start_bot() as bot:
        await an.asks("/start")
        # Killed while its answer is on the way: Telegram is told to take its time with it.
        telegram.delay["sendMessage"] = 3600
        await an.says(SECRETARY)
        await telegram.until(lambda: telegram.called("sendChatAction"), "question in hand")
        await bot.kill()
    telegram.delay.clear()
    await binh.says("ai la bi thu dang uy khoi?")
    assert telegram.confirmed == 1
    async with start_bot() as bot:
        assert "Nguyễn Thúy Hà" in (await an.hears()).bold()[0]
        assert "Nguyễn Thúy Hà" in (await binh.hears()).bold()[0]
        assert await bot.stop(signal.SIGINT) == 0
    assert telegram.confirmed == 3


async def test_telegram_is_down_when_the_bot_starts(installation, tmp_path):
    telegram = Telegram()
    async with telegram.listening():
        port = telegram.port
    an = Person(telegram)
    async with bot_process(
        installation.environment, tmp_path, HOIBAO_TELEGRAM_API=f"http://127.0.0.1:{port}"
    ) as bot:
        await telegram.until(lambda: "cannot be reached" in bot.output(), "notice of the outage")
        assert bot.running
        async with telegram.listening(port):
            assert "Nguyễn Thúy Hà" in (await an.asks(SECRETARY)).bold()[0]
            assert await bot.stop() == 0
    assert telegram.refused == []


async def test_stopping_while_telegram_is_down(installation, tmp_path):
    async with bot_process(
        installation.environment, tmp_path, HOIBAO_TELEGRAM_API="http://127.0.0.1:9"
    ) as bot:
        await Telegram().until(lambda: "cannot be reached" in bot.output(), "notice of the outage")
        assert await bot.stop() == 0
        assert "Traceback" not in bot.output()


@pytest.mark.parametrize(
    ("token", "code"),
    [
        ("7000000001:AAFakeTokenForTheTestsOnLoopback_9999", "telegram-token-rejected"),
        ("một mã không giống mã nào", "telegram-token-rejected"),
        ("", "telegram-token-missing"),
    ],
)
async def test_a_token_that_does_not_work(start_bot, telegram, token, code):
    async with start_bot(HOIBAO_TELEGRAM_TOKEN=token) as bot:
        assert await bot.ends() == 1
        said = bot.output()
    wanted = text("vi", f"error-{code}", api=telegram.url)
    assert "".join(wanted.split()) in "".join(said.split())
    assert "Traceback" not in said
    assert not token or token not in said


async def test_a_second_bot_with_the_same_token_gives_way(start_bot, telegram):
    an = Person(telegram)
    async with start_bot() as first:
        await an.asks("/start")
        async with start_bot() as second:
            assert await second.ends() == 1
            said = second.output()
        assert "".join(text("vi", "error-telegram-token-busy").split()) in "".join(said.split())
        assert "Traceback" not in said
        assert "Nguyễn Thúy Hà" in (await an.asks(SECRETARY)).bold()[0]
        assert await first.stop() == 0


async def test_memory_stays_within_a_gigabyte(start_bot, telegram):
    psutil = pytest.importorskip("psutil")
    async with start_bot() as bot:
        people = [Person(telegram, number) for number in range(1, 21)]
        for person in people:
            await person.says(SECRETARY)
        for person in people:
            await person.hears()
        resident = psutil.Process(bot.pid).memory_info().rss
        assert resident < 1_000_000_000
        assert await bot.stop() == 0


async def test_a_token_that_is_revoked_ends_the_bot(start_bot, telegram):
    telegram.faults.append(Fault("getUpdates", 401, "Unauthorized", times=99))
    async with start_bot() as bot:
        assert await bot.ends() == 1
        assert telegram.url in bot.output()
        assert "Traceback" not in bot.output()
