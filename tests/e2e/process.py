"""``hoibao bot`` as an operator runs it: a process of its own."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from tests.e2e.telegram import TOKEN

ENDS_WITHIN = 60.0  # seconds


class BotProcess:
    """A running bot. Everything it writes goes to one file."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self._process = process
        self._log = log

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process.returncode is None

    def output(self) -> str:
        """What it has written so far, to stdout and stderr."""
        return self._log.read_text(encoding="utf-8")

    async def ends(self) -> int:
        """Wait for its end; the exit code."""
        async with asyncio.timeout(ENDS_WITHIN):
            return await self._process.wait()

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end; the exit code."""
        self._process.send_signal(number)
        return await self.ends()

    async def kill(self) -> None:
        """End it without a chance to do anything."""
        self._process.kill()
        await self.ends()


@asynccontextmanager
async def bot_process(
    environment: Mapping[str, str], directory: Path, **changes: str
) -> AsyncIterator[BotProcess]:
    """Start ``hoibao bot``; it is gone afterwards, whatever happens."""
    log = directory / f"bot-{os.urandom(3).hex()}.log"
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-c", "from bot.cli import main; main()", "bot"),
            stdout=output,
            stderr=output,
            cwd=directory,
            env={"HOIBAO_TELEGRAM_TOKEN": TOKEN, **environment, **changes},
        )
    bot = BotProcess(process, log)
    try:
        yield bot
    finally:
        if bot.running:
            await bot.kill()
        # Wherever a test leads: the token is in nothing that was written.
        assert TOKEN not in bot.output(), "the token was written"
