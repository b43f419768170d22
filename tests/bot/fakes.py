"""Doubles for the core's ports: a dialogue that says what it was told to, a sender that keeps what it sent."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select, text

from bot import intake
from bot.channels.base import Queued
from bot.dialogue import Answer
from bot.messages import Incoming, Kind, Outgoing
from shahryar.errors import ChannelError
from store import session
from store.models import OutgoingMessage, Update


class Echo:
    """A dialogue that repeats; `fail` may raise before it answers."""

    def __init__(self, fail: Callable[[str], None] | None = None) -> None:
        self.heard: list[tuple[str, dict[str, Any]]] = []
        self._fail = fail

    async def handle(self, conversation: str, text: str, metadata: dict[str, Any]) -> Answer:
        self.heard.append((text, metadata))
        if self._fail:
            self._fail(text)
        return Answer([Outgoing(text=f"«{text}»")], "inform", 0.9)

    async def close(self) -> None:
        self.heard.clear()


class KeepingSender:
    """A sender that keeps what it sent; `failures` are raised first, one a call."""

    def __init__(self, *failures: ChannelError) -> None:
        self.sent: list[Queued] = []
        self._failures = list(failures)

    async def send(self, queued: Queued) -> str:
        if self._failures:
            raise self._failures.pop(0)
        self.sent.append(queued)
        return f"m{len(self.sent)}"


async def accept(words: str, conversation: str = "terminal:a", **values: Any) -> int:
    """Take a written message in; returns its number."""
    kind = values.pop("kind", Kind.TEXT)
    async with session.transaction() as connection:
        count = await connection.scalar(text("SELECT count(*) FROM updates"))
    channel = conversation.partition(":")[0]
    number = await intake.accept(Incoming(channel, f"u{count}", conversation, kind, text=words, **values))
    assert number is not None
    return number


async def replies(number: int) -> list[str]:
    """Texts in the outbox for an update."""
    async with session.transaction() as connection:
        statement = select(OutgoingMessage.message).where(OutgoingMessage.update_id == number)
        found = (await connection.execute(statement.order_by(OutgoingMessage.id))).scalars()
        return [Outgoing.from_json(message).text for message in found]


async def state(number: int) -> str:
    """State of an update."""
    async with session.transaction() as connection:
        return str(await connection.scalar(select(Update.state).where(Update.id == number)))


async def jobs(task: str) -> int:
    """How many jobs of a task wait."""
    async with session.transaction() as connection:
        statement = text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = :task AND status = 'todo'")
        return int(await connection.scalar(statement, {"task": task}) or 0)
