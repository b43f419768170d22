"""The two things that are compared: bare Rasa in memory, and the full path from a channel to a committed reply."""

import time
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import procrastinate
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore
from sqlalchemy import func, select

from actions.services.executor import InProcessEndpoint
from bot import intake, work
from bot.messages import Incoming, Kind
from bot.outbox import Outbox
from bot.rasa import embedded
from bot.signals import Signals
from bot.turns import Turns, metadata
from store import session
from store.models import Update


def text_message(conversation: str, text: str) -> Incoming:
    """One written message of the benchmark's own channel."""
    return Incoming("bench", uuid.uuid4().hex, f"bench:{conversation}", Kind.TEXT, text=text)


class BareAgent:
    """Rasa's Agent as its documentation uses it: tracker in memory, actions in process, nothing of ours around it."""

    def __init__(self, model: Path) -> None:
        self._agent = Agent.load(str(model), action_endpoint=InProcessEndpoint())
        self._agent.tracker_store = InMemoryTrackerStore(self._agent.domain)
        self._agent.processor.tracker_store = self._agent.tracker_store

    async def cpu(self, conversation: str, texts: Sequence[str]) -> float:
        """CPU seconds of this process for the messages, one after another."""
        before = time.process_time()
        for text in texts:
            data = metadata(text_message(conversation, text), 0, "fa")
            channel = CollectingOutputChannel()
            await self._agent.handle_message(UserMessage(text, channel, f"bench:{conversation}", metadata=data))
        return time.process_time() - before


class FullPath:
    """Intake, job, turn, Rasa, outbox: from acceptance to the commit of the replies. PostgreSQL's own CPU is apart."""

    def __init__(self, signals: Signals) -> None:
        self._signals = signals

    async def cpu(self, conversation: str, texts: Sequence[str]) -> list[float]:
        """CPU seconds of this process for each message, one after another."""
        spent = []
        for text in texts:
            before = time.process_time()
            await self.seconds(conversation, [text])
            spent.append(time.process_time() - before)
        return spent

    async def seconds(self, conversation: str, texts: Sequence[str]) -> float:
        """Wall seconds from the first acceptance to the last commit, the messages being there at once."""
        begin = time.perf_counter()
        async with self._signals.watch(f"bench:{conversation}") as signal:
            numbers = [await intake.accept(text_message(conversation, text)) for text in texts]
            await signal.wait()
            # A signal is sent by the commit, so for one message nothing is left to look up, which would cost what is measured.
            while len(texts) > 1 and await self._open(numbers):
                signal.clear()
                await signal.wait()
        return time.perf_counter() - begin

    async def _open(self, numbers: Sequence[int | None]) -> bool:
        """Whether some turn is not committed yet."""
        statement = select(func.count()).where(Update.id.in_(numbers), Update.state == "queued")
        async with session.transaction() as connection:
            return bool(await connection.scalar(statement))


@asynccontextmanager
async def full_path(url: str, signals: Signals, model: Path, concurrency: int) -> AsyncIterator[FullPath]:
    """A worker in this process, as in production, for as long as the block lasts."""
    app: procrastinate.App = work.make_app(url, Turns(embedded(model)), Outbox({}, ""))
    async with work.working(app, [], concurrency, heartbeat=5.0):
        yield FullPath(signals)
