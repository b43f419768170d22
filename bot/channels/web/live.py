"""GET /events: the conversation as server-sent events. GET /history: earlier messages."""

import asyncio
import contextlib
import json
from functools import partial

import structlog
from aiohttp import web
from sqlalchemy.exc import DBAPIError

from bot.channels.web import history
from bot.channels.web.history import Cursor, Entry
from bot.channels.web.identity import required
from bot.channels.web.site import Site, site_of
from bot.channels.web.views import mark_active, view
from shahryar.errors import StoreError
from store import conversations, session

_BEAT = 15.0  # seconds: proxies close a silent connection, and a lost signal is made good
_RETRY = 2000  # milliseconds after which the browser connects again
_HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",  # nginx would hold events back
}
log = structlog.stdlib.get_logger(__name__)


async def get_history(request: web.Request) -> web.Response:
    """`{"messages": [view…], "earlier": cursor or ""}`, oldest first, before the cursor `?before=`."""
    visitor = required(request)
    before = request.query.get("before", "")
    place = Cursor.parse(before) if before else history.END
    async with session.transaction() as connection:
        language = await conversations.language(connection, visitor.conversation)
        entries, earlier = await history.recent(connection, visitor.conversation, place)
    views = mark_active([view(entry, language) for entry in entries])
    return web.json_response({"messages": views, "earlier": str(place.before(entries)) if earlier else ""})


class _Stream:
    """One browser page that listens."""

    def __init__(self, conversation: str, cursor: Cursor, response: web.StreamResponse) -> None:
        self._conversation = conversation
        self._cursor = cursor
        self._response = response
        self._shown: set[str] = set()  # of the last look, which holds all that the next one may repeat
        self._waiting: bool | None = None

    async def update(self) -> None:
        """Send what is new, then whether an answer is being made."""
        async with session.transaction() as connection:
            # Asked first: an answer that is committed in between is shown, and the indicator goes with the next look.
            waiting = await history.is_waiting(connection, self._conversation)
            entries = await history.since(connection, self._conversation, self._cursor)
            language = await conversations.language(connection, self._conversation)
        fresh = [entry for entry in entries if entry.id not in self._shown]
        for entry in fresh:
            await self._message(entry, language)
        self._shown = {entry.id for entry in entries}
        if fresh or waiting != self._waiting:  # a page that just sent something shows the indicator of its own accord
            self._waiting = waiting
            await self._write(f"event: typing\ndata: {json.dumps(waiting)}\n\n")

    async def beat(self) -> None:
        """A comment that keeps the connection."""
        await self._write(": \n\n")

    async def _message(self, entry: Entry, language: str) -> None:
        self._cursor = self._cursor.past([entry])
        data = json.dumps(view(entry, language), ensure_ascii=False)
        await self._write(f"id: {self._cursor}\nevent: message\ndata: {data}\n\n")

    async def _write(self, text: str) -> None:
        await self._response.write(text.encode())


async def get_events(request: web.Request) -> web.StreamResponse:
    """Messages after `Last-Event-ID`, else `?after=`, as they come: `message` (a view) and `typing` (true, false).

    A message may come twice (see `history.OVERLAP`): readers drop an id that they have.
    """
    site, visitor = site_of(request), required(request)
    cursor = Cursor.parse(request.headers.get("Last-Event-ID") or request.query.get("after", ""))
    async with site.signals.watch(visitor.conversation) as changed:
        with site.streams.entered(visitor.conversation, changed, partial(_is_connected, request)):
            response = web.StreamResponse(headers=_HEADERS)
            await response.prepare(request)
            stream = _Stream(visitor.conversation, cursor, response)
            # The browser went away, or the store did: the browser connects again and asks from where it was.
            with contextlib.suppress(ConnectionError):
                await response.write(f"retry: {_RETRY}\n\n".encode())
                await _follow(site, stream, changed)
    return response


def _is_connected(request: web.Request) -> bool:
    return request.transport is not None and not request.transport.is_closing()


async def _follow(site: Site, stream: _Stream, changed: asyncio.Event) -> None:
    while not site.streams.closing:
        changed.clear()
        try:
            await stream.update()
        except (StoreError, DBAPIError) as error:
            log.warning("an event stream ends: the store failed", code=StoreError.code, error=type(error).__name__)
            return
        try:
            await asyncio.wait_for(changed.wait(), _BEAT)
        except TimeoutError:
            await stream.beat()
