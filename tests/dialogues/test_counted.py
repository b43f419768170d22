"""A conversation is counted once for a service, through all of Rasa: its slots last over turns and «از اول»."""

from sqlalchemy import select

from store import session
from store.models import ServiceCount
from tests.rules.conftest import Citizen


async def counts() -> dict[str, int]:
    async with session.transaction() as connection:
        found = await connection.execute(select(ServiceCount.service, ServiceCount.times))
        return {service: times for service, times in found}


async def test_pressing_two_services_in_turns_and_beginning_anew_counts_each_once(citizen: Citizen) -> None:
    for _ in range(3):
        for service in ("passport", "national-card"):
            await citizen.say(f'/ask_cost{{"service": "{service}"}}', kind="button")
        await citizen.say("/restart", kind="button")
        assert "از اول شروع کردیم" in citizen.text
    assert await counts() == {"passport": 1, "national-card": 1}
