import io
import os
import pty
import subprocess
import sys
import time

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from bot import console
from bot.console import Chat

QUESTION = "Ai là Bí thư Đảng ủy Khối các cơ quan tỉnh?"
CTRL_C, CTRL_D = "\x03", "\x04"


@pytest.fixture
def screen():
    """What is printed, on very long lines."""
    return Console(file=io.StringIO(), width=1000)


def shown(screen):
    return screen.file.getvalue()


def test_a_question_is_answered_with_its_source(library, screen):
    Chat(library.ask, screen, "vi").run([QUESTION])
    assert "Nguyễn Thúy Hà" in shown(screen)
    assert "Thu Biên · 30/07/2021 06:32 · đoạn 8" in shown(screen)
    assert "Hiểu là" not in shown(screen)


def test_explain_is_switched_on_and_off(library, screen):
    chat = Chat(library.ask, screen, "vi")
    chat.run(["/explain", "bi thu dang uy khoi cac co quan tinh la ai"])
    explained = shown(screen)
    assert "Hiểu là: " in explained
    assert "tìm theo nghĩa" in explained
    hits = library.ask(QUESTION).candidates
    assert explained.count("│") == 0
    assert sum(line.split()[:1] == [str(len(hits))] for line in explained.splitlines()) == 1
    chat.run(["/explain", QUESTION])
    assert "Hiểu là: " not in shown(screen)[len(explained) :]


def test_quit_leaves_and_what_follows_is_not_asked(screen):
    Chat(lambda _: pytest.fail("it was asked"), screen, "vi").run(["/quit", QUESTION])
    assert shown(screen) == ""


def test_help_unknown_commands_and_blank_lines(screen):
    chat = Chat(lambda _: pytest.fail("nothing was asked"), screen, "en")
    chat.run(["/help", "/nosuch thing", "", "   \n"])
    assert "/explain" in shown(screen)
    assert "There is no command /nosuch" in shown(screen)


def test_a_bad_question_does_not_end_the_chat(library, screen):
    Chat(library.ask, screen, "vi").run(["?!", "x" * 10_000, QUESTION])
    assert "Chưa có câu hỏi" in shown(screen)
    assert "10.000" in shown(screen)
    assert "Nguyễn Thúy Hà" in shown(screen)


def test_piped_lines_are_decoded_one_by_one():
    source = io.BytesIO(b"\xef\xbb\xbfm\xe1\xbb\x99t\r\nhai\xff\nba")
    assert [line.strip() for line in console.piped_lines(source)] == ["một", "hai\ufffd", "ba"]


def keys(home, typed):
    """The lines that come of what is typed."""
    with create_pipe_input() as source, create_app_session(input=source, output=DummyOutput()):
        source.send_text(typed)
        return list(console.typed_lines(home))


def test_ctrl_c_clears_the_line_and_leaves_when_there_is_nothing_to_clear(tmp_path):
    assert keys(tmp_path, f"một\rhai{CTRL_C}ba\r{CTRL_C}") == ["một", "ba"]
    assert keys(tmp_path, f"một\r{CTRL_D}") == ["một"]


def test_tab_completes_commands():
    completions = console.COMPLETER.get_completions(Document("/exp"), CompleteEvent())
    assert [completion.text for completion in completions] == ["/explain"]


def test_questions_of_earlier_sessions_are_remembered(tmp_path):
    keys(tmp_path, f"câu hỏi cũ\r{CTRL_D}")
    assert "câu hỏi cũ" in (tmp_path / console.HISTORY_FILE).read_text(encoding="utf-8")


def test_a_home_that_cannot_be_written_costs_only_the_history(tmp_path):
    file = tmp_path / "file"
    file.touch()
    assert keys(file / "home", f"một\r{CTRL_D}") == ["một"]


def test_piped_questions_are_answered_without_prompts(hoibao):
    done = hoibao("console", stdin=f"{QUESTION}\n/help\n")
    assert done.returncode == 0
    assert done.stdout.startswith("Đồng chí Nguyễn Thúy Hà")
    assert "? " not in done.stdout
    assert done.stderr == ""


def test_no_input_at_all_is_no_error(hoibao):
    done = hoibao("console", stdin="")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


class Terminal:
    """``hoibao console`` at a terminal of its own."""

    def __init__(self, environment, directory):
        self._master, slave = pty.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from bot.cli import main; main(['console'])"],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=directory,
            env={**environment, "TERM": "xterm", "COLUMNS": "80", "PROMPT_TOOLKIT_NO_CPR": "1"},
            start_new_session=True,
        )
        os.close(slave)
        self.screen = ""

    def type(self, text):
        os.write(self._master, text.encode())

    def wait_for(self, text):
        deadline = time.monotonic() + 120
        while text not in self.screen:
            assert time.monotonic() < deadline, f"{text!r} never came: {self.screen}"
            try:
                self.screen += os.read(self._master, 65_536).decode(errors="replace")
            except OSError:  # the other end is closed
                pytest.fail(f"{text!r} never came: {self.screen}")
        self.screen = self.screen.partition(text)[2]

    def close(self):
        """The exit code, once the process has ended."""
        try:
            return self._process.wait(timeout=60)
        finally:
            self._process.kill()
            os.close(self._master)


@pytest.mark.slow
def test_a_conversation_at_a_terminal(environment, tmp_path):
    terminal = Terminal(environment, tmp_path)
    terminal.wait_for("/help")
    terminal.wait_for("? ")
    terminal.type("Ai la bi thu Dang uy Khoi cac co quan tinh?\r")
    terminal.wait_for("Nguyễn Thúy Hà")
    terminal.wait_for("30/07/2021")
    terminal.wait_for("? ")
    terminal.type(CTRL_C)
    assert terminal.close() == 0
