"""Webhook: checks who calls, commits, and only then answers 200."""

import hmac
import json
import re

from aiohttp import web
from telegram import Bot, Update
from telegram.error import TelegramError

from bot.channels.telegram.backoff import Backoff
from bot.channels.telegram.commands import announce
from bot.channels.telegram.polling import NOT_NOW
from bot.channels.telegram.receiver import UPDATES, Receiver
from shahryar.errors import UsageError
from shahryar.logs import get

log = get(__name__)
PATH = "/telegram/webhook"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (a header's name)
GOOD_LENGTH = 16
MAX_BYTES = 1024 * 1024
CONNECTIONS = 40


class Webhook:
    """Takes Telegram's calls.

    Args:
        bot: the client.
        receiver: commits each update.
        secret: what Telegram sends with each call; 1 to 256 of A–Z, a–z, 0–9, _ and -, better 16 or more.

    Raises:
        UsageError: the secret is missing, too long or of other characters.
    """

    def __init__(self, bot: Bot, receiver: Receiver, secret: str) -> None:
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise UsageError("SHAHRYAR_TELEGRAM_WEBHOOK_SECRET must be 1 to 256 of A–Z, a–z, 0–9, _ and -")
        if len(secret) < GOOD_LENGTH:
            log.warning("the webhook's secret can be guessed; take 16 characters or more", code="E609")
        self._bot = bot
        self._receiver = receiver
        self._secret = secret

    def routes(self) -> list[web.RouteDef]:
        """For the web application."""
        return [web.post(PATH, self.handle)]

    async def register(self, url: str, backoff: Backoff | None = None) -> None:
        """Tell Telegram where to send updates, trying until it answers, and announce the commands.

        Args:
            url: public address of `PATH`.
        """
        waits = backoff or Backoff()
        while True:
            try:
                await self._bot.set_webhook(
                    url, allowed_updates=UPDATES, max_connections=CONNECTIONS, secret_token=self._secret
                )
            except TelegramError as error:
                log.warning("the webhook was not set", code="E607", reason=type(error).__name__)
                await waits.wait()
            else:
                break
        await announce(self._bot)

    async def handle(self, request: web.Request) -> web.Response:
        """200 after commit; 401 for a wrong secret, 413 over 1 MB, 400 for what is no update, 503 to get it again."""
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "replace"), self._secret.encode()):
            return web.Response(status=401)
        body = await _body(request)
        if body is None:
            return web.Response(status=413)
        update = self._parse(body)
        if update is None:
            return web.Response(status=400)
        try:
            await self._receiver.receive(update)
        except NOT_NOW as error:
            log.error("an update was not committed", code="E606", update=update.update_id, reason=type(error).__name__)
            return web.Response(status=503)
        return web.Response()

    def _parse(self, body: bytes) -> Update | None:
        try:
            data = json.loads(body)
            return Update.de_json(data, self._bot)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            log.warning("a webhook call held no update", code="E608", reason=type(error).__name__)
            return None


async def _body(request: web.Request) -> bytes | None:
    """The body, None when it is over the limit; read only as far as that."""
    if (request.content_length or 0) > MAX_BYTES:
        return None
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > MAX_BYTES:
            return None
    return bytes(body)
