"""The testers' chat: the desk where readers ask, in a terminal or over a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from rich.console import Console, RenderableType
from rich.text import Text

from bot import terminal
from bot.answering import Answer
from bot.interchange import decoded
from bot.messages import LANGUAGES, Language, error_text, text
from embeddings.errors import HoiBaoError
from embeddings.vietnamese import fold, nfc

if TYPE_CHECKING:
    # Not loaded for `hoibao ask`, which needs no conversation.
    from bot.desk import Asker, Desk, Reason, Reply

Ask = Callable[[str], Answer]
HISTORY_FILE = "console-history"
_PROMPT = "? "
# What is wrong with an answer, in the words of either language, without accents and spaces.
REASONS: dict[str, Reason] = {
    "sai": "wrong",
    "wrong": "wrong",
    "thieu": "incomplete",
    "incomplete": "incomplete",
    "lacde": "unrelated",
    "unrelated": "unrelated",
}


def answer(
    ask: Ask,
    question: str,
    output: Console,
    language: Language,
    *,
    explain: bool,
    repeat: bool = False,
) -> None:
    """Print the answer to a question that stands alone, or what is wrong with the question.

    ``repeat`` prints the question first.
    """
    if repeat:
        output.print(_repeated(question))
    try:
        show(ask(_checked(question)), output, language, explain=explain)
    except HoiBaoError as error:
        output.print(_complaint(error, language))
    output.print()


def show(found: Answer, output: Console, language: Language, *, explain: bool) -> None:
    """Print an answer, and how it was found if that is asked for."""
    output.print(terminal.answer_text(found, language))
    if explain:
        output.print(terminal.explanation(found, language))


class Chat:
    """What happens with each line a tester enters; where lines come from is not its business."""

    def __init__(
        self,
        desk: Desk,
        asker: Asker,
        output: Console,
        *,
        explain: bool = False,
        repeat: bool = False,
    ) -> None:
        """``repeat`` prints each line first, for lines that nobody has seen being typed."""
        self._desk = desk
        self._asker = asker
        self._output = output
        self._shown: tuple[str, int] | None = None  # the last answer's id, and the page of it
        self._repeat = repeat
        self.explain = explain

    def run(self, lines: Iterable[str]) -> None:
        """Deal with every line until there are no more or one says /quit."""
        for line in lines:
            if line.strip().lower() == "/quit":
                return
            self.enter(line)

    def enter(self, line: str) -> None:
        """Obey a command, or answer a question. Blank lines are passed over."""
        if not line.strip():
            return
        if self._repeat:
            self._output.print(_repeated(line))
        if not line.lstrip().startswith("/"):
            self.answer(line)
            return
        try:
            command, *arguments = _checked(line).split()
            self._obey(command[1:], arguments)
        except HoiBaoError as error:
            self._output.print(_complaint(error, self._asker.language))

    def answer(self, question: str) -> None:
        """Print the answer, or what is wrong with the question."""
        try:
            self._show(self._desk.ask(self._asker, _checked(question)))
        except HoiBaoError as error:
            self._output.print(_complaint(error, self._asker.language))
        self._output.print()

    def _obey(self, command: str, arguments: list[str]) -> None:
        if command.isdecimal():
            command, arguments = "page", [command]
        name = command.lower()
        if name in _COMMANDS:
            _COMMANDS[name](self, arguments)
        elif name in ELSEWHERE:
            self._say("console-telegram-command", command=f"/{name}")
        else:
            self._say("console-unknown-command", command=f"/{command}")

    def _show(self, reply: Reply) -> None:
        language = self._asker.language
        if reply.answer is None:
            self._output.print(Text(text(language, f"smalltalk-{reply.smalltalk}")))
            return
        self._shown = reply.id, 1
        if reply.reading is not None:
            self._output.print(terminal.reading_text(reply.reading, language, kind=self.explain))
        self._output.print(terminal.answer_text(reply.answer, language, numbered=True))
        if self.explain:
            self._output.print(terminal.explanation(reply.answer, language))

    def _page(self, arguments: list[str]) -> None:
        number = int(arguments[0]) if arguments[:1] and arguments[0].isdecimal() else 0
        if self._last is None:
            self._say("console-nothing-asked")
            return
        pages = len(self._desk.page(self._last, 1).spots)
        if 1 <= number <= pages:
            page = self._desk.page(self._last, number)
            self._shown = self._last, number
            self._view(terminal.page_text(page, self._asker.language))
        else:
            self._say("console-page-usage", pages=pages)

    def _context(self, _: list[str]) -> None:
        if self._shown is None:
            self._say("console-nothing-asked")
        else:
            context = self._desk.context(*self._shown)
            self._view(terminal.context_text(context, self._asker.language))

    def _article(self, _: list[str]) -> None:
        if self._shown is None:
            self._say("console-nothing-asked")
        else:
            overview = self._desk.article(*self._shown)
            self._view(terminal.article_text(overview, self._asker.language))

    def _up(self, _: list[str]) -> None:
        if self._last is None:
            self._say("console-nothing-asked")
        else:
            self._desk.rate(self._asker, self._last, "up")
            self._say("console-rated-up")

    def _down(self, arguments: list[str]) -> None:
        reason = REASONS.get(fold(nfc("".join(arguments))))
        if self._last is None:
            self._say("console-nothing-asked")
        elif arguments and reason is None:
            self._say("console-down-usage")
        else:
            self._desk.rate(self._asker, self._last, "down", reason)
            if not self._desk.noted():
                self._say("console-not-noted")
            else:
                self._say("console-rated-down" if reason else "console-rated-down-why")

    def _admin(self, _: list[str]) -> None:
        if self._last is None:
            self._say("console-nothing-asked")
        else:
            self._desk.ask_admin(self._asker, self._last)
            self._say("console-appealed" if self._desk.noted() else "console-not-noted")

    def _fresh(self, _: list[str]) -> None:
        self._desk.fresh(self._asker)
        self._shown = None
        self._say("console-fresh")

    def _speak(self, arguments: list[str]) -> None:
        chosen = next((one for one in LANGUAGES if _lower(arguments) == [one]), None)
        if chosen is None:
            self._say("console-language-usage")
        else:
            self._asker = replace(self._asker, language=chosen)
            self._say("console-language")

    def _explain(self, _: list[str]) -> None:
        self.explain = not self.explain
        self._say("console-explain-on" if self.explain else "console-explain-off")

    def _help(self, _: list[str]) -> None:
        self._say("console-help")

    @property
    def _last(self) -> str | None:
        """The id of the last answer."""
        return self._shown[0] if self._shown else None

    def _view(self, shown: RenderableType) -> None:
        self._output.print(shown)
        self._output.print()

    def _say(self, message: str, **variables: str | float) -> None:
        sentence = text(self._asker.language, message, **variables)
        self._output.print(Text(sentence, style="cyan"))


_COMMANDS: dict[str, Callable[[Chat, list[str]], None]] = {
    "page": Chat._page,
    "context": Chat._context,
    "article": Chat._article,
    "up": Chat._up,
    "down": Chat._down,
    "admin": Chat._admin,
    "moi": Chat._fresh,
    "ngonngu": Chat._speak,
    "explain": Chat._explain,
    "help": Chat._help,
}
# What a reader can do in Telegram only: begin, ask in a group, see and erase what is kept of them.
ELSEWHERE = frozenset({"start", "hoi", "quyenriengtu", "xoadulieu"})
COMMANDS = (*(f"/{name}" for name in _COMMANDS), "/quit")
COMPLETER = WordCompleter(list(COMMANDS), sentence=True)


def _complaint(error: HoiBaoError, language: Language) -> Text:
    return Text(error_text(language, error), style="red")


def _lower(words: Iterable[str]) -> list[str]:
    return [word.lower() for word in words]


def _repeated(line: str) -> Text:
    """A line as it would stand at the prompt; in place of bytes that are no text stands a mark."""
    shown = line.encode("utf-8", "surrogateescape").decode("utf-8", "replace").strip()
    return Text.assemble((_PROMPT, "bold cyan"), shown)


def _checked(line: str) -> str:
    """The line, if all of it is text.

    Raises:
        QuestionEncodingError: it came with bytes that are not UTF-8.
    """
    return decoded(line.encode("utf-8", "surrogateescape"))


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
            yield session.prompt(FormattedText([("bold ansicyan", _PROMPT)]))
        except EOFError:
            return


def piped_lines(source: BinaryIO) -> Iterator[str]:
    """Lines as they come down a pipe, without waiting for more.

    In place of bytes that are not UTF-8 come surrogates, as in the arguments of a command: so they
    can be told from text, and complained of where the line is answered.
    """
    for raw in source:
        yield raw.decode("utf-8", errors="surrogateescape").removeprefix("\ufeff")


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
