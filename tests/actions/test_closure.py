"""«بستید ولی درست نشده» and «دیگر نمی‌خواهمش»: what is possible before and after a report has left."""

import json
from typing import Any

import pytest
from sqlalchemy import text

from actions.services.ports import Request
from shahryar.formats import persian_digits
from store import lodgings, session
from tests.actions.fakes import Answer, FakeBackend, run, user
from tests.actions.test_tracking import lodged

pytestmark = pytest.mark.usefixtures("store")


async def dispute(entities: dict[str, str] | None = None) -> Answer:
    return await run("action_closure", user("بستید ولی درست نشده", "dispute_closure", entities))


async def take_back(entities: dict[str, str] | None = None, said: str = "پسش می‌گیرم", **tracker: Any) -> Answer:
    return await run("action_withdrawal", user(said, "withdraw_request", entities), **tracker)


async def state(code: str) -> str:
    async with session.transaction() as connection:
        case = await lodgings.by_code(connection, code)
    assert case is not None
    return case.state


async def job_is(status: str, *, now: str = "todo") -> None:
    statement = text(
        f"UPDATE procrastinate_jobs SET status = '{status}' WHERE task_name = 'lodge' AND status = '{now}'"
    )
    async with session.transaction() as connection:
        await connection.execute(statement)


async def press(button: str) -> Answer:
    """Open the report form with a button."""
    entities = json.loads(button[button.index("{") :])
    message = user(button, "report_problem", entities, kind="button")
    opened = [{"event": "active_loop", "name": "report_form"}]
    return await run("validate_report_form", message, form=True, after=opened)


async def test_a_closed_report_leads_to_a_new_one_that_names_it(city: FakeBackend) -> None:
    city.requests["SR-1"] = Request("SR-1", "closed", status_notes="پر شد")
    code = await lodged(state="lodged", external_id="SR-1", status="open")
    answer = await dispute()
    assert "✅ رسیدگی به آن پایان یافته" in answer.text
    assert "نمی‌شود دوباره باز کرد" in answer.text
    form = await press(answer.payloads[0])
    assert form.slots["report_category"] == "pothole"
    assert persian_digits(code) in form.slots["report_description"]
    assert "جلوی خانهٔ ما" in form.slots["report_description"]
    assert form.slots["report_place"] == {"address": "کوچهٔ پنهان"}
    assert form.slots["requested_slot"] == "report_photo"  # all but the photo is known


async def test_the_only_closed_one_of_several_is_meant(city: FakeBackend) -> None:
    await lodged("f1", state="lodged", external_id="SR-1", status="open")
    city.requests["SR-2"] = Request("SR-2", "closed")
    closed = await lodged("f2", state="lodged", external_id="SR-2", status="closed")
    assert persian_digits(closed) in (await dispute()).text


async def test_one_of_several_is_asked_for_and_the_code_completes_the_wish(city: FakeBackend) -> None:
    first, second = await lodged("f1"), await lodged("f2", category="noise")
    answer = await dispute()
    assert answer.payloads == [f'/dispute_closure{{"tracking_code": "{code}"}}' for code in (second, first)]
    message = user(first, "inform", {"tracking_code": first})
    answer = await run("action_inform", message, {"offer": answer.slots["offer"]})
    assert "کسی آن را نمی‌بندد" in answer.text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"state": "lodged", "status": "open"}, "هنوز بسته نشده"),
        ({"state": "rejected"}, "گزارش تازه‌ای بفرستید"),
    ],
)
async def test_what_is_not_closed_is_said_so(city: FakeBackend, changes: dict[str, str], said: str) -> None:
    await lodged(**changes)
    answer = await dispute()
    assert said in answer.text
    assert "again" in answer.payloads[0]


async def test_anothers_report_gives_nothing_away(city: FakeBackend) -> None:
    theirs = await lodged(conversation="web:2", state="lodged", external_id="SR-1", status="closed")
    for answer in (await dispute({"tracking_code": theirs}), await take_back({"tracking_code": theirs})):
        assert "پیدا نکردم" in answer.text
    entities = {"problem_category": "pothole", "tracking_code": theirs, "report_choice": "again"}
    form = await press(f"/report_problem{json.dumps(entities)}")
    assert form.slots.get("report_description") is None
    assert form.slots.get("report_place") is None


async def test_a_report_that_has_not_left_is_taken_back_after_a_yes(city: FakeBackend) -> None:
    code = await lodged()
    asked = await take_back()
    assert await state(code) == "queued"
    answer = await run("action_yes_or_no", user("آره", "affirm"), {"offer": asked.slots["offer"]})
    assert answer.text.startswith("✅")
    assert await state(code) == "withdrawn"
    async with session.transaction() as connection:
        left = await connection.scalar(text("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'"))
    assert left == 0  # nobody will send it
    assert "پس گرفته شده است" in (await run("action_track_request", user("چی شد", "track_request"))).text
    assert "پیش‌تر پس گرفته‌اید" in (await take_back()).text


async def test_a_report_that_a_worker_holds_counts_as_sent(city: FakeBackend) -> None:
    code = await lodged()
    asked = await take_back()
    await job_is("doing")
    answer = await run("action_yes_or_no", user("آره", "affirm"), {"offer": asked.slots["offer"]})
    assert "شاید رفته باشد" in answer.text
    assert await state(code) == "queued"


async def test_one_that_may_have_arrived_is_not_taken_back(city: FakeBackend) -> None:
    code = await lodged(state="unknown")
    entities = {"tracking_code": code, "report_choice": "withdraw"}
    assert "شاید رفته باشد" in (await take_back(entities)).text
    assert await state(code) == "unknown"


async def test_after_that_a_new_report_says_it(city: FakeBackend) -> None:
    city.requests["SR-1"] = Request("SR-1", "open")
    code = await lodged(state="lodged", external_id="SR-1", status="open")
    form = await press((await take_back()).payloads[0])
    assert form.slots["report_description"].startswith("گزارش با کد")
    assert persian_digits(code) in form.slots["report_description"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"state": "lodged", "status": "closed"}, "پایان یافته"), ({"state": "rejected"}, "نپذیرفته")],
)
async def test_what_is_settled_needs_no_taking_back(city: FakeBackend, changes: dict[str, str], said: str) -> None:
    await lodged(**changes)
    answer = await take_back()
    assert said in answer.text
    assert answer.payloads


async def test_in_the_form_it_is_the_form_that_is_left(city: FakeBackend) -> None:
    answer = await take_back(form=True)
    assert "هنوز ثبت نشده" in answer.text
    assert answer.payloads[-1] == "/cancel"
