"""Update → Incoming: what a citizen sent, in the words of the core."""

import re
from dataclasses import replace

from telegram import Bot, CallbackQuery, Contact, Message, Update, User
from telegram.constants import ChatType, MessageType
from telegram.helpers import effective_message_type

from bot.channels.base import Intake
from bot.channels.telegram.commands import command_of
from bot.channels.telegram.inline.cards import chosen
from bot.channels.telegram.keyboards import pressed
from bot.channels.telegram.photos import Photos
from bot.messages import Incoming, Kind
from shahryar.errors import BadMessage
from shahryar.formats import ascii_digits

_MOBILE = re.compile(r"(?:\+|00)?(?:98|0)?(9\d{9})")
_UNSUPPORTED = frozenset(
    {
        MessageType.ANIMATION,
        MessageType.AUDIO,
        MessageType.DICE,
        MessageType.DOCUMENT,
        MessageType.GAME,
        MessageType.INVOICE,
        MessageType.PAID_MEDIA,
        MessageType.POLL,
        MessageType.STICKER,
        MessageType.STORY,
        MessageType.VIDEO,
        MessageType.VIDEO_NOTE,
        MessageType.VOICE,
    }
)


def mobile(phone: str) -> str | None:
    """An Iranian mobile number as +98 and ten digits; None for any other number."""
    match = _MOBILE.fullmatch(re.sub(r"[\s()-]", "", ascii_digits(phone)))
    return f"+98{match[1]}" if match else None


class Reader:
    """Reads updates.

    Args:
        bot: client to fetch pictures with.
        intake: keeps pictures and knows the buttons that were offered.
        channel: name of the channel in conversations and updates.
    """

    def __init__(self, bot: Bot, intake: Intake, channel: str = "telegram") -> None:
        self._intake = intake
        self._channel = channel
        self._photos = Photos(bot)
        self._bot_id = bot.token.partition(":")[0]

    async def read(self, update: Update) -> Incoming | None:
        """What the update says; None for what is nothing to answer: groups, channels, service messages, dead buttons.

        What cannot be used has kind UNSUPPORTED, with the reason in `argument`: Telegram's type of the message,
        `contact_of_other`, `contact_abroad` or `photo_unusable`.

        Raises:
            NetworkError: a picture could not be fetched now.
            StoreError: the store cannot be reached.
        """
        if update.callback_query is not None:
            return await self._press(update.callback_query)
        message = update.message or update.edited_message
        if message is None or message.chat.type != ChatType.PRIVATE:
            return None
        edited = update.message is None
        base = Incoming(
            channel=self._channel,
            update_id=str(update.update_id),
            conversation=f"{self._channel}:{message.chat.id}",
            kind=Kind.UNSUPPORTED,
            edited=edited,
            reference=str(message.message_id),
            language=_language(message.from_user),
        )
        return await self._message(base, update.update_id, message)

    async def _message(self, base: Incoming, update_id: int, message: Message) -> Incoming | None:
        if message.via_bot is not None and str(message.via_bot.id) == self._bot_id:
            return _card(base, message)
        if message.text is not None:
            return _text(base, message)
        if message.location is not None:
            return _place(base, message)
        if message.photo:
            return await self._photo(base, update_id, message)
        if message.contact is not None:
            return _contact(base, message.contact, message.from_user)
        kind = effective_message_type(message)
        return replace(base, argument=str(kind)) if kind in _UNSUPPORTED else None

    async def _photo(self, base: Incoming, update_id: int, message: Message) -> Incoming:
        data = await self._photos.fetch(update_id, message.photo)
        if data is None:
            return replace(base, argument="photo_unusable")
        try:
            name = await self._intake.attach(base.conversation, data)
        except BadMessage:
            return replace(base, argument="photo_unusable")
        return replace(base, kind=Kind.PHOTO, photo=name, text=message.caption or "")

    async def _press(self, query: CallbackQuery) -> Incoming | None:
        button = pressed(query.data or "")
        if button is None or query.message is None or query.message.chat.type != ChatType.PRIVATE:
            return None
        conversation = f"{self._channel}:{query.message.chat.id}"
        offered = await self._intake.offered(conversation, *button)
        if offered is None:
            return None
        return Incoming(
            channel=self._channel,
            # a second press before the keyboard is gone is the same wish: the intake drops it as a repetition
            update_id=f"button:{button[0]}:{button[1]}",
            conversation=conversation,
            kind=Kind.BUTTON,
            text=offered[0],
            payload=offered[1],
            reference=str(query.message.message_id),
            language=_language(query.from_user),
        )


def _language(user: User | None) -> str | None:
    """`fa` for a Persian client, else unknown: many who write Persian have their client in English."""
    code = (user.language_code or "") if user else ""
    return "fa" if code.partition("-")[0] == "fa" else None


def _text(base: Incoming, message: Message) -> Incoming:
    command = command_of(message)
    if command is None:
        return replace(base, kind=Kind.TEXT, text=message.text or "")
    return replace(base, kind=Kind.COMMAND, command=command[0], argument=command[1])


def _card(base: Incoming, message: Message) -> Incoming | None:
    """A card of our own inline mode, sent to ourselves: its text is not the citizen's, its link says what is wished."""
    return None if base.edited else replace(base, kind=Kind.COMMAND, command="start", argument=chosen(message))


def _place(base: Incoming, message: Message) -> Incoming | None:
    if base.edited or message.location is None:  # a live location on its way: the first point was what was sent
        return None
    point = (message.location.latitude, message.location.longitude)
    words = (message.venue.title, message.venue.address) if message.venue else ()
    return replace(base, kind=Kind.LOCATION, location=point, text="، ".join(word for word in words if word))


def _contact(base: Incoming, contact: Contact, sender: User | None) -> Incoming:
    """Only the sender's own number counts: Telegram vouches for it by the user id."""
    if sender is None or contact.user_id != sender.id:
        return replace(base, argument="contact_of_other")
    number = mobile(contact.phone_number)
    if number is None:
        return replace(base, argument="contact_abroad")
    return replace(base, kind=Kind.CONTACT, contact=number)
