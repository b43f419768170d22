"""GET and POST /servicerequestupdates, mySociety's extension: how a report's status changes and why."""

from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from city import changes, parsing, rendering, reports
from city.changes import Change
from city.errors import Faults, refuse
from city.models import RequestUpdate
from city.open311.common import check_jurisdiction, format_of, offered_key, period, required_key, state_of
from city.parsing import Form, line, moment, prose

_CLOCK_SKEW = timedelta(hours=1)  # a later one would keep all following changes from setting the status


async def show_all(request: web.Request) -> web.Response:
    """Changes between start_date and end_date, oldest first; without both, those of the last 90 days.

    Changes of hidden reports are shown to holders of an API key alone.
    """
    state, faults = state_of(request), Faults()
    query = parsing.query(request)
    check_jurisdiction(query, state, faults)
    if (query.one("start_date") is None) != (query.one("end_date") is None):
        faults.add(400, "start_date and end_date must be given together.")
    start, end = period(query, state, faults)
    async with state.sessions() as session:
        api_key = await offered_key(session, query, state, faults)
        faults.raise_any()
        found = await changes.search(session, start, end, state.now(), api_key, state.settings.max_results)
    items = [_public(update, service_request_id) for update, service_request_id in found]
    return rendering.listing(format_of(request), "service_request_updates", "request_update", items)


async def create(request: web.Request) -> web.Response:
    """Changes the status of a report, as the municipality's staff would; a repeated update_id answers 400."""
    state, faults = state_of(request), Faults()
    form = await parsing.form(request)
    check_jurisdiction(form, state, faults)
    async with state.sessions() as session:
        api_key = await required_key(session, form, state, faults)
        change = _read(form, state.now(), faults)
        report = None
        if api_key is not None and change is not None:
            report = await reports.find(session, change.service_request_id, state.now(), api_key, lock=True)
            if report is None:
                faults.add(404, "service_request_id is not known here.")
        checked = faults.checked(change)
        if not await changes.apply(session, faults.checked(report), checked, faults.checked(api_key)):
            raise refuse(400, "update_id was used before.")
        await session.commit()
    receipt = [{"update_id": checked.update_id}]
    return rendering.listing(format_of(request), "service_request_updates", "request_update", receipt, status=201)


def _read(form: Form, now: datetime, faults: Faults) -> Change | None:
    """The change that a form holds; None, with faults noted, when it holds none."""
    for name in ("service_request_id", "update_id", "updated_datetime", "status", "description"):
        if form.one(name) is None:
            faults.add(400, f"{name} was not given.")
    status = (form.one("status") or "").upper()
    if status and status not in changes.STATUSES:
        faults.add(400, f"status must be among: {', '.join(changes.STATUSES)}.")
    when = moment(form.one("updated_datetime"), "updated_datetime", faults)
    if when is not None and when > now + _CLOCK_SKEW:
        faults.add(400, "updated_datetime lies in the future.")
    update_id = line(form.one("update_id"), "update_id", faults)
    description = prose(form.one("description"), "description", faults)
    service_request_id = form.one("service_request_id")
    if status not in changes.STATUSES or when is None or not (update_id and description and service_request_id):
        return None
    return Change(update_id, service_request_id, status, description, when.replace(microsecond=0))


def _public(update: RequestUpdate, service_request_id: str) -> dict[str, Any]:
    return {
        "update_id": update.update_id,
        "service_request_id": service_request_id,
        "status": update.status,
        "updated_datetime": rendering.stamp(update.updated_datetime),
        "description": update.description,
        "media_url": None,
    }
