"""Out after commit: replies to channels that push, in order and at least once; lodgings to backends, exactly once."""

from collections.abc import Mapping

import structlog
from sqlalchemy import func, select
from sqlalchemy import update as sql_update

from actions.services import lodging as backend
from bot.channels.base import Queued, Sender
from bot.messages import Outgoing
from bot.turns import send
from shahryar.errors import BackendError, BackendRejected, BackendUnavailable, BackendUnknown, ChannelError
from shahryar.formats import code_text
from shahryar.texts import say
from store import conversations, lodgings, session
from store.models import OutgoingMessage

log = structlog.stdlib.get_logger(__name__)
SETTLED = ("lodged", "rejected", "dead", "withdrawn")


class Outbox:
    """Delivers what turns have left.

    Args:
        senders: channel name → its sender, for the channels that push.
        media_base: base URL of `/media/<attachment>`, under which a backend fetches a picture.
    """

    def __init__(self, senders: Mapping[str, Sender], media_base: str) -> None:
        self._senders = senders
        self._media_base = media_base

    async def deliver(self, conversation: str) -> None:
        """Send the conversation's waiting replies, oldest first. Raises ChannelError to be called again later."""
        sender = self._senders[conversation.partition(":")[0]]
        while (queued := await self._next(conversation)) is not None:
            try:
                reference = await sender.send(queued)
            except ChannelError as error:
                if not error.permanent:
                    raise
                log.warning("a reply cannot be delivered", code=error.code, outgoing=queued.id, error=error.message)
                await self._mark(queued.id, state="failed", error=error.message)
            else:
                await self._mark(queued.id, state="sent", external_id=reference, sent_at=func.now())

    async def _next(self, conversation: str) -> Queued | None:
        statement = (
            select(OutgoingMessage.id, OutgoingMessage.message)
            .where(OutgoingMessage.conversation_id == conversation, OutgoingMessage.state == "queued")
            .order_by(OutgoingMessage.id)
            .limit(1)
        )
        async with session.transaction() as connection:
            row = (await connection.execute(statement)).one_or_none()
        return Queued(row.id, conversation, Outgoing.from_json(row.message)) if row else None

    async def _mark(self, outgoing: int, **values: object) -> None:
        values["attempts"] = OutgoingMessage.attempts + 1
        async with session.transaction() as connection:
            await connection.execute(sql_update(OutgoingMessage).where(OutgoingMessage.id == outgoing).values(values))

    async def lodge(self, lodging: int) -> None:
        """Bring a lodging to its backend.

        The state `sending` is committed before anything leaves, so that whoever finds it later knows that the request
        may have arrived, and looks it up before sending again.

        Raises:
            BackendUnavailable, BackendUnknown: to be called again later; nothing is lost.
        """
        async with session.transaction() as connection:
            case = await lodgings.get(connection, lodging)
            if case is None or case.state in SETTLED:
                return
            await lodgings.change(connection, lodging, state="sending", attempts=case.attempts + 1)
        photo = case.details.get("photo")
        try:
            delivery = await backend.deliver(case, f"{self._media_base}/media/{photo}" if photo else None)
        except BackendRejected as error:
            await self._refused(case, error)
        except (BackendUnavailable, BackendUnknown) as error:
            # only a first attempt that surely did not leave may be sent again without a look-up
            certain = isinstance(error, BackendUnavailable) and case.state == "queued"
            await self._change(lodging, state="queued" if certain else "unknown", error=error.message)
            raise
        else:
            known = {"external_id": delivery.external_id, "external_token": delivery.token, "error": None}
            await self._change(lodging, state="lodged", status="open", **known)

    async def _refused(self, case: lodgings.Case, error: BackendError) -> None:
        log.error("a lodging was refused", code=error.code, lodging=case.id, error=error.message)
        async with session.transaction() as connection:
            await lodgings.change(connection, case.id, state="rejected", error=error.message)
            language = await conversations.language(connection, case.conversation_id)
            text = say("channel.lodging_refused", language, code=code_text(case.code))
            reply = [Outgoing(text=text)]
            await send(connection, case.conversation_id, reply)

    async def bury(self, lodging: int) -> None:
        """After the last attempt: a dead letter for staff, and a truthful sentence for the citizen."""
        async with session.transaction() as connection:
            case = await lodgings.get(connection, lodging)
            if case is None or case.state in SETTLED:
                return
            await lodgings.change(connection, lodging, state="dead")
            language = await conversations.language(connection, case.conversation_id)
            text = say("channel.lodging_dead", language, code=code_text(case.code))
            await send(connection, case.conversation_id, [Outgoing(text=text)])
        log.error("a lodging could not be delivered; a human must decide", code="E505", lodging=lodging)

    async def _change(self, lodging: int, **values: object) -> None:
        async with session.transaction() as connection:
            await lodgings.change(connection, lodging, **values)
