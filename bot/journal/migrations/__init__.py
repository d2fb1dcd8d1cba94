"""Migrations of the journal (Alembic), run when it is opened.

Revisions are numbered 0001, 0002, ... To make one: change ``tables.py``, write the next file in
``versions``, and set ``tables.REVISION`` to it. The tests compare the two.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect

from bot.journal.errors import JournalNewerError
from bot.journal.tables import REVISION, Base

if TYPE_CHECKING:
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

_HERE = Path(__file__).parent


def migrate(connection: Connection, address: str, target: str = REVISION) -> None:
    """Bring the database to ``target`` within the transaction of ``connection``.

    Raises:
        JournalNewerError: it has a revision this version of the program does not know.
    """
    found = revision(connection)
    if found == target:
        return
    if found is not None and not (_HERE / "versions" / f"r{found}.py").is_file():
        details = {"address": address, "found": found, "expected": REVISION}
        raise JournalNewerError(f"journal {address} has revision {found}", **details)
    # It takes a while to import, and is needed once per version of the program.
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext

    revisions = scripts()

    def steps(current: object, context: MigrationContext) -> object:
        # Underscored, but what Alembic's own documentation says to call here.
        return revisions._upgrade_revs(target, current)  # type: ignore[arg-type]

    with EnvironmentContext(Config(), revisions, fn=steps) as environment:
        # SQLite changes columns by copying the table: "batch".
        environment.configure(
            connection=connection, target_metadata=Base.metadata, render_as_batch=True
        )
        environment.run_migrations()


def revision(connection: Connection) -> str | None:
    """The revision of the database; None if it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def scripts() -> ScriptDirectory:
    """The migrations, as Alembic sees them."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(_HERE))
