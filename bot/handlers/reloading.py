"""/reload: read the articles again and publish them, while the old edition keeps answering."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from threading import Event

from telegram import Message, Update
from telegram.error import BadRequest, TelegramError

from bot.handlers.context import Context, Services, speaks
from bot.handlers.groups import person_of
from bot.handlers.replies import edit, reply
from bot.markup import html
from bot.messages import Language
from bot.rendering import failure_report, progress_line, publication_report
from embeddings.errors import ArticleFormatError, HoiBaoError, NoArticlesError
from embeddings.publishing import Published

log = logging.getLogger(__name__)

EDIT_EVERY = 2.0  # seconds; Telegram slows down who edits more often


class StoppingError(Exception):
    """The bot is stopping, so the publication under way is given up."""


class Watch:
    """Follows a publication from the thread it runs in, and ends it when the bot stops."""

    def __init__(self, stopping: Event) -> None:
        self._stopping = stopping
        self.latest: tuple[str, int, int] | None = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Note how far the publication has come.

        Raises:
            StoppingError: the bot is stopping; the edition that serves stays as it is.
        """
        if self._stopping.is_set():
            raise StoppingError
        self.latest = stage, done, total


async def reload(update: Update, context: Context) -> None:
    """Start reloading. The chat does not wait for it: questions go on meanwhile."""
    message, language = update.effective_message, speaks(update, context)
    assert message is not None
    person = person_of(update)
    if person is not None:
        context.services.journal.record_admin_action(person, "reload")
    notice = await reply(message, html(language, "telegram-reload-started"))
    work = _reload(context.services, notice, language)
    context.application.create_task(work, update=update)


async def _reload(services: Services, notice: Message, language: Language) -> None:
    """Publish, showing how far it is, and report what came of it."""
    watch = Watch(services.stopping)
    publication = asyncio.create_task(asyncio.to_thread(services.library.publish, watch))
    try:
        await _show_progress(publication, watch, notice, language)
        published = await publication
    except StoppingError:
        report = html(language, "telegram-reload-stopped")
    except HoiBaoError as error:
        log.warning("reloading failed: %s", error)
        if isinstance(error, NoArticlesError):
            _log_skipped(error.skipped)
        report = failure_report(error, language)
    except Exception:  # the admin's notice must not go on saying that work is under way
        log.exception("reloading failed")
        report = failure_report(HoiBaoError("unexpected"), language)
    else:
        log.info("published edition %s", published.edition)
        _log_skipped(published.skipped)
        report = publication_report(published, language)
    await _report(notice, report)


def _log_skipped(skipped: Sequence[ArticleFormatError]) -> None:
    """All of it; the report names the first few."""
    for one in skipped:
        log.warning("skipped: %s", one)


async def _show_progress(
    publication: asyncio.Task[Published], watch: Watch, notice: Message, language: Language
) -> None:
    """Keep the notice up to date until the publication has ended."""
    shown = ""
    while not (await asyncio.wait({publication}, timeout=EDIT_EVERY))[0]:
        if watch.latest is None:
            continue
        line = progress_line(*watch.latest, language)
        if line != shown:
            shown = line
            try:
                await edit(notice, html(language, "telegram-reload-started") + "\n\n" + line)
            except TelegramError as error:  # the report will come all the same
                log.info("progress could not be shown: %s", error)


async def _report(notice: Message, text: str) -> None:
    """Put the report in the notice's place; say it anew if the admin has deleted that."""
    try:
        await edit(notice, text)
    except BadRequest as error:
        log.info("the notice could not be edited: %s", error)
        await reply(notice, text)
