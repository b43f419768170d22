"""What the channel needs of the store: languages, pictures, and the lock for the only poller."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from shahryar.logs import get
from store import conversations, session

log = get(__name__)
_POLLER = 7_364_001  # key of the advisory lock; any number that no other part uses


async def language_of(conversation: str) -> str:
    """The language a conversation is held in."""
    async with session.transaction() as connection:
        return await conversations.language(connection, conversation)


async def picture_of(attachment: str) -> bytes | None:
    """The bytes of an attachment, None where it is gone."""
    async with session.transaction() as connection:
        found = await conversations.attachment(connection, attachment)
    return found[1] if found else None


@asynccontextmanager
async def sole_poller() -> AsyncIterator[None]:
    """Wait until no other process on this database polls, and keep others from it while the block lasts.

    PostgreSQL frees the lock by itself when the process or its connection dies.
    """
    async with session.engine().connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _POLLER})
        try:
            yield
        finally:
            try:
                await connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _POLLER})
            except DBAPIError as error:  # the lock went with its connection
                log.warning("the poller's lock was lost", code="E610", reason=type(error).__name__)
