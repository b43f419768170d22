"""Tables of the city server, all in the PostgreSQL schema `city`."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    MetaData,
    Sequence,
    Text,
    UniqueConstraint,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

SCHEMA = "city"


class Base(DeclarativeBase):
    """Base of the tables of the city."""

    metadata = MetaData(schema=SCHEMA)
    type_annotation_map = {str: Text, datetime: DateTime(timezone=True), dict[str, Any]: JSONB}


request_number = Sequence("service_request_number", metadata=Base.metadata, schema=SCHEMA)


class ApiKey(Base):
    """A key that may POST. The key itself is not stored, only its SHA-256 in hexadecimal."""

    __tablename__ = "api_key"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    key_hash: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    revoked_at: Mapped[datetime | None]


class ServiceRequest(Base):
    """A report of a citizen, without anything about the citizen.

    `service_request_id` is the public id; until `published_at` (batch services) it is not told to anybody.
    `hidden` reports (private or blackbox services) are shown to holders of an API key alone.
    """

    __tablename__ = "service_request"
    __table_args__ = (
        UniqueConstraint("api_key_id", "idempotency_key", name="uq_service_request_idempotency"),
        CheckConstraint("status IN ('open', 'closed')", name="ck_service_request_status"),
        Index("ix_service_request_requested", "requested_datetime"),
        Index("ix_service_request_service", "service_code", "requested_datetime"),
    )

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    service_request_id: Mapped[str] = mapped_column(unique=True)
    token: Mapped[str | None] = mapped_column(unique=True)
    api_key_id: Mapped[int] = mapped_column(ForeignKey(ApiKey.id))
    idempotency_key: Mapped[str | None]
    service_code: Mapped[str]
    service_name: Mapped[str]
    service_type: Mapped[str]
    service_notice: Mapped[str | None]
    agency_responsible: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="open")
    status_notes: Mapped[str | None]
    description: Mapped[str | None]
    requested_datetime: Mapped[datetime]
    updated_datetime: Mapped[datetime]
    expected_datetime: Mapped[datetime | None]
    published_at: Mapped[datetime]
    hidden: Mapped[bool]
    address: Mapped[str | None]
    address_id: Mapped[str | None]
    lat: Mapped[float | None]
    long: Mapped[float | None]
    media_url: Mapped[str | None]
    attributes: Mapped[dict[str, Any]]


class Reporter(Base):
    """Personal data of who reported, apart from the report: no query behind a GET ever reads this table."""

    __tablename__ = "reporter"

    request_number: Mapped[int] = mapped_column(ForeignKey(ServiceRequest.number, ondelete="CASCADE"), primary_key=True)
    first_name: Mapped[str | None]
    last_name: Mapped[str | None]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    device_id: Mapped[str | None]
    account_id: Mapped[str | None]


class RequestUpdate(Base):
    """A change of status of a report; `update_id` is given by whoever posts it and never repeats."""

    __tablename__ = "request_update"
    __table_args__ = (
        Index("ix_request_update_updated", "updated_datetime"),
        Index("ix_request_update_request", "request_number", "updated_datetime"),
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    update_id: Mapped[str] = mapped_column(unique=True)
    request_number: Mapped[int] = mapped_column(ForeignKey(ServiceRequest.number, ondelete="CASCADE"))
    api_key_id: Mapped[int] = mapped_column(ForeignKey(ApiKey.id))
    status: Mapped[str]
    description: Mapped[str]
    updated_datetime: Mapped[datetime]
    received_at: Mapped[datetime] = mapped_column(server_default=func.now())
