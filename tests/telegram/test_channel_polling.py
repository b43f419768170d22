"""Polling against the double: nothing is confirmed before it is committed."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from telegram import Bot

from bot.channels.telegram.backoff import Backoff
from bot.channels.telegram.polling import Poller
from bot.channels.telegram.receiver import Receiver
from bot.channels.telegram.sender import TelegramSender
from bot.messages import Kind
from shahryar.errors import StoreError
from tests.telegram.double import Callback, Double
from tests.telegram.double import Kind as Failure
from tests.telegram.fakes import MemoryIntake, no_lock, no_picture, persian, reply


@pytest.fixture
def intake() -> MemoryIntake:
    return MemoryIntake()


@asynccontextmanager
async def polling(bot: Bot, intake: MemoryIntake, lock: Callable = no_lock) -> AsyncIterator[None]:
    poller = Poller(bot, Receiver(bot, intake), lock, seconds=20, backoff=Backoff(0.01, 0.05))
    task = asyncio.create_task(poller.run())
    try:
        yield
        assert not task.done()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_updates_are_committed_and_then_confirmed(double: Double, bot: Bot, intake: MemoryIntake) -> None:
    double.user(7).say("پیش از آغاز")
    async with polling(bot, intake):
        await double.wait_acknowledged()
        double.user(8).say("پس از آغاز")
        await double.wait_acknowledged()
    assert intake.texts == ["پیش از آغاز", "پس از آغاز"]


async def test_an_update_that_was_not_committed_comes_again(double: Double, bot: Bot, intake: MemoryIntake) -> None:
    intake.failures = 2
    double.user(7).say("یک")
    double.user(7).say("دو")
    async with polling(bot, intake):
        await double.wait_acknowledged()
    assert intake.texts == ["یک", "دو"]
    assert min(double.world.queue.served.values()) >= 3


async def test_a_failing_chat_does_not_stop_others_and_is_not_confirmed(
    double: Double, bot: Bot, intake: MemoryIntake
) -> None:
    intake.failing = {"telegram:7"}
    double.user(7).say("مانده")
    double.user(8).say("رفته")
    async with polling(bot, intake):
        await double.wait_until(lambda: double.world.queue.served.get(double.world.queue.first_id, 0) >= 3)
        assert len(double.world.queue.pending) == 2 and intake.texts == ["رفته"]
        intake.failing = set()
        await double.wait_acknowledged()
    assert intake.texts == ["رفته", "مانده"]


@pytest.mark.parametrize("kind", [Failure.ERROR, Failure.GATEWAY, Failure.DROP])
async def test_trouble_on_the_way_is_waited_out(double: Double, bot: Bot, intake: MemoryIntake, kind: Failure) -> None:
    double.fail("deleteWebhook", kind, times=2)
    double.fail("getUpdates", kind, times=3, after=True)
    double.user(7).say("سلام")
    async with polling(bot, intake):
        await double.wait_acknowledged()
    assert intake.texts == ["سلام"]


async def test_an_earlier_webhook_is_ended(double: Double, bot: Bot, intake: MemoryIntake) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook")
    double.user(7).say("سلام")
    async with polling(bot, intake):
        await double.wait_acknowledged()
    assert intake.texts == ["سلام"]


async def test_a_webhook_set_meanwhile_is_ended(double: Double, bot: Bot, intake: MemoryIntake) -> None:
    async with polling(bot, intake):
        double.user(7).say("یک")
        await double.wait_acknowledged()
        await bot.set_webhook("http://127.0.0.1:9/hook")
        double.user(7).say("دو")
        await double.wait_acknowledged()
    assert intake.texts == ["یک", "دو"]


async def test_a_lock_that_cannot_be_had_is_asked_for_again(double: Double, bot: Bot, intake: MemoryIntake) -> None:
    refusals = [1, 2]

    @asynccontextmanager
    async def refusing() -> AsyncIterator[None]:
        if refusals:
            refusals.pop()
            raise StoreError("PostgreSQL cannot be reached")
        yield

    double.user(7).say("سلام")
    async with polling(bot, intake, refusing):
        await double.wait_acknowledged()
    assert refusals == [] and intake.texts == ["سلام"]


async def test_nothing_is_fetched_without_the_lock(double: Double, bot: Bot, intake: MemoryIntake) -> None:
    lock = asyncio.Lock()
    await lock.acquire()
    held = asyncio.Event()

    @asynccontextmanager
    async def waiting() -> AsyncIterator[None]:
        held.set()
        async with lock:
            yield

    double.user(7).say("سلام")
    async with polling(bot, intake, waiting):
        await held.wait()
        assert double.calls[1:] == [] and intake.accepted == []
        lock.release()
        await double.wait_acknowledged()
    assert intake.texts == ["سلام"]


async def test_the_menu_is_announced(double: Double, bot: Bot, intake: MemoryIntake) -> None:
    double.user(7).say("سلام")
    async with polling(bot, intake):
        await double.wait_acknowledged()
    assert {language for _, language in double.world.commands} == {"", "fa", "en"}


async def test_a_pressed_button_is_answered_and_its_keyboard_removed(
    double: Double, bot: Bot, intake: MemoryIntake
) -> None:
    citizen = double.user(7)
    citizen.say("گذرنامه")
    queued = reply(3, 7, "چه چیزی؟", "مدارک,هزینه")
    intake.offer(queued)
    await TelegramSender(bot, no_picture, persian).send(queued)
    async with polling(bot, intake):
        pressed = citizen.press("مدارک")
        assert isinstance(pressed, Callback)
        again = citizen.press("مدارک")
        assert isinstance(again, Callback)
        assert (await pressed.wait_answer())["text"] == ""
        assert (await again.wait_answer())["text"] != ""
        await citizen.wait_until(lambda: "reply_markup" not in citizen.messages[-1])
        await double.wait_acknowledged()
    assert [(one.kind, one.text) for one in intake.accepted[1:]] == [(Kind.BUTTON, "مدارک")]


async def test_a_dead_button_is_answered_with_a_sentence(double: Double, bot: Bot, intake: MemoryIntake) -> None:
    citizen = double.user(7)
    pressed = citizen.press_data(citizen.say("سلام"), "b:99:0")
    async with polling(bot, intake):
        assert "دکمه" in (await pressed.wait_answer())["text"]
        await double.wait_acknowledged()
    assert intake.texts == ["سلام"]


async def test_what_the_intake_refuses_still_gets_an_answer(double: Double, bot: Bot, intake: MemoryIntake) -> None:
    intake.refuse_text = "بد"
    double.user(7).say("بد")
    async with polling(bot, intake):
        await double.wait_acknowledged()
    assert [(one.kind, one.text, one.argument) for one in intake.accepted] == [(Kind.UNSUPPORTED, "", "refused")]


async def test_a_text_over_the_limit_is_told_apart(double: Double, bot: Bot, intake: MemoryIntake) -> None:
    intake.most = 3  # Telegram's own programs part what is over 4096; other servers of its interface may not
    double.user(7).say("دراز")
    async with polling(bot, intake):
        await double.wait_acknowledged()
    assert [(one.kind, one.text, one.argument) for one in intake.accepted] == [(Kind.UNSUPPORTED, "", "too_long")]
