"""What is asked is counted when the talk comes to a service, and shown to others only from a floor on."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from structlog.testing import capture_logs

from actions import focus, popularity
from actions.services.dialogue import lists
from shahryar.formats import TEHRAN
from store import popularity as counts
from store import session
from tests.actions.fakes import Answer, run, user

TODAY = datetime.now(TEHRAN).date()
TABLE = "SELECT service, day, times FROM service_counts ORDER BY service"


@pytest.fixture(autouse=True)
def nothing_read() -> Iterator[None]:
    popularity.forget()
    yield
    popularity.forget()


async def ask(service: str, slots: dict[str, Any] | None = None, intent: str = "ask_cost") -> Answer:
    """Ask in a conversation whose slots are changed as Rasa would do it; in one of its own where they are not given."""
    answer = await run("action_answer_service", user("هزینه", intent, {"service": service}), dict(slots or {}))
    if slots is not None:
        slots |= answer.slots
    return answer


def rows(url: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(TABLE).fetchall()


async def asked(service: str, times: int) -> None:
    for _ in range(times):
        async with session.transaction() as connection:
            await counts.count(connection, service, TODAY)
    popularity.forget()
    await popularity.refresh()


async def test_an_answer_about_a_service_counts_once_however_often_it_is_asked_again(store: str) -> None:
    slots: dict[str, Any] = {}
    await ask("passport", slots)
    await ask("passport", slots)
    await ask("passport", slots, intent="ask_duration")
    assert rows(store) == [("passport", TODAY, 1)]


async def test_going_to_and_fro_between_services_lifts_neither(store: str) -> None:
    slots: dict[str, Any] = {}
    for _ in range(popularity.FLOOR):
        await ask("burial-services", slots)
        await ask("national-card", slots)
    assert [row[::2] for row in rows(store)] == [("burial-services", 1), ("national-card", 1)]
    popularity.forget()
    await popularity.refresh()
    assert [service.id for service in popularity.popular()] == lists()["popular_services"]


async def test_neither_ageing_nor_a_comparison_counts_anew(store: str) -> None:
    slots: dict[str, Any] = {}
    await ask("passport", slots)
    slots[focus.SLOT] = {**slots[focus.SLOT], "at": 0.0}  # long ago
    await ask("passport", slots)
    slots |= {"service": None, focus.SLOT: focus.on(None, ("passport", "national-card"))["value"]}  # compared
    await ask("passport", slots)
    assert rows(store) == [("passport", TODAY, 1)]


async def test_beginning_anew_counts_nothing_anew(store: str) -> None:
    slots: dict[str, Any] = {}
    await ask("passport", slots)
    restarted = await run("action_restart", user("از اول", "restart"), slots)
    assert restarted.events[0]["event"] == "restart" and "service" not in restarted.slots
    await ask("passport", restarted.slots)
    assert rows(store) == [("passport", TODAY, 1)]


async def test_a_conversation_counts_once_in_the_days_that_are_added_up(store: str) -> None:
    last = TODAY - counts.KEPT
    slots: dict[str, Any] = {popularity.SLOT: {"passport": last.isoformat(), "national-card": last.isoformat()}}
    await ask("passport", slots)
    assert rows(store) == []
    slots[popularity.SLOT]["passport"] = (last - timedelta(days=1)).isoformat()
    await ask("passport", slots)
    assert rows(store) == [("passport", TODAY, 1)]
    assert slots[popularity.SLOT] == {"passport": TODAY.isoformat(), "national-card": last.isoformat()}


async def test_every_conversation_counts_for_itself(store: str) -> None:
    await ask("passport")
    await ask("passport")
    assert rows(store) == [("passport", TODAY, 2)]


async def test_what_the_catalogue_lacks_is_not_counted(store: str) -> None:
    await ask("moon-visa")
    await run("action_help", user("راهنما", "help"))
    assert rows(store) == []


async def test_before_enough_was_asked_the_list_of_the_data_is_shown(store: str) -> None:
    await asked("burial-services", popularity.FLOOR - 1)
    assert [service.id for service in popularity.popular()] == lists()["popular_services"]


async def test_what_was_asked_often_comes_first_everywhere(store: str) -> None:
    await asked("burial-services", popularity.FLOOR)
    assert popularity.popular()[0].id == "burial-services"
    assert len(popularity.popular()) <= popularity.SHOWN
    shown = await run("action_answer_service", user("/ask_service", "ask_service", {"life_event": "popular"}))
    assert shown.payloads[0] == '/inform{"service": "burial-services", "life_event": "popular"}'
    which = await run("action_answer_service", user("/ask_service", "ask_service"))
    assert which.payloads[0] == '/ask_service{"service": "burial-services"}'


async def test_counts_are_not_read_with_every_message(store: str) -> None:
    await popularity.refresh()
    with psycopg.connect(store) as connection:
        connection.execute(
            "INSERT INTO service_counts (service, day, times) VALUES ('passport-renewal', current_date, 99)"
        )
    await popularity.refresh()
    assert popularity.popular()[0].id == lists()["popular_services"][0]


async def test_without_the_table_the_answer_comes_all_the_same_and_the_operator_is_told(store: str) -> None:
    with psycopg.connect(store, autocommit=True) as connection:
        connection.execute("DROP TABLE service_counts")
    with capture_logs() as logs:
        async with session.transaction():
            answer = await ask("passport")
    assert answer.text.startswith("هزینهٔ صدور گذرنامه:")
    assert popularity.SLOT not in answer.slots  # what was not counted may be counted another time
    assert [entry["event"] for entry in logs] == ["popular services were not read", "a question was not counted"]


async def test_without_a_store_the_answer_comes_all_the_same() -> None:
    with capture_logs() as logs:
        answer = await ask("passport")
    assert answer.text.startswith("هزینهٔ صدور گذرنامه:")
    assert {entry["code"] for entry in logs} == {"E200"}
