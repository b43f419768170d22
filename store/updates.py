"""The two statements that every message pays for: taking it in, and finishing its turn. Each is one round trip."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from store.encryption import encrypt
from store.models import Conversation, Update

SIGNAL = "shahryar_conversations"  # PostgreSQL's NOTIFY, with the conversation's id
_NOTIFY = text("SELECT pg_notify(:signal, :conversation)")
_TAKE_IN = text("""
WITH known AS (
    INSERT INTO conversations (id, channel, address, language)
    VALUES (:conversation, :channel, :address, :language) ON CONFLICT DO NOTHING
), taken AS (
    INSERT INTO updates (channel, update_id, conversation_id, incoming)
    VALUES (:channel, :update_id, :conversation, :incoming) ON CONFLICT DO NOTHING RETURNING id
)
SELECT id, procrastinate_defer_jobs_v1(ARRAY[ROW(
    'turns', 'turn', 0, CAST(:conversation AS text), NULL, jsonb_build_object('update', id), NULL
)::procrastinate_job_to_defer_v1]) FROM taken
""")

_FINISH = text("""
WITH replies AS (
    INSERT INTO outgoing (conversation_id, update_id, message)
    SELECT :conversation, :update, message FROM unnest(CAST(:messages AS bytea[])) WITH ORDINALITY AS made (message, place)
    ORDER BY place
), done AS (
    UPDATE updates SET state = :state, intent = :intent, confidence = :confidence, done_at = now() WHERE id = :update
)
SELECT pg_notify(:signal, CAST(:conversation AS text))
""")


def sealed(content: dict[str, Any]) -> bytes:
    """A JSON object as the encrypted columns hold it."""
    return encrypt(json.dumps(content, ensure_ascii=False).encode())


async def take_in(
    connection: AsyncConnection,
    *,
    channel: str,
    update_id: str,
    conversation: str,
    language: str,
    incoming: dict[str, Any],
) -> int | None:
    """Keep an update with its conversation and its turn's job; returns its number, None where it is known already."""
    values = {
        "channel": channel,
        "update_id": update_id,
        "conversation": conversation,
        "address": conversation.partition(":")[2],
        "language": language,
        "incoming": sealed(incoming),
    }
    row = (await connection.execute(_TAKE_IN, values)).one_or_none()
    return int(row.id) if row else None


async def claim(connection: AsyncConnection, update: int) -> Any | None:
    """Lock a waiting update for this transaction; `incoming`, `language` and `owner`, None where it is done already."""
    statement = (
        select(Update.incoming, Conversation.language, Conversation.owner)
        .join(Conversation)
        .where(Update.id == update, Update.state == "queued")
        .with_for_update(of=Update)
    )
    return (await connection.execute(statement)).one_or_none()


async def signal(connection: AsyncConnection, conversation: str) -> None:
    """Signal, when the transaction commits, that the conversation has something new."""
    await connection.execute(_NOTIFY, {"signal": SIGNAL, "conversation": conversation})


async def finish(
    connection: AsyncConnection,
    update: int,
    *,
    conversation: str,
    state: str,
    intent: str | None,
    confidence: float | None,
    messages: Sequence[dict[str, Any]],
) -> None:
    """Put the replies into the outbox, in order, mark the update `done` or `failed`, and signal it at the commit."""
    values = {
        "update": update,
        "conversation": conversation,
        "signal": SIGNAL,
        "state": state,
        "intent": intent,
        "confidence": confidence,
        "messages": [sealed(message) for message in messages],
    }
    await connection.execute(_FINISH, values)
