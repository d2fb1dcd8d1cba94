"""Cards and buttons of the bot as a process, with its real library, over restarts and reloads."""

from __future__ import annotations

import json

import pytest

from bot.messages import text
from tests.e2e.conftest import ADMIN
from tests.e2e.telegram import Person, find, plain

pytestmark = pytest.mark.slow

SECRETARY = "Ai là Bí thư Đảng ủy Khối các cơ quan tỉnh?"
NAME = "Nguyễn Thúy Hà"
GOLD = "Giá vàng hôm nay là bao nhiêu?"
TITLE = "Đảng bộ Khối các cơ quan tỉnh học và làm theo gương Bác bằng những việc làm thiết thực"


def links(said):
    """The addresses in a message."""
    return [link.get("href") for link in find(f"<u>{said.html}</u>", "u").iter("a")]


async def test_a_reader_with_buttons(start_bot, telegram):
    an, admin = Person(telegram), Person(telegram, ADMIN, "Bình")
    async with start_bot() as bot:
        await admin.asks("/start")
        said = await an.asks(SECRETARY)
        assert NAME in said.bold()[0]
        copied = said.button("Sao chép")["copy_text"]["text"]
        assert NAME in copied
        assert len(copied) <= 256

        # Around the answer, and back.
        first = said.html
        await an.presses(said, "Ngữ cảnh")
        await telegram.until(lambda: said.html != first, "context")
        assert NAME in said.quote()
        assert "Năm 2021, Đảng ủy Khối" in said.quote()
        await an.presses(said, "Thu gọn")
        await telegram.until(lambda: said.html == first, "the card again")

        # The article, and a link to the passage that leads back to it.
        await an.presses(said, "Bài báo")
        await telegram.until(lambda: said.html != first, "the article")
        assert said.bold() == [TITLE]
        (link,) = links(said)
        there = await an.asks(f"/start {link.partition('start=')[2]}")
        assert NAME in there.quote()

        # An opinion, changed.
        await an.presses(said, "👎")
        await telegram.until(lambda: "Chưa đủ" in str(said.buttons), "the reasons")
        await an.presses(said, "Chưa đủ")
        await telegram.until(lambda: "👎 ✓" in str(said.buttons), "the mark")
        assert await an.presses(said, "👍") == text("vi", "toast-thanks-up")

        # What is not in the articles is handed on to the admin.
        nothing = await an.asks(GOLD)
        assert await an.presses(nothing, "quản trị viên") == text("vi", "toast-appeal")
        assert (await admin.hears()).quote() == GOLD
        assert await bot.stop() == 0


async def test_old_buttons_after_a_restart_and_a_reload(start_bot, telegram, installation):
    an, admin = Person(telegram), Person(telegram, ADMIN, "Bình")
    async with start_bot() as bot:
        said = await an.asks(SECRETARY)
        await an.presses(said, "👍")
        await telegram.until(lambda: said.button("👍")["text"] == "👍 ✓", "the mark")
        assert await bot.stop() == 0
    first = said.html
    async with start_bot() as bot:
        await an.presses(said, "Ngữ cảnh")
        await telegram.until(lambda: said.html != first, "context after the restart")
        assert said.button("👍")["text"] == "👍 ✓"

        # An article more, in front: the passage is found where it now is.
        article = {"id": "a", "title": "Bài khác", "text": "Một đoạn khác hẳn.\n\nĐoạn nữa."}
        (installation.articles / "a.jsonl").write_text(json.dumps(article), encoding="utf-8")
        notice = await admin.asks("/reload")
        await telegram.until(lambda: "Đã phát hành" in notice.text, "report")
        await an.presses(said, "Thu gọn")
        await telegram.until(lambda: said.html == first, "the card after the reload")

        # The article itself is taken away: the old button says so, kindly.
        (only,) = installation.articles.glob("*.txt")
        only.unlink()
        notice = await admin.asks("/reload")
        await telegram.until(lambda: "1 bài gỡ bỏ" in notice.text, "report")
        assert await an.presses(said, "Ngữ cảnh") == text("vi", "error-answer-gone")
        assert said.html == first
        assert await bot.stop() == 0
        assert "Traceback" not in bot.output()


async def test_edits_links_and_inline_mode(start_bot, telegram):
    an = Person(telegram)
    async with start_bot() as bot:
        # A question put right: the answer changes where it stands.
        number = await an.says(GOLD)
        said = await an.hears()
        await an.edits(number, "ai la bi thu dang uy khoi cac co quan tinh?")
        await telegram.until(lambda: NAME in said.html, "the new answer")
        assert len(an.heard()) == 1

        # In any chat, before anything is sent; the card leads into the private chat.
        best, *_ = await an.types(SECRETARY)
        assert NAME in best["title"]
        card = best["input_message_content"]["message_text"]
        assert NAME in plain(card)
        ((button,),) = best["reply_markup"]["inline_keyboard"]
        there = await an.asks(f"/start {button['url'].partition('start=')[2]}")
        assert NAME in there.quote()
        assert await bot.stop() == 0
