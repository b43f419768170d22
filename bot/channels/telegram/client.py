"""The Bot API client: python-telegram-bot's own, on any Bot API server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Bot
from telegram.request import HTTPXRequest

from shahryar.errors import UsageError

TELEGRAM = "https://api.telegram.org"
CONNECTIONS = 64
POLL_SECONDS = 30


@asynccontextmanager
async def client(token: str, base_url: str = TELEGRAM) -> AsyncIterator[Bot]:
    """A client while the block lasts. It calls nobody by itself, so an unreachable server does not hinder the start.

    Args:
        token: of the bot.
        base_url: scheme and host of the Bot API server: Telegram's, a local one, Bale (`https://tapi.bale.ai`).

    Raises:
        UsageError: there is no token, or the address is no http address.
    """
    if not token:
        raise UsageError("SHAHRYAR_TELEGRAM_TOKEN is empty; take a token from @BotFather")
    if not base_url.startswith(("https://", "http://")):
        raise UsageError("SHAHRYAR_TELEGRAM_BASE_URL must begin with https:// or http://")
    root = base_url.rstrip("/")
    requests = (
        HTTPXRequest(connection_pool_size=8, read_timeout=10.0),  # on top of the poll's own seconds
        HTTPXRequest(connection_pool_size=CONNECTIONS, read_timeout=15.0, pool_timeout=15.0),
    )
    bot = Bot(
        token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        get_updates_request=requests[0],
        request=requests[1],
    )
    try:
        yield bot
    finally:
        for request in requests:
            await request.shutdown()
