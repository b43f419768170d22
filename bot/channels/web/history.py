"""The conversation as a citizen sees it: what they sent (`updates`) and what was answered (`outgoing`), by time."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.messages import Incoming, Outgoing
from store.models import OutgoingMessage, Update

# A row's number is drawn before its commit, so a lower number may appear after a higher one. Rows as young as the
# longest transaction are therefore read again; readers drop what they have.
OVERLAP = timedelta(minutes=5)
_MOST = 200  # entries of each kind at once; who is further behind reloads the page
_CURSOR = re.compile(r"(\d{1,18})-(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the conversation: numbers of an update and of a reply."""

    incoming: int = 0
    outgoing: int = 0

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """From `<update>-<reply>`; the beginning for anything else."""
        match = _CURSOR.fullmatch(text)
        return cls(int(match[1]), int(match[2])) if match else cls()

    def __str__(self) -> str:
        return f"{self.incoming}-{self.outgoing}"

    def past(self, entries: Iterable["Entry"]) -> "Cursor":
        """The place after these entries too."""
        entries = list(entries)
        incoming = [entry.number for entry in entries if isinstance(entry.content, Incoming)]
        outgoing = [entry.number for entry in entries if isinstance(entry.content, Outgoing)]
        return Cursor(max([self.incoming, *incoming]), max([self.outgoing, *outgoing]))

    def before(self, entries: Iterable["Entry"]) -> "Cursor":
        """The place before these entries too."""
        entries = list(entries)
        incoming = [entry.number for entry in entries if isinstance(entry.content, Incoming)]
        outgoing = [entry.number for entry in entries if isinstance(entry.content, Outgoing)]
        return Cursor(min([self.incoming, *incoming]), min([self.outgoing, *outgoing]))


END = Cursor(10**18 - 1, 10**18 - 1)  # as many digits as `parse` reads


@dataclass(frozen=True, slots=True)
class Entry:
    """One message. `number`: its row; `update_id`: the channel's id of what the citizen sent, else empty."""

    number: int
    at: datetime
    content: Incoming | Outgoing
    update_id: str = ""

    @property
    def id(self) -> str:
        """`c<number>` for the citizen's, `s<number>` for Shahryar's."""
        return f"{'c' if isinstance(self.content, Incoming) else 's'}{self.number}"


async def _sent(
    connection: AsyncConnection, conversation: str, *where: ColumnElement[bool], limit: int = _MOST
) -> list[Entry]:
    columns = select(Update.id, Update.received_at, Update.incoming, Update.update_id)
    statement = columns.where(Update.conversation_id == conversation, *where).order_by(Update.id.desc()).limit(limit)
    rows = await connection.execute(statement)
    return [Entry(row.id, row.received_at, Incoming.from_json(row.incoming), row.update_id) for row in rows]


async def _answered(
    connection: AsyncConnection, conversation: str, *where: ColumnElement[bool], limit: int = _MOST
) -> list[Entry]:
    columns = select(OutgoingMessage.id, OutgoingMessage.created_at, OutgoingMessage.message)
    mine = OutgoingMessage.conversation_id == conversation
    statement = columns.where(mine, *where).order_by(OutgoingMessage.id.desc()).limit(limit)
    rows = await connection.execute(statement)
    return [Entry(row.id, row.created_at, Outgoing.from_json(row.message)) for row in rows]


def _in_order(entries: Sequence[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.at, entry.id[0], entry.number))


async def recent(
    connection: AsyncConnection, conversation: str, before: Cursor = END, limit: int = 60
) -> tuple[list[Entry], bool]:
    """The last `limit` entries before a place, oldest first, and whether there are earlier ones."""
    sent = await _sent(connection, conversation, Update.id < before.incoming, limit=limit + 1)
    answered = await _answered(connection, conversation, OutgoingMessage.id < before.outgoing, limit=limit + 1)
    entries = _in_order([*sent, *answered])
    return entries[-limit:], len(entries) > limit


async def since(connection: AsyncConnection, conversation: str, cursor: Cursor) -> list[Entry]:
    """Entries after a place, oldest first, with those of the last `OVERLAP` once more."""
    young = func.now() - OVERLAP
    sent = await _sent(connection, conversation, or_(Update.id > cursor.incoming, Update.received_at > young))
    answered = await _answered(
        connection, conversation, or_(OutgoingMessage.id > cursor.outgoing, OutgoingMessage.created_at > young)
    )
    return _in_order([*sent, *answered])


async def of_update(connection: AsyncConnection, conversation: str, update_id: str) -> Entry | None:
    """What the citizen sent under an id of the channel."""
    found = await _sent(connection, conversation, Update.update_id == update_id)
    return found[0] if found else None


async def is_waiting(connection: AsyncConnection, conversation: str) -> bool:
    """Whether something that the citizen sent has no answer yet."""
    queued = exists().where(Update.conversation_id == conversation, Update.state == "queued")
    return bool(await connection.scalar(select(queued)))
