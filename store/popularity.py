"""Which services citizens ask about: a number for each service and day, and nothing of who asked.

The caller sees to it that one conversation is not counted again and again.
"""

from datetime import date, timedelta
from typing import Final

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from store.models import ServiceCount

KEPT: Final = timedelta(days=90)

# A turn lasts as long as its answer takes to make, and all that time it holds the rows that it wrote. With one row for each
# service and day, everybody who asks about passports would wait for everybody else. So a turn takes a row that nobody
# holds and makes another where there is none: nobody ever waits, and a day has at most as many rows of a service as turns
# ran at once. What is too old goes when a row is made, so a few times a day, and again without waiting.
_COUNT: Final = text("""
WITH counted AS (
    UPDATE service_counts SET times = times + 1 WHERE id = (
        SELECT id FROM service_counts WHERE service = :service AND day = :day LIMIT 1 FOR UPDATE SKIP LOCKED
    ) RETURNING id
), made AS (
    INSERT INTO service_counts (service, day, times)
    SELECT :service, :day, 1 WHERE NOT EXISTS (SELECT FROM counted) RETURNING id
)
DELETE FROM service_counts WHERE EXISTS (SELECT FROM made) AND id IN (
    SELECT id FROM service_counts WHERE day < :oldest FOR UPDATE SKIP LOCKED
)
""")


async def count(connection: AsyncConnection, service: str, day: date) -> None:
    """Count one conversation about a service on a day; waits for no other transaction. Drops what is older than `KEPT`.

    A failure leaves the transaction usable. Raises DBAPIError.
    """
    async with connection.begin_nested():
        await connection.execute(_COUNT, {"service": service, "day": day, "oldest": day - KEPT})


async def totals(connection: AsyncConnection, day: date) -> dict[str, int]:
    """Counts of each service in the `KEPT` days up to a day, the most asked first.

    A failure leaves the transaction usable. Raises DBAPIError.
    """
    times = func.sum(ServiceCount.times)
    statement = (
        select(ServiceCount.service, times)
        .where(ServiceCount.day >= day - KEPT)
        .group_by(ServiceCount.service)
        .order_by(times.desc(), ServiceCount.service)
    )
    async with connection.begin_nested():
        return {str(service): int(number) for service, number in await connection.execute(statement)}
