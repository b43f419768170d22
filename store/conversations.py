"""Conversations and what citizens attached to them."""

import secrets

from sqlalchemy import select
from sqlalchemy import update as sql_update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from shahryar.errors import BadMessage
from store.models import Attachment, Conversation

MAX_ATTACHMENT = 10 * 1024 * 1024
_MAGIC = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"GIF8": "image/gif", b"RIFF": "image/webp"}


async def ensure(connection: AsyncConnection, conversation: str, language: str | None = None) -> None:
    """Make the conversation's row where it is missing. `conversation`: `<channel>:<address>`."""
    channel, _, address = conversation.partition(":")
    row = {"id": conversation, "channel": channel, "address": address, "language": language or "fa"}
    await connection.execute(insert(Conversation).values(row).on_conflict_do_nothing())


async def language(connection: AsyncConnection, conversation: str) -> str:
    """The citizen's language, `fa` where the conversation is new."""
    found = await connection.scalar(select(Conversation.language).where(Conversation.id == conversation))
    return found or "fa"


async def set_language(connection: AsyncConnection, conversation: str, language: str) -> None:
    """Remember the citizen's language."""
    await connection.execute(sql_update(Conversation).where(Conversation.id == conversation).values(language=language))


async def attach(connection: AsyncConnection, conversation: str, data: bytes) -> str:
    """Keep a picture; returns its unguessable id.

    Raises:
        BadMessage: it is empty, over 10 MB, or no JPEG, PNG, GIF or WebP.
    """
    mime = next((name for magic, name in _MAGIC.items() if data.startswith(magic)), None)
    if mime is None or len(data) > MAX_ATTACHMENT:
        raise BadMessage("an attachment must be a JPEG, PNG, GIF or WebP picture of at most 10 MB", size=len(data))
    await ensure(connection, conversation)
    name = secrets.token_urlsafe(24)
    row = {"id": name, "conversation_id": conversation, "mime": mime, "data": data}
    await connection.execute(insert(Attachment).values(row))
    return name


async def attachment(connection: AsyncConnection, name: str) -> tuple[str, bytes] | None:
    """MIME type and bytes of a picture, None where there is none of that id."""
    row = (
        await connection.execute(select(Attachment.mime, Attachment.data).where(Attachment.id == name))
    ).one_or_none()
    return (row.mime, row.data) if row else None
