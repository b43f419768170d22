"""Replies from the outbox through the real sender to a double with Telegram's limits: none refused, none lost, in order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import procrastinate
import pytest
from sqlalchemy import text

from bot import serving, turns, work
from bot.channels.telegram.client import client
from bot.channels.telegram.ground import language_of, picture_of
from bot.channels.telegram.receiver import Receiver
from bot.channels.telegram.sender import TelegramSender
from bot.dialogue import Answer
from bot.messages import Button, Outgoing
from bot.outbox import Outbox
from bot.settings import Settings
from store import conversations, session
from tests.e2e.conftest import until
from tests.telegram.double import Double, Kind, Limits

CHATS = range(1, 41)
BURST = (
    10  # so many may be held up on the way on a busy machine; without our pace three times as many would come at once
)


class Nobody:
    """A dialogue that nobody talks to."""

    async def handle(self, conversation: str, words: str, metadata: dict[str, Any]) -> Answer:
        raise AssertionError("no turn was asked for")

    async def close(self) -> None:
        """Nothing is held."""


@asynccontextmanager
async def outbox(url: str, double: Double) -> AsyncIterator[procrastinate.App]:
    """A worker whose replies go to the double."""
    async with client(double.token, double.root) as bot:
        sender = TelegramSender(bot, picture_of, language_of)
        app = work.make_app(url, turns.Turns(Nobody()), Outbox({"telegram": sender}, double.root))
        async with work.working(app, ["deliveries-telegram"], concurrency=8, heartbeat=2.0):
            yield app


async def tell(chat: int, *words: str) -> None:
    """Put replies into the outbox, each by a turn of its own."""
    for one in words:
        async with session.transaction() as connection:
            await conversations.ensure(connection, f"telegram:{chat}")
            await turns.send(connection, f"telegram:{chat}", [Outgoing(one, [[Button("بله", "/affirm")]])])


async def states(chat: int) -> list[str]:
    """States of the replies to a chat, in their order."""
    statement = text("SELECT state FROM outgoing WHERE conversation_id = :conversation ORDER BY id")
    async with session.transaction() as connection:
        return list((await connection.execute(statement, {"conversation": f"telegram:{chat}"})).scalars())


async def all_out() -> bool:
    """Whether no reply waits."""
    async with session.transaction() as connection:
        return await connection.scalar(text("SELECT count(*) FROM outgoing WHERE state = 'queued'")) == 0


def told(double: Double, chat: int) -> list[str]:
    """What a person reads."""
    return [str(message["text"]) for message in double.user(chat).messages]


def codes(double: Double) -> list[int]:
    """Statuses of all attempts to send a message."""
    return [call.code for call in double.calls if call.method == "sendMessage"]


@pytest.fixture
async def quick() -> AsyncIterator[Double]:
    """A double without limits, in which two people have written to the bot."""
    async with Double(limits=Limits(enabled=False)) as running:
        for chat in (1, 2):
            running.user(chat).say("سلام")
        yield running


async def test_many_chats_at_once_keep_the_limits_and_their_order(store: str) -> None:
    words = ["یک", "دو", "سه"]
    async with Double(limits=Limits(overall_burst=BURST)) as double:
        for chat in CHATS:
            double.user(chat).say("سلام")
        await asyncio.gather(*(tell(chat, *words) for chat in CHATS))
        async with outbox(store, double):
            await until(all_out)
        assert codes(double) == [200] * (len(words) * len(CHATS))
        assert [told(double, chat) for chat in CHATS] == [words] * len(CHATS)
        assert [await states(chat) for chat in CHATS] == [["sent"] * len(words)] * len(CHATS)


async def test_a_reply_that_is_told_to_wait_comes_later(store: str) -> None:
    async with Double(limits=Limits(overall_burst=BURST)) as double:
        double.user(1).say("سلام")
        async with client(double.token, double.root) as elsewhere:
            await elsewhere.send_message(1, "از جای دیگر")
        await tell(1, "یک", "دو")
        async with outbox(store, double):
            await until(all_out)
        assert codes(double) == [200, 429, 200, 200]
        assert told(double, 1) == ["از جای دیگر", "یک", "دو"] and await states(1) == ["sent", "sent"]


@pytest.mark.parametrize("kind", [Kind.DROP, Kind.GATEWAY, Kind.ERROR])
async def test_an_answer_lost_after_sending_makes_it_come_at_least_once(store: str, quick: Double, kind: Kind) -> None:
    quick.fail("sendMessage", kind, after=True)
    await tell(1, "یک", "دو")
    async with outbox(store, quick):
        await until(all_out)
    assert told(quick, 1) == ["یک", "یک", "دو"] and await states(1) == ["sent", "sent"]


async def test_a_server_that_is_down_for_a_while_loses_nothing(store: str, quick: Double) -> None:
    quick.fail("sendMessage", Kind.ERROR, times=2)
    await tell(1, "یک", "دو")
    async with outbox(store, quick):
        await until(all_out)
    assert told(quick, 1) == ["یک", "دو"] and await states(1) == ["sent", "sent"]


async def test_who_blocked_the_bot_hinders_nobody(store: str, quick: Double) -> None:
    quick.user(1).block()
    await tell(1, "یک", "دو")
    await tell(2, "یک", "دو")
    async with outbox(store, quick):
        await until(all_out)
    assert await states(1) == ["failed", "failed"] and await states(2) == ["sent", "sent"]
    assert told(quick, 1) == [] and told(quick, 2) == ["یک", "دو"]


async def test_a_poller_that_breaks_ends_the_process_instead_of_going_silent(
    store: str, quick: Double, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(receiver: Receiver, update: object) -> None:
        raise LookupError("a fault of ours")

    monkeypatch.setattr(Receiver, "receive", broken)
    settings = Settings(database_url=store, telegram_token=quick.token, telegram_base_url=quick.root)
    with pytest.raises(LookupError):
        async with serving.polling(settings):
            await asyncio.wait_for(serving.stopped(), 60)
    assert len(quick.world.queue.pending) == 2
