"""Wake whoever waits for a conversation, across processes: PostgreSQL's LISTEN and NOTIFY."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import AsyncIterator

import psycopg
import structlog

from store.updates import SIGNAL

_RECONNECT = 1.0  # seconds
log = structlog.stdlib.get_logger(__name__)


class Signals:
    """Listens on one connection of its own. `url`: PostgreSQL address in libpq's form."""

    def __init__(self, url: str) -> None:
        self._url = url.replace("postgresql+psycopg://", "postgresql://")
        self._events: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None
        self._ready = asyncio.Event()

    async def start(self) -> None:
        """Begin to listen; returns once signals can be heard."""
        self._task = asyncio.create_task(self._listen(), name="signals")
        await self._ready.wait()

    async def stop(self) -> None:
        """Stop listening."""
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    @contextlib.asynccontextmanager
    async def watch(self, conversation: str) -> AsyncIterator[asyncio.Event]:
        """An event that is set at each signal of the conversation; the caller clears it."""
        event = asyncio.Event()
        self._events[conversation].add(event)
        try:
            yield event
        finally:
            self._events[conversation].discard(event)
            if not self._events[conversation]:
                del self._events[conversation]

    async def _listen(self) -> None:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(self._url, autocommit=True) as connection:
                    await connection.execute(f"LISTEN {SIGNAL}")
                    self._ready.set()
                    self._wake_all()  # whatever was signalled while the connection was down
                    async for message in connection.notifies():
                        for event in self._events.get(message.payload, ()):
                            event.set()
            except psycopg.OperationalError as error:
                log.warning("listening was interrupted", code="E201", error=str(error).splitlines()[0])
                await asyncio.sleep(_RECONNECT)

    def _wake_all(self) -> None:
        for events in self._events.values():
            for event in events:
                event.set()
