import io
import os
import pty
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console, Group
from rich.text import Text

from bot import application, console, terminal
from bot.answering import Finding
from bot.console import Chat
from bot.desk import Asker, Desk
from bot.journal.journal import Journal
from bot.messages import text
from tests.samples import answer, no_answer

QUESTION = "Ai là Bí thư Đảng ủy Khối các cơ quan tỉnh?"
TESTER = Asker(person=0, chat=0, language="vi", channel="console")
CTRL_C, CTRL_D = "\x03", "\x04"


@pytest.fixture
def screen():
    """What is printed, on very long lines."""
    return Console(file=io.StringIO(), width=1000)


def shown(screen):
    return screen.file.getvalue()


@pytest.fixture
def journal(tmp_path):
    with Journal.open(tmp_path / "journal.sqlite") as opened:
        yield opened


@pytest.fixture
def chat(library, journal, screen):
    """A chat with the real desk, in Vietnamese."""
    return Chat(Desk(library, journal), TESTER, screen)


def last(screen, lines):
    """What a chat prints for some lines, and nothing of what it printed before."""
    before = len(shown(screen))
    lines()
    return shown(screen)[before:]


def test_a_question_is_answered_with_its_source(chat, screen):
    chat.run([QUESTION])
    assert "Nguyễn Thúy Hà" in shown(screen)
    assert "Thu Biên · 30/07/2021 06:32 · đoạn 8" in shown(screen)
    assert "iểu là" not in shown(screen)


def test_explain_shows_what_the_reader_thought_of_and_did_not_say(screen):
    found = no_answer("Bà Lê Thị Phương Hoa, Giám đốc Trung tâm, cho biết.")
    thought = Finding(found.candidates[0], 3, 20, 0.123)
    refused = replace(found, considered=(thought,))
    screen.print(terminal.explanation(refused, "vi"))
    (line,) = (line for line in shown(screen).splitlines() if "0.123" in line)
    assert line.split() == ["1", "0.123", "Lê", "Thị", "Phương", "Hoa"]


def test_explain_shows_the_words_an_english_question_is_searched_by(chat, library, screen):
    chat.run(["/explain", "Who is the director of the employment service centre?"])
    assert "từ tiếng Việt: giám đốc việc làm dịch vụ trung tâm" in shown(screen)


def test_explain_is_switched_on_and_off(chat, library, screen):
    chat.run(["/explain", "bi thu dang uy khoi cac co quan tinh la ai"])
    explained = shown(screen)
    assert "Hiểu là: " in explained
    assert "tìm theo nghĩa" in explained
    hits = library.ask(QUESTION).candidates
    assert explained.count("│") == 0
    assert sum(line.split()[:1] == [str(len(hits))] for line in explained.splitlines()) == 1
    chat.run(["/explain", QUESTION])
    assert "Hiểu là: " not in shown(screen)[len(explained) :]


def test_quit_leaves_and_what_follows_is_not_asked(chat, screen):
    chat.run(["/quit", QUESTION])
    assert shown(screen) == ""


def test_help_names_every_command(chat, screen):
    chat.run(["/help", "/nosuch thing", "", "   \n"])
    for command in set(console.COMMANDS) - {"/page"}:
        assert f"\n{command} " in shown(screen), command
    assert "/page 2" in shown(screen)
    assert "Không có lệnh /nosuch" in shown(screen)


def test_commands_do_not_care_about_case(chat, screen):
    chat.run(["/HELP", "/NgonNgu EN", "/Nosuch", "/Quit", QUESTION])
    assert "/context " in shown(screen)
    assert "I will speak English" in shown(screen)
    assert "no command /Nosuch" in shown(screen)
    assert "Nguyễn Thúy Hà" not in shown(screen)


@pytest.mark.parametrize("command", sorted(console.ELSEWHERE))
def test_commands_of_telegram_are_known_but_not_obeyed(chat, screen, command):
    chat.run([f"/{command.upper()} gì đó"])
    assert shown(screen).startswith(f"Lệnh /{command} chỉ dùng được trong Telegram.")


def test_every_command_of_a_reader_is_known_in_the_console():
    of_readers = {command.name for command in application.COMMANDS if not command.admins_only}
    here = {command.removeprefix("/") for command in console.COMMANDS}
    assert of_readers - here == console.ELSEWHERE


def test_a_bad_question_does_not_end_the_chat(chat, screen):
    chat.run(["?!", "x" * 10_000, QUESTION])
    assert "Chưa có câu hỏi" in shown(screen)
    assert "10.000" in shown(screen)
    assert "Nguyễn Thúy Hà" in shown(screen)


def test_a_follow_up_is_answered_and_says_how_it_was_understood(chat, screen):
    chat.run([QUESTION])
    told = last(screen, lambda: chat.enter("còn Phó Giám đốc Bảo hiểm Xã hội tỉnh thì sao?"))
    assert "Được hiểu là: " in told
    assert "Vũ Đức Khiên" in told
    assert "đổi đối tượng" not in told
    chat.enter("/explain")
    assert "thay đại từ" in last(screen, lambda: chat.enter("ông ấy giữ chức gì?"))


def test_a_fresh_start_forgets_what_was_talked_of(chat, screen):
    chat.run([QUESTION, "/moi"])
    assert "Được hiểu là" not in last(screen, lambda: chat.enter("còn năm 2021 thì sao?"))
    assert "Chưa có câu trả lời nào" in last(
        screen, lambda: chat.run(["/moi", "/up", "/context", "/article", "/2", "/down", "/admin"])
    )


def test_greetings_are_answered_without_a_search(chat, screen):
    chat.run(["xin chào", "cảm ơn nhé"])
    assert shown(screen).split("\n\n")[:2] == [
        "Chào bạn! Bạn muốn hỏi gì về các bài báo?",
        "Không có gì. Bạn cứ hỏi tiếp nhé.",
    ]


def test_pages_surroundings_and_article_of_an_answer(chat, library, screen):
    question = "Giá vàng và bóng đá ở Hải Dương"
    nearest = library.ask(question).nearest
    assert len(nearest) >= 2
    told = last(screen, lambda: chat.enter(question))
    assert f"/2 {nearest[1].passage.text[:40]}" in told
    told = last(screen, lambda: chat.enter("/2"))
    assert f"Đoạn 2 trong {len(nearest)} đoạn" in told
    assert nearest[1].passage.text in told
    article = nearest[1].article
    told = last(screen, lambda: chat.enter("/context"))
    assert nearest[1].passage.text in told
    assert len(told.split()) > len(nearest[1].passage.text.split()) + 20
    told = last(screen, lambda: chat.enter("/article"))
    assert article.title in told
    assert "30/07/2021" in told
    assert f"có {len(nearest)} đoạn" in last(screen, lambda: chat.enter("/page 9"))
    assert f"ví dụ /page {len(nearest)}" in last(screen, lambda: chat.enter("/page hai"))


class Listening(Journal):
    """A journal that remembers what it was told to record."""

    def record_answer(self, answer):
        self.heard = answer
        super().record_answer(answer)


def test_what_is_thought_of_an_answer_is_recorded(library, screen, tmp_path):
    with Listening.open(tmp_path / "journal.sqlite") as journal:
        rate(Chat(Desk(library, journal), TESTER, screen), journal, screen)


def rate(chat, journal, screen):
    chat.run([QUESTION, "/up"])
    recorded = journal.heard
    assert (recorded.channel, recorded.person, recorded.question) == ("console", 0, QUESTION)
    assert journal.feedback(recorded.id, 0).verdict == "up"
    chat.run(["/down"])
    assert "chưa ổn ở chỗ nào" in shown(screen)
    chat.run(["/down Lạc đề"])
    assert journal.feedback(recorded.id, 0).reason == "unrelated"
    assert "/down sai" in last(screen, lambda: chat.enter("/down vì buồn"))
    assert "quản trị viên xem" in last(screen, lambda: chat.enter("/admin"))
    assert "rồi" in last(screen, lambda: chat.enter("/admin"))


def test_all_that_answers_in_a_passage_stands_out():
    made = answer("Có ", "446 lượt tập thể", ", 3.210 lượt cá nhân.")
    assert made.best is not None
    second = Finding(made.best.hit, 21, 39, 0.5)
    group = terminal.answer_text(replace(made, alternatives=(second,)), "vi", numbered=True)
    assert isinstance(group, Group)
    texts = [part for part in group.renderables if isinstance(part, Text)]
    [passage] = [part for part in texts if part.plain.startswith("Có ")]
    marked = [passage.plain[span.start : span.end] for span in passage.spans]
    assert marked == ["446 lượt tập thể", "3.210 lượt cá nhân"]
    assert any(part.plain.startswith("  /1 3.210 lượt cá nhân") for part in texts)


def test_the_language_is_chosen(chat, screen):
    chat.run(["/ngonngu en", "hello"])
    assert "I will speak English" in shown(screen)
    assert "What would you like to know" in shown(screen)
    assert "/ngonngu vi" in last(screen, lambda: chat.enter("/ngonngu fr"))


def test_asking_a_single_question_loads_no_database():
    script = "import sys, bot.library, bot.console; print('sqlalchemy' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


def test_piped_lines_are_decoded_one_by_one():
    source = io.BytesIO(b"\xef\xbb\xbfm\xe1\xbb\x99t\r\nhai\xff\nba")
    assert [line.strip() for line in console.piped_lines(source)] == ["một", "hai\udcff", "ba"]


@pytest.mark.parametrize("start", [b"", b"/"])
def test_what_is_not_utf8_is_neither_asked_nor_obeyed(chat, screen, start):
    chat.run(console.piped_lines(io.BytesIO(start + "Ai là Bí thư?".encode("cp1258"))))
    assert shown(screen).strip() == text("vi", "error-question-encoding")


def test_lines_are_repeated_before_what_comes_of_them(library, journal, screen):
    chat = Chat(Desk(library, journal), TESTER, screen, repeat=True)
    chat.run([f"  {QUESTION}\r\n", "", "/up", "th\udcff?\n", "/quit"])
    lines = [line for line in shown(screen).splitlines() if line]
    assert lines[0] == f"? {QUESTION}"
    assert lines[1].startswith("Nguyễn Thúy Hà")
    assert lines[-4:-1] == ["? /up", "Cảm ơn bạn!", "? th\ufffd?"]
    assert "UTF-8" in lines[-1]


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


def test_piped_questions_stand_before_their_answers(hoibao):
    done = hoibao("console", stdin=f"{QUESTION}\n/help\n")
    assert done.returncode == 0
    answer = "Nguyễn Thúy Hà, Bí thư Đảng ủy Khối các cơ quan tỉnh"
    assert done.stdout.startswith(f"? {QUESTION}\n{answer}\n")
    assert "\n? /help\n" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("journal.sqlite", "tệp này không phải là tệp dữ liệu"),
        ("/proc/x.sqlite", "không có tệp hay thư mục này"),
    ],
)
def test_a_journal_that_cannot_be_written_is_told_of_and_what_is_lost(
    hoibao, tmp_path, file, reason
):
    (tmp_path / "journal.sqlite").write_bytes(b"this is not a database " * 400)
    address = f"sqlite:///{tmp_path / file}"
    stdin = f"{QUESTION}\n/down sai\n/admin\n"
    done = hoibao("console", stdin=stdin, HOIBAO_JOURNAL=address)
    assert done.returncode == 0
    assert "Nguyễn Thúy Hà" in done.stdout
    assert done.stdout.count("Hiện chưa ghi được vào sổ ghi") == 2
    assert "đã được ghi lại" not in done.stdout
    begun, ended = done.stderr.splitlines()
    assert begun.startswith(f"Lưu ý: Chưa ghi được vào sổ ghi {tmp_path / file}: {reason}.")
    assert ended.startswith("Lưu ý: Không ghi được vào sổ ghi nên đã mất 3 mục")


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
