"""The real web application on real PostgreSQL, with a worker that answers by rule instead of Rasa."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from aiohttp import web
from sqlalchemy import select

from bot import intake, turns
from bot.channels.web.app import make_app
from bot.dialogue import Answer
from bot.messages import Button, Incoming, Kind, Outgoing
from bot.signals import Signals
from store import session
from store.models import Update

T = TypeVar("T")
LOCATION = [[Button("بدون موقعیت", '/inform{"skip": "location"}')]]
CHOICES = [[Button("تمدید", '/a{"x": "1"}'), Button("المثنی", '/a{"x": "2"}')], [Button("هیچ‌کدام", "/deny")]]


def answer(incoming: Incoming) -> list[Outgoing]:
    """What the rule-bound worker says."""
    match incoming.kind:
        case Kind.BUTTON:
            return [Outgoing(f"برگزیدید: {incoming.text} {incoming.payload}")]
        case Kind.LOCATION:
            return [Outgoing("جایش را گرفتم.", location=incoming.location)]
        case Kind.PHOTO:
            return [Outgoing(f"عکس رسید. {incoming.text}", image=incoming.photo)]
        case Kind.COMMAND:
            return [Outgoing(f"فرمان {incoming.command}")]
    if "گذرنامه" in incoming.text:
        return [Outgoing("کدام کار گذرنامه؟", buttons=CHOICES)]
    if "چاله" in incoming.text:
        return [Outgoing("جایش را بفرستید یا نشانی را بنویسید.", buttons=LOCATION, request="location")]
    if "نشانی سایت" in incoming.text:
        return [Outgoing("نشانی: \u2066https://city.example/a?b=1\u2069.")]
    return [Outgoing(f"شنیدم: {incoming.text}")]


@dataclass
class Worker:
    """Answers what is queued; holds back while `paused`."""

    paused: bool = False

    async def work(self) -> None:
        """Answer for ever."""
        while True:
            if not self.paused:
                await self._round()
            await asyncio.sleep(0.05)

    async def _round(self) -> None:
        async with session.transaction() as connection:
            queued = select(Update.id, Update.incoming).where(Update.state == "queued").order_by(Update.id)
            for row in (await connection.execute(queued)).all():
                incoming = Incoming.from_json(row.incoming)
                done = Answer(answer(incoming), None, None)
                await turns.finish(connection, incoming.conversation, row.id, done)


@dataclass
class Served:
    """A running application."""

    app: web.Application
    port: int
    worker: Worker = field(default_factory=Worker)

    @property
    def address(self) -> str:
        """Its base address."""
        return f"http://127.0.0.1:{self.port}"


@contextlib.asynccontextmanager
async def serve(database: str, port: int = 0, **options: Any) -> AsyncIterator[Served]:
    """Run the application on a port, a free one by default. `options` go to `make_app`."""
    session.connect(database)
    signals = Signals(database)
    await signals.start()
    app = make_app(intake=intake, signals=signals, secret="secret of the tests", **options)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=2)
    await runner.setup()
    listener = web.TCPSite(runner, "127.0.0.1", port, reuse_address=True)
    await listener.start()
    served = Served(app, runner.addresses[0][1])
    task = asyncio.create_task(served.worker.work())
    try:
        yield served
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        await runner.cleanup()
        await signals.stop()
        await session.close()


class ThreadedServer:
    """The application in a thread of its own, for tests whose browser blocks."""

    def __init__(self, database: str, **options: Any) -> None:
        self._database = database
        self._options = options
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="web", daemon=True)
        self._thread.start()
        self._port = 0
        self._stack = contextlib.AsyncExitStack()
        self.served = self.start()

    def start(self) -> Served:
        """Start; after `stop` on the same port as before."""
        running = serve(self._database, self._port, **self._options)
        self.served = self.run(self._stack.enter_async_context(running))
        self._port = self.served.port
        return self.served

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine where the application runs, and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    def stop(self) -> None:
        """Stop serving."""
        self.run(self._stack.aclose())

    def close(self) -> None:
        """Stop serving and end the thread."""
        self.stop()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
