"""The testers' chat: the answering code of the bot, in a terminal or over a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from rich.console import Console
from rich.text import Text

from bot import terminal
from bot.answering import Answer
from bot.messages import Language, error_text, text
from embeddings.errors import HoiBaoError

Ask = Callable[[str], Answer]
COMMANDS = ("/explain", "/help", "/quit")
COMPLETER = WordCompleter(list(COMMANDS), sentence=True)
HISTORY_FILE = "console-history"


class Chat:
    """What happens with each line a tester enters; where lines come from is not its business."""

    def __init__(
        self, ask: Ask, output: Console, language: Language, *, explain: bool = False
    ) -> None:
        self._ask = ask
        self._output = output
        self._language = language
        self.explain = explain

    def run(self, lines: Iterable[str]) -> None:
        """Deal with every line until there are no more or one says /quit."""
        for line in lines:
            if line.strip() == "/quit":
                return
            self.enter(line)

    def enter(self, line: str) -> None:
        """Obey a command, or answer a question. Blank lines are passed over."""
        match line.split():
            case []:
                return
            case ["/explain"]:
                self.explain = not self.explain
                self._say("console-explain-on" if self.explain else "console-explain-off")
            case ["/help"]:
                self._say("console-help")
            case [word, *_] if word.startswith("/"):
                self._say("console-unknown-command", command=word)
            case _:
                self.answer(line)

    def answer(self, question: str) -> None:
        """Print the answer, or what is wrong with the question."""
        try:
            self.show(self._ask(question))
        except HoiBaoError as error:
            self._output.print(Text(error_text(self._language, error), style="red"))
        self._output.print()

    def show(self, answer: Answer) -> None:
        """Print an answer, and how it was found if that was asked for."""
        self._output.print(terminal.answer_text(answer, self._language))
        if self.explain:
            self._output.print(terminal.explanation(answer, self._language))

    def _say(self, message: str, **variables: str) -> None:
        self._output.print(Text(text(self._language, message, **variables), style="cyan"))


def is_interactive() -> bool:
    """Whether somebody sits in front of both ends."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def typed_lines(home: Path) -> Iterator[str]:
    """Lines edited at a prompt, with history, until Ctrl-D or Ctrl-C on an empty line."""
    session: PromptSession[str] = PromptSession(
        history=_history(home / HISTORY_FILE),
        completer=COMPLETER,
        complete_while_typing=False,
        key_bindings=_bindings(),
    )
    while True:
        try:
            yield session.prompt(FormattedText([("bold ansicyan", "? ")]))
        except EOFError:
            return


def piped_lines(source: BinaryIO) -> Iterator[str]:
    """Lines as they come down a pipe, without waiting for more; what is not UTF-8 is marked so."""
    for raw in source:
        yield raw.decode("utf-8", errors="replace").removeprefix("\ufeff")


def _bindings() -> KeyBindings:
    bindings = KeyBindings()

    @bindings.add("c-c")
    def _clear_or_leave(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.text:
            buffer.reset()
        else:
            event.app.exit(exception=EOFError())

    return bindings


def _history(path: Path) -> History:
    """The history of earlier sessions; only this session's where the home cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.open("ab").close()
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(path))
