"""The ledger: facts, and the tombstones of what was erased for good.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TEXT

revision = "0001"
down_revision: str | None = None

KEY = sa.Text().with_variant(TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Creates both tables."""
    op.create_table(
        "facts",
        sa.Column("owner", KEY, primary_key=True),
        sa.Column("id", KEY, primary_key=True),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("learnt", sa.BigInteger, nullable=False),
        sa.Column("origin", KEY, nullable=False),
        sa.Column("by", KEY, nullable=False),
        sa.Column("act", KEY, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_index("facts_by_kind", "facts", ["owner", "kind", "at", "id"])
    op.create_index("facts_by_act", "facts", ["owner", "act"])
    op.create_table(
        "tombstones",
        sa.Column("owner", KEY, primary_key=True),
        sa.Column("id", KEY, primary_key=True),
        sqlite_with_rowid=False,
    )
