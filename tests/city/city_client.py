"""What the tests of the city speak to it with."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
from aiohttp import web
from lxml import etree
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from city import keys
from city.app import create_app, create_runner
from city.session import make_engine, make_sessions
from city.settings import Settings

KEY = "key-of-the-tests"


class Clock:
    """The present, which a test moves by hand."""

    def __init__(self) -> None:
        self.moment = datetime.now(UTC).replace(microsecond=0)

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **duration: float) -> None:
        """Moves on by the arguments of a timedelta."""
        self.moment += timedelta(**duration)


@dataclass
class Answer:
    """An answer that was read to its end."""

    status: int
    headers: Any
    body: bytes

    @property
    def json(self) -> Any:
        assert self.headers["Content-Type"] == "application/json; charset=utf-8"
        return json.loads(self.body)

    @property
    def xml(self) -> Any:
        """Root element; lxml refuses what is not well-formed."""
        assert self.headers["Content-Type"] == "text/xml; charset=utf-8"
        return etree.fromstring(self.body)

    @property
    def faults(self) -> list[int]:
        """Codes of the errors in the body, of either format."""
        if self.body.startswith(b"<"):
            assert self.xml.tag == "errors"
            return [int(error.findtext("code")) for error in self.xml.findall("error")]
        return [error["code"] for error in self.json]


@dataclass
class City:
    """The server under test."""

    url: str
    clock: Clock
    engine: AsyncEngine
    http: aiohttp.ClientSession

    async def call(self, method: str, path: str, **options: Any) -> Answer:
        """One request over HTTP."""
        async with self.http.request(method, self.url + path, **options) as response:
            return Answer(response.status, response.headers, await response.read())

    async def get(self, path: str, **params: str) -> Answer:
        """GET with a query."""
        return await self.call("GET", path, params=params)

    async def post(self, path: str, data: Any = None, headers: dict[str, str] | None = None, **fields: str) -> Answer:
        """POST of a form; the API key of the tests is added unless a field says otherwise."""
        form = data if data is not None else {"api_key": KEY, **fields}
        return await self.call("POST", path, data=form, headers=headers)

    async def lodge(self, service_code: str = "pothole", **fields: str) -> str:
        """Lodges a plain report and gives its id."""
        answer = await self.post("/requests.json", service_code=service_code, lat="35.7", long="51.4", **fields)
        assert answer.status == 201, answer.body
        identity: str = answer.json[0]["service_request_id"]
        return identity

    async def change(self, identity: str, update_id: str, status: str = "FIXED", **fields: str) -> Answer:
        """Posts a change of status."""
        given = {"updated_datetime": self.clock().isoformat(), "description": "چاله پر شد.", **fields}
        return await self.post(
            "/servicerequestupdates.json", service_request_id=identity, update_id=update_id, status=status, **given
        )

    async def count(self, table: str = "service_request") -> int:
        """Rows of a table."""
        async with self.engine.connect() as connection:
            return int((await connection.execute(text(f"SELECT count(*) FROM city.{table}"))).scalar_one())


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[City]:
    """The real application on a free loopback port, with empty tables and one key."""
    engine = make_engine(settings.database_url)
    sessions = make_sessions(engine)
    async with sessions.begin() as session:
        await session.execute(
            text("TRUNCATE city.api_key, city.service_request, city.reporter, city.request_update CASCADE")
        )
        await keys.register(session, KEY, "tests")
    clock = Clock()
    runner = create_runner(create_app(settings, sessions, clock))
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        async with aiohttp.ClientSession() as http:
            yield City(f"http://127.0.0.1:{runner.addresses[0][1]}", clock, engine, http)
    finally:
        await runner.cleanup()
        await engine.dispose()
