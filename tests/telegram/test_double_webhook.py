"""Webhook delivery with its secret, again until acknowledged, in order within a chat."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from telegram import Bot, Update
from telegram.error import BadRequest, Conflict

from tests.telegram.double import Double


class Receiver:
    """A web server that notes what arrives and answers as told."""

    def __init__(self) -> None:
        self.updates: list[Update] = []
        self.secrets: list[str | None] = []
        self.answers: list[int] = []  # statuses of the next answers; 200 when empty
        self.arrived = asyncio.Event()
        self.port = 0
        self._runner: web.AppRunner | None = None

    async def start(self, port: int = 0) -> None:
        application = web.Application()
        application.router.add_post("/hook", self._take)
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        if self._runner:
            await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        self.updates.append(Update.de_json(await request.json(), None))
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.arrived.set()
        return web.Response(status=self.answers.pop(0) if self.answers else 200)

    async def wait(self, count: int) -> None:
        async with asyncio.timeout(5):
            while len(self.updates) < count:
                self.arrived.clear()
                await self.arrived.wait()

    @property
    def texts(self) -> list[str | None]:
        return [update.message.text for update in self.updates if update.message]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    running = Receiver()
    await running.start()
    yield running
    await running.stop()


async def test_updates_come_with_the_secret(double: Double, bot: Bot, receiver: Receiver) -> None:
    double.user(1).say("پیش از وب‌هوک")
    await bot.set_webhook(f"http://127.0.0.1:{receiver.port}/hook", secret_token="s-1_A")
    double.user(1).say("پس از آن")
    await receiver.wait(2)
    assert receiver.texts == ["پیش از وب‌هوک", "پس از آن"]
    assert receiver.secrets == ["s-1_A", "s-1_A"]


async def test_an_unacknowledged_update_comes_again_before_the_next(
    double: Double, bot: Bot, receiver: Receiver
) -> None:
    receiver.answers = [500, 302]
    await bot.set_webhook(f"http://127.0.0.1:{receiver.port}/hook")
    double.user(1).say("یک")
    double.user(1).say("دو")
    await receiver.wait(4)
    await double.wait_acknowledged()
    assert receiver.texts == ["یک", "یک", "یک", "دو"]
    info = await bot.get_webhook_info()
    assert info.pending_update_count == 0 and "302" in (info.last_error_message or "")


async def test_a_refused_connection_is_tried_again(double: Double, bot: Bot, receiver: Receiver) -> None:
    port = receiver.port
    await receiver.stop()
    await bot.set_webhook(f"http://127.0.0.1:{port}/hook")
    double.user(1).say("سلام")
    await double.wait_until(lambda: double.world.webhook.last_error is not None)
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await receiver.start(port)
    await receiver.wait(1)
    await double.wait_acknowledged()
    assert receiver.texts == ["سلام"]


async def test_a_chat_that_fails_does_not_hold_up_another(double: Double, bot: Bot, receiver: Receiver) -> None:
    double.world.webhook.first_wait = 30.0
    receiver.answers = [500]
    await bot.set_webhook(f"http://127.0.0.1:{receiver.port}/hook")
    double.user(1).say("می‌ماند")
    await receiver.wait(1)
    double.user(2).say("می‌رود")
    await receiver.wait(2)
    await double.wait_until(lambda: len(double.world.queue.pending) == 1)
    assert receiver.texts == ["می‌ماند", "می‌رود"]


async def test_polling_conflicts_with_a_webhook_until_it_is_deleted(double: Double, bot: Bot) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook")
    with pytest.raises(Conflict, match="(?i)while webhook is active"):
        await bot.get_updates()
    double.user(1).say("سلام")
    await bot.delete_webhook()
    assert len(await bot.get_updates()) == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_bad_webhooks_are_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="(?i)secret token"):
        await bot.set_webhook("https://example.org/hook", secret_token="فاصله")
    with pytest.raises(BadRequest, match="(?i)bad webhook"):
        await bot.set_webhook("ftp://example.org/hook")
    assert (await bot.get_webhook_info()).url == ""
