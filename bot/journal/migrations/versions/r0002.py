"""People, chats, invitations, and what admins did."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_BIG = sa.BigInteger()
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "people",
        sa.Column("id", _BIG, nullable=False, autoincrement=False),
        sa.Column("language", sa.String(8), nullable=True),
        sa.Column("blocked_at", _TIME, nullable=True),
        sa.Column("blocked_by", _BIG, nullable=True),
        sa.Column("admitted_at", _TIME, nullable=True),
        sa.Column("invitation", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
    )
    op.create_table(
        "chats",
        sa.Column("id", _BIG, nullable=False, autoincrement=False),
        sa.Column("allowed_at", _TIME, nullable=False),
        sa.Column("allowed_by", _BIG, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_chats"),
    )
    op.create_table(
        "invitations",
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("uses", _BIG, nullable=False),
        sa.Column("admin", _BIG, nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_invitations"),
    )
    op.create_table(
        "admin_actions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("done_at", _TIME, nullable=False),
        sa.Column("admin", _BIG, nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_admin_actions"),
    )
    op.create_index("ix_admin_actions_done_at", "admin_actions", ["done_at"])
