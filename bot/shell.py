"""Between the commands and the shell they run in: language, settings, exit codes, both outputs."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from rich.console import Console
from rich.text import Text

from bot.messages import LANGUAGES, Language, error_text, reason_text, text
from embeddings.errors import EditionError, HoiBaoError, NoArticlesError, ReaderError

if TYPE_CHECKING:
    from bot.journal.journal import Journal
    from bot.library import Library
    from bot.settings import Settings

# Lines are broken, and tables squeezed, for terminals only: what is piped on keeps them whole.
_PIPED = not (sys.stdout and sys.stdout.isatty())
output = Console(highlight=False, soft_wrap=_PIPED, width=240 if _PIPED else None)
complaints = Console(stderr=True, highlight=False)


class ExitCode(IntEnum):
    """What a command's exit code says; part of the public interface (README)."""

    OK = 0
    ERROR = 1
    USAGE = 2
    NO_ANSWER = 3


def spoken_language() -> Language:
    """The language set for people, found without reading (and judging) the other settings."""
    wanted = os.environ.get("HOIBAO_LANGUAGE") or _dotenv().get("HOIBAO_LANGUAGE")
    return next((language for language in LANGUAGES if language == wanted), "vi")


def _dotenv() -> Mapping[str, str | None]:
    """What ``.env`` sets; nothing if it is not UTF-8, which reading the settings complains of."""
    if not Path(".env").is_file():
        return {}
    from dotenv import dotenv_values

    try:
        return dotenv_values(".env", encoding="utf-8")
    except UnicodeDecodeError:
        return {}


def settings() -> Settings:
    """The settings of this process; what looks misspelt is pointed out.

    Raises:
        SettingsError: see ``bot.settings.load``.
    """
    from difflib import get_close_matches

    from bot.settings import load, unknown_variables, variables

    for name in unknown_variables({**os.environ, **_dotenv()}):
        closest = get_close_matches(name, variables(), n=1, cutoff=0.8) or ["none"]
        warn(text(spoken_language(), "setting-unknown", variable=name, closest=closest[0]))
    return load()


def open_library(settings: Settings) -> Library:
    """The library, opened with a progress bar; what was wrong with it is told.

    Raises:
        HoiBaoError: see ``Library.open``.
    """
    from bot.library import Library
    from bot.progress import ProgressBar

    with ProgressBar(complaints, settings.language) as progress:
        library = Library.open(settings, progress)
    for warning in library.warnings:
        warn(error_text(settings.language, warning))
        if isinstance(warning, ReaderError):
            warn(text(settings.language, "sentences-instead"))
    if any(isinstance(warning, EditionError) for warning in library.warnings):
        edition = library.answerer.edition.id
        warn(text(settings.language, "now-serving", edition=edition))
    return library


@contextmanager
def open_journal(settings: Settings) -> Iterator[Journal]:
    """The journal, for as long as it is entered.

    The bot's operator has the log to see that nothing is written; whoever sits here has only what
    is told: at the beginning that it cannot be written, at the end what is lost.

    Raises:
        HoiBaoError: see ``Journal.open``.
    """
    from bot.journal.journal import Journal

    language = settings.language
    journal = Journal.open(settings.journal_address)
    try:
        with journal:
            if (error := journal.unwritable()) is not None:
                reason = reason_text(language, str(error.details["reason"]))
                address = str(error.details["address"])
                warn(text(language, "journal-unwritable", address=address, reason=reason))
            yield journal
    finally:
        if journal.lost:
            warn(text(language, "journal-lost", count=journal.lost))


def standard_input() -> BinaryIO:
    """Standard input as bytes; empty where there is none."""
    # Python sets no standard input where there is none (`<&-`).
    return sys.stdin.buffer if sys.stdin else io.BytesIO()


def write(line: bytes) -> None:
    """Write to standard output, at once."""
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


def warn(sentence: str) -> None:
    """Tell what does not keep the command from going on."""
    warning = Text(text(spoken_language(), "warning", text=sentence), style="yellow")
    complaints.print(warning, soft_wrap=True)


def complain(sentence: str, language: Language) -> None:
    """Tell what does."""
    error = Text(text(language, "error-line", text=sentence), style="red")
    complaints.print(error, soft_wrap=True)


def fail(error: HoiBaoError, language: Language) -> ExitCode:
    """Tell what is wrong, and with which code to exit."""
    from bot.settings import SettingsError

    if isinstance(error, SettingsError):
        sentences = [text(language, f"setting-{p.kind}", **p.details) for p in error.problems]
    else:
        sentences = [error_text(language, error)]
    for sentence in sentences:
        complain(sentence, language)
    if isinstance(error, NoArticlesError) and error.skipped:
        from bot import reports

        complaints.print(reports.skipped(error.skipped, language), soft_wrap=True)
    return ExitCode.USAGE if isinstance(error, SettingsError) else ExitCode.ERROR
