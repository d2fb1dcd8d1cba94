"""The database under the journal: address, connections, transactions, and its errors as ours.

SQLite runs in WAL mode, so that the bot and a console can use one file at once: readers wait for
nobody, writers for one another. A write begins with ``BEGIN IMMEDIATE``: SQLite does not wait for
a lock it meets in the middle of a transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    SQLAlchemyError,
    StatementError,
)
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from bot.journal.errors import (
    JournalAddressError,
    JournalDriverError,
    JournalNewerError,
    JournalUnavailableError,
)
from bot.journal.migrations import migrate, revision
from bot.journal.tables import REVISION

# Seconds to wait for a lock: to read (somebody waits for that), and to write.
READ_PATIENCE = 0.25
WRITE_PATIENCE = 2.0
_CONNECT_PATIENCE = 2  # seconds for a server to accept a connection, for one to become free
_ANSWER_PATIENCE = 10  # seconds for a server to obey a statement
_SILENCE = 10  # seconds without a sign of a server before it is asked for one
_BEGIN = "journal_begin"  # how a transaction begins in SQLite; empty: not at all
_PATIENCE = "journal_patience"
_POSTGRESQL = "postgresql"
# What a single record is to blame for, and not the state of the database.
_REFUSALS = (IntegrityError, DataError)
_SQLITE_REFUSALS = (sqlite3.ProgrammingError, sqlite3.InterfaceError)  # a value of a wrong type


class Database:
    """Connections to one database. Safe to use from several threads.

    Nothing is opened before it is needed; a database that was away is brought up to date when it
    is back.
    """

    def __init__(self, where: str | Path) -> None:
        """``where`` is the path of an SQLite file, or the URL of an SQLite or PostgreSQL database.

        Raises:
            JournalAddressError, JournalDriverError: see ``bot.journal.errors``.
        """
        url = _url(where)
        self.address = url.render_as_string(hide_password=True)
        self.file = Path(url.database or "") if url.get_backend_name() == "sqlite" else None
        if self.file:
            self.address = str(self.file)
        self._engine = _engine(url)
        self._opening = Lock()
        self._current: tuple[int, int] | bool = False  # what has been migrated: device and inode

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that changes nothing.

        Raises:
            JournalUnavailableError: the database cannot be read now; or a newer version of the
                program has taken it over.
        """
        with self._transaction("BEGIN", READ_PATIENCE) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that is committed at the end, or leaves nothing behind.

        Raises:
            JournalUnavailableError: the database cannot be written now, trying again may help; or
                a newer version of the program has taken it over.
            ValueError: something that was to be written cannot be; trying again does not help.
        """
        with self._transaction("BEGIN IMMEDIATE", WRITE_PATIENCE) as session:
            yield session

    def prepare(self, patience: float = WRITE_PATIENCE) -> None:
        """Create the database or bring it up to date, if that has not been done yet.

        Raises:
            JournalUnavailableError, JournalNewerError: see ``bot.journal.errors``.
        """
        if self._current and self._current == self._identity():
            return
        with self._mapped(), self._opening:
            if self._current and self._current == self._identity():
                return  # another thread was faster
            # Connections to a file that has been deleted or replaced would write to nowhere.
            self._engine.dispose()
            if self.file and not self.file.exists():
                self.file.parent.mkdir(parents=True, exist_ok=True)
                self.file.touch(0o600)  # what people asked is nobody else's business
            # A journal that cannot be written may still be read: so first a look.
            with self._beginning("BEGIN", patience).connect() as connection:
                current = revision(connection) == REVISION
            if not current:
                self._migrate(patience)
            self._current = self._identity()

    def tidy(self) -> None:
        """Let what was deleted vanish from the files as well, as far as this can be done now."""
        if not self.file:
            return
        with self._mapped(), self._beginning("", READ_PATIENCE).connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the connections nobody is using."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, how: str, patience: float) -> Iterator[Session]:
        try:
            self.prepare(patience)
        except JournalNewerError as error:
            details = {"address": self.address, "reason": "newer"}
            raise JournalUnavailableError(str(error), error.code, **details) from error
        engine = self._beginning(how, patience)
        with self._mapped(), Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    def _migrate(self, patience: float) -> None:
        with self._beginning("BEGIN IMMEDIATE", patience).begin() as connection:
            if not self.file:
                # Two programs that are started at once must not both create the tables.
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7286011)")
            migrate(connection, self.address)

    def _beginning(self, how: str, patience: float) -> Engine:
        return self._engine.execution_options(**{_BEGIN: how, _PATIENCE: patience})

    def _identity(self) -> tuple[int, int] | bool:
        """Which file it is; True for a server, False for a file that cannot be seen."""
        if not self.file:
            return True
        try:
            status = self.file.stat()
        except OSError:
            return False
        return status.st_dev, status.st_ino

    @contextmanager
    def _mapped(self) -> Iterator[None]:
        """The one border: what SQLAlchemy, the drivers and the system raise becomes ours."""
        try:
            yield
        except StatementError as error:
            refused = isinstance(error, _REFUSALS) or isinstance(error.orig, _SQLITE_REFUSALS)
            if refused or not isinstance(error, DBAPIError):
                raise ValueError(str(error.orig)) from error
            raise self._unavailable(error.orig or error) from error
        except OverflowError as error:  # SQLite's driver has it past SQLAlchemy
            raise ValueError(str(error)) from error
        except (SQLAlchemyError, OSError) as error:
            raise self._unavailable(error) from error

    def _unavailable(self, cause: BaseException) -> JournalUnavailableError:
        kind = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
        reason = (getattr(cause, "strerror", None) or str(cause)).partition("\n")[0]
        return JournalUnavailableError(
            f"{self.address}: {reason}",
            kind or type(cause).__name__,
            address=self.address,
            reason=reason,
        )


def _url(where: str | Path) -> URL:
    """The address, with the driver we use."""
    if isinstance(where, Path):
        return URL.create("sqlite", database=str(where))
    try:
        url = make_url(where)
    except (ArgumentError, ValueError):
        # Neither the rest of it nor the cause is told: both may hold a password.
        shown = where.partition(":")[0]
        raise JournalAddressError("not a database URL", address=shown) from None
    shown = url.render_as_string(hide_password=True)
    if url.get_backend_name() == "postgres":  # as many hosts of databases write it
        url = url.set(drivername=_POSTGRESQL)
    if url.drivername == _POSTGRESQL:
        return url.set(drivername="postgresql+psycopg")
    path = url.database or ":memory:"
    if url.drivername == "sqlite" and not path.startswith((":memory:", "file:")):
        return url
    if url.drivername == "postgresql+psycopg":
        return url
    raise JournalAddressError(f"unknown kind of database: {shown}", address=shown)


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        timeout = {"timeout": READ_PATIENCE}
        engine = create_engine(url, pool_timeout=_CONNECT_PATIENCE, connect_args=timeout)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    limits = {"statement_timeout": _ANSWER_PATIENCE, "lock_timeout": WRITE_PATIENCE}
    options = " ".join(f"-c {name}={int(seconds * 1000)}" for name, seconds in limits.items())
    # A server that is cut off answers nothing, not even that it will not: what is sent to it, and
    # the line itself, are given up after a while (libpq has two hours).
    arguments = {
        "connect_timeout": _CONNECT_PATIENCE,
        "options": options,
        "keepalives_idle": _SILENCE,
        "keepalives_interval": _SILENCE,
        "keepalives_count": 2,
        "tcp_user_timeout": 1000 * _SILENCE,
    }
    try:
        return create_engine(
            url, pool_pre_ping=True, pool_timeout=_CONNECT_PATIENCE, connect_args=arguments
        )
    except ImportError as error:  # or it finds no libpq
        details = {"driver": "psycopg", "extra": _POSTGRESQL}
        raise JournalDriverError("psycopg is not installed", **details) from error


def _set_up_sqlite(connection: Any, _: ConnectionPoolEntry) -> None:  # noqa: ANN401 - the driver's
    assert isinstance(connection, sqlite3.Connection)
    connection.isolation_level = None  # transactions begin where we say, and how
    connection.execute("PRAGMA journal_mode = WAL")  # stays with the file
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")  # in WAL mode a power cut damages nothing
    connection.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    milliseconds = int(options.get(_PATIENCE, WRITE_PATIENCE) * 1000)
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {milliseconds}")
    if how := options.get(_BEGIN, "BEGIN"):
        connection.exec_driver_sql(how)
