"""What goes into the journal comes out of it, at once and after a restart; what is erased does not.

Runs on SQLite, and on PostgreSQL if HOIBAO_TEST_POSTGRESQL is the URL of a server.
"""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import monotonic

import pytest
from sqlalchemy import create_engine, text

from bot.journal import people
from bot.journal.journal import Journal
from bot.journal.records import Admission, Erased, Kept
from tests.journals import FreshDatabase, recorded, server

ADMIN, READER, OTHER = 7, 1, 2


@pytest.fixture(params=["sqlite", "postgresql"] if server() else ["sqlite"])
def where(request, tmp_path):
    """Where to open a journal: a new file, a new database."""
    if request.param == "sqlite":
        yield tmp_path / "home" / "journal.sqlite"
    else:
        with FreshDatabase() as url:
            yield url


@pytest.fixture
def journal(where):
    with Journal.open(where) as made:
        yield made
        assert made.lost == 0


def written(journal):
    """Wait until everything is in the database."""
    assert journal.flush(30)
    assert journal.waiting == 0


def age(monkeypatch):
    """Let the memory of who is who grow old."""
    later = monotonic() + people.FRESH + 1
    monkeypatch.setattr("bot.journal.people.monotonic", lambda: later)


def execute(where, statement):
    """Do something to the database without the journal; returns the rows there are."""
    engine = create_engine(where if isinstance(where, str) else f"sqlite:///{where}")
    with engine.begin() as connection:
        done = connection.execute(text(statement))
        rows = [tuple(row) for row in done] if done.returns_rows else []
    engine.dispose()
    return rows


def test_an_answer_is_there_while_it_waits_when_it_is_written_and_after_a_restart(where):
    answer = recorded(reading="Ai là Bí thư Đảng ủy Khối?", person=2**40, chat=-(2**41))
    with Journal.open(where) as journal:
        with journal._writer.exclusive():
            journal.record_answer(answer)
            assert journal.waiting == 1
            assert journal.answer(answer.id) == answer
        written(journal)
        assert journal.answer(answer.id) == answer
        assert journal.answer("unknown") is None
    with Journal.open(where) as journal:
        assert journal.answer(answer.id) == answer


def test_closing_writes_what_waits(where):
    answers = [recorded() for _ in range(300)]
    with Journal.open(where) as journal, journal._writer.exclusive():
        for answer in answers:
            journal.record_answer(answer)
        assert journal.waiting > 200
    assert execute(where, "SELECT count(*) FROM answers") == [(300,)]
    assert execute(where, "SELECT count(*) FROM places") == [(600,)]


def test_times_keep_their_instant_whatever_their_zone(journal):
    hanoi = datetime(2026, 11, 23, 6, 30, tzinfo=UTC).astimezone(tz=None)
    answer = recorded(asked_at=hanoi)
    journal.record_answer(answer)
    written(journal)
    assert journal.answer(answer.id).asked_at == hanoi
    assert journal.answer(answer.id).asked_at.utcoffset() == timedelta(0)


def test_recording_twice_is_recording_once(journal, where):
    answer = recorded()
    for _ in range(2):
        journal.record_answer(answer)
        written(journal)
    assert execute(where, "SELECT count(*) FROM places") == [(2,)]


def test_what_no_database_takes_is_left_out_of_what_was_typed(journal):
    answer = recorded(question="Ai\0 là \ud83d Bí thư 😀?")
    journal.record_answer(answer)
    written(journal)
    assert journal.answer(answer.id).question == "Ai là ? Bí thư 😀?"


def test_one_unfit_record_is_lost_alone_and_said_so(where, caplog):
    good = [recorded() for _ in range(4)]
    with Journal.open(where) as journal:
        with journal._writer.exclusive():
            for answer in good[:2]:
                journal.record_answer(answer)
            journal.record_answer(recorded(asked_at=datetime(2026, 11, 23)))  # noqa: DTZ001
            journal.record_answer(recorded(person=2**70))
            journal.record_answer(recorded(confidence="sure"))
            for answer in good[2:]:
                journal.record_answer(answer)
        written(journal)
        assert [journal.answer(answer.id) for answer in good] == good
        assert journal.lost == 3
    assert caplog.text.count("not fit for the journal") == 3


def test_the_latest_feedback_counts(journal):
    answer = recorded()
    journal.record_answer(answer)
    assert journal.feedback(answer.id, READER) is None
    journal.record_feedback(answer.id, READER, "up")
    written(journal)
    with journal._writer.exclusive():
        journal.record_feedback(answer.id, READER, "down", "sai")
        journal.record_feedback(answer.id, OTHER, "up")
        assert journal.feedback(answer.id, READER).verdict == "down"
    written(journal)
    found = journal.feedback(answer.id, READER)
    assert (found.verdict, found.reason) == ("down", "sai")
    assert journal.feedback(answer.id, OTHER).verdict == "up"


def test_feedback_on_what_was_never_written_disturbs_nobody(journal):
    answer = recorded()
    journal.record_feedback("lost", READER, "up")
    journal.record_appeal("lost", READER)
    journal.record_answer(answer)
    written(journal)
    assert journal.feedback("lost", READER) is None
    assert journal.answer(answer.id) == answer


def test_what_admins_did_is_kept(journal, where):
    journal.record_admin_action(ADMIN, "block", "42: quảng cáo")
    written(journal)
    [(admin, action, detail)] = execute(where, "SELECT admin, action, detail FROM admin_actions")
    assert (admin, action, detail) == (ADMIN, "block", "42: quảng cáo")


def test_a_language_is_remembered(where):
    with Journal.open(where) as journal:
        assert journal.language(READER) is None
        with journal._writer.exclusive():
            journal.set_language(READER, "en")
            assert journal.language(READER) == "en"
        assert journal.language(OTHER) is None
    with Journal.open(where) as journal:
        assert journal.language(READER) == "en"
        journal.set_language(READER, None)
        assert journal.language(READER) is None


def test_a_language_of_another_version_is_no_language(where):
    with Journal.open(where) as journal:
        journal.set_language(READER, "en")
    execute(where, "UPDATE people SET language = 'fr'")
    with Journal.open(where) as journal:
        assert journal.language(READER) is None


def test_the_blocked_stay_so_until_they_are_let_in(where):
    with Journal.open(where) as journal:
        assert not journal.blocked(READER)
        journal.block(READER, ADMIN)
        assert journal.blocked(READER)
    assert execute(where, "SELECT id, blocked_by FROM people") == [(READER, ADMIN)]
    with Journal.open(where) as journal:
        assert journal.blocked(READER)
        journal.unblock(READER, ADMIN)
        assert not journal.blocked(READER)
    assert execute(where, "SELECT blocked_at, blocked_by FROM people") == [(None, None)]


def test_changes_of_another_program_are_seen_when_memory_has_aged(where, monkeypatch):
    with Journal.open(where) as bot, Journal.open(where) as other:
        assert not bot.blocked(READER)
        other.block(READER, ADMIN)
        written(other)
        assert not bot.blocked(READER)
        age(monkeypatch)
        assert bot.blocked(READER)


def test_own_changes_are_seen_before_they_are_written_however_old_memory_is(journal, monkeypatch):
    with journal._writer.exclusive():
        journal.set_language(READER, "en")
        journal.block(READER, ADMIN)
        journal.allow_chat(-5, ADMIN)
        journal.chat_migrated(-5, -100)
        age(monkeypatch)
        assert journal.language(READER) == "en"
        assert journal.blocked(READER)
        assert not journal.is_allowed_chat(-5)
        assert journal.is_allowed_chat(-100)


def test_a_change_is_not_covered_by_what_was_looked_up_before_it(journal, monkeypatch):
    look_up = journal._look_up

    def interrupted(query):
        """Another thread changes something just after the database was asked."""
        found = look_up(query)
        monkeypatch.setattr(journal, "_look_up", look_up)
        journal.block(READER, ADMIN)
        return found

    monkeypatch.setattr(journal, "_look_up", interrupted)
    journal.language(READER)
    assert journal.blocked(READER)


def test_an_invitation_admits_as_many_as_it_says(where):
    with Journal.open(where) as journal:
        code = journal.create_invitation(2, ADMIN)
        assert journal.admit(1, "nonsense") is Admission.UNKNOWN
        assert not journal.is_admitted(1)
        assert journal.admit(1, f" {code.upper()} ") is Admission.ADMITTED
        assert journal.is_admitted(1)
        assert journal.admit(1, code) is Admission.ADMITTED  # no second use
        [invitation] = journal.invitations()
        assert (invitation.code, invitation.uses, invitation.admin) == (code, 1, ADMIN)
        assert journal.admit(2, code) is Admission.ADMITTED
        assert journal.admit(3, code) is Admission.SPENT
        assert journal.invitations() == []
    with Journal.open(where) as journal:
        assert [journal.is_admitted(person) for person in (1, 2, 3)] == [True, True, False]


def test_a_withdrawn_invitation_admits_nobody_and_excludes_nobody(journal):
    code = journal.create_invitation(2, ADMIN)
    journal.admit(1, code)
    assert journal.withdraw_invitation(code)
    assert not journal.withdraw_invitation(code)
    assert journal.admit(2, code) is Admission.UNKNOWN
    assert journal.is_admitted(1)


def test_many_who_share_the_last_uses_do_not_get_more(where):
    with Journal.open(where) as journal, ThreadPoolExecutor(8) as pool:
        code = journal.create_invitation(5, ADMIN)
        came = list(pool.map(lambda person: journal.admit(person, code), range(1, 21)))
        assert came.count(Admission.ADMITTED) == 5
        assert came.count(Admission.SPENT) == 15


def test_an_invitation_for_nobody_is_a_mistake(journal):
    with pytest.raises(ValueError, match="0 people"):
        journal.create_invitation(0, ADMIN)


def test_chats_are_allowed_and_forbidden(where):
    with Journal.open(where) as journal:
        assert not journal.is_allowed_chat(-5)
        journal.allow_chat(-5, ADMIN)
        journal.allow_chat(-6, ADMIN)
        journal.forbid_chat(-6, ADMIN)
        assert journal.is_allowed_chat(-5)
    with Journal.open(where) as journal:
        assert journal.is_allowed_chat(-5)
        assert not journal.is_allowed_chat(-6)


def test_a_group_that_moves_takes_its_permission_and_its_questions_along(where):
    answer = recorded(chat=-5)
    with Journal.open(where) as journal:
        journal.record_answer(answer)
        journal.allow_chat(-5, ADMIN)
        journal.chat_migrated(-5, -100)
        assert journal.is_allowed_chat(-100)
        assert not journal.is_allowed_chat(-5)
        written(journal)
        assert journal.answer(answer.id) == replace(answer, chat=-100)
    with Journal.open(where) as journal:
        assert journal.is_allowed_chat(-100)
        assert not journal.is_allowed_chat(-5)


def fill(journal):
    """Questions of a reader and another, alone and in a group, with what both said of them."""
    answers = [recorded(person=READER), recorded(person=READER, chat=-5), recorded(person=OTHER)]
    for answer in answers:
        journal.record_answer(answer)
        journal.record_feedback(answer.id, READER, "up")
        journal.record_feedback(answer.id, OTHER, "down")
        journal.record_appeal(answer.id, READER)
    journal.set_language(READER, "en")
    return answers


def check_forgotten(journal, answers):
    mine, in_group, others = answers
    kept = journal.about(READER)
    assert kept == Kept(2, 3, 3, mine.asked_at, "en", admitted=False, blocked=True)
    assert journal.forget(READER) == Erased(questions=2, feedback=3, appeals=3)
    assert journal.about(READER) == Kept(0, 0, 0, None, "en", admitted=False, blocked=True)
    assert journal.answer(mine.id) is None
    assert journal.answer(in_group.id) is None
    assert journal.feedback(others.id, READER) is None
    assert journal.answer(others.id) == others
    assert journal.feedback(others.id, OTHER).verdict == "down"
    assert journal.blocked(READER)


def test_forgetting_a_person_leaves_what_is_of_others(journal, where):
    journal.block(READER, ADMIN)
    answers = fill(journal)
    written(journal)
    check_forgotten(journal, answers)
    assert execute(where, "SELECT count(*) FROM places") == [(2,)]
    assert execute(where, "SELECT answer_id FROM feedback") == [(answers[2].id,)]


def test_forgetting_covers_what_is_not_written_yet(journal, where, monkeypatch):
    journal.block(READER, ADMIN)
    journal.set_language(READER, "en")
    written(journal)
    with journal._writer.exclusive():
        answers = fill(journal)
        # The thread that writes is waiting for the lock; forgetting holds it already.
        monkeypatch.setattr(journal._writer, "exclusive", threading.Lock)
        check_forgotten(journal, answers)
    written(journal)
    assert execute(where, "SELECT person FROM answers") == [(OTHER,)]
    assert execute(where, "SELECT person FROM feedback") == [(OTHER,)]
    assert execute(where, "SELECT language FROM people") == [("en",)]


def test_a_vote_on_an_erased_answer_that_was_still_waiting_is_dropped(journal, where):
    answer = recorded(person=READER)
    journal.record_answer(answer)
    written(journal)
    with journal._writer.exclusive():
        journal.record_feedback(answer.id, OTHER, "up")
        execute(where, "DELETE FROM places")
        execute(where, "DELETE FROM answers")
    written(journal)
    assert execute(where, "SELECT count(*) FROM feedback") == [(0,)]


def test_pruning_erases_old_questions_with_all_that_belongs_to_them(journal, where, monkeypatch):
    monkeypatch.setattr("bot.journal.privacy._AT_ONCE", 2)
    now = datetime.now(tz=UTC)
    old = [recorded(asked_at=now - timedelta(days=days)) for days in (400, 200, 181, 180.5, 180.1)]
    young = recorded(asked_at=now - timedelta(days=179))
    for answer in [*old, young]:
        journal.record_answer(answer)
        journal.record_feedback(answer.id, OTHER, "up")
    written(journal)
    assert journal.prune(timedelta(days=180)) == 5
    assert journal.prune(timedelta(days=180)) == 0
    assert execute(where, "SELECT id FROM answers") == [(young.id,)]
    assert execute(where, "SELECT answer_id FROM feedback") == [(young.id,)]
    assert execute(where, "SELECT DISTINCT answer_id FROM places") == [(young.id,)]


def test_nothing_of_what_was_erased_is_left_in_the_files(tmp_path):
    path = tmp_path / "journal.sqlite"
    secret = "Bí mật của riêng tôi"
    with Journal.open(path) as journal:
        for _ in range(50):
            journal.record_answer(recorded(question=secret))
        written(journal)

        def found():
            return any(secret.encode() in file.read_bytes() for file in tmp_path.iterdir())

        assert found()
        journal.forget(READER)
        assert not found()


def test_nobody_else_on_the_machine_can_read_it(tmp_path):
    path = tmp_path / "journal.sqlite"
    with Journal.open(path) as journal:
        journal.record_answer(recorded())
        written(journal)
        files = sorted(tmp_path.iterdir())
        assert [file.name for file in files] == [path.name, f"{path.name}-shm", f"{path.name}-wal"]
        assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_many_threads_at_once(journal, where):
    def use(person):
        for _ in range(20):
            answer = recorded(person=person)
            journal.record_answer(answer)
            journal.record_feedback(answer.id, person, "up")
            assert journal.answer(answer.id) == answer
            assert journal.feedback(answer.id, person).verdict == "up"
            journal.language(person)
            journal.set_language(person, "en")
        return journal.forget(person).questions if person % 2 else 20

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(use, range(1, 9))) == [20] * 8
    written(journal)
    counts = "SELECT person, count(*) FROM answers GROUP BY person ORDER BY person"
    assert execute(where, counts) == [(person, 20) for person in (2, 4, 6, 8)]


@pytest.mark.slow
def test_two_programs_share_a_journal(where):
    """Both open it at once (one of them creates it) and write side by side."""
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from bot.journal.journal import Journal\n"
        "from tests.journals import recorded\n"
        "where, person = sys.argv[1:]\n"
        "with Journal.open(where if '://' in where else Path(where)) as journal:\n"
        "    for number in range(200):\n"
        "        journal.record_answer(recorded(id=f'{person}-{number}', person=int(person)))\n"
        "        assert journal.flush(30)\n"
        "sys.exit(journal.lost)\n"
    )
    programs = [
        subprocess.Popen([sys.executable, "-c", script, str(where), str(person)])
        for person in (1, 2)
    ]
    assert [program.wait(120) for program in programs] == [0, 0]
    counts = "SELECT person, count(*) FROM answers GROUP BY person ORDER BY person"
    assert execute(where, counts) == [(1, 200), (2, 200)]
