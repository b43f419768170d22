"""A client that speaks to the page as a browser does: cookie, token, form or JSON."""

import asyncio
import contextlib
import hashlib
import json
import re
import uuid
from collections.abc import AsyncIterator
from typing import Any

import aiohttp

PAGE = {"Accept": "text/html"}


class Client:
    """One browser. `html` is the page as it was last loaded."""

    def __init__(self, http: aiohttp.ClientSession) -> None:
        self.http = http
        self.html = ""

    @classmethod
    @contextlib.asynccontextmanager
    async def open(cls, address: str) -> AsyncIterator["Client"]:
        """Open the page with an empty cookie jar."""
        async with aiohttp.ClientSession(address, cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
            made = cls(http)
            await made.load()
            yield made

    async def load(self, path: str = "/") -> str:
        """Load the page."""
        async with self.http.get(path, headers=PAGE) as response:
            self.html = await response.text()
        return self.html

    @property
    def csrf(self) -> str:
        """The token in the page."""
        found = re.search(r'data-csrf="([0-9a-f]{64})"', self.html)
        assert found, "the page has no token"
        return found[1]

    @property
    def cookie(self) -> str:
        """Value of the conversation's cookie."""
        return next(cookie.value for cookie in self.http.cookie_jar if cookie.key == "shahryar")

    async def post(self, body: Any, *, csrf: str | None = None, path: str = "/messages") -> tuple[int, dict[str, Any]]:
        """Post JSON as the script does; an id is added where there is none."""
        headers = {"X-CSRF-Token": self.csrf if csrf is None else csrf, "Accept": "application/json"}
        if isinstance(body, dict):
            body = {"id": str(uuid.uuid4()), **body}
        async with self.http.post(path, json=body, headers=headers) as response:
            return response.status, await response.json()

    async def submit(self, path: str, **fields: Any) -> aiohttp.ClientResponse:
        """Submit a plain form; redirects are not followed."""
        fields = {"csrf": self.csrf, "id": str(uuid.uuid4()), **fields}
        async with self.http.post(path, data=fields, headers=PAGE, allow_redirects=False) as response:
            await response.read()
            return response

    async def photo(self, data: bytes, caption: str = "", **fields: str) -> tuple[int, dict[str, Any]]:
        """Upload a picture as the script does."""
        form = aiohttp.FormData({"id": str(uuid.uuid4()), "caption": caption, **fields})
        form.add_field("photo", data, filename="a.png", content_type="image/png")
        headers = {"X-CSRF-Token": self.csrf, "Accept": "application/json"}
        async with self.http.post("/photos", data=form, headers=headers) as response:
            return response.status, await response.json()

    async def history(self, before: str = "") -> dict[str, Any]:
        """The conversation as JSON."""
        async with self.http.get("/history", params={"before": before}) as response:
            found: dict[str, Any] = await response.json()
            return found

    async def replies(self, number: int) -> list[dict[str, Any]]:
        """Shahryar's messages, as soon as there are so many."""
        async with asyncio.timeout(20):
            while True:
                messages = (await self.history())["messages"]
                found = [message for message in messages if message["from"] == "shahryar"]
                if len(found) >= number:
                    return found
                await asyncio.sleep(0.05)

    @contextlib.asynccontextmanager
    async def events(self, after: str = "", last_id: str = "") -> AsyncIterator["Events"]:
        """Listen as EventSource does."""
        headers = {"Last-Event-ID": last_id} if last_id else {}
        async with self.http.get("/events", params={"after": after}, headers=headers) as response:
            assert response.status == 200, await response.text()
            yield Events(response)


class Events:
    """Server-sent events, parsed."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self.response = response
        self.last_id = ""

    async def next(self, wanted: str) -> Any:
        """Data of the next event of a type."""
        async with asyncio.timeout(20):
            while True:
                fields = await self._block()
                self.last_id = fields.get("id", self.last_id)
                if fields.get("event") == wanted:
                    return json.loads(fields["data"])

    async def _block(self) -> dict[str, str]:
        fields: dict[str, str] = {}
        while (line := (await self.response.content.readline()).decode()) != "\n":
            assert line, "the stream ended"
            name, _, value = line.rstrip("\n").partition(": ")
            fields[name] = value
        return fields


def conversation_of(client: Client) -> str:
    """Id of the client's conversation in the store."""
    return f"web:{hashlib.sha256(client.cookie.encode()).hexdigest()[:32]}"
