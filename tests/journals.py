"""Records for a journal, and a database to put it in."""

from __future__ import annotations

import itertools
import os
import uuid
from datetime import UTC, datetime

from sqlalchemy import create_engine, make_url

from bot.journal.records import Place, RecordedAnswer

_numbers = itertools.count(1)


def recorded(**changes):
    """A recorded answer with an id of its own, as changed."""
    values = {
        "id": f"answer-{next(_numbers)}",
        "asked_at": datetime.now(tz=UTC),
        "person": 1,
        "chat": 1,
        "question": "Ai là Bí thư Đảng ủy Khối các cơ quan tỉnh?",
        "understood": "Ai là Bí thư Đảng ủy Khối các cơ quan tỉnh?",
        "edition": "20261123-044500-1",
        "answered": True,
        "confidence": 0.75,
        "timings_ms": {"search": 31.5, "total": 48.25},
        "channel": "telegram",
        "reading": None,
        "places": (
            Place("dang-bo-khoi", "Zm9vYmFyYmF6cXV4", 12, 27, 0.75),
            Place("dang-bo-khoi", "YmF6cXV4Zm9vYmFy", 0, 9, 0.5),
        ),
    }
    return RecordedAnswer(**{**values, **changes})


def server():
    """The URL of the PostgreSQL server to test with (it may create databases), if there is one."""
    return os.environ.get("HOIBAO_TEST_POSTGRESQL")


class FreshDatabase:
    """An empty database on the server, dropped at the end."""

    def __init__(self):
        self._name = f"hoibao_{uuid.uuid4().hex}"
        base = make_url(server()).set(drivername="postgresql+psycopg")
        self._server = create_engine(base, isolation_level="AUTOCOMMIT")
        self.url = base.set(database=self._name).render_as_string(hide_password=False)

    def __enter__(self):
        with self._server.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {self._name}")
        return self.url

    def __exit__(self, *_):
        with self._server.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {self._name} WITH (FORCE)")
        self._server.dispose()
