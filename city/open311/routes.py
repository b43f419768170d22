"""The URLs of GeoReport v2; every resource exists with the suffixes `.xml` and `.json`."""

from aiohttp import web

from city.open311 import discovery, requests, services, tokens, updates

_FORMAT = "{fmt:xml|json}"


def routes() -> list[web.RouteDef]:
    """All routes of the API. An empty id, as in `/tokens/.json`, reaches its handler, which answers 400."""
    return [
        web.get(f"/discovery.{_FORMAT}", discovery.show),
        web.get(f"/services.{_FORMAT}", services.show_all),
        web.get(f"/services/{{code:[^/]*}}.{_FORMAT}", services.show_definition),
        web.get(f"/requests.{_FORMAT}", requests.show_all),
        web.post(f"/requests.{_FORMAT}", requests.create),
        web.get(f"/requests/{{id:[^/]*}}.{_FORMAT}", requests.show_one),
        web.get(f"/tokens/{{token:[^/]*}}.{_FORMAT}", tokens.show),
        web.get(f"/servicerequestupdates.{_FORMAT}", updates.show_all),
        web.post(f"/servicerequestupdates.{_FORMAT}", updates.create),
    ]
