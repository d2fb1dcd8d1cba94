"""What publishing, the list of editions and an evaluation say, as rich text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.messages import Language, error_text, text
from embeddings.publishing import EditionSummary, Published

_TIME = "%Y-%m-%d %H:%M:%S"


def published(done: Published, language: Language) -> RenderableType:
    """What was published, what changed, and every source that was skipped, with the reason."""
    summary = text(
        language,
        "published-summary",
        edition=done.edition,
        articles=len(done.added) + len(done.changed) + done.unchanged,
        passages=done.passages,
        encoded=done.encoded,
        seconds=round(done.seconds, 1),
    )
    changes = text(
        language,
        "published-changes",
        added=len(done.added),
        changed=len(done.changed),
        removed=len(done.removed),
        unchanged=done.unchanged,
    )
    parts = [Text(summary, style="green"), Text(changes)]
    if done.skipped:
        count = text(language, "published-skipped", count=len(done.skipped))
        parts.append(Text(count, style="yellow"))
        parts += [Text(f"  · {error_text(language, error)}") for error in done.skipped]
    return Group(*parts)


def editions(found: Sequence[EditionSummary], language: Language) -> RenderableType:
    """A table of editions, newest first, with the serving one marked."""
    if not found:
        return Text(text(language, "editions-none"))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(text(language, "editions-id"))
    table.add_column(text(language, "editions-created"))
    for column in ("articles", "passages", "skipped"):
        table.add_column(text(language, f"editions-{column}"), justify="right")
    table.add_column()
    for edition in found:
        manifest = edition.manifest
        table.add_row(
            manifest.id,
            datetime.fromisoformat(manifest.created_at).astimezone().strftime(_TIME),
            str(len(manifest.articles)),
            str(manifest.passages),
            str(manifest.skipped),
            text(language, "editions-current") if edition.current else "",
            style="bold" if edition.current else "",
        )
    return table
