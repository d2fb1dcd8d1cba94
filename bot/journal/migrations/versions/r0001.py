"""Questions, answers, the places shown, and what readers thought of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_BIG = sa.BigInteger()
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "answers",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("asked_at", _TIME, nullable=False),
        sa.Column("person", _BIG, nullable=False),
        sa.Column("chat", _BIG, nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("understood", sa.Text(), nullable=False),
        sa.Column("reading", sa.Text(), nullable=True),
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("timings_ms", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_answers"),
    )
    op.create_index("ix_answers_asked_at", "answers", ["asked_at"])
    op.create_index("ix_answers_chat", "answers", ["chat"])
    op.create_index("ix_answers_person_asked_at", "answers", ["person", "asked_at"])
    op.create_table(
        "places",
        _answer("places"),
        sa.Column("rank", _BIG, nullable=False, autoincrement=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("permalink", sa.String(64), nullable=False),
        sa.Column("span_start", _BIG, nullable=False),
        sa.Column("span_end", _BIG, nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("answer_id", "rank", name="pk_places"),
    )
    op.create_index("ix_places_article_id", "places", ["article_id"])
    op.create_table(
        "feedback",
        _answer("feedback"),
        sa.Column("person", _BIG, nullable=False, autoincrement=False),
        sa.Column("verdict", sa.String(8), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("given_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("answer_id", "person", name="pk_feedback"),
    )
    op.create_index("ix_feedback_person", "feedback", ["person"])
    op.create_table(
        "appeals",
        _answer("appeals"),
        sa.Column("person", _BIG, nullable=False, autoincrement=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("answer_id", "person", name="pk_appeals"),
    )
    op.create_index("ix_appeals_person", "appeals", ["person"])


def _answer(table: str) -> sa.Column[str]:
    """The answer a row belongs to, and with which it goes."""
    key = sa.ForeignKey("answers.id", name=f"fk_{table}_answer_id", ondelete="CASCADE")
    return sa.Column("answer_id", sa.String(32), key, nullable=False)
