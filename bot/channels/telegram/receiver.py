"""One update on its way in: read, committed, its pressed button settled."""

from dataclasses import replace

from telegram import Bot, CallbackQuery, Update
from telegram.error import TelegramError

from bot.channels.base import Intake
from bot.channels.telegram.incoming import Reader
from bot.channels.telegram.inline.answers import InlineAnswers
from bot.messages import Incoming, Kind
from shahryar.errors import BadMessage, MessageTooLong
from shahryar.logs import get
from shahryar.texts import say

log = get(__name__)
UPDATES = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY]


class Receiver:
    """Takes updates from polling and webhook alike.

    Args:
        bot: the client.
        intake: the durable way in.
        channel: name of the channel in conversations and updates.
    """

    def __init__(self, bot: Bot, intake: Intake, channel: str = "telegram") -> None:
        self._bot = bot
        self._intake = intake
        self._reader = Reader(bot, intake, channel)
        self._inline = InlineAnswers(bot)

    async def receive(self, update: Update) -> None:
        """Returns only after commit: the update may then be acknowledged. An inline query is answered beside, and not kept.

        Raises:
            NetworkError, StoreError: not committed; the update should be delivered again.
        """
        if update.inline_query is not None:
            self._inline.take(update.inline_query)
            return
        incoming = await self._reader.read(update)
        number = await self._accept(incoming) if incoming is not None else None
        if update.callback_query is not None:
            key = "button_gone" if incoming is None else "button_repeated" if number is None else ""
            await self._settle(update.callback_query, key)

    async def _accept(self, incoming: Incoming) -> int | None:
        try:
            return await self._intake.accept(incoming)
        except BadMessage as error:
            log.warning("a message was refused", code=error.code, update=incoming.update_id, reason=error.message)
            reason = "too_long" if isinstance(error, MessageTooLong) else "refused"
            refused = replace(incoming, kind=Kind.UNSUPPORTED, text="", photo=None, argument=reason)
            return await self._intake.accept(refused)

    async def _settle(self, query: CallbackQuery, key: str) -> None:
        """Stop the button's spinner and take away the spent keyboard; what Telegram refuses here harms nobody."""
        language = "en" if (query.from_user.language_code or "").startswith("en") else "fa"
        text = say(f"telegram.{key}", language) if key else None
        try:
            await self._bot.answer_callback_query(query.id, text)
        except TelegramError as error:
            log.info("a pressed button was not answered", reason=type(error).__name__)
        if query.message is None:
            return
        try:
            await self._bot.edit_message_reply_markup(query.message.chat.id, query.message.message_id)
        except TelegramError as error:
            log.info("a spent keyboard was not removed", reason=type(error).__name__)
