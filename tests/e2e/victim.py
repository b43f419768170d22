"""A worker that can be killed at any step; forked from a process that has Rasa and the model loaded already.

A step is: each statement and each commit of ours, each call of procrastinate's job manager before and after it, each call to
the backend before and after it, and each reply sent before and after it.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from sqlalchemy import event

from actions.services.executor import InProcessEndpoint
from actions.services.open311 import Open311
from bot import work
from bot.channels.base import Queued
from bot.dialogue import EmbeddedRasa
from bot.outbox import Outbox
from bot.turns import Turns
from nlu.tracker_store import SqlTrackerStore
from store import encryption, session

AGENT = Agent.load(os.environ["SHAHRYAR_TEST_MODEL"], action_endpoint=InProcessEndpoint())
MANAGER = ("fetch_job", "finish_job", "retry_job")


class Steps:
    """Counts steps and dies at the one it is told to."""

    def __init__(self, fatal: int | None) -> None:
        self._fatal = fatal
        self.count = 0

    def __call__(self, *_: Any, **__: Any) -> None:
        self.count += 1
        if self.count == self._fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, function: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        """The function with a step before and one after it."""

        async def wrapped(*args: Any, **kwargs: Any) -> Any:
            self()
            result = await function(*args, **kwargs)
            self()
            return result

        return wrapped


class FileSender:
    """Appends what it sends to a file, which a kill does not undo."""

    def __init__(self, path: Path, steps: Steps) -> None:
        self._path = path
        self._steps = steps

    async def send(self, queued: Queued) -> str:
        self._steps()
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{queued.id}\n")
        self._steps()
        return str(queued.id)


async def run(url: str, sent: Path, fatal: int | None, heartbeat: float) -> int:
    """Work until nothing is left to do; returns how many steps that took."""
    engine = session.connect(url)
    steps = Steps(fatal)
    store = SqlTrackerStore(AGENT.domain, engine=engine, codec="store.encryption")
    outbox = Outbox({"telegram": FileSender(sent, steps)}, "https://shahryar.example")
    app = work.make_app(url, Turns(EmbeddedRasa(AGENT, store)), outbox)
    if fatal:
        for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(engine.sync_engine, name, steps)
        Open311.lodge = steps.around(Open311.lodge)
        Open311.find = steps.around(Open311.find)
        for name in MANAGER:
            setattr(app.job_manager, name, steps.around(getattr(app.job_manager, name)))
    async with work.working(app, ["deliveries-telegram"], concurrency=4, heartbeat=heartbeat):
        await _idle(app)
    await session.close()
    return steps.count


async def _idle(app: Any) -> None:
    while True:
        jobs = list(await app.job_manager.connector.execute_query_all_async("SELECT 1 FROM procrastinate_jobs"))
        if not jobs:
            return
        await asyncio.sleep(0.05)


def serve() -> None:
    """Fork a worker for each line `url<TAB>file<TAB>step or 0<TAB>heartbeat`; answer with its exit status and steps."""
    encryption.configure(os.environ["SHAHRYAR_KEYS"], Path("/nonexistent"))
    for line in sys.stdin:
        url, sent, fatal, heartbeat = line.rstrip("\n").split("\t")
        receive, give = os.pipe()
        child = os.fork()
        if not child:
            count = asyncio.run(run(url, Path(sent), int(fatal) or None, float(heartbeat)))
            os.write(give, str(count).encode())
            os._exit(0)
        os.close(give)
        _, status = os.waitpid(child, 0)
        with os.fdopen(receive) as pipe:
            steps = pipe.read() or "0"
        sys.stdout.write(f"RESULT\t{os.waitstatus_to_exitcode(status)}\t{steps}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
