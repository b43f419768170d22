"""GET /tokens/{token}: the id of a report that a batch service took."""

from aiohttp import web
from sqlalchemy import select

from city import parsing, rendering
from city.errors import Faults, refuse
from city.models import ServiceRequest
from city.open311.common import check_jurisdiction, format_of, id_in_path, state_of


async def show(request: web.Request) -> web.Response:
    """The service_request_id of a token; null (an empty element) as long as the report is not taken in."""
    state, faults = state_of(request), Faults()
    token = id_in_path(request, "token", "token")
    check_jurisdiction(parsing.query(request), state, faults)
    faults.raise_any()
    columns = (ServiceRequest.service_request_id, ServiceRequest.published_at)
    async with state.sessions() as session:
        row = (await session.execute(select(*columns).where(ServiceRequest.token == token))).one_or_none()
    if row is None:
        raise refuse(404, "token is not known here.")
    taken_in = row.published_at <= state.now()
    answer = {"service_request_id": row.service_request_id if taken_in else None, "token": token}
    return rendering.listing(format_of(request), "service_requests", "request", [answer])
