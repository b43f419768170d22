"""An intake in memory, and replies as they lie in the outbox."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.channels.base import Queued
from bot.messages import Button, Incoming, Outgoing
from shahryar.errors import BadMessage, MessageTooLong, StoreError


class MemoryIntake:
    """Keeps what is accepted; drops repetitions; fails when told."""

    def __init__(self) -> None:
        self.accepted: list[Incoming] = []
        self.attached: dict[str, bytes] = {}
        self.buttons: dict[tuple[str, int, int], tuple[str, str]] = {}
        self.failures = 0  # so many of the next calls find no database
        self.failing: set[str] = set()  # conversations whose updates are not committed
        self.refuse_text = ""  # a text that is refused as a bad message
        self.most = 4096  # characters of a text

    async def accept(self, incoming: Incoming) -> int | None:
        """As bot.intake.accept."""
        if self.failures > 0:
            self.failures -= 1
            raise StoreError("PostgreSQL cannot be reached")
        if incoming.conversation in self.failing:
            raise StoreError("PostgreSQL cannot be reached")
        if incoming.text and incoming.text == self.refuse_text:
            raise BadMessage("refused for the test")
        if len(incoming.text) > self.most:
            raise MessageTooLong("too long for the test")
        if any(known.update_id == incoming.update_id for known in self.accepted):
            return None
        self.accepted.append(incoming)
        return len(self.accepted)

    async def attach(self, conversation: str, data: bytes) -> str:
        """As bot.intake.attach."""
        if not data.startswith(b"\xff\xd8\xff"):
            raise BadMessage("no picture")
        name = f"{conversation}/{len(self.attached)}"
        self.attached[name] = data
        return name

    async def offered(self, conversation: str, outgoing: int, index: int) -> tuple[str, str] | None:
        """As bot.intake.offered."""
        return self.buttons.get((conversation, outgoing, index))

    def offer(self, queued: Queued) -> None:
        """Remember the buttons of a reply, as the outbox's row does."""
        buttons = [button for row in queued.message.buttons for button in row]
        for index, button in enumerate(buttons):
            self.buttons[queued.conversation, queued.id, index] = (button.title, button.payload)

    @property
    def texts(self) -> list[str]:
        """What was written, in the order of acceptance."""
        return [incoming.text for incoming in self.accepted]


def reply(number: int, chat: int, text: str = "", buttons: str = "", **rest: object) -> Queued:
    """A queued reply; `buttons`: rows apart by "/", titles by ",". The payload is `/inform` with the title."""
    rows = [
        [Button(title, f'/inform{{"x": "{title}"}}') for title in row.split(",")] for row in buttons.split("/") if row
    ]
    return Queued(number, f"telegram:{chat}", Outgoing(text=text, buttons=rows, **rest))  # type: ignore[arg-type]


async def no_picture(_attachment: str) -> bytes | None:
    """Every attachment is gone."""
    return None


async def persian(_conversation: str) -> str:
    """Every conversation is held in Persian."""
    return "fa"


@asynccontextmanager
async def no_lock() -> AsyncIterator[None]:
    """Nobody else polls."""
    yield
