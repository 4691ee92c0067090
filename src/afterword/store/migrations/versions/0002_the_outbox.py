"""The outbox: what was approved, and how far each mail got. Like the facts, it cannot be worked out again.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TEXT

revision = "0002"
down_revision: str | None = "0001"

KEY = sa.Text().with_variant(TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Creates the table; one row a follow-up and one a Message-ID."""
    op.create_table(
        "outbox",
        sa.Column("owner", KEY, primary_key=True),
        sa.Column("key", KEY, primary_key=True),
        sa.Column("message_id", KEY, nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("digest", KEY, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("approved", sa.BigInteger, nullable=False),
        sa.Column("expires", sa.BigInteger, nullable=False),
        sa.Column("attempt", sa.BigInteger, nullable=False),
        sa.Column("claimed", sa.BigInteger, nullable=False),
        sa.Column("claimant", KEY, nullable=False),
        sa.Column("doubt", sa.BigInteger, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_index("outbox_by_message_id", "outbox", ["owner", "message_id"], unique=True)
