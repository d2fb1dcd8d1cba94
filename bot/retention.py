"""The end of what is kept: once a day, what is older than the installation wants it."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

from bot.journal.errors import JournalUnavailableError
from bot.journal.journal import Journal

log = logging.getLogger(__name__)

DAY = 24 * 3600.0  # seconds


async def prune_daily(journal: Journal, days: int) -> None:
    """Erase what is older than so many days, now and every day; 0 keeps everything."""
    while days:
        try:
            erased = await asyncio.to_thread(journal.prune, timedelta(days=days))
        except JournalUnavailableError as error:
            log.warning("old questions could not be erased: %s", error)
        else:
            if erased:
                log.info("%d questions older than %d days were erased", erased, days)
        await asyncio.sleep(DAY)
