"""The durable way in: one row a update and its job, in one commit; only then may a channel acknowledge."""

from sqlalchemy import select

from bot.messages import Incoming, Outgoing
from shahryar.errors import BadMessage, MessageTooLong
from store import conversations, session, updates
from store.models import OutgoingMessage

MAX_TEXT = 4096


async def accept(incoming: Incoming) -> int | None:
    """Keep the update and defer its turn, on a connection of its own: never call it inside an open transaction.

    Returns:
        The update's number, or None for one that is known already (a redelivery).

    Raises:
        MessageTooLong: the text is over 4096 characters.
        BadMessage: it holds halves of characters.
    """
    try:
        incoming.text.encode()
    except UnicodeEncodeError as error:
        raise BadMessage("a message holds halves of characters (lone surrogates)") from error
    if len(incoming.text) > MAX_TEXT:
        raise MessageTooLong("a message is longer than 4096 characters", length=len(incoming.text))
    async with session.autocommit() as connection:
        return await updates.take_in(
            connection,
            channel=incoming.channel,
            update_id=incoming.update_id,
            conversation=incoming.conversation,
            language=incoming.language or "fa",
            incoming=incoming.to_json(),
        )


async def attach(conversation: str, data: bytes) -> str:
    """Keep a picture; returns the attachment id. Raises BadMessage for what is no picture or over 10 MB."""
    async with session.transaction() as connection:
        return await conversations.attach(connection, conversation, data)


async def offered(conversation: str, outgoing: int, index: int) -> tuple[str, str] | None:
    """Title and payload of the index-th button (over all rows) of a reply to this conversation, if there is one."""
    async with session.transaction() as connection:
        statement = select(OutgoingMessage.message).where(
            OutgoingMessage.id == outgoing, OutgoingMessage.conversation_id == conversation
        )
        found = await connection.scalar(statement)
    buttons = [button for row in Outgoing.from_json(found).buttons for button in row] if found else []
    return (buttons[index].title, buttons[index].payload) if 0 <= index < len(buttons) else None


async def recent_button(conversation: str, wanted: str, among: int = 20) -> tuple[str, str] | None:
    """The newest offered button of that title or payload in the conversation's last `among` replies."""
    async with session.transaction() as connection:
        statement = (
            select(OutgoingMessage.message)
            .where(OutgoingMessage.conversation_id == conversation)
            .order_by(OutgoingMessage.id.desc())
            .limit(among)
        )
        messages = (await connection.execute(statement)).scalars().all()
    for message in messages:
        for row in Outgoing.from_json(message).buttons:
            for button in row:
                if wanted in (button.title, button.payload):
                    return button.title, button.payload
    return None
