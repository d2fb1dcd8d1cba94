"""Many people at once, some of them in a flood, and a bot that is killed in the middle of it.

Of a modest size unless told otherwise; the full one, which prints its figures, is

    HOIBAO_TEST_LOAD=50x10 python -m pytest tests/e2e/test_load.py -s
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import statistics
import sys
import time

import pytest

from tests.e2e.telegram import Person

psutil = pytest.importorskip("psutil")
pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]

PEOPLE, QUESTIONS = (int(part) for part in os.environ.get("HOIBAO_TEST_LOAD", "12x5").split("x"))
FLOODS, FLOOD = 2, 150  # people who send that many messages in one go
PATIENCE = 60.0 + PEOPLE * QUESTIONS  # seconds for everything; a slow machine is no failure

BRIDGES = {
    "Long Biên": "1902",
    "Chương Dương": "1985",
    "Thăng Long": "1986",
    "Mỹ Thuận": "2000",
    "Tràng Tiền": "1899",
    "Bãi Cháy": "2006",
    "Hàm Rồng": "1964",
    "Nhật Tân": "2015",
    "Rạch Miễu": "2009",
    "Cần Thơ": "2010",
}
# So that no two people ask the same in the same words, and nothing comes out of a cache.
BEFORE = ("", "Cho mình hỏi ", "Bạn ơi, ", "Làm ơn cho biết ", "Xin hỏi ", "Ad ơi ", "Em hỏi chút ")
AFTER = ("?", " vậy?", " ạ?", " nhỉ?", " thế?", " vậy bạn?", " hả ad?", " thế ạ?")


@pytest.fixture
def bridges(installation):
    """The installation, with articles about bridges, to be read at the bot's start."""
    shutil.rmtree(installation.home / "editions")
    for path in installation.articles.iterdir():
        path.unlink()
    rows = (
        {
            "id": f"cau-{number}",
            "title": f"Cầu {name}",
            "text": f"Cầu {name} được khánh thành năm {year} và nay vẫn đông xe qua lại.",
        }
        for number, (name, year) in enumerate(BRIDGES.items())
    )
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (installation.articles / "cau.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return installation


class Reader(Person):
    """Somebody who asks about bridges, each in their own words and order."""

    def __init__(self, telegram, number):
        super().__init__(telegram, 1000 + number, f"Người {number}")
        names = list(BRIDGES)
        turn = number % len(names)
        self.asked = (names[turn:] + names[:turn])[:QUESTIONS]
        self.words = (BEFORE[number % len(BEFORE)], AFTER[number // len(BEFORE) % len(AFTER)])
        self.at: list[float] = []

    async def ask(self):
        for name in self.asked:
            before, after = self.words
            self.at.append(time.perf_counter())
            await self.says(f"{before}cầu {name} được khánh thành năm nào{after}")

    def answered(self):
        """The bridges that the answers were about, in the order they came."""
        return [re.findall("|".join(BRIDGES), said.text)[0] for said in self.heard()]


class Crowd:
    """All of them, and the floods among them."""

    def __init__(self, telegram):
        self.telegram = telegram
        self.readers = [Reader(telegram, number) for number in range(PEOPLE - FLOODS)]
        self.floods = [Person(telegram, 10 + number, "Lũ") for number in range(FLOODS)]

    async def ask(self):
        """Everybody at once: the floods first, so that all others come after them."""
        flood = [self._flood(person) for person in self.floods]
        await asyncio.gather(*flood, *(reader.ask() for reader in self.readers))

    async def _flood(self, person):
        for number in range(FLOOD):
            await person.says(f"{list(BRIDGES)[number % len(BRIDGES)]} {number}?")
            await asyncio.sleep(0)

    async def hears_everything(self):
        wanted = [(reader, reader.asked[-1]) for reader in self.readers]
        await self.telegram.until(
            lambda: all(reader.answered()[-1:] == [last] for reader, last in wanted),
            "all answers",
            PATIENCE,
        )

    def count(self):
        return sum(len(reader.heard()) for reader in self.readers)

    def waits(self):
        """Seconds from each question to its answer."""
        sent: dict[int, list[float]] = {}
        for call in self.telegram.called("sendMessage"):
            sent.setdefault(int(call.fields["chat_id"]), []).append(call.at)
        return [
            answered - asked
            for reader in self.readers
            for asked, answered in zip(reader.at, sent[reader.id], strict=True)
        ]


async def peak_memory(pid, sizes):
    """Note the memory of a process, again and again."""
    process = psutil.Process(pid)
    while True:
        sizes.append(process.memory_info().rss)
        await asyncio.sleep(0.1)


async def ready(telegram):
    """Wait until a bot has read its articles and gets updates."""
    await telegram.until(lambda: telegram.polls or telegram.webhook, "bot", PATIENCE)


async def test_everybody_is_answered_in_order_whatever_the_floods(
    bridges, start_bot, telegram, capsys
):
    crowd, sizes = Crowd(telegram), [0]
    async with start_bot(HOIBAO_ARTICLES=str(bridges.articles)) as bot:
        await ready(telegram)
        watch = asyncio.create_task(peak_memory(bot.pid, sizes))
        began = time.perf_counter()
        await crowd.ask()
        await crowd.hears_everything()
        took = time.perf_counter() - began
        watch.cancel()
        assert await bot.stop() == 0
    for reader in crowd.readers:
        assert reader.answered() == reader.asked
    for person in crowd.floods:
        # Answered as often as anybody may ask, and told so once.
        assert sum("hơi nhanh" in said.text for said in person.heard()) == 1
        assert len(person.heard()) < FLOOD / 2
    waits = crowd.waits()
    assert max(sizes) < 1_000_000_000
    with capsys.disabled():
        sys.stdout.write(
            f"\n{PEOPLE} people at once, {FLOODS} of them with {FLOOD} messages each: "
            f"{len(waits)} answers in {took:.1f} s, median {statistics.median(waits):.1f} s, "
            f"95th percentile {statistics.quantiles(waits, n=20)[-1]:.1f} s, "
            f"memory at most {max(sizes) / 1e6:.0f} MB\n"
        )


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_nothing_is_lost_when_the_bot_is_killed_in_the_middle(
    bridges, start_bot, telegram, way, free_port
):
    crowd, settings = Crowd(telegram), {"HOIBAO_ARTICLES": str(bridges.articles)}
    if way == "webhook":
        settings["HOIBAO_WEBHOOK_URL"] = f"http://127.0.0.1:{free_port}/"
        settings["HOIBAO_WEBHOOK_PORT"] = str(free_port)
    wanted = sum(len(reader.asked) for reader in crowd.readers)
    async with start_bot(**settings) as bot:
        await ready(telegram)
        await crowd.ask()
        await telegram.until(lambda: crowd.count() > wanted // 3, "a third", PATIENCE)
        await bot.kill()
    before = {reader.id: len(reader.heard()) for reader in crowd.readers}
    assert sum(before.values()) < wanted
    async with start_bot(**settings) as bot:
        await crowd.hears_everything()
        assert await bot.stop() == 0
    for reader in crowd.readers:
        first, then = reader.answered()[: before[reader.id]], reader.answered()[before[reader.id] :]
        # In order before and after, and no gap. Only the answer that was on its way to a chat when
        # the bot was killed may come again.
        assert first == reader.asked[: len(first)]
        assert then == reader.asked[len(reader.asked) - len(then) :]
        assert 0 <= len(first) + len(then) - len(reader.asked) <= 1
