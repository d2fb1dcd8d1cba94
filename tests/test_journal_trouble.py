"""A journal that cannot be written stops no answer, says so once, and catches up by itself."""

import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from bot.journal import book, writing
from bot.journal.errors import JournalUnavailableError
from bot.journal.journal import Journal
from bot.journal.records import Admission
from bot.messages import error_text
from tests.journals import FreshDatabase, recorded, server

READER, ADMIN = 1, 7


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    """Try again soon: the causes in these tests are gone soon."""
    monkeypatch.setattr(writing, "PAUSES", (0.01, 0.05))
    monkeypatch.setattr(book, "REST", 0.05)
    monkeypatch.setattr("bot.journal.database.WRITE_PATIENCE", 0.05)
    monkeypatch.setattr("bot.journal.database.READ_PATIENCE", 0.05)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "home" / "journal.sqlite"


class Pragma:
    """Sets a pragma of SQLite on every connection, as long as it is entered."""

    def __init__(self, name, value, normal):
        self._set = f"PRAGMA {name} = {value}"
        self._reset = f"PRAGMA {name} = {normal}"
        self._active = False

    def apply(self, connection, *_):
        connection.execute(self._set if self._active else self._reset)

    def __enter__(self):
        if not event.contains(Pool, "checkout", self.apply):
            event.listen(Pool, "checkout", self.apply)
        self._active = True

    def __exit__(self, *_):
        self._active = False


class Locked:
    """Another program holds the file: for writing, or (where nobody has it open) for itself."""

    def __init__(self, path, mode="NORMAL"):
        self._path = path
        self._mode = mode

    def __enter__(self):
        self._connection = sqlite3.connect(self._path, isolation_level=None, timeout=10)
        self._connection.execute(f"PRAGMA locking_mode = {self._mode}")
        self._connection.execute("BEGIN EXCLUSIVE")

    def __exit__(self, *_):
        self._connection.execute("COMMIT")
        self._connection.close()


class Obstructed:
    """Where the directory was there is a file, and the journal somewhere else."""

    def __init__(self, path):
        self._home = path.parent
        self._aside = self._home.with_name("aside")

    def __enter__(self):
        self._home.rename(self._aside)
        self._home.write_text("in the way", encoding="utf-8")

    def __exit__(self, *_):
        self._home.unlink()
        self._aside.rename(self._home)


CAUSES: dict[str, tuple[Callable[[Path], Any], str]] = {
    "full disk": (lambda path: Pragma("max_page_count", 1, 1 << 30), "SQLITE_FULL"),
    "read-only": (lambda path: Pragma("query_only", 1, 0), "SQLITE_READONLY"),
    "locked": (Locked, "SQLITE_BUSY"),
    "no directory": (Obstructed, "FileExistsError"),
}


@pytest.fixture(params=CAUSES)
def cause(request, path):
    """What keeps the journal from being written while it is entered, and what that is called."""
    make, kind = CAUSES[request.param]
    made = make(path)
    yield made, kind
    if isinstance(made, Pragma) and event.contains(Pool, "checkout", made.apply):
        event.remove(Pool, "checkout", made.apply)


def until_noted(caplog, kind):
    """Wait until the journal has said what is wrong."""
    for _ in range(3000):
        if f"cannot be written ({kind})" in caplog.text:
            return
        time.sleep(0.01)
    raise AssertionError(caplog.text)


def count(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT count(*) FROM answers").fetchone()[0]


def test_what_is_recorded_meanwhile_is_seen_and_written_later(path, cause, caplog):
    trouble, kind = cause
    # A page of the database is 4,096 bytes: these do not fit into what is there.
    answers = [recorded(question="hỏi " * 400, person=READER) for _ in range(30)]
    with Journal.open(path) as journal:
        journal.record_answer(answers[0])
        assert journal.flush(30)
        with trouble:
            for answer in answers[1:]:
                journal.record_answer(answer)
                assert journal.answer(answer.id) == answer
            journal.record_feedback(answers[1].id, READER, "up")
            journal.set_language(READER, "en")
            journal.block(2, ADMIN)
            until_noted(caplog, kind)
            assert journal.feedback(answers[1].id, READER) is not None
            assert journal.language(READER) == "en"
            assert journal.blocked(2)
            assert journal.waiting > 0
            for _ in range(20):
                journal.record_answer(recorded(question="hỏi " * 400))
            assert not journal.flush(0.5)
        assert journal.flush(30)
        assert journal.answer(answers[-1].id) == answers[-1]
        assert journal.lost == 0
    assert count(path) == 50
    assert caplog.text.count(f"cannot be written ({kind})") == 1
    assert "can be written again" in caplog.text


def test_what_must_not_be_pretended_is_an_error_meanwhile(path, cause):
    trouble, _ = cause
    with Journal.open(path) as journal:
        journal.record_answer(recorded(question="hỏi " * 4000))
        assert journal.flush(30)
        code = journal.create_invitation(1, ADMIN)
        with trouble:
            if isinstance(trouble, Pragma) and "max_page_count" in trouble._set:
                # Erasing needs no room; a code of an invitation finds some, too.
                assert journal.forget(READER).questions == 1
                return
            for impossible in (
                lambda: journal.forget(READER),
                lambda: journal.prune(timedelta(days=-1)),
                lambda: journal.create_invitation(1, ADMIN),
                lambda: journal.withdraw_invitation(code),
            ):
                with pytest.raises(JournalUnavailableError) as told:
                    impossible()
                for language in ("vi", "en"):
                    assert error_text(language, told.value)
            assert journal.admit(READER, code) is Admission.UNAVAILABLE
            assert not journal.is_admitted(READER)
        assert journal.admit(READER, code) is Admission.ADMITTED


def test_closing_meanwhile_loses_what_waits_and_says_so(path, caplog):
    with Journal.open(path) as journal, Locked(path):
        for _ in range(3):
            journal.record_answer(recorded())
        journal.close()
        assert journal.lost == 3
        journal.record_answer(recorded())
        assert journal.lost == 4
    assert "3 records of the journal were not written" in caplog.text
    assert count(path) == 0


def test_what_waits_is_bounded_and_the_oldest_goes_first(path, monkeypatch):
    monkeypatch.setattr(writing, "QUEUE", 5)
    answers = [recorded() for _ in range(8)]
    with Journal.open(path) as journal, Locked(path):
        for answer in answers:
            journal.record_answer(answer)
        assert journal.waiting == 5
        assert journal.lost == 3
        assert journal.answer(answers[0].id) is None
        assert journal.answer(answers[-1].id) == answers[-1]
    assert count(path) == 5


def test_a_journal_that_can_only_be_read_is_read(path, caplog):
    answer = recorded()
    with Journal.open(path) as journal:
        journal.block(2, ADMIN)
        journal.record_answer(answer)
    with Locked(path), Journal.open(path) as journal:
        assert journal.blocked(2)
        assert journal.answer(answer.id) == answer
        assert journal.about(answer.person).questions == 1
        assert not caplog.text


def test_of_strangers_nothing_is_known_while_the_file_is_locked(path, caplog):
    with Journal.open(path) as journal:
        journal.block(2, ADMIN)
        assert journal.flush(30)
    with Locked(path, "EXCLUSIVE"), Journal.open(path) as journal:
        assert not journal.blocked(2)
        assert journal.language(2) is None
        assert not journal.is_admitted(2)
        assert not journal.is_allowed_chat(-5)
        assert journal.answer("any") is None
        assert journal.feedback("any", 2) is None
    assert caplog.text.count("cannot be read") == 1


def test_who_is_known_stays_so_while_the_file_is_out_of_reach(path, monkeypatch):
    with Journal.open(path) as journal:
        journal.block(2, ADMIN)
        assert journal.flush(30)
        monkeypatch.setattr("bot.journal.people.monotonic", lambda: 1e12)  # memory has aged
        with Obstructed(path):
            assert journal.blocked(2)


def test_a_journal_that_is_locked_at_the_start_is_opened_when_it_is_free(path, caplog):
    with Journal.open(path) as journal:
        journal.block(2, ADMIN)
    answer = recorded()
    with Locked(path, "EXCLUSIVE"):
        journal = Journal.open(path)
        journal.record_answer(answer)
    with journal:
        assert journal.flush(30)
        assert journal.answer(answer.id) == answer
        assert journal.blocked(2)
    assert "SQLITE_BUSY" in caplog.text


def test_a_deleted_file_is_made_again(path):
    with Journal.open(path) as journal:
        journal.record_answer(recorded())
        assert journal.flush(30)
        path.unlink()
        answer = recorded()
        journal.record_answer(answer)
        assert journal.flush(30)
        assert journal.answer(answer.id) == answer
    assert count(path) == 1


def test_a_file_that_is_no_database_is_replaced_by_nobody_but_its_owner(path, caplog):
    path.parent.mkdir()
    path.write_bytes(b"this is not a database " * 400)
    answer = recorded()
    with Journal.open(path) as journal:
        journal.record_answer(answer)
        assert journal.answer(answer.id) == answer
        assert not journal.blocked(READER)
        assert b"not a database" in path.read_bytes()
        path.unlink()
        assert journal.flush(30)
        assert journal.answer(answer.id) == answer
    assert "SQLITE_NOTADB" in caplog.text
    assert count(path) == 1


def test_a_home_that_cannot_be_made_stops_nothing(tmp_path, caplog):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with Journal.open(tmp_path / "file" / "journal.sqlite") as journal:
        journal.record_answer(recorded())
        assert not journal.blocked(READER)
    assert journal.lost == 1
    assert caplog.text.count("cannot be written") == 1


def test_why_nothing_can_be_written_is_told_to_who_asks(path):
    with Journal.open(path) as journal:
        assert journal.unwritable() is None
        for cause, kind in ((Locked(path), "SQLITE_BUSY"), (Obstructed(path), "FileExistsError")):
            with cause:
                error = journal.unwritable()
            assert error is not None
            assert (error.kind, error.details["address"]) == (kind, str(path))
        assert journal.unwritable() is None
    assert journal.lost == 0


def test_the_last_words_of_a_killed_program_are_all_that_is_lost(path):
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from bot.journal.journal import Journal\n"
        "from tests.journals import recorded\n"
        "journal = Journal.open(Path(sys.argv[1]))\n"
        "for _ in range(20): journal.record_answer(recorded())\n"
        "journal.flush(30)\n"
        "with journal._writer.exclusive():\n"
        "    for _ in range(5): journal.record_answer(recorded(id='late'))\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, path], check=False, timeout=120)
    assert done.returncode == -signal.SIGKILL
    with Journal.open(path) as journal:
        assert journal.answer("late") is None
    assert count(path) == 20


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere RLIMIT_FSIZE may not act so")
def test_a_disk_that_takes_no_more_is_survived(path):
    """The system refuses to let the file grow, as a full disk does."""
    script = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from bot.journal import writing\n"
        "from bot.journal.journal import Journal\n"
        "from tests.journals import recorded\n"
        "writing.PAUSES = (0.01, 0.05)\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "with Journal.open(Path(sys.argv[1])) as journal:\n"
        "    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))\n"
        "    answers = [recorded(question='hỏi ' * 1000) for _ in range(100)]\n"
        "    for answer in answers: journal.record_answer(answer)\n"
        "    assert not journal.flush(1)\n"
        "    assert [journal.answer(answer.id) for answer in answers] == answers\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))\n"
        "    assert journal.flush(30)\n"
        "assert journal.lost == 0\n"
    )
    subprocess.run([sys.executable, "-c", script, path], check=True, timeout=120)
    assert count(path) == 100


@pytest.mark.skipif(not server(), reason="HOIBAO_TEST_POSTGRESQL is not set")
def test_a_server_that_is_away_stops_nothing(caplog):
    database = FreshDatabase()
    answer = recorded()
    with Journal.open(database.url) as journal:
        journal.record_answer(answer)
        assert journal.answer(answer.id) == answer
        assert not journal.blocked(READER)
        with pytest.raises(JournalUnavailableError):
            journal.forget(READER)
        journal.record_answer(answer)
        with database:
            assert journal.flush(30)
            assert journal.answer(answer.id) == answer
            journal.close()
    assert "cannot be written" in caplog.text
    assert journal.lost == 0
