"""POST /requests, GET /requests and GET /requests/{id}.

A report holds exactly the fields of the specification; what is known of the reporter is in no GET answer. Reports
of a service with `private: true` in the seed, and those of a blackbox service, show in no list and answer 404 one
by one, except when a valid `api_key` is given. A GET with a wrong key is refused (403) rather than shown less.
"""

from typing import Any

from aiohttp import web
from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncSession

from city import drafts, parsing, rendering, reports
from city.errors import Faults, refuse
from city.models import ServiceRequest
from city.open311.common import check_jurisdiction, format_of, id_in_path, offered_key, period, required_key, state_of
from city.parsing import Form
from city.reports import Draft
from city.state import State

STATUSES = ("open", "closed")
LONGEST_IDEMPOTENCY_KEY = 255


async def create(request: web.Request) -> web.Response:
    """Lodges a report: answers its id, the token of a batch service, or neither for a blackbox service.

    Extension: with the header `Idempotency-Key` a repeat by the same API key gets the first answer again and lodges
    nothing, also when both come at the same time.
    """
    state, faults = state_of(request), Faults()
    form = await parsing.form(request)
    idempotency_key = _idempotency_key(request, faults)
    check_jurisdiction(form, state, faults)
    async with state.sessions() as session:
        api_key = await required_key(session, form, state, faults)
        draft = drafts.read(form, state.catalogue, faults)
        row = await _repeated(session, api_key, idempotency_key)
        if row is None:
            row = await _lodge(session, state, faults.checked(draft), faults.checked(api_key), idempotency_key)
        account = await reports.account_of(session, row)
    return rendering.listing(format_of(request), "service_requests", "request", [_receipt(row, account)], status=201)


async def _repeated(session: AsyncSession, api_key: int | None, idempotency_key: str | None) -> ServiceRequest | None:
    if api_key is None or idempotency_key is None:
        return None
    return await reports.lodged(session, api_key, idempotency_key)


async def _lodge(
    session: AsyncSession, state: State, draft: Draft, api_key: int, idempotency_key: str | None
) -> ServiceRequest:
    row = await reports.lodge(session, draft, api_key, idempotency_key, state.now(), state.settings.token_delay)
    await session.commit()
    if row is not None:
        return row
    earlier = await _repeated(session, api_key, idempotency_key)
    if earlier is None:
        raise refuse(503, "The report was not lodged; send it again.")
    return earlier


def _idempotency_key(request: web.Request, faults: Faults) -> str | None:
    key = request.headers.get("Idempotency-Key", "").strip()
    if len(key) > LONGEST_IDEMPOTENCY_KEY or not key.isprintable():
        faults.add(400, f"Idempotency-Key must be at most {LONGEST_IDEMPOTENCY_KEY} printable characters.")
    return key or None


def _receipt(row: ServiceRequest, account: str | None) -> dict[str, Any]:
    """The answer to a POST: an id or a token, never both."""
    if row.service_type == "batch":
        told = {"token": row.token}
    elif row.service_type == "blackbox":
        told = {}
    else:
        told = {"service_request_id": row.service_request_id}
    return {**told, "service_notice": row.service_notice, "account_id": account}


async def show_all(request: web.Request) -> web.Response:
    """The newest reports that pass the filters; `service_request_id` overrides all other filters."""
    state, faults = state_of(request), Faults()
    query = parsing.query(request)
    check_jurisdiction(query, state, faults)
    wanted = query.csv("service_request_id")
    conditions = [ServiceRequest.service_request_id.in_(wanted)] if wanted else _filters(query, state, faults)
    async with state.sessions() as session:
        api_key = await offered_key(session, query, state, faults)
        faults.raise_any()
        conditions += reports.visible(state.now(), api_key)
        rows = await reports.search(session, conditions, state.settings.max_results)
    return rendering.listing(format_of(request), "service_requests", "request", [public(row) for row in rows])


def _filters(query: Form, state: State, faults: Faults) -> list[ColumnElement[bool]]:
    start, end = period(query, state, faults)
    conditions: list[ColumnElement[bool]] = [ServiceRequest.requested_datetime.between(start, end)]
    codes, statuses = query.csv("service_code"), query.csv("status")
    if any(state.catalogue.get(code) is None for code in codes):
        faults.add(404, "service_code is not known here.")
    if not set(statuses) <= set(STATUSES):
        faults.add(400, "status must be open or closed.")
    if codes:
        conditions.append(ServiceRequest.service_code.in_(codes))
    if statuses:
        conditions.append(ServiceRequest.status.in_(statuses))
    return conditions


async def show_one(request: web.Request) -> web.Response:
    """One report, as a list of one."""
    state, faults = state_of(request), Faults()
    query = parsing.query(request)
    wanted = id_in_path(request, "id", "service_request_id")
    check_jurisdiction(query, state, faults)
    async with state.sessions() as session:
        api_key = await offered_key(session, query, state, faults)
        row = await reports.find(session, wanted, state.now(), api_key)
    if row is None:
        faults.add(404, "service_request_id is not known here.")
    return rendering.listing(format_of(request), "service_requests", "request", [public(faults.checked(row))])


def public(row: ServiceRequest) -> dict[str, Any]:
    """A report with exactly the fields of the specification; zipcode is always empty, as nobody tells it to us."""
    return {
        "service_request_id": row.service_request_id,
        "status": row.status,
        "status_notes": row.status_notes,
        "service_name": row.service_name,
        "service_code": row.service_code,
        "description": row.description,
        "agency_responsible": row.agency_responsible,
        "service_notice": row.service_notice,
        "requested_datetime": rendering.stamp(row.requested_datetime),
        "updated_datetime": rendering.stamp(row.updated_datetime),
        "expected_datetime": rendering.stamp(row.expected_datetime),
        "address": row.address,
        "address_id": row.address_id,
        "zipcode": None,
        "lat": row.lat,
        "long": row.long,
        "media_url": row.media_url,
    }
