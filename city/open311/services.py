"""GET /services and GET /services/{code}: what can be reported, and what is asked then."""

from aiohttp import web

from city import parsing, rendering
from city.errors import Faults
from city.open311.common import check_jurisdiction, format_of, id_in_path, state_of


async def show_all(request: web.Request) -> web.Response:
    """All services."""
    state, faults = state_of(request), Faults()
    check_jurisdiction(parsing.query(request), state, faults)
    faults.raise_any()
    return rendering.listing(
        format_of(request), "services", "service", [service.listing() for service in state.catalogue]
    )


async def show_definition(request: web.Request) -> web.Response:
    """The attributes of one service; an empty list where its metadata is false."""
    state, faults = state_of(request), Faults()
    code = id_in_path(request, "code", "service_code")
    check_jurisdiction(parsing.query(request), state, faults)
    service = state.catalogue.get(code)
    if service is None:
        faults.add(404, "service_code is not known here.")
    return rendering.single(format_of(request), "service_definition", faults.checked(service).definition())
