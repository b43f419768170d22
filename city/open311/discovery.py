"""GET /discovery: where the API is and what it speaks."""

import re

from aiohttp import web

from city import parsing, rendering
from city.errors import Faults, refuse
from city.open311.common import check_jurisdiction, format_of, state_of

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
_HOST = re.compile(r"([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")


async def show(request: web.Request) -> web.Response:
    """The discovery document. It says that the city and its data are a sample."""
    state, faults = state_of(request), Faults()
    check_jurisdiction(parsing.query(request), state, faults)
    faults.raise_any()
    catalogue = state.catalogue
    endpoint = {
        "specification": SPECIFICATION,
        "url": state.settings.public_url or _origin(request),
        "changeset": catalogue.changeset,
        "type": "test",  # the data are a sample; a real city would say "production"
        "formats": [rendering.XML_TYPE, rendering.JSON_TYPE],
    }
    document = {
        "changeset": catalogue.changeset,
        "contact": catalogue.contact,
        "key_service": catalogue.key_service,
        "endpoints": [endpoint],
    }
    return rendering.single(format_of(request), "discovery", document)


def _origin(request: web.Request) -> str:
    """The address by which the client reached us. Raises Refused (400) when its Host header is none."""
    if not _HOST.fullmatch(request.host):
        raise refuse(400, "The Host header is malformed.")
    return f"{request.scheme}://{request.host}"
