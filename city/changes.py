"""Changes of a report's status in the database."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from city.models import RequestUpdate, ServiceRequest
from city.reports import visible

# mySociety's statuses and what each means for a report that knows only open and closed. A referral inside the
# municipality stays open: for the citizen nothing is settled by it.
STATUSES = {
    "OPEN": "open",
    "INVESTIGATING": "open",
    "IN_PROGRESS": "open",
    "ACTION_SCHEDULED": "open",
    "INTERNAL_REFERRAL": "open",
    "FOR_TRIAGE": "open",
    "REOPEN": "open",
    "FIXED": "closed",
    "CLOSED": "closed",
    "DUPLICATE": "closed",
    "NOT_COUNCILS_RESPONSIBILITY": "closed",
    "NO_FURTHER_ACTION": "closed",
    "CANCELLED": "closed",
}


@dataclass(frozen=True)
class Change:
    """A change that was checked: `status` is a key of STATUSES, `description` tells the citizen why."""

    update_id: str
    service_request_id: str
    status: str
    description: str
    updated_datetime: datetime


async def apply(session: AsyncSession, report: ServiceRequest, change: Change, api_key: int) -> bool:
    """Writes a change and sets the status of its report, which the caller has locked; the caller commits.

    A change that arrives after a younger one is kept, but does not set the status back. False, with nothing
    written, when the update_id was used before.
    """
    statement = insert(RequestUpdate).values(
        update_id=change.update_id,
        request_number=report.number,
        api_key_id=api_key,
        status=change.status,
        description=change.description,
        updated_datetime=change.updated_datetime,
    )
    statement = statement.on_conflict_do_nothing(index_elements=[RequestUpdate.update_id])
    written = await session.scalar(statement.returning(RequestUpdate.id))
    if written is None:
        return False
    younger = select(RequestUpdate.id).where(
        RequestUpdate.request_number == report.number, RequestUpdate.updated_datetime > change.updated_datetime
    )
    if await session.scalar(younger.limit(1)) is None:
        report.status = STATUSES[change.status]
        report.status_notes = change.description
        report.updated_datetime = change.updated_datetime
    return True


async def search(
    session: AsyncSession, start: datetime, end: datetime, now: datetime, api_key: int | None, most: int
) -> list[tuple[RequestUpdate, str]]:
    """The first `most` changes between two moments, oldest first, each with the id of its report.

    Oldest first, so that a client that got a full answer asks again from the datetime of its last entry.
    """
    query = (
        select(RequestUpdate, ServiceRequest.service_request_id)
        .join(ServiceRequest, ServiceRequest.number == RequestUpdate.request_number)
        .where(RequestUpdate.updated_datetime.between(start, end), *visible(now, api_key))
        .order_by(RequestUpdate.updated_datetime, RequestUpdate.id)
    )
    rows = await session.execute(query.limit(most))
    return [(update, service_request_id) for update, service_request_id in rows]
