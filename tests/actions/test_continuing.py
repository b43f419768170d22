"""Corrections and follow-ups: what was asked stays, what is corrected changes."""

from typing import Any

import pytest

from tests.actions.fakes import run, user

KEPT = {"service": "passport", "last_facet": "ask_cost"}
CHOSEN = {
    "service": "passport",
    "last_facet": "ask_documents",
    "circumstances": {"service": "passport", "choices": {"who": "self"}},
}


@pytest.mark.parametrize(
    ("text", "action", "intent"),
    [
        ("نه المثنیش", "action_yes_or_no", "deny"),
        ("المثنیش منظورم بود", "action_inform", "correct"),
        ("المثنیش چی؟", "action_repeat", "repeat"),
        ("na almosanash", "action_yes_or_no", "deny"),
    ],
)
async def test_a_kind_alone_is_the_record_of_the_family(text: str, action: str, intent: str) -> None:
    answer = await run(action, user(text, intent), KEPT)
    assert "هزینهٔ المثنی گذرنامه" in answer.text
    assert answer.slots["service"] == "passport-replacement"


async def test_a_kind_in_a_question_is_the_record_too() -> None:
    answer = await run("action_answer_service", user("مدارک المثنیش؟", "ask_documents"), KEPT)
    assert answer.slots["service"] == "passport-replacement"
    assert answer.slots["last_facet"] == "ask_documents"


async def test_issuing_is_said_of_any_document() -> None:
    slots = {"service": "passport-renewal", "last_facet": "ask_cost"}
    answer = await run("action_answer_service", user("صدورش چقدر طول میکشه", "ask_duration"), slots)
    assert answer.slots["service"] == "passport-renewal"


@pytest.mark.parametrize("text", ["نه برای پسرم", "نه برای خودم نه، برای پسرم", "اشتباه شد، برای بچه‌م"])
async def test_another_case_is_the_one_not_chosen(text: str) -> None:
    answer = await run("action_inform", user(text, "correct"), CHOSEN)
    assert "مدارک صدور گذرنامه (فرزند زیر ۱۸ سال)" in answer.text
    assert answer.slots["circumstances"]["choices"] == {"who": "child"}


async def test_another_facet_is_asked_of_the_same_service() -> None:
    answer = await run("action_inform", user("نه، شرایطش رو میخوام", "correct"), KEPT)
    assert "شرایط صدور گذرنامه" in answer.text


@pytest.mark.parametrize(("text", "expected"), [("گواهینامه چی؟", "هزینهٔ"), ("گواهینامه مدارکش چیه", "مدارک")])
async def test_a_name_alone_is_asked_what_was_asked_before(text: str, expected: str) -> None:
    message: dict[str, Any] = user(text, "ask_documents")
    message["entities"] = [{"entity": "service", "value": "driving-licence", "start": 0, "end": 9}]
    answer = await run("action_answer_service", message, KEPT)
    assert answer.text.startswith(f"{expected} صدور گواهینامه")


async def test_in_the_form_only_an_answer_just_given_is_corrected() -> None:
    message: dict[str, Any] = user("نه منظورم گواهینامه بود", "correct")
    message["entities"] = [{"entity": "service", "value": "driving-licence", "start": 9, "end": 18}]
    state = {"service": "passport", "pair": [], "waiting": [], "at": 9e9, "turns": 0}
    given = await run("action_inform", message, {**KEPT, "focus": state}, form=True)
    assert "هزینهٔ صدور گواهینامه" in given.text
    form = {
        "requested_slot": "report_place",
        "report_category": "pothole",
        "report_description": "چاله",
        "form_id": "1",
    }
    aside = await run("validate_report_form", message, {**KEPT, **form, "focus": state}, form=True)
    assert aside.events == []
    older = await run("validate_report_form", message, {**KEPT, **form, "focus": {**state, "turns": 1}}, form=True)
    assert older.events


async def test_danger_is_no_comparison() -> None:
    answer = await run("action_emergency", user("فرق تمدید با المثنی بوی گاز میاد", "emergency"), KEPT)
    assert "کنار هم" not in answer.text
