"""Web chat, webhook, polling and workers, as parts of `run` or as processes of their own."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import structlog
from aiohttp import web as aiohttp_web

from bot import app, intake
from bot.channels.base import Sender
from bot.channels.telegram.client import client
from bot.channels.telegram.ground import language_of, picture_of, sole_poller
from bot.channels.telegram.naming import BotName
from bot.channels.telegram.polling import Poller
from bot.channels.telegram.receiver import Receiver
from bot.channels.telegram.sender import TelegramSender
from bot.channels.telegram.webhook import PATH, Webhook
from bot.channels.web.app import make_app
from bot.settings import Settings, kept_secret
from bot.work import MISSED
from shahryar.errors import ChannelError, UsageError

log = structlog.stdlib.get_logger(__name__)


async def senders(stack: AsyncExitStack, settings: Settings) -> dict[str, Sender]:
    """Senders of the channels that push and are configured; they live as long as `stack`."""
    token = settings.telegram_token.get_secret_value()
    if not token:
        return {}
    bot = await stack.enter_async_context(client(token, settings.telegram_base_url))
    return {"telegram": TelegramSender(bot, picture_of, language_of)}


@asynccontextmanager
async def web(ground: app.Base, *, exact_port: bool = False) -> AsyncIterator[str]:
    """Serve the web chat, and Telegram's webhook where one is set; yields the address.

    Args:
        exact_port: fail where the port is taken; otherwise a free one is used and told.

    Raises:
        ChannelError: the port is taken.
        UsageError: a webhook is set without its secret.
    """
    settings = ground.settings
    async with AsyncExitStack() as stack:
        site = make_app(
            intake=intake,
            signals=ground.signals,
            secret=kept_secret(settings.folder / "web.key"),
            public_url=settings.public_url,
            worker_grace=max(10.0, settings.worker_heartbeat * MISSED),
            bot_name=BotName(
                settings.telegram_bot_name, settings.telegram_token.get_secret_value(), settings.telegram_base_url
            ),
        )
        hook = await _webhook(stack, settings)
        if hook:
            site.add_routes(hook.routes())
        runner = aiohttp_web.AppRunner(site, access_log=None, shutdown_timeout=5)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        port = await _listen(runner, settings, exact_port)
        if hook:
            registration = asyncio.create_task(hook.register(_public_hook(settings)), name="webhook")
            stack.push_async_callback(_end, registration)
        yield f"http://{settings.web_host}:{port}"


async def _webhook(stack: AsyncExitStack, settings: Settings) -> Webhook | None:
    if not settings.telegram_webhook_url:
        return None
    if not settings.telegram_webhook_secret.get_secret_value():
        raise UsageError("SHAHRYAR_TELEGRAM_WEBHOOK_URL needs SHAHRYAR_TELEGRAM_WEBHOOK_SECRET beside it")
    bot = await stack.enter_async_context(
        client(settings.telegram_token.get_secret_value(), settings.telegram_base_url)
    )
    return Webhook(bot, Receiver(bot, intake), settings.telegram_webhook_secret.get_secret_value())


def _public_hook(settings: Settings) -> str:
    base = settings.telegram_webhook_url.rstrip("/")
    return base if base.endswith(PATH) else base + PATH


async def _listen(runner: aiohttp_web.AppRunner, settings: Settings, exact_port: bool) -> int:
    ports = (settings.web_port,) if exact_port else (settings.web_port, 0)
    for port in ports:
        listener = socket.socket(socket.AF_INET6 if ":" in settings.web_host else socket.AF_INET)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((settings.web_host, port))
        except OSError:
            listener.close()
            continue
        await aiohttp_web.SockSite(runner, listener).start()
        return int(listener.getsockname()[1])
    raise ChannelError(
        f"{settings.web_host}:{settings.web_port} is taken or not ours; set SHAHRYAR_WEB_PORT", permanent=True
    )


@asynccontextmanager
async def polling(settings: Settings) -> AsyncIterator[None]:
    """Fetch updates from Telegram while the block lasts; nothing where a webhook is set."""
    if settings.telegram_webhook_url:
        yield
        return
    async with client(settings.telegram_token.get_secret_value(), settings.telegram_base_url) as bot:
        poller = asyncio.create_task(Poller(bot, Receiver(bot, intake), sole_poller).run(), name="polling")
        poller.add_done_callback(_stop_when_broken)
        try:
            yield
        finally:
            await _end(poller)


def _stop_when_broken(task: asyncio.Task[None]) -> None:
    """A process that no longer does its work ends in order, so that whoever runs it sees that and starts it anew."""
    if not task.cancelled() and (error := task.exception()) is not None:
        log.critical("polling broke; this process ends", code="E611", reason=type(error).__name__)
        signal.raise_signal(signal.SIGTERM)


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def stopped() -> None:
    """Return at SIGTERM or SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()


async def run_worker(settings: Settings) -> None:
    """The process `shahryar worker`."""
    async with AsyncExitStack() as stack:
        model = app.require_model(settings)
        channels = await senders(stack, settings)
        ground = await stack.enter_async_context(app.base(settings))
        await stack.enter_async_context(app.worker(ground, channels, model, settings.public_address))
        log.warning("the worker is ready", channels=sorted(channels))
        await stopped()


async def run_web(settings: Settings) -> None:
    """The process `shahryar web`."""
    async with app.base(settings) as ground, web(ground, exact_port=True) as address:
        log.warning("the web chat is ready", address=address)
        await stopped()


async def run_telegram(settings: Settings) -> None:
    """The process `shahryar telegram`. Raises UsageError where a webhook is set: `shahryar web` serves that."""
    if settings.telegram_webhook_url:
        raise UsageError("SHAHRYAR_TELEGRAM_WEBHOOK_URL is set: `shahryar web` takes the updates; unset it to poll")
    async with app.base(settings), polling(settings):
        log.warning("polling Telegram")
        await stopped()
