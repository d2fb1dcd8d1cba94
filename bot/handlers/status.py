"""/status: how the bot is, for admins."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from telegram import Update

from bot.handlers.context import Context, Services, asked
from bot.handlers.replies import reply
from bot.journal.records import Counts
from bot.markup import escape, html
from bot.messages import Language, error_text

_WARNINGS_SHOWN = 5
_DAY = timedelta(days=1)


async def status(update: Update, context: Context) -> None:
    """What serves, since when, and what is wrong."""
    message, services, language = asked(update, context)
    now = datetime.now(tz=UTC)
    counts = await asyncio.to_thread(services.journal.counts, now - _DAY)
    await reply(message, "\n".join(report(services, counts, language, now)))


def report(
    services: Services, counts: Counts | None, language: Language, now: datetime
) -> Iterable[str]:
    """The lines of it, as HTML."""
    edition, journal, settings = (
        services.library.answerer.edition,
        services.journal,
        services.settings,
    )
    up = now - services.started
    yield html(
        language,
        "telegram-status-edition",
        edition=edition.id,
        articles=len(edition.articles),
        passages=len(edition.passages),
        skipped=edition.manifest.skipped,
    )
    yield html(language, "telegram-status-uptime", days=up.days, time=_clock(up))
    yield html(language, "telegram-status-reader", reader=services.library.answerer.reader.name)
    if counts is not None:
        yield html(
            language,
            "telegram-status-asked",
            questions=counts.questions,
            answered=counts.answered,
            people=counts.people,
        )
    yield html(
        language,
        "telegram-status-load",
        hand=services.workers.in_hand,
        workers=settings.workers,
        queue=settings.queue,
    )
    yield html(
        language,
        "telegram-status-ways",
        source="webhook" if settings.webhook_url else "polling",
        access=settings.access,
        groups=settings.groups,
    )
    yield html(language, "telegram-status-journal", lost=journal.lost, waiting=journal.waiting)
    for warning in services.library.warnings[:_WARNINGS_SHOWN]:
        yield "⚠️ " + escape(error_text(language, warning))


def _clock(duration: timedelta) -> str:
    """The hours and minutes of it, besides whole days."""
    minutes = duration.seconds // 60
    return f"{minutes // 60}:{minutes % 60:02}"
