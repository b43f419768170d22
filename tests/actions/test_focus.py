"""How long the service in hand is taken for what a bare question is about."""

from typing import Any

import pytest

from actions import focus
from actions.focus import MESSAGES, SECONDS, Focus
from tests.actions.fakes import run, user

NOW = 1_800_000_000.0


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("actions.focus.time.time", lambda: NOW)


def slots(**changes: Any) -> dict[str, Any]:
    state = {"service": "passport", "pair": [], "waiting": [], "at": NOW, "turns": 0, **changes}
    return {"service": "passport", "last_facet": "ask_cost", "focus": state}


@pytest.mark.parametrize(
    ("changes", "service", "aged"),
    [
        ({}, "passport", None),
        ({"at": NOW - SECONDS}, "passport", None),
        ({"at": NOW - SECONDS - 1}, None, "passport"),
        ({"turns": MESSAGES - 1}, "passport", None),
        ({"turns": MESSAGES}, None, "passport"),
    ],
)
@pytest.mark.usefixtures("clock")
def test_a_service_ages_by_time_and_by_messages(changes: dict[str, Any], service: str | None, aged: str | None) -> None:
    found = focus.of(slots(**changes))
    assert (found.service, found.aged) == (service, aged)


def test_slots_of_before_there_was_a_focus_are_fresh() -> None:
    assert focus.of({"service": "passport"}) == Focus(service="passport")


@pytest.mark.usefixtures("clock")
def test_what_has_aged_is_seen_by_nobody() -> None:
    aged = slots(turns=MESSAGES)
    assert focus.visible(aged, focus.of(aged))["service"] is None
    assert focus.visible(aged, focus.of(aged))["last_facet"] is None
    assert focus.visible(slots(), focus.of(slots()))["service"] == "passport"


@pytest.mark.usefixtures("clock")
async def test_a_bare_question_about_an_aged_service_is_asked_back() -> None:
    answer = await run("action_answer_service", user("هزینه‌اش؟", "ask_cost"), slots(at=NOW - SECONDS - 1))
    assert "هنوز دربارهٔ صدور گذرنامه می‌پرسید؟" in answer.text
    assert answer.payloads[0] == '/ask_cost{"service": "passport"}'
    assert answer.slots["offer"] == 'suggest:/ask_cost{"service": "passport"}'


@pytest.mark.usefixtures("clock")
async def test_an_answer_renews_the_focus_and_remembers_the_service_before() -> None:
    message = user("هزینه گواهینامه", "ask_cost", {"service": "driving-licence"})
    answer = await run("action_answer_service", message, slots(turns=2))
    assert answer.slots["focus"]["turns"] == 0
    assert answer.slots["focus"]["at"] == NOW
    assert answer.slots["focus"]["pair"] == ["passport", "driving-licence"]


@pytest.mark.usefixtures("clock")
async def test_chatter_is_counted_once() -> None:
    answer = await run("action_help", user("راهنما", "help"), slots(turns=2))
    assert answer.slots["focus"]["turns"] == 3


@pytest.mark.usefixtures("clock")
async def test_another_matter_lets_the_service_go() -> None:
    answer = await run("action_out_of_scope", user("قیمت دلار", "out_of_scope"), slots())
    assert answer.slots["focus"]["turns"] == MESSAGES


async def test_without_a_service_nothing_is_kept() -> None:
    answer = await run("action_help", user("راهنما", "help"))
    assert "focus" not in answer.slots
