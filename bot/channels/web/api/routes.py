"""Addresses of the public interface and what each of them answers."""

from functools import lru_cache
from typing import Any

from aiohttp import web

from actions.services import jsonld
from actions.services.catalogue import catalogue
from actions.services.life_events import life_events
from actions.services.organisations import organisations
from bot.channels.web.api import offices, openapi, views
from bot.channels.web.api.answers import JSON, Asked, Make, encoded, opened
from bot.channels.web.api.queries import only, read_query
from bot.channels.web.limits import Buckets, Limits
from bot.channels.web.refusals import Refusal


def routes(public_url: str, limits: Limits) -> list[web.RouteDef]:
    """Routes of the public interface, with a rate limit of their own so that programs do not use up citizens' messages.

    Args:
        public_url: address of the installation, the base of all addresses in answers; empty: the one the client used.
        limits: `address` is the rate for one address.
    """
    buckets = Buckets(limits.address)

    def route(path: str, make: Make, media_type: str = JSON) -> web.RouteDef:
        return web.route("*", path, opened(make, public_url, buckets, media_type))

    return [
        route("/catalogue.jsonld", _catalogue, "application/ld+json"),
        route("/api/v1/services", _services),
        route("/api/v1/services/{id}", _service),
        route("/api/v1/life-events", _life_events),
        route("/api/v1/organisations", _organisations),
        route("/api/v1/offices", _offices),
        route("/api/v1/openapi.json", _openapi),
        route("/api/{rest:.*}", _nothing),
    ]


def _catalogue(asked: Asked) -> bytes:
    only(asked.query)
    return _document(asked.base)


@lru_cache(maxsize=4)
def _document(base: str) -> bytes:
    return encoded(jsonld.document(catalogue(), organisations(), life_events(), base))


def _services(asked: Asked) -> dict[str, Any]:
    query = read_query(asked.query, life_events(), organisations())
    found = [service for service in catalogue().services.values() if query.fits(service)]
    page = found[query.offset : query.offset + query.limit]
    return {
        "total": len(found),
        "limit": query.limit,
        "offset": query.offset,
        "services": [views.summary(service, asked.base) for service in page],
    }


def _service(asked: Asked) -> dict[str, Any]:
    only(asked.query)
    service = catalogue().service(asked.id)
    if service is None:
        raise Refusal("not_found", 404, "There is no service with this id. All ids are listed at /api/v1/services.")
    return views.full(service, asked.base)


def _life_events(asked: Asked) -> dict[str, Any]:
    only(asked.query)
    services = catalogue().services
    return {"life_events": [views.life_event(event, name, services) for event, name in life_events().items()]}


def _organisations(asked: Asked) -> dict[str, Any]:
    only(asked.query)
    services = catalogue().services
    return {"organisations": [views.organisation(found, services) for found in organisations().values()]}


def _offices(asked: Asked) -> dict[str, Any]:
    return offices.answer(asked.query)


def _openapi(asked: Asked) -> dict[str, Any]:
    only(asked.query)
    return openapi.document(asked.base)


def _nothing(_: Asked) -> None:
    raise Refusal("not_found", 404, "There is no such address. /api/v1/openapi.json describes this interface.")
