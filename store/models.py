"""The tables. Columns that may hold personal data are encrypted (`Encrypted…` types)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
    func,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from store.encryption import EncryptedBytes, EncryptedJSON


class Base(DeclarativeBase):
    """Root of all tables of the assistant; the reference city has its own."""


def _now() -> Mapped[datetime]:
    return mapped_column(DateTime(timezone=True), server_default=func.now())


class Conversation(Base):
    """One citizen on one channel. `owner` says who answers; it is kept outside the tracker on purpose."""

    __tablename__ = "conversations"
    id: Mapped[str] = mapped_column(Text, primary_key=True)  # "<channel>:<address>"
    channel: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(Text, server_default="assistant")  # assistant | staff
    language: Mapped[str] = mapped_column(Text, server_default="fa")
    created_at: Mapped[datetime] = _now()


class Update(Base):
    """The intake: one row for each thing that a channel delivered, committed before it is acknowledged."""

    __tablename__ = "updates"
    __table_args__ = (
        UniqueConstraint("channel", "update_id", name="updates_once"),
        Index("updates_by_conversation", "conversation_id", "id"),
    )
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=True)
    channel: Mapped[str] = mapped_column(Text)
    update_id: Mapped[str] = mapped_column(Text)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    incoming: Mapped[dict[str, Any]] = mapped_column(EncryptedJSON)
    state: Mapped[str] = mapped_column(Text, server_default="queued")  # queued | done | failed
    intent: Mapped[str | None] = mapped_column(Text)
    confidence: Mapped[float | None] = mapped_column(Float)
    received_at: Mapped[datetime] = _now()
    done_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class OutgoingMessage(Base):
    """The outbox: one row for each reply, committed with the turn that made it, delivered afterwards in order."""

    __tablename__ = "outgoing"
    __table_args__ = (
        Index("outgoing_by_conversation", "conversation_id", "id"),
        Index("outgoing_by_update", "update_id"),
    )
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    update_id: Mapped[int | None] = mapped_column(ForeignKey("updates.id"))  # none: sent of our own accord
    message: Mapped[dict[str, Any]] = mapped_column(EncryptedJSON)
    state: Mapped[str] = mapped_column(Text, server_default="queued")  # queued | sent | failed
    attempts: Mapped[int] = mapped_column(Integer, server_default="0")
    external_id: Mapped[str | None] = mapped_column(Text)
    error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = _now()
    sent_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Attachment(Base):
    """A picture that a citizen sent. The id is unguessable: it is the key to `/media/<id>`."""

    __tablename__ = "attachments"
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    mime: Mapped[str] = mapped_column(Text)
    data: Mapped[bytes] = mapped_column(EncryptedBytes)
    created_at: Mapped[datetime] = _now()


class Lodging(Base):
    """A request on its way to, or at, an organisation's backend. Unique per conversation and form instance."""

    __tablename__ = "lodgings"
    __table_args__ = (
        UniqueConstraint("conversation_id", "form_id", name="lodgings_once"),
        UniqueConstraint("code", name="lodgings_code"),
    )
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=True)
    code: Mapped[str] = mapped_column(Text)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    form_id: Mapped[str] = mapped_column(Text)
    backend: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(Text)
    details: Mapped[dict[str, Any]] = mapped_column(EncryptedJSON)
    state: Mapped[str] = mapped_column(Text, server_default="queued")  # see store.lodgings.Case
    external_id: Mapped[str | None] = mapped_column(Text)
    external_token: Mapped[str | None] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(Integer, server_default="0")
    error: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str | None] = mapped_column(Text)  # the backend's word: open | closed
    status_notes: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = _now()
    updated_at: Mapped[datetime] = _now()


class TrackerTurn(Base):
    """Events that one turn added to a conversation's tracker; written by `nlu.tracker_store`, already encoded there."""

    __tablename__ = "tracker_turns"
    __table_args__ = (Index("tracker_turns_by_session", "conversation_id", "session", "id"),)
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(Text)
    session: Mapped[int] = mapped_column(Integer)
    events: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = _now()


class ServiceCount(Base):
    """How often a service was asked about on a day, by nobody in particular.

    Several rows of one service and day are added up: turns that count at once write rows of their own.
    """

    __tablename__ = "service_counts"
    __table_args__ = (Index("service_counts_by_day", "day", "service"),)
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=True)
    service: Mapped[str] = mapped_column(Text)
    day: Mapped[date] = mapped_column(Date)  # of Tehran
    times: Mapped[int] = mapped_column(Integer)
