"""``hoibao ...``: the only place that puts the parts together.

Everything heavy is imported inside the commands, so that ``hoibao --help`` answers at once.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol

import typer
from rich.text import Text

from bot import shell
from bot.messages import Language, reason_text, text
from embeddings.errors import HoiBaoError

if TYPE_CHECKING:
    pass

# The texts of commands and options are message ids here; `main` puts the sentences in their place.
# No rich mark-up in help: importing what it needs takes longer than all the rest.
app = typer.Typer(
    help="help-hoibao", add_completion=False, no_args_is_help=True, rich_markup_mode=None
)


class Documented(Protocol):
    """What commands and their options have in common."""

    help: str | None


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit with its code."""
    # What a person should know is printed; without a handler Python would print the log as well.
    logging.getLogger().addHandler(logging.NullHandler())
    language = shell.spoken_language()
    command = typer.main.get_command(app)
    _speak(command, language)
    try:
        command(args=arguments, prog_name="hoibao")
    except HoiBaoError as error:
        sys.exit(shell.fail(error, language))
    except OSError as error:
        # A file or directory somebody else must put right: a traceback would not help them.
        message = "error-system" if error.filename else "error-system-unnamed"
        reason = reason_text(language, error.strerror or str(error))
        facts = {"path": str(error.filename), "reason": reason}
        shell.complain(text(language, message, **facts), language)
        sys.exit(shell.ExitCode.ERROR)


@app.command(help="help-publish")
def publish() -> None:
    """Read the articles and publish a new edition."""
    from bot import reports
    from bot.library import Library
    from bot.progress import ProgressBar

    settings = shell.settings()
    with ProgressBar(shell.complaints, settings.language) as progress:
        published = Library(settings).publish(progress)
    shell.output.print(reports.published(published, settings.language))


@app.command(help="help-editions")
def editions() -> None:
    """List the editions on disk, newest first."""
    from bot import reports
    from embeddings.publishing import EditionStore

    settings = shell.settings()
    shell.output.print(reports.editions(EditionStore(settings.home).list(), settings.language))


@app.command(help="help-rollback")
def rollback() -> None:
    """Go back to the edition before the current one."""
    from bot.library import Library

    settings = shell.settings()
    edition = Library(settings).rollback()
    shell.output.print(Text(text(settings.language, "rolled-back", edition=edition)))


@app.command(help="help-ask")
def ask(
    question: Annotated[list[str], typer.Argument(help="help-ask-question")],
    explain: Annotated[bool, typer.Option("--explain", help="help-ask-explain")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="help-ask-json")] = False,
) -> None:
    """Answer one question, or every line of standard input."""
    from bot import console as chat
    from bot import interchange

    settings = shell.settings()
    library = shell.open_library(settings)
    if question == ["-"] and as_json:
        for found in interchange.results(shell.standard_input(), library.ask, settings.language):
            shell.write(interchange.line(found))
        return
    if question == ["-"]:
        repeat = not chat.is_interactive()
        for asked in chat.piped_lines(shell.standard_input()):
            chat.answer(
                library.ask,
                asked,
                shell.output,
                settings.language,
                explain=explain,
                repeat=repeat,
            )
        return
    # Arguments that are not UTF-8 arrive with surrogates in place of the odd bytes.
    argument = os.fsencode(" ".join(question))
    if as_json:
        [found] = interchange.results([argument], library.ask, settings.language)
        shell.write(interchange.line(found))
        raise typer.Exit(_code(found.get("answered")))
    answer = library.ask(interchange.decoded(argument))
    chat.show(answer, shell.output, settings.language, explain=explain)
    raise typer.Exit(_code(answer.answered))


@app.command(help="help-console")
def console() -> None:
    """Chat with the library."""
    from bot import console as chat
    from bot.desk import Asker, Desk

    settings = shell.settings()
    library = shell.open_library(settings)
    typed = chat.is_interactive()
    if typed:
        shell.output.print(Text(text(settings.language, "console-welcome"), style="cyan"))
        lines = chat.typed_lines(settings.home)
    else:
        lines = chat.piped_lines(shell.standard_input())
    tester = Asker(person=0, chat=0, language=settings.language, channel="console")
    with shell.open_journal(settings) as journal:
        chat.Chat(Desk(library, journal), tester, shell.output, repeat=not typed).run(lines)


@app.command(help="help-evaluate")
def evaluate(
    file: Annotated[Path, typer.Argument(help="help-evaluate-file")],
    minimum: Annotated[float, typer.Option("--min", min=0, max=1, help="help-evaluate-min")] = 0.0,
    dialogues: Annotated[bool, typer.Option("--dialogues", help="help-evaluate-dialogues")] = False,
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
    if dialogues and corpus:
        language = shell.spoken_language()
        shell.complain(text(language, "evaluation-either"), language)
        raise typer.Exit(shell.ExitCode.USAGE)
    if corpus:
        _benchmark(file, distractors, passages, english, plot, minimum)
        return
    only_corpus = {"--distractors": distractors, "--english": english, "--plot": plot}
    if given := [option for option, value in only_corpus.items() if value]:
        language = shell.spoken_language()
        needed = text(language, "evaluation-needs-corpus", options=", ".join(given))
        shell.complain(needed, language)
        raise typer.Exit(shell.ExitCode.USAGE)
    if dialogues:
        _dialogues(file, minimum)
        return
    from bot import reports
    from bot.progress import ProgressBar
    from embeddings import evaluation

    settings = shell.settings()
    questions = evaluation.load_questions(file)
    library = shell.open_library(settings)
    with ProgressBar(shell.complaints, settings.language) as progress:
        ask = progress.counting("ask", library.ask, len(questions))
        report = evaluation.evaluate(ask, questions)
    shell.output.print(reports.evaluation(report, settings.language))
    measured = "recall" if report.answerable else "refused"
    _demand(report.score, minimum, measured, settings.language)


def _dialogues(file: Path, minimum: float) -> None:
    """Hold the dialogues of a file; ``minimum`` is asked of the share of turns that are right."""
    from bot import reports
    from bot.conversation.dialogues import load_dialogues, score_dialogues
    from bot.progress import ProgressBar

    settings = shell.settings()
    held = load_dialogues(file)
    library = shell.open_library(settings)
    with ProgressBar(shell.complaints, settings.language) as progress:
        report = score_dialogues(library.ask, held, lambda n: progress("ask", n, len(held)))
    shell.output.print(reports.dialogues(report, settings.language))
    right = report.overall.right / max(1, report.overall.n)
    _demand(right, minimum, "dialogues", settings.language)


def _benchmark(
    file: Path,
    distractors: Path | None,
    passages: int,
    english: Path | None,
    picture: Path | None,
    minimum: float,
) -> None:
    """Compare systems on the contexts of a question file; the table goes to standard output.

    ``minimum`` is asked of our own R@1 on the questions as they stand.
    """
    from bot.progress import ProgressBar
    from embeddings import benchmark
    from embeddings.encoder import open_encoder

    settings = shell.settings()
    read = benchmark.read_corpus(file, distractors, passages)
    encoder = open_encoder(settings.model, settings.models_directory, settings.threads)
    with ProgressBar(shell.complaints, settings.language) as progress:
        home = settings.home / "benchmark"
        rows = benchmark.benchmark(read, encoder, home, english, progress)
    shell.write(benchmark.markdown(rows).encode())
    if picture:
        benchmark.plot(rows, picture)
    [ours] = [row for row in rows if (row.system, row.variant) == ("ours", "accented")]
    _demand(ours.recall[1], minimum, "recall", settings.language)


def _demand(score: float, minimum: float, measured: str, language: Language) -> None:
    """Exit with an error if a figure is below what is demanded of it."""
    if score < minimum:
        figures = {"measured": measured, "score": f"{score:.3f}", "minimum": f"{minimum:.3f}"}
        shell.warn(text(language, "evaluation-below", **figures))
        raise typer.Exit(shell.ExitCode.ERROR)


@app.command(help="help-bot")
def bot() -> None:
    """Run the Telegram bot until it is told to stop."""
    from bot.application import run

    run(shell.settings())


@app.command(help="help-version")
def version() -> None:
    """Show the version."""
    from importlib.metadata import version as installed_version

    typer.echo(f"hoibao {installed_version('hoibao')}")


def _speak(command: Documented, language: Language) -> None:
    """Replace the message ids in a command, its options and its subcommands by their sentences."""
    for thing in (command, *getattr(command, "params", ())):
        thing.help = text(language, thing.help or "")
    for part in getattr(command, "commands", {}).values():
        _speak(part, language)


def _code(answered: object) -> shell.ExitCode:
    """The code for an answer, no answer, or (None) a question that could not be asked."""
    if answered is None:
        return shell.ExitCode.ERROR
    return shell.ExitCode.OK if answered else shell.ExitCode.NO_ANSWER
