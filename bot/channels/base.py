"""What the core asks of a channel that pushes (Telegram), and what it offers to every channel."""

from dataclasses import dataclass
from typing import Protocol

from bot.messages import Incoming, Outgoing

# Channels whose replies a job delivers; the others fetch theirs from the outbox when they are signalled.
PUSHING = frozenset({"telegram"})


def delivery_queue(channel: str) -> str:
    """Queue of a pushing channel's deliveries; only workers that have its sender take from it."""
    return f"deliveries-{channel}"


@dataclass(frozen=True, slots=True)
class Queued:
    """A reply as it lies in the outbox: `id` names it for good (callback data refer to it)."""

    id: int
    conversation: str
    message: Outgoing


class Sender(Protocol):
    """Delivers replies to one channel. The outbox calls it in order per conversation, again after a failure."""

    async def send(self, queued: Queued) -> str:
        """Deliver; returns the channel's id of the (last) message sent.

        Raises:
            ChannelError: not delivered; its `permanent` says whether trying again is useless.
        """
        ...


class Intake(Protocol):
    """The durable way in. Returns only after commit, so that a channel may then acknowledge."""

    async def accept(self, incoming: Incoming) -> int | None:
        """Keep the update and defer its turn; returns its number, or None for a repetition of a known one."""
        ...

    async def attach(self, conversation: str, data: bytes) -> str:
        """Keep a picture; returns the attachment id. Raises BadMessage for what is no picture or over 10 MB."""
        ...

    async def offered(self, conversation: str, outgoing: int, index: int) -> tuple[str, str] | None:
        """Title and payload of the index-th button (counted over all rows) of a reply to this conversation, if any."""
        ...
