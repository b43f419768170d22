"""How often each service is asked about on a day; no conversation, nothing personal."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "service_counts",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=True),
        sa.Column("service", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
    )
    op.create_index("service_counts_by_day", "service_counts", ["day", "service"])


def downgrade() -> None:
    op.drop_table("service_counts")
