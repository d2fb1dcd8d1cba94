"""The conversation in docs/telegram.md takes place as it is written there, either way.

After a change of wording or answers, ``HOIBAO_TEST_WRITE=1 python -m pytest
tests/e2e/test_transcript.py`` writes it anew.
"""

from __future__ import annotations

import os

import pytest

from tests.e2e.transcript import conversation, document, documented

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_the_documented_conversation_takes_place(start_bot, telegram, way, free_port):
    settings = {}
    if way == "webhook":
        settings["HOIBAO_WEBHOOK_URL"] = f"http://127.0.0.1:{free_port}/telegram"
        settings["HOIBAO_WEBHOOK_PORT"] = str(free_port)
    async with start_bot(**settings) as bot:
        transcript = await conversation(telegram)
        assert await bot.stop() == 0
    assert bool(telegram.polls) == (way == "polling")
    if os.environ.get("HOIBAO_TEST_WRITE") and way == "polling":
        document(transcript)
    assert str(transcript) == documented()
