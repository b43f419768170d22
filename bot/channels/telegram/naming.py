"""The bot's user name, for links that lead to it."""

import asyncio
import time
from typing import Final

from telegram.error import TelegramError

from bot.channels.telegram.client import client
from shahryar.logs import get

_PATIENCE: Final = 5.0  # seconds for Telegram's answer
AGAIN: Final = 60.0  # seconds after which an unanswered question is asked again
log = get(__name__)


class BotName:
    """Knows the name: the one that is set, else Telegram's own answer, asked for at the first need and then remembered.

    Args:
        given: `SHAHRYAR_TELEGRAM_BOT_NAME`.
        token: of the bot; empty where Telegram is not served.
        base_url: of the Bot API server.
    """

    def __init__(self, given: str, token: str, base_url: str) -> None:
        self._name = given.removeprefix("@")
        self._token = token
        self._base_url = base_url
        self._next = 0.0

    async def __call__(self) -> str:
        """The name without `@`; empty where there is no bot, or Telegram does not say."""
        if not self._name and self._token and time.monotonic() >= self._next:
            self._next = time.monotonic() + AGAIN
            self._name = await self._asked()
        return self._name

    async def _asked(self) -> str:
        try:
            async with client(self._token, self._base_url) as bot, asyncio.timeout(_PATIENCE):
                return (await bot.get_me()).username or ""
        except (TelegramError, TimeoutError) as error:
            log.warning("Telegram did not tell the bot's name", code="E613", reason=type(error).__name__)
            return ""
