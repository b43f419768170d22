"""One turn: a message in, replies, lodgings and the tracker out, in one transaction. A turn that dies leaves no trace."""

from dataclasses import replace
from typing import Any

import structlog
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import unreadable
from bot.channels.base import PUSHING, delivery_queue
from bot.commands import payload_of
from bot.dialogue import Answer, Dialogue
from bot.messages import Incoming, Kind, Outgoing
from nlu import tracker_store
from shahryar.texts import say
from store import jobs, session, updates
from store.models import OutgoingMessage

log = structlog.stdlib.get_logger(__name__)


def metadata(incoming: Incoming, update: int, language: str) -> dict[str, Any]:
    """What Rasa's tracker keeps of a message beside its text; actions read it from `latest_message`."""
    return {
        "conversation": incoming.conversation,
        "update": update,
        "kind": incoming.kind.value,
        "location": list(incoming.location) if incoming.location else None,
        "photo": incoming.photo,
        "contact": incoming.contact,
        "title": incoming.text if incoming.kind is Kind.BUTTON else "",
        "language": language,
        "edited": incoming.edited,
        "reference": incoming.reference,
    }


def words_for_rasa(incoming: Incoming) -> str | None:
    """The text that Rasa gets, or None where it gets none. What a citizen typed never becomes an intent by a slash."""
    match incoming.kind:
        case Kind.BUTTON:
            return incoming.payload
        case Kind.COMMAND:
            return payload_of(incoming.command, incoming.argument)
        case Kind.UNSUPPORTED:
            return None
        case _:
            return incoming.text.lstrip("/ \n\t").strip() or "/inform"


class Turns:
    """Runs turns against a dialogue."""

    def __init__(self, dialogue: Dialogue) -> None:
        self._dialogue = dialogue

    async def run(self, update: int) -> None:
        """Answer an update, once: a repetition finds it done."""
        async with session.transaction() as connection:
            row = await updates.claim(connection, update)
            if row is None:
                return
            incoming = Incoming.from_json(row.incoming)
            token = tracker_store.connection.set(connection)
            try:
                answer = await self._answer(incoming, update, row.language)
            finally:
                tracker_store.connection.reset(token)
            await finish(connection, incoming.conversation, update, answer)

    async def give_up(self, update: int) -> None:
        """After the last attempt: tell the citizen the truth, keep the message for staff, and go on."""
        async with session.transaction() as connection:
            row = await updates.claim(connection, update)
            if row is None:
                return
            incoming = Incoming.from_json(row.incoming)
            answer = Answer([Outgoing(text=say("channel.turn_failed", row.language))], None, None)
            await finish(connection, incoming.conversation, update, answer, state="failed")
        log.error(
            "turn failed for good; the message is kept", code="E701", update=update, conversation=incoming.conversation
        )

    async def _answer(self, incoming: Incoming, update: int, language: str) -> Answer:
        words = words_for_rasa(incoming)
        if incoming.kind is Kind.UNSUPPORTED:
            return Answer([unreadable.reply(incoming, language)], None, None)
        if words is None:
            key = "channel.privacy" if incoming.command == "privacy" else "channel.unknown_command"
            return Answer([Outgoing(text=say(key, language))], None, None)
        answer = await self._dialogue.handle(incoming.conversation, words, metadata(incoming, update, language))
        if answer.replies:
            return answer
        log.error("no reply was made", code="E702", update=update, intent=answer.intent)
        return replace(answer, replies=[Outgoing(text=say("channel.no_reply", language))])


async def finish(
    connection: AsyncConnection, conversation: str, update: int, answer: Answer, state: str = "done"
) -> None:
    """End the turn of an update in its transaction: replies into the outbox, delivered once it commits."""
    await updates.finish(
        connection,
        update,
        conversation=conversation,
        state=state,
        intent=answer.intent,
        confidence=answer.confidence,
        messages=[reply.to_json() for reply in answer.replies],
    )
    await _push(connection, conversation)


async def send(connection: AsyncConnection, conversation: str, replies: list[Outgoing]) -> None:
    """Say something of our own accord: into the outbox of the transaction, delivered once it commits."""
    rows = [{"conversation_id": conversation, "message": reply.to_json()} for reply in replies]
    await connection.execute(insert(OutgoingMessage), rows)
    await updates.signal(connection, conversation)
    await _push(connection, conversation)


async def _push(connection: AsyncConnection, conversation: str) -> None:
    channel = conversation.partition(":")[0]
    if channel in PUSHING:
        queue = delivery_queue(channel)
        await jobs.defer(connection, "deliver", queue=queue, lock=f"chat:{conversation}", conversation=conversation)
