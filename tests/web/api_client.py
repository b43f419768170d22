"""Asking the public interface as another program does."""

from typing import Any

import aiohttp

SERVICES = "/api/v1/services"
PLAIN = ["/catalogue.jsonld", SERVICES, "/api/v1/life-events", "/api/v1/organisations", "/api/v1/openapi.json"]


async def get(http: aiohttp.ClientSession, path: str, **query: str) -> tuple[int, Any]:
    async with http.get(path, params=query) as response:
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        return response.status, await response.json(content_type=None)


async def ids(http: aiohttp.ClientSession, **query: str) -> list[str]:
    status, body = await get(http, SERVICES, **query)
    assert status == 200, body
    return [service["id"] for service in body["services"]]
