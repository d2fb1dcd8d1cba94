"""The database is brought up to date when it is opened, and never by an older program."""

import re
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from bot.journal.database import Database
from bot.journal.errors import JournalAddressError, JournalDriverError, JournalNewerError
from bot.journal.journal import Journal
from bot.journal.migrations import migrate, revision, scripts
from bot.journal.tables import REVISION, Base
from bot.messages import error_text
from tests.journals import FreshDatabase, recorded, server

FIRST = "0001"
ROOT = Path(__file__).parent.parent


@pytest.fixture(params=["sqlite", "postgresql"] if server() else ["sqlite"])
def url(request, tmp_path):
    """The URL of a database that does not exist yet, or is empty."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'journal.sqlite'}"
    else:
        with FreshDatabase() as url:
            yield url


@pytest.fixture
def engine(url):
    made = create_engine(url)
    yield made
    made.dispose()


def make(url):
    with closing(Database(url)) as database:
        database.prepare()


def test_the_code_works_with_the_newest_revision():
    assert scripts().get_heads() == [REVISION]
    assert scripts().get_bases() == [FIRST]


def test_migrations_make_the_tables_the_code_knows(url, engine):
    make(url)
    with engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []
        made = inspect(connection)
        for table in Base.metadata.sorted_tables:
            expected = {key.ondelete for key in table.foreign_keys}
            keys = made.get_foreign_keys(table.name)
            assert {key["options"].get("ondelete") for key in keys} == expected


def test_a_journal_of_the_first_revision_keeps_what_is_in_it(url, engine):
    with engine.begin() as connection:
        migrate(connection, "", FIRST)
        assert "people" not in inspect(connection).get_table_names()
        connection.execute(
            text(
                "INSERT INTO answers VALUES ('old', '2026-01-02 03:04:05', 1, 1, 'telegram',"
                " 'Hỏi gì?', 'Hỏi gì?', NULL, 'e', :no, 0.25, '{\"total\": 3}')"
            ),
            {"no": False},
        )
    with Journal.open(url) as journal:
        old = journal.answer("old")
        assert old is not None
        assert (old.question, old.timings_ms) == ("Hỏi gì?", {"total": 3})
        assert journal.create_invitation(1, 7)
    with engine.connect() as connection:
        assert revision(connection) == REVISION


def test_a_migration_that_fails_leaves_everything_as_it_was(url, engine):
    with engine.begin() as connection:
        migrate(connection, "", FIRST)
        connection.execute(text("CREATE TABLE invitations (code TEXT)"))
    with Journal.open(url) as journal:
        assert journal.answer("any") is None
    with engine.connect() as connection:
        assert revision(connection) == FIRST
        assert "people" not in inspect(connection).get_table_names()


def test_a_journal_of_a_newer_version_is_refused_and_left_alone(url, engine):
    make(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(JournalNewerError) as refused:
        Journal.open(url)
    assert "9999" in error_text("vi", refused.value)
    assert REVISION in error_text("en", refused.value)
    with engine.connect() as connection:
        assert revision(connection) == "9999"


def test_a_journal_taken_over_while_it_is_open_stops_no_answer(tmp_path, caplog):
    path = tmp_path / "journal.sqlite"
    newer = tmp_path / "newer.sqlite"
    with Journal.open(path):
        pass
    shutil.copy(path, newer)
    engine = create_engine(f"sqlite:///{newer}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with Journal.open(path) as journal:
        newer.replace(path)
        answer = recorded()
        journal.record_answer(answer)
        assert journal.answer(answer.id) == answer
        assert journal.answer("another") is None
    assert journal.lost == 1
    assert "revision 9999" in caplog.text


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("mysql://me:secret@host/journal", "mysql://me:***@host/journal"),
        ("sqlite://", "sqlite://"),
        ("sqlite:///file:journal?uri=true", "sqlite:///file%3Ajournal?uri=true"),
        ("sqlite+aiosqlite:///journal", "sqlite+aiosqlite:///journal"),
        ("postgresql+asyncpg://me:secret@host/j", "postgresql+asyncpg://me:***@host/j"),
        ("postgresql//me:secret@host/journal", "postgresql//me"),
        ("postgresql://me:secret@host:port/journal", "postgresql"),
        ("journal.sqlite", "journal.sqlite"),
    ],
)
def test_an_address_of_nothing_we_know_is_refused_without_its_password(given, shown):
    with pytest.raises(JournalAddressError) as refused:
        Journal.open(given)
    assert refused.value.details == {"address": shown}
    assert "secret" not in f"{refused.value} {error_text('en', refused.value)}"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_missing_driver_is_named_with_the_way_to_get_it(scheme, monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(JournalDriverError) as refused:
        Journal.open(f"{scheme}://host/journal")
    assert 'pip install "hoibao[postgresql]"' in error_text("vi", refused.value)


def test_an_up_to_date_journal_is_opened_without_alembic(tmp_path):
    path = tmp_path / "journal.sqlite"
    with Journal.open(path):
        pass
    script = (
        "import sys; from pathlib import Path; from bot.journal.journal import Journal\n"
        "with Journal.open(Path(sys.argv[1])) as journal: journal.blocked(1)\n"
        "assert 'sqlalchemy' in sys.modules; assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script, path], check=True, timeout=120)


def test_records_and_errors_load_no_database():
    script = (
        "import sys; import bot.journal.records, bot.journal.errors\n"
        "assert 'sqlalchemy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=120)


def test_every_revision_is_a_file_named_for_it():
    folder = Path(scripts().versions)
    names = {path.stem for path in folder.glob("r*.py")}
    assert names == {f"r{script.revision}" for script in scripts().walk_revisions()}


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=lambda table: table.name)
def test_every_table_and_column_is_documented(table):
    document = (ROOT / "docs" / "journal.md").read_text(encoding="utf-8")
    section = document.partition(f"### `{table.name}`\n")[2].partition("\n##")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == table.columns.keys()
