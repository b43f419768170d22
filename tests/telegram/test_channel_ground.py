"""The channel on PostgreSQL: the only poller, pictures and languages, and the real intake."""

import asyncio

from sqlalchemy import select, text
from telegram import Bot

from bot import intake
from bot.channels.telegram.backoff import Backoff
from bot.channels.telegram.ground import language_of, picture_of, sole_poller
from bot.channels.telegram.polling import Poller
from bot.channels.telegram.receiver import Receiver
from bot.messages import Incoming, Kind
from store import conversations, session
from store.models import Update
from tests.telegram.conftest import picture
from tests.telegram.double import Double


async def accepted() -> list[Incoming]:
    async with session.transaction() as connection:
        rows = await connection.execute(select(Update.incoming).order_by(Update.id))
    return [Incoming.from_json(row.incoming) for row in rows]


async def test_one_poller_at_a_time(store: str) -> None:
    order: list[str] = []
    first_in, first_out = asyncio.Event(), asyncio.Event()

    async def first() -> None:
        async with sole_poller():
            first_in.set()
            await first_out.wait()
            order.append("first")

    async def second() -> None:
        await first_in.wait()
        async with sole_poller():
            order.append("second")

    tasks = [asyncio.create_task(first()), asyncio.create_task(second())]
    await first_in.wait()
    await asyncio.sleep(0.1)
    assert order == []
    first_out.set()
    await asyncio.gather(*tasks)
    assert order == ["first", "second"]


async def test_a_lost_connection_frees_the_lock(store: str) -> None:
    async with sole_poller():
        async with session.transaction() as connection:
            holder = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
            assert await connection.scalar(text(holder)) is True
        async with asyncio.timeout(5), sole_poller():
            pass


async def test_language_and_picture(store: str) -> None:
    name = await intake.attach("telegram:7", picture(20, 20))
    assert await picture_of(name) == picture(20, 20)
    assert await picture_of("gone") is None
    async with session.transaction() as connection:
        await conversations.set_language(connection, "telegram:7", "en")
    assert [await language_of(one) for one in ("telegram:7", "telegram:8")] == ["en", "fa"]


async def test_polling_into_the_real_intake(store: str, double: Double, bot: Bot) -> None:
    citizen = double.user(7)
    citizen.say("سلام")
    citizen.send_photo(picture(100, 100), caption="چاله")
    citizen.send_location(35.7, 51.4)
    poller = Poller(bot, Receiver(bot, intake), sole_poller, seconds=10, backoff=Backoff(0.01, 0.05))
    task = asyncio.create_task(poller.run())
    await double.wait_acknowledged(10.0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    found = await accepted()
    assert [one.kind for one in found] == [Kind.TEXT, Kind.PHOTO, Kind.LOCATION]
    assert await picture_of(found[1].photo or "") is not None
    assert {one.conversation for one in found} == {"telegram:7"}
