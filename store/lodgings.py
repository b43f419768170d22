"""Lodgings: written once per form instance, delivered by a job, found again by their code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy import update as sql_update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from shahryar.codes import new_code
from shahryar.errors import StoreError
from store import jobs
from store.models import Lodging

COLUMNS = Lodging.__table__.columns
_TRIES = 20


@dataclass(frozen=True, slots=True)
class Case:
    """A lodging as read: `state` is ours, `status` the backend's.

    States are queued, sending, unknown, lodged, rejected, dead, and withdrawn by the citizen before it was sent.
    """

    id: int
    code: str
    conversation_id: str
    form_id: str
    backend: str
    category: str
    details: dict[str, Any]
    state: str
    external_id: str | None
    external_token: str | None
    attempts: int
    error: str | None
    status: str | None
    status_notes: str | None
    created_at: datetime
    updated_at: datetime


def _case(row: Row[Any] | None) -> Case | None:
    return Case(**row._mapping) if row else None


async def create(
    connection: AsyncConnection,
    *,
    conversation: str,
    form_id: str,
    backend: str,
    category: str,
    details: dict[str, Any],
) -> str:
    """Write a lodging and its job, once per (conversation, form instance); a repetition returns the first one's code.

    Args:
        details: `description`, and where given `lat`, `long` (degrees), `address`, `photo` (attachment id),
            `attributes` (code → value or list of values).
    """
    known = select(Lodging.code).where(Lodging.conversation_id == conversation, Lodging.form_id == form_id)
    for _ in range(_TRIES):
        found = await connection.scalar(known)
        if found:
            return found
        row = {
            "code": new_code(), "conversation_id": conversation, "form_id": form_id,
            "backend": backend, "category": category, "details": details,
        }  # fmt: skip
        statement = insert(Lodging).values(row).on_conflict_do_nothing().returning(Lodging.id, Lodging.code)
        made = (await connection.execute(statement)).one_or_none()
        if made:
            await jobs.defer(connection, "lodge", queue="lodgings", lock=f"lodging:{made.id}", lodging=made.id)
            return str(made.code)
    raise StoreError("no free tracking code was found")


async def get(connection: AsyncConnection, lodging: int) -> Case | None:
    """A lodging by its number."""
    return _case((await connection.execute(select(*COLUMNS).where(Lodging.id == lodging))).one_or_none())


async def by_code(connection: AsyncConnection, code: str) -> Case | None:
    """A lodging by its canonical tracking code (`1234-5678`)."""
    return _case((await connection.execute(select(*COLUMNS).where(Lodging.code == code))).one_or_none())


async def of_conversation(connection: AsyncConnection, conversation: str, limit: int = 10) -> Sequence[Case]:
    """The conversation's lodgings, newest first."""
    statement = select(*COLUMNS).where(Lodging.conversation_id == conversation).order_by(Lodging.id.desc()).limit(limit)
    return [Case(**row._mapping) for row in await connection.execute(statement)]


async def change(connection: AsyncConnection, lodging: int, **values: Any) -> None:
    """Set columns of a lodging."""
    await connection.execute(sql_update(Lodging).where(Lodging.id == lodging).values(updated_at=func.now(), **values))
