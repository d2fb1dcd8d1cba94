"""Groups, invitations and webhooks with the bot as a process and its real library."""

from __future__ import annotations

import pytest

from bot.messages import text
from tests.e2e.conftest import ADMIN
from tests.e2e.telegram import NAME, Person

pytestmark = pytest.mark.slow

GROUP = -1001234
SECRETARY = "Ai là Bí thư Đảng ủy Khối các cơ quan tỉnh?"


@pytest.fixture(params=["polling", "webhook"])
def way(request, free_port):
    """Settings for either way of getting updates."""
    if request.param == "polling":
        return {}
    url = f"http://127.0.0.1:{free_port}/telegram"
    return {"HOIBAO_WEBHOOK_URL": url, "HOIBAO_WEBHOOK_PORT": str(free_port)}


async def test_a_group_an_admin_opens(start_bot, telegram, way):
    an, admin = (Person(telegram, number).within(GROUP, topic=5) for number in (1, ADMIN))
    async with start_bot(HOIBAO_GROUPS="listed", **way) as bot:
        closed = await an.asks(f"{NAME} {SECRETARY}")
        assert closed.text == text("vi", "telegram-group-closed")
        await an.says("Mọi người ơi, họp nhé!")
        admin._heard = 1
        assert "Đã mở nhóm" in (await admin.asks("/monhom")).text
        an._heard = 2
        card = await an.asks(f"{NAME} {SECRETARY}")
        assert "Nguyễn Thúy Hà" in card.text
        assert card.topic == 5
        again = await an.asks(f"/hoi {SECRETARY}")
        assert "Nguyễn Thúy Hà" in again.text
        assert again.reply_to is not None
        assert len(an.heard()) == 4
        assert await bot.stop() == 0
    # The next start knows the group.
    async with start_bot(HOIBAO_GROUPS="listed", **way) as bot:
        assert "Nguyễn Thúy Hà" in (await an.asks(f"{SECRETARY} {NAME}")).text
        assert await bot.stop() == 0


async def test_an_invitation_lasts_and_a_block_too(start_bot, telegram):
    guest, rude, admin = (Person(telegram, number) for number in (1, 2, ADMIN))
    async with start_bot(HOIBAO_ACCESS="invited") as bot:
        assert "mã mời" in (await guest.asks(SECRETARY)).text
        code = (await admin.asks("/taoma")).text.split("1 người: ")[1].split("\n")[0]
        assert "hợp lệ" in (await guest.asks(code)).text
        assert "không đúng" in (await rude.asks(code)).text
        assert "Đã chặn 2" in (await admin.asks("/chan 2")).text
        assert await bot.stop() == 0
    async with start_bot(HOIBAO_ACCESS="invited") as bot:
        await rude.says("/start")
        assert "Nguyễn Thúy Hà" in (await guest.asks(SECRETARY)).text
        assert "1 câu hỏi" in (await guest.asks("/quyenriengtu")).text
        assert len(rude.heard()) == 1
        assert await bot.stop() == 0


async def test_a_port_that_cannot_be_had_ends_the_bot_with_a_sentence(start_bot):
    address = {"HOIBAO_WEBHOOK_URL": "https://bao.example/bot", "HOIBAO_WEBHOOK_PORT": "1"}
    async with start_bot(HOIBAO_WEBHOOK_LISTEN="203.0.113.7", **address) as bot:
        assert await bot.ends() == 1
        assert "203.0.113.7:1" in bot.output()
        assert "Traceback" not in bot.output()
