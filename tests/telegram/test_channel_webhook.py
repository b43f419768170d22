"""The webhook against the double: secret, sizes, commit before 200."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest
from aiohttp import web
from telegram import Bot

from bot.channels.telegram.backoff import Backoff
from bot.channels.telegram.receiver import Receiver
from bot.channels.telegram.webhook import MAX_BYTES, PATH, SECRET_HEADER, Webhook
from shahryar.errors import UsageError
from tests.telegram.double import Double, Kind
from tests.telegram.fakes import MemoryIntake

SECRET = "a-secret_of-the-tests-1"
UPDATE = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}, "text": "سلام"}}


@dataclass
class Hook:
    """A running webhook."""

    webhook: Webhook
    intake: MemoryIntake
    url: str

    async def post(self, secret: str = SECRET, **body: object) -> int:
        headers = {SECRET_HEADER: secret} if secret else {}
        async with aiohttp.ClientSession() as session, session.post(self.url, headers=headers, **body) as response:
            return response.status


@pytest.fixture
async def hook(bot: Bot) -> AsyncIterator[Hook]:
    intake = MemoryIntake()
    webhook = Webhook(bot, Receiver(bot, intake), SECRET)
    application = web.Application()
    application.add_routes(webhook.routes())
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield Hook(webhook, intake, f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}")
    await runner.cleanup()


async def test_updates_are_committed_and_acknowledged(double: Double, hook: Hook) -> None:
    await hook.webhook.register(hook.url)
    double.user(7).say("سلام")
    await double.wait_acknowledged()
    assert hook.intake.texts == ["سلام"]
    assert {language for _, language in double.world.commands} == {"", "fa", "en"}


async def test_an_update_that_was_not_committed_comes_again(double: Double, hook: Hook) -> None:
    hook.intake.failures = 2
    await hook.webhook.register(hook.url)
    double.user(7).say("یک")
    double.user(7).say("دو")
    await double.wait_acknowledged()
    assert hook.intake.texts == ["یک", "دو"]
    assert double.world.webhook.attempts[double.world.queue.first_id] == 3


async def test_registration_waits_out_trouble(double: Double, hook: Hook) -> None:
    double.fail("setWebhook", Kind.ERROR, times=2)
    await hook.webhook.register(hook.url, Backoff(0.01, 0.02))
    assert double.world.webhook.url == hook.url and double.world.webhook.secret == SECRET


@pytest.mark.parametrize("secret", ["", "wrong", SECRET + "x", "نادرست"])
async def test_a_wrong_secret_is_refused(hook: Hook, secret: str) -> None:
    assert await hook.post(secret, json=UPDATE) == 401
    assert hook.intake.accepted == []


async def test_the_right_secret_is_taken(hook: Hook) -> None:
    assert await hook.post(json=UPDATE) == 200
    assert hook.intake.texts == ["سلام"]


async def test_a_repetition_is_acknowledged_and_dropped(hook: Hook) -> None:
    assert [await hook.post(json=UPDATE) for _ in range(2)] == [200, 200]
    assert len(hook.intake.accepted) == 1


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"7", b"null", b'{"message": 1}', b'{"update_id": 1, "message": 5}', b"\xff"]
)
async def test_what_is_no_update_is_refused(hook: Hook, body: bytes) -> None:
    assert await hook.post(data=body) == 400
    assert hook.intake.accepted == []


async def test_too_large_a_body_is_refused_told_and_untold(hook: Hook) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(MAX_BYTES // 65536 + 1):
            yield b" " * 65536

    assert await hook.post(data=b" " * (MAX_BYTES + 1)) == 413
    assert await hook.post(data=chunks()) == 413


@pytest.mark.parametrize("secret", ["", "با فاصله", "x" * 257])
def test_a_bad_secret_is_no_setting(bot: Bot, secret: str) -> None:
    with pytest.raises(UsageError, match="SHAHRYAR_TELEGRAM_WEBHOOK_SECRET"):
        Webhook(bot, Receiver(bot, MemoryIntake()), secret)
