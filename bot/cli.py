"""``hoibao ...``: the only place that puts the parts together.

Everything heavy is imported inside the commands, so that ``hoibao --help`` answers at once.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping, Sequence
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Protocol

import typer
from rich.console import Console
from rich.text import Text

from bot.messages import LANGUAGES, Language, error_text, text
from embeddings.errors import HoiBaoError

if TYPE_CHECKING:
    from bot.library import Library
    from bot.settings import Settings

# The texts of commands and options are message ids here; `main` puts the sentences in their place.
# No rich mark-up in help: importing what it needs takes longer than all the rest.
app = typer.Typer(
    help="help-hoibao", add_completion=False, no_args_is_help=True, rich_markup_mode=None
)
# Lines are broken, and tables squeezed, for terminals only: what is piped on keeps them whole.
_PIPED = not (sys.stdout and sys.stdout.isatty())
output = Console(highlight=False, soft_wrap=_PIPED, width=240 if _PIPED else None)
complaints = Console(stderr=True, highlight=False)


class Documented(Protocol):
    """What commands and their options have in common."""

    help: str | None


class ExitCode(IntEnum):
    """What a command's exit code says; part of the public interface (README)."""

    OK = 0
    ERROR = 1
    USAGE = 2
    NO_ANSWER = 3


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit with its code."""
    language = spoken_language()
    command = typer.main.get_command(app)
    _speak(command, language)
    try:
        command(args=arguments, prog_name="hoibao")
    except HoiBaoError as error:
        sys.exit(_fail(error, language))


@app.command(help="help-publish")
def publish() -> None:
    """Read the articles and publish a new edition."""
    from bot import reports
    from bot.progress import ProgressBar

    settings = _settings()
    with ProgressBar(complaints, settings.language) as progress:
        published = _library(settings).publish(progress)
    output.print(reports.published(published, settings.language))


@app.command(help="help-editions")
def editions() -> None:
    """List the editions on disk, newest first."""
    from bot import reports
    from embeddings.publishing import EditionStore

    settings = _settings()
    output.print(reports.editions(EditionStore(settings.home).list(), settings.language))


@app.command(help="help-rollback")
def rollback() -> None:
    """Go back to the edition before the current one."""
    settings = _settings()
    edition = _library(settings).rollback()
    output.print(Text(text(settings.language, "rolled-back", edition=edition)))


@app.command(help="help-ask")
def ask(
    question: Annotated[list[str], typer.Argument(help="help-ask-question")],
    explain: Annotated[bool, typer.Option("--explain", help="help-ask-explain")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="help-ask-json")] = False,
) -> None:
    """Answer one question, or every line of standard input."""
    from bot import interchange
    from bot.console import Chat, piped_lines

    settings = _settings()
    library = _open(settings)
    chat = Chat(library.ask, output, settings.language, explain=explain)
    if question == ["-"] and as_json:
        for found in interchange.results(_input(), library.ask, settings.language):
            _write(interchange.line(found))
        return
    if question == ["-"]:
        for asked in piped_lines(_input()):
            chat.answer(asked)
        return
    # Arguments that are not UTF-8 arrive with surrogates in place of the odd bytes.
    argument = os.fsencode(" ".join(question))
    if as_json:
        [found] = interchange.results([argument], library.ask, settings.language)
        _write(interchange.line(found))
        raise typer.Exit(_code(found.get("answered")))
    answer = library.ask(interchange.decoded(argument))
    chat.show(answer)
    raise typer.Exit(_code(answer.answered))


@app.command(help="help-console")
def console() -> None:
    """Chat with the library."""
    from bot import console as chat

    settings = _settings()
    library = _open(settings)
    interactive = chat.is_interactive()
    if interactive:
        output.print(Text(text(settings.language, "console-welcome"), style="cyan"))
    lines = chat.typed_lines(settings.home) if interactive else chat.piped_lines(_input())
    chat.Chat(library.ask, output, settings.language).run(lines)


@app.command(help="help-evaluate")
def evaluate(
    file: Annotated[Path, typer.Argument(help="help-evaluate-file")],
    minimum: Annotated[float, typer.Option("--min", min=0, max=1, help="help-evaluate-min")] = 0.0,
    corpus: Annotated[bool, typer.Option("--corpus", help="help-evaluate-corpus")] = False,
    distractors: Annotated[
        Path | None, typer.Option("--distractors", help="help-evaluate-distractors")
    ] = None,
    passages: Annotated[
        int, typer.Option("--passages", min=0, help="help-evaluate-passages")
    ] = 20_000,
    english: Annotated[Path | None, typer.Option("--english", help="help-evaluate-english")] = None,
    plot: Annotated[Path | None, typer.Option("--plot", help="help-evaluate-plot")] = None,
) -> None:
    """Ask every question of a file and score the answers."""
    if corpus:
        _benchmark(file, distractors, passages, english, plot)
        return
    from bot import reports
    from bot.progress import ProgressBar
    from embeddings import evaluation

    settings = _settings()
    questions = evaluation.load_questions(file)
    library = _open(settings)
    with ProgressBar(complaints, settings.language) as progress:
        ask = progress.counting("ask", library.ask, len(questions))
        report = evaluation.evaluate(ask, questions)
    output.print(reports.evaluation(report, settings.language))
    if report.score < minimum:
        figures = {"recall": f"{report.score:.3f}", "minimum": f"{minimum:.3f}"}
        _warn(text(settings.language, "evaluation-below", **figures))
        raise typer.Exit(ExitCode.ERROR)


def _benchmark(
    file: Path, distractors: Path | None, passages: int, english: Path | None, picture: Path | None
) -> None:
    """Compare systems on the contexts of a question file; the table goes to standard output."""
    from bot.progress import ProgressBar
    from embeddings import benchmark
    from embeddings.encoder import open_encoder

    settings = _settings()
    read = benchmark.read_corpus(file, distractors, passages)
    encoder = open_encoder(settings.model, settings.models_directory, settings.threads)
    with ProgressBar(complaints, settings.language) as progress:
        home = settings.home / "benchmark"
        rows = benchmark.benchmark(read, encoder, home, english, progress)
    _write(benchmark.markdown(rows).encode())
    if picture:
        benchmark.plot(rows, picture)


@app.command(help="help-bot")
def bot() -> None:
    """Run the Telegram bot until it is told to stop."""
    from bot.application import run

    run(_settings())


@app.command(help="help-version")
def version() -> None:
    """Show the version."""
    from importlib.metadata import version as installed_version

    typer.echo(f"hoibao {installed_version('hoibao')}")


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


def _speak(command: Documented, language: Language) -> None:
    """Replace the message ids in a command, its options and its subcommands by their sentences."""
    for thing in (command, *getattr(command, "params", ())):
        thing.help = text(language, thing.help or "")
    for part in getattr(command, "commands", {}).values():
        _speak(part, language)


def _settings() -> Settings:
    from difflib import get_close_matches

    from bot.settings import load, unknown_variables, variables

    for name in unknown_variables({**os.environ, **_dotenv()}):
        closest = get_close_matches(name, variables(), n=1, cutoff=0.8) or ["none"]
        _warn(text(spoken_language(), "setting-unknown", variable=name, closest=closest[0]))
    return load()


def _library(settings: Settings) -> Library:
    """The library without an edition opened: enough to publish or roll back."""
    from bot.library import Library
    from embeddings.encoder import open_encoder
    from embeddings.publishing import EditionStore

    encoder = open_encoder(settings.model, settings.models_directory, settings.threads)
    return Library(settings, encoder, EditionStore(settings.home, settings.keep_editions))


def _open(settings: Settings) -> Library:
    from bot.library import Library
    from bot.progress import ProgressBar

    with ProgressBar(complaints, settings.language) as progress:
        library = Library.open(settings, progress)
    for warning in library.warnings:
        _warn(error_text(settings.language, warning))
    if library.warnings:
        edition = library.answerer.edition.id
        _warn(text(settings.language, "now-serving", edition=edition))
    return library


def _code(answered: object) -> ExitCode:
    """The code for an answer, no answer, or (None) a question that could not be asked."""
    if answered is None:
        return ExitCode.ERROR
    return ExitCode.OK if answered else ExitCode.NO_ANSWER


def _input() -> BinaryIO:
    # Python sets no standard input where there is none (`<&-`).
    return sys.stdin.buffer if sys.stdin else io.BytesIO()


def _write(line: bytes) -> None:
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


def _warn(sentence: str) -> None:
    warning = Text(text(spoken_language(), "warning", text=sentence), style="yellow")
    complaints.print(warning, soft_wrap=True)


def _fail(error: HoiBaoError, language: Language) -> ExitCode:
    from bot.settings import SettingsError

    if isinstance(error, SettingsError):
        sentences = [text(language, f"setting-{p.kind}", **p.details) for p in error.problems]
    else:
        sentences = [error_text(language, error)]
    for sentence in sentences:
        complaints.print(
            Text(text(language, "error-line", text=sentence), style="red"), soft_wrap=True
        )
    return ExitCode.USAGE if isinstance(error, SettingsError) else ExitCode.ERROR
