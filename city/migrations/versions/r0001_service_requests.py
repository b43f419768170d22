"""Keys, reports, reporters and updates."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SCHEMA = "city"
_TIME = sa.DateTime(timezone=True)


def _text(name: str, *, nullable: bool = True, unique: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable, unique=unique)


def upgrade() -> None:
    """Creates the four tables and the sequence of request numbers."""
    op.execute(sa.schema.CreateSequence(sa.Sequence("service_request_number", schema=_SCHEMA)))
    _create_api_key()
    _create_service_request()
    _create_reporter()
    _create_request_update()


def downgrade() -> None:
    """Drops them again, with all reports."""
    for table in ("request_update", "reporter", "service_request", "api_key"):
        op.drop_table(table, schema=_SCHEMA)
    op.execute(sa.schema.DropSequence(sa.Sequence("service_request_number", schema=_SCHEMA)))


def _create_api_key() -> None:
    op.create_table(
        "api_key",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        _text("key_hash", nullable=False, unique=True),
        _text("name", nullable=False),
        sa.Column("created_at", _TIME, nullable=False, server_default=sa.func.now()),
        sa.Column("revoked_at", _TIME),
        schema=_SCHEMA,
    )


def _create_service_request() -> None:
    op.create_table(
        "service_request",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        _text("service_request_id", nullable=False, unique=True),
        _text("token", unique=True),
        sa.Column("api_key_id", sa.BigInteger, sa.ForeignKey(f"{_SCHEMA}.api_key.id"), nullable=False),
        _text("idempotency_key"),
        _text("service_code", nullable=False),
        _text("service_name", nullable=False),
        _text("service_type", nullable=False),
        _text("service_notice"),
        _text("agency_responsible"),
        _text("status", nullable=False),
        _text("status_notes"),
        _text("description"),
        sa.Column("requested_datetime", _TIME, nullable=False),
        sa.Column("updated_datetime", _TIME, nullable=False),
        sa.Column("expected_datetime", _TIME),
        sa.Column("published_at", _TIME, nullable=False),
        sa.Column("hidden", sa.Boolean, nullable=False),
        _text("address"),
        _text("address_id"),
        sa.Column("lat", sa.Double),
        sa.Column("long", sa.Double),
        _text("media_url"),
        sa.Column("attributes", JSONB, nullable=False),
        sa.UniqueConstraint("api_key_id", "idempotency_key", name="uq_service_request_idempotency"),
        sa.CheckConstraint("status IN ('open', 'closed')", name="ck_service_request_status"),
        schema=_SCHEMA,
    )
    op.create_index("ix_service_request_requested", "service_request", ["requested_datetime"], schema=_SCHEMA)
    op.create_index(
        "ix_service_request_service", "service_request", ["service_code", "requested_datetime"], schema=_SCHEMA
    )


def _create_reporter() -> None:
    number = sa.ForeignKey(f"{_SCHEMA}.service_request.number", ondelete="CASCADE")
    op.create_table(
        "reporter",
        sa.Column("request_number", sa.BigInteger, number, primary_key=True),
        *(_text(name) for name in ("first_name", "last_name", "phone", "email", "device_id", "account_id")),
        schema=_SCHEMA,
    )


def _create_request_update() -> None:
    number = sa.ForeignKey(f"{_SCHEMA}.service_request.number", ondelete="CASCADE")
    op.create_table(
        "request_update",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        _text("update_id", nullable=False, unique=True),
        sa.Column("request_number", sa.BigInteger, number, nullable=False),
        sa.Column("api_key_id", sa.BigInteger, sa.ForeignKey(f"{_SCHEMA}.api_key.id"), nullable=False),
        _text("status", nullable=False),
        _text("description", nullable=False),
        sa.Column("updated_datetime", _TIME, nullable=False),
        sa.Column("received_at", _TIME, nullable=False, server_default=sa.func.now()),
        schema=_SCHEMA,
    )
    op.create_index("ix_request_update_updated", "request_update", ["updated_datetime"], schema=_SCHEMA)
    op.create_index(
        "ix_request_update_request", "request_update", ["request_number", "updated_datetime"], schema=_SCHEMA
    )
