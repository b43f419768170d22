"""A client in this process: brings a message in and waits for what comes back."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bot import intake
from bot.messages import Incoming, Outgoing
from bot.signals import Signals
from shahryar.errors import StoreError
from store import session
from store.models import Lodging, OutgoingMessage, Update

REPLY_WITHIN = 90.0  # seconds; a turn takes milliseconds, a turn that is tried again takes minutes
_LOOK = 2.0  # seconds after which the database is looked at without a signal


@dataclass(frozen=True, slots=True)
class Turn:
    """What came back for one message."""

    replies: list[Outgoing]
    intent: str | None
    confidence: float | None


class Client:
    """Asks on behalf of a person or a program at this machine."""

    def __init__(self, signals: Signals) -> None:
        self._signals = signals

    async def ask(self, incoming: Incoming) -> Turn:
        """Send one message and wait for its replies.

        Raises:
            BadMessage: it cannot be taken.
            StoreError: no worker answered in time; the message is kept and will be answered.
        """
        async with self._signals.watch(incoming.conversation) as signal:
            number = await intake.accept(incoming)
            deadline = asyncio.get_running_loop().time() + REPLY_WITHIN
            while (turn := await self._finished(number)) is None:
                if asyncio.get_running_loop().time() > deadline:
                    raise StoreError("no worker answered; the message is kept. Is `shahryar worker` running?")
                try:
                    await asyncio.wait_for(signal.wait(), _LOOK)
                except TimeoutError:
                    continue
                signal.clear()
        return turn

    async def _finished(self, number: int | None) -> Turn | None:
        async with session.transaction() as connection:
            done = select(Update.intent, Update.confidence).where(Update.id == number, Update.state != "queued")
            row = (await connection.execute(done)).one_or_none()
            if row is None:
                return None
            sent = (
                select(OutgoingMessage.message).where(OutgoingMessage.update_id == number).order_by(OutgoingMessage.id)
            )
            messages = (await connection.execute(sent)).scalars().all()
        return Turn([Outgoing.from_json(message) for message in messages], row.intent, row.confidence)

    async def settle(self, conversations: Sequence[str], seconds: float) -> bool:
        """Wait until all lodgings of the conversations are with their backends; False where time ran out."""
        waiting = select(Lodging.id).where(
            Lodging.conversation_id.in_(conversations), Lodging.state.in_(("queued", "sending", "unknown"))
        )
        for _ in range(int(seconds * 10)):
            async with session.transaction() as connection:
                if (await connection.execute(waiting.limit(1))).one_or_none() is None:
                    return True
            await asyncio.sleep(0.1)
        return False
