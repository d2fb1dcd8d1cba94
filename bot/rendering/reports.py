"""What admins are told: what publishing did, and what readers ask of them."""

from __future__ import annotations

from collections.abc import Sequence

from bot import markup
from bot.markup import html, shorten
from bot.messages import Language, error_text
from bot.skipped import skipped_lines
from embeddings.errors import ArticleFormatError, HoiBaoError, NoArticlesError
from embeddings.publishing import Published

SKIPPED_SHOWN = 10
SKIPPED_ROOM = 200
QUESTION_ROOM = 2000  # characters, as long as a question may be
NAME_ROOM = 128


def progress_line(stage: str, done: int, total: int, language: Language) -> str:
    """How far a publication has come."""
    name = html(language, f"stage-{stage}")
    if total <= 1:  # one step, not something to count
        return name
    return html(language, "telegram-reload-progress", stage=name, done=done, total=total)


def publication_report(published: Published, language: Language) -> str:
    """What a publication did, for the admin who asked for it."""
    parts = [
        html(
            language,
            "telegram-reload-published",
            edition=published.edition,
            seconds=round(published.seconds, 1),
            added=len(published.added),
            changed=len(published.changed),
            removed=len(published.removed),
            unchanged=published.unchanged,
            passages=published.passages,
        )
    ]
    parts += _skipped_lines(published.skipped, language)
    return "\n".join(parts)


def failure_report(error: HoiBaoError, language: Language) -> str:
    """Why a publication did not take place."""
    parts = [html(language, "telegram-reload-failed", reason=error_text(language, error))]
    if isinstance(error, NoArticlesError):
        parts += _skipped_lines(error.skipped, language)
    return "\n".join(parts)


def _skipped_lines(skipped: Sequence[ArticleFormatError], language: Language) -> list[str]:
    """How much could not be read, and what, in as many lines as a person wants to see."""
    if not skipped:
        return []
    lines = skipped_lines(skipped, language)
    parts = [html(language, "telegram-reload-skipped", count=len(skipped))]
    parts += ["• " + markup.clip(line, SKIPPED_ROOM) for line in lines[:SKIPPED_SHOWN]]
    if more := len(lines[SKIPPED_SHOWN:]):
        parts.append(html(language, "telegram-reload-more", count=more))
    return parts


def appeal_report(question: str, name: str, link: str, language: Language) -> str:
    """A question that somebody hands on to an admin; ``link`` asks it again."""
    return html(
        language,
        "telegram-appeal",
        question=shorten(question, QUESTION_ROOM),
        name=shorten(name, NAME_ROOM),
        link=link,
    )
