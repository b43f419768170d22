"""The worker: order within a conversation, attempts, jobs taken over from the dead."""

import asyncio

from sqlalchemy import text

from bot import work
from bot.outbox import Outbox
from bot.turns import Turns
from shahryar.texts import say
from store import session
from tests.bot.fakes import Echo, accept, replies, state


async def finished(*numbers: int) -> None:
    while {await state(number) for number in numbers} & {"queued"}:
        await asyncio.sleep(0.02)


async def run(url: str, echo: Echo, *numbers: int, heartbeat: float = 0.5) -> None:
    app = work.make_app(url, Turns(echo), Outbox({}, ""))
    async with work.working(app, [], concurrency=4, heartbeat=heartbeat):
        await finished(*numbers)


async def test_messages_of_one_conversation_are_answered_in_order(store: str) -> None:
    echo = Echo()
    numbers = [await accept(str(index)) for index in range(12)]
    await run(store, echo, *numbers)
    assert [heard for heard, _ in echo.heard] == [str(index) for index in range(12)]


async def test_a_turn_that_fails_is_tried_again_before_what_follows(store: str) -> None:
    failures = ["once"]

    def fail_once(words: str) -> None:
        if words == "اول" and failures:
            raise RuntimeError(failures.pop())

    echo = Echo(fail_once)
    first, second = await accept("اول"), await accept("دوم")
    await run(store, echo, first, second)
    assert [heard for heard, _ in echo.heard] == ["اول", "اول", "دوم"]
    assert await replies(first) == ["«اول»"]


async def test_a_message_that_fails_for_ever_ends_with_a_true_sentence(store: str) -> None:
    def fail(words: str) -> None:
        if words == "سم":
            raise RuntimeError("always")

    first, second = await accept("سم"), await accept("دوم")
    async with session.transaction() as connection:  # as after all attempts but the last
        statement = text("UPDATE procrastinate_jobs SET attempts = :n WHERE (args ->> 'update')::int = :u")
        await connection.execute(statement, {"n": work.ATTEMPTS["turn"] - 1, "u": first})
    await run(store, Echo(fail), first, second)
    assert await replies(first) == [say("channel.turn_failed")]
    assert await replies(second) == ["«دوم»"]


async def test_jobs_of_a_dead_worker_are_taken_over(store: str) -> None:
    number = await accept("سلام")
    async with session.transaction() as connection:
        dead = await connection.scalar(
            text("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id")
        )
        await connection.execute(text("UPDATE procrastinate_jobs SET status = 'doing', worker_id = :w"), {"w": dead})
    await run(store, Echo(), number, heartbeat=0.2)
    assert await replies(number) == ["«سلام»"]


async def test_a_worker_that_is_stopped_at_once_ends(store: str) -> None:
    for _ in range(10):
        app = work.make_app(store, Turns(Echo()), Outbox({}, ""))
        async with asyncio.timeout(30), work.working(app, ["deliveries-telegram"], concurrency=4, heartbeat=0.1):
            pass
    async with session.transaction() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM procrastinate_workers")) == 0
