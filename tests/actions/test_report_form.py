"""The form's action: what it asks, and when the backend has questions of its own."""

from typing import Any

from shahryar.errors import BackendUnavailable
from tests.actions.fakes import FakeBackend, run, user

OPENED = [{"event": "active_loop", "name": "report_form"}]
DRAFT = {
    "form_id": "web:1:1",
    "report_category": "pothole",
    "report_description": "چالهٔ بزرگ",
    "report_attributes": {},
}


async def form(message: dict[str, Any], slots: dict[str, Any] | None = None, **tracker: Any) -> Any:
    return await run("validate_report_form", message, slots, form=True, **tracker)


async def test_opening_asks_for_the_first_unknown(city: FakeBackend) -> None:
    message = user("چراغ کوچه‌مان سوخته", "report_problem", {"problem_category": "street-light"}, update=9)
    answer = await form(message, after=OPENED)
    assert answer.slots["form_id"] == "web:1:9"
    assert answer.slots["requested_slot"] == "report_place"
    assert answer.messages[0]["custom"] == {"request": "location"}


async def test_without_a_category_likely_ones_come_first(city: FakeBackend) -> None:
    message = user("مشکل دارم", "report_problem", category_candidates=["noise", "pests"])
    answer = await form(message, after=OPENED)
    assert answer.payloads[0] == '/inform{"problem_category": "noise"}'
    assert answer.payloads[-1] == "/cancel"


async def test_the_backends_own_question_is_asked_with_its_values(city: FakeBackend) -> None:
    slots = {**DRAFT, "report_category": None, "report_attributes": None, "requested_slot": "report_category"}
    answer = await form(user("/inform", "inform", {"problem_category": "utility-outage"}, kind="button"), slots)
    assert answer.text == "کدام قطع است؟"
    assert answer.payloads[:2] == ['/inform{"report_value": "water"}', '/inform{"report_value": "power"}']
    slots |= {"report_category": "utility-outage", "requested_slot": "report_attributes"}
    answer = await form(user("/inform", "inform", {"report_value": "power"}, kind="button"), slots)
    assert answer.slots["report_attributes"] == {"UTILITY": "power"}
    assert answer.slots["requested_slot"] == "report_place"


async def test_what_the_description_tells_is_not_asked(city: FakeBackend) -> None:
    message = user("برق محله سه روزه قطع شده", "report_problem", {"problem_category": "utility-outage"})
    answer = await form(message, after=OPENED)
    assert answer.slots["report_attributes"] == {"UTILITY": "power"}


async def test_while_the_backend_is_down_the_form_goes_on(city: FakeBackend) -> None:
    city.failure = BackendUnavailable("down")
    message = user("همه چیز در محله قطع شده", "report_problem", {"problem_category": "utility-outage"})
    answer = await form(message, after=OPENED)
    assert answer.slots["report_attributes"] == {}
    assert answer.slots["requested_slot"] == "report_place"


async def test_the_summary_shows_all_and_offers_three_ways(city: FakeBackend) -> None:
    slots = {**DRAFT, "report_place": {"address": "خیابان آزادی"}, "requested_slot": "report_photo"}
    answer = await form(user("/inform", "inform", {"report_choice": "no_photo"}, kind="button"), slots)
    assert all(part in answer.text for part in ("چاله", "چالهٔ بزرگ", "خیابان آزادی"))
    assert len(answer.payloads) == 3
    assert answer.slots["requested_slot"] == "report_confirmed"


async def test_a_long_description_is_shortened_in_the_summary_only(city: FakeBackend) -> None:
    slots = {**DRAFT, "report_place": {"address": "خیابان آزادی"}, "requested_slot": "report_photo"}
    slots["report_description"] = "چالهٔ بزرگ " * 300
    answer = await form(user("/inform", "inform", {"report_choice": "no_photo"}, kind="button"), slots)
    assert len(answer.text) < 1000
    assert "report_description" not in answer.slots  # it stays as it is


async def test_submitting_closes_the_form_without_a_word(city: FakeBackend) -> None:
    slots = {**DRAFT, "report_place": {"address": "خیابان آزادی"}, "report_photo": "none"}
    slots["requested_slot"] = "report_confirmed"
    answer = await form(user("/inform", "inform", {"report_choice": "submit"}, kind="button"), slots)
    assert answer.slots["report_confirmed"] is True
    assert answer.slots["requested_slot"] is None
    assert answer.messages == []


async def test_a_side_question_is_no_answer(city: FakeBackend) -> None:
    slots = {**DRAFT, "requested_slot": "report_photo"}
    assert (await form(user("هزینهٔ گذرنامه", "ask_cost", {"service": "passport"}), slots)).slots == {}


async def test_after_a_side_question_the_form_goes_on(city: FakeBackend) -> None:
    slots = {**DRAFT, "requested_slot": "report_place"}
    after = [{"event": "action", "name": "action_answer_service"}]
    answer = await form(user("هزینهٔ گذرنامه", "ask_cost", {"service": "passport"}), slots, after=after)
    assert answer.text.startswith("برگردیم به گزارش")
    assert answer.slots["requested_slot"] == "report_place"


async def test_an_edit_after_lodging_does_not_lodge_again(city: FakeBackend) -> None:
    message = user("چراغ کوچه‌مان سوخته است", "report_problem", {"problem_category": "street-light"}, edited=True)
    answer = await form(message, {"last_code": "7421-0353"}, after=OPENED)
    assert "۷۴۲۱-۰۳۵۳" in answer.text
    assert answer.slots["requested_slot"] is None
    assert answer.slots.get("report_category") is None
