"""Delivers replies through the Bot API, within its limits."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from telegram import Bot, LinkPreviewOptions, Location, Message, MessageEntity, Venue
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.channels.base import Queued
from bot.channels.telegram.outgoing import Part, parts
from bot.channels.telegram.pace import Pace
from shahryar.errors import ChannelError
from shahryar.logs import get

log = get(__name__)
_MOST_FLOOD_WAITS = 5
_LONGEST_FLOOD_WAIT = 30.0  # seconds; a longer one goes back to the outbox
_MOST_REMEMBERED = 1000
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TelegramSender:
    """`Sender` for Telegram. Texts go without a parse mode: what a citizen or an organisation wrote is never markup.

    Headings are made bold by their place in the text.

    Args:
        bot: the client.
        picture: attachment id → bytes, None where there is none.
        language: conversation → `fa` or `en`.
    """

    def __init__(
        self,
        bot: Bot,
        picture: Callable[[str], Awaitable[bytes | None]],
        language: Callable[[str], Awaitable[str]],
    ) -> None:
        self._bot = bot
        self._picture = picture
        self._language = language
        self._pace = Pace()
        self._sent: dict[int, list[str]] = {}  # reply → ids of its messages that went out before a failure

    async def send(self, queued: Queued) -> str:
        """Deliver a reply, from where an earlier attempt of this process broke off.

        Returns:
            Telegram's id of the last message; empty for a reply with nothing in it.

        Raises:
            ChannelError: not delivered; permanent where the citizen blocked the bot or Telegram refuses the message.
        """
        chat = _chat_id(queued.conversation)
        sent = self._sent.pop(queued.id, [])
        for part in parts(queued, await self._language(queued.conversation))[len(sent) :]:
            try:
                sent.append(str(await self._deliver(chat, part)))
            except ChannelError as error:
                if sent and not error.permanent:
                    self._remember(queued.id, sent)
                raise
        return sent[-1] if sent else ""

    def _remember(self, reply: int, sent: list[str]) -> None:
        while len(self._sent) >= _MOST_REMEMBERED:
            self._sent.pop(next(iter(self._sent)))
        self._sent[reply] = sent

    async def _deliver(self, chat: int, part: Part) -> int:
        for _ in range(_MOST_FLOOD_WAITS):
            await self._pace.wait(chat)
            try:
                with _translated():
                    message = await self._call(chat, part)
                await self._pace.arrived(chat)
                return message.message_id
            except RetryAfter as error:
                seconds = _seconds(error)
                log.warning("Telegram asks to wait", code="E603", seconds=seconds)
                if seconds > _LONGEST_FLOOD_WAIT:
                    break
                await asyncio.sleep(seconds)
        raise ChannelError("Telegram's flood limit holds; the reply waits in the outbox")

    async def _call(self, chat: int, part: Part) -> Message:
        if part.kind == "location" and part.place is not None:
            return await self._point(chat, part, part.place)
        if part.kind == "photo":
            return await self._photo(chat, part)
        return await self._bot.send_message(
            chat,
            part.text,
            entities=[MessageEntity(MessageEntity.BOLD, start, length) for start, length in part.bold] or None,
            reply_markup=part.markup,
            link_preview_options=_NO_PREVIEW,
        )

    async def _point(self, chat: int, part: Part, place: tuple[float, float]) -> Message:
        """The place with its name; as a bare point where the server does not take names (Bale knows fewer methods)."""
        if part.venue is not None:
            venue = Venue(Location(place[1], place[0]), *part.venue)
            try:
                return await self._bot.send_venue(chat, venue=venue, reply_markup=part.markup)
            except BadRequest as error:
                log.warning("Telegram refused a venue", code="E604", reason=error.message)
            except InvalidToken:
                # The library's reading of any 404, so also of a method that the server lacks; a wrong token fails again.
                log.warning("Telegram refused a venue", code="E604", reason="no such method")
        return await self._bot.send_location(chat, *place, reply_markup=part.markup)

    async def _photo(self, chat: int, part: Part) -> Message:
        """The picture; where it is gone or Telegram does not take it, its text alone, since the text is the answer."""
        photo = part.image if part.image.startswith(("https://", "http://")) else await self._picture(part.image)
        try:
            if photo is not None:
                return await self._bot.send_photo(chat, photo, caption=part.text or None, reply_markup=part.markup)
        except BadRequest as error:
            if not part.text:
                raise
            log.warning("Telegram refused a picture", code="E604", reason=error.message)
        if not part.text:
            raise ChannelError("the picture of a reply is gone", permanent=True)
        return await self._call(chat, Part("text", part.text, markup=part.markup))


def _chat_id(conversation: str) -> int:
    try:
        return int(conversation.partition(":")[2])
    except ValueError:
        raise ChannelError("a conversation without a Telegram chat id", permanent=True) from None


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after  # whole seconds, or a timedelta with PTB_TIMEDELTA set
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


@contextmanager
def _translated() -> Iterator[None]:
    """The library's errors as ours; RetryAfter passes. BadRequest is a NetworkError there, so the order matters."""
    try:
        yield
    except RetryAfter:
        raise
    except (Forbidden, BadRequest, ChatMigrated) as error:
        raise ChannelError(f"Telegram refuses the reply: {error.message}", permanent=True) from error
    except InvalidToken as error:  # its message holds the token
        raise ChannelError("Telegram refuses SHAHRYAR_TELEGRAM_TOKEN") from error
    except TelegramError as error:
        raise ChannelError(f"Telegram cannot be reached: {type(error).__name__}") from error
