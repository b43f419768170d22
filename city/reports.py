"""Reports in the database: lodging them once, finding those a caller may see."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from persiantools.jdatetime import JalaliDate
from sqlalchemy import ColumnElement, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from city.catalogue import Service
from city.models import Reporter, ServiceRequest, request_number
from city.workdays import add_working_days
from shahryar.formats import TEHRAN


@dataclass(frozen=True)
class Draft:
    """A report that was checked, as it came.

    `columns` are those of ServiceRequest that the client gives, `personal` those of Reporter.
    """

    service: Service
    columns: dict[str, Any]
    personal: dict[str, str]


async def lodged(session: AsyncSession, api_key: int, idempotency_key: str) -> ServiceRequest | None:
    """The report that this API key lodged under this idempotency key, if it did."""
    query = select(ServiceRequest).where(
        ServiceRequest.api_key_id == api_key, ServiceRequest.idempotency_key == idempotency_key
    )
    return (await session.scalars(query)).one_or_none()


async def lodge(
    session: AsyncSession, draft: Draft, api_key: int, idempotency_key: str | None, now: datetime, token_delay: float
) -> ServiceRequest | None:
    """Writes a report; None when another process has just lodged one under the same idempotency key.

    The unique constraint decides between repeats that come at the same time: the later insert waits for the
    earlier one to commit and then does nothing. The caller commits.
    """
    now = now.replace(microsecond=0)  # answers tell whole seconds, and filters must agree with them
    number = await session.scalar(request_number)
    batch = draft.service.type == "batch"
    row = {
        **_columns_of_service(draft.service, now),
        **draft.columns,
        "number": number,
        "service_request_id": f"{JalaliDate(now.astimezone(TEHRAN).date()).year}-{number:06d}",
        "token": secrets.token_urlsafe(16) if batch else None,
        "api_key_id": api_key,
        "idempotency_key": idempotency_key,
        "requested_datetime": now,
        "updated_datetime": now,
        "published_at": now + timedelta(seconds=token_delay) if batch else now,
    }
    statement = insert(ServiceRequest).values(row)
    statement = statement.on_conflict_do_nothing(constraint="uq_service_request_idempotency")
    request = (await session.scalars(statement.returning(ServiceRequest))).one_or_none()
    if request is not None and draft.personal:
        await session.execute(insert(Reporter).values(request_number=number, **draft.personal))
    return request


def _columns_of_service(service: Service, now: datetime) -> dict[str, Any]:
    expected = add_working_days(now, service.working_days) if service.working_days else None
    return {
        "service_code": service.code,
        "service_name": service.name,
        "service_type": service.type,
        "service_notice": service.notice,
        "agency_responsible": service.agency,
        "status": "open",
        "expected_datetime": expected,
        "hidden": service.hidden,
    }


async def account_of(session: AsyncSession, request: ServiceRequest) -> str | None:
    """The account_id that came with a report; only for the answer to the POST that lodged it."""
    query = select(Reporter.account_id).where(Reporter.request_number == request.number)
    return await session.scalar(query)


def visible(now: datetime, api_key: int | None) -> list[ColumnElement[bool]]:
    """Conditions for the reports that a caller may see.

    Batch reports that are not yet taken in are seen by nobody. Reports of private and blackbox services are seen
    by holders of a valid API key alone; to all others they do not exist: not in lists, not one by one (404).
    """
    conditions: list[ColumnElement[bool]] = [ServiceRequest.published_at <= now]
    if api_key is None:
        conditions.append(ServiceRequest.hidden.is_(False))
    return conditions


async def find(
    session: AsyncSession, service_request_id: str, now: datetime, api_key: int | None, *, lock: bool = False
) -> ServiceRequest | None:
    """The report with this id, if the caller may see it; `lock` keeps others from changing it until the commit."""
    query = select(ServiceRequest).where(
        ServiceRequest.service_request_id == service_request_id, *visible(now, api_key)
    )
    return (await session.scalars(query.with_for_update() if lock else query)).one_or_none()


async def search(session: AsyncSession, conditions: list[ColumnElement[bool]], most: int) -> list[ServiceRequest]:
    """The newest `most` reports that fulfil all conditions."""
    query = select(ServiceRequest).where(*conditions)
    newest = query.order_by(ServiceRequest.requested_datetime.desc(), ServiceRequest.number.desc())
    return list(await session.scalars(newest.limit(most)))
