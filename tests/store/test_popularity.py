"""Counting what is asked: no row says who, nobody waits, old days go."""

import asyncio
from datetime import date, timedelta

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from store import popularity, session

TODAY = date(2026, 11, 22)


async def counted(service: str, day: date = TODAY, times: int = 1) -> None:
    for _ in range(times):
        async with session.transaction() as connection:
            await popularity.count(connection, service, day)


async def totals(day: date = TODAY) -> dict[str, int]:
    async with session.transaction() as connection:
        return await popularity.totals(connection, day)


def rows(url: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT service, day, times FROM service_counts ORDER BY id").fetchall()


async def test_services_are_added_up_over_days_the_most_asked_first(store: str) -> None:
    await counted("passport", TODAY - timedelta(days=3))
    await counted("national-card", times=3)
    await counted("passport")
    assert list((await totals()).items()) == [("national-card", 3), ("passport", 2)]
    assert len(rows(store)) == 3  # one for each service and day


async def test_a_row_holds_a_service_a_day_and_a_number_and_nothing_else(store: str) -> None:
    with psycopg.connect(store) as connection:
        query = "SELECT column_name FROM information_schema.columns WHERE table_name = 'service_counts'"
        names = {row[0] for row in connection.execute(query)}
    assert names == {"id", "service", "day", "times"}


async def test_turns_at_once_wait_for_nobody_and_none_is_lost(store: str) -> None:
    await counted("passport")
    inside = asyncio.Barrier(5)

    async def turn() -> None:
        async with session.transaction() as connection:
            await popularity.count(connection, "passport", TODAY)
            await inside.wait()  # nobody commits before all have counted: whoever waited for a row would wait for ever

    async with asyncio.timeout(20):
        await asyncio.gather(*(turn() for _ in range(5)))
    assert await totals() == {"passport": 6}
    await counted("passport", times=4)
    assert len(rows(store)) == 5  # the rows made at once are used again
    assert await totals() == {"passport": 10}


async def test_a_turn_that_fails_counts_nothing(store: str) -> None:
    with pytest.raises(RuntimeError):
        async with session.transaction() as connection:
            await popularity.count(connection, "passport", TODAY)
            raise RuntimeError("the process dies here")
    assert await totals() == {}


async def test_days_older_than_ninety_are_neither_shown_nor_kept(store: str) -> None:
    old, oldest = TODAY - timedelta(days=91), TODAY - timedelta(days=90)
    await counted("burial-services", old)
    await counted("passport", oldest)
    assert await totals() == {"passport": 1}
    await counted("national-card")
    assert [row[:2] for row in rows(store)] == [("passport", oldest), ("national-card", TODAY)]


async def test_a_failing_count_leaves_the_transaction_usable(store: str) -> None:
    async with session.transaction() as connection:
        await connection.execute(text("ALTER TABLE service_counts RENAME TO away"))
        with pytest.raises(DBAPIError):
            await popularity.count(connection, "passport", TODAY)
        with pytest.raises(DBAPIError):
            await popularity.totals(connection, TODAY)
        assert await connection.scalar(text("SELECT 7")) == 7
