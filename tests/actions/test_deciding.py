"""What decides which documents hold is asked, chosen by button or by words, kept, and can be chosen anew."""

import pytest

from actions.services.catalogue import catalogue
from tests.actions.fakes import run, user

CHILD = '/ask_documents{"service": "passport", "circumstance": "who=child"}'
CONSENT = "اجازهٔ محضری پدر یا قیم"
CHOSEN = {"service": "passport", "circumstances": {"service": "passport", "choices": {"who": "child"}}}


async def test_the_documents_of_a_passport_depend_on_whose_it_is() -> None:
    answer = await run("action_answer_service", user("مدارک گذرنامه", "ask_documents", {"service": "passport"}))
    assert answer.text == "صدور گذرنامه: برای خودتان است یا فرزند زیر ۱۸ سال؟"
    assert answer.payloads[1] == CHILD
    assert answer.payloads[-1] == '/ask_documents{"service": "passport", "circumstance": "who=*"}'
    assert answer.slots["offer"] == "decide:ask_documents:who"


@pytest.mark.parametrize(("option", "held"), [("child", True), ("self", False), ("*", True)])
async def test_a_button_answers_it(option: str, held: bool) -> None:
    pressed = user("/ask_documents", "ask_documents", {"service": "passport", "circumstance": f"who={option}"})
    answer = await run("action_answer_service", pressed)
    assert (CONSENT in answer.text) is held
    assert answer.slots["circumstances"] == {"service": "passport", "choices": {"who": option}}


@pytest.mark.parametrize(
    ("action", "intent", "said"),
    [
        ("action_inform", "inform", "برای بچه‌م"),
        ("action_fallback", "nlu_fallback", "bacham"),
        ("action_out_of_scope", "out_of_scope", "دخترم"),
        ("action_answer_service", "ask_documents", "واسه پسرمه"),
        ("action_yes_or_no", "affirm", "فرزند زیر ۱۸ سال"),
    ],
)
async def test_words_answer_it_too(action: str, intent: str, said: str) -> None:
    slots = {"service": "passport", "last_facet": "ask_documents", "offer": "decide:ask_documents:who"}
    answer = await run(action, user(said, intent), slots)
    assert answer.text.startswith("مدارک صدور گذرنامه (فرزند زیر ۱۸ سال):")
    assert f"• {CONSENT}\n" in answer.text  # no condition any more
    assert "سربازی" not in answer.text


async def test_what_was_chosen_is_kept_for_the_same_service_only() -> None:
    again = await run("action_answer_service", user("مدارکش", "ask_documents"), CHOSEN)
    assert CONSENT in again.text
    assert again.payloads[0] == '/ask_documents{"service": "passport", "circumstance": "again"}'
    other = await run(
        "action_answer_service", user("مدارک تمدید گذرنامه", "ask_documents", {"service": "passport-renewal"}), CHOSEN
    )
    assert other.text.startswith("تمدید گذرنامه: برای خودتان است")


async def test_it_can_be_chosen_anew() -> None:
    pressed = user("/ask_documents", "ask_documents", {"service": "passport", "circumstance": "again"})
    answer = await run("action_answer_service", pressed, CHOSEN)
    assert answer.text.endswith("فرزند زیر ۱۸ سال؟")
    assert answer.slots["circumstances"] is None


async def test_other_words_leave_the_question_behind() -> None:
    slots = {"service": "passport", "offer": "decide:ask_documents:who"}
    answer = await run("action_answer_service", user("هزینه‌ش چقدره", "ask_cost"), slots)
    assert answer.text.startswith("هزینهٔ صدور گذرنامه:")


async def test_the_overview_leads_straight_to_the_documents_of_each() -> None:
    answer = await run("action_inform", user("/inform", "inform", {"service": "passport"}))
    assert CHILD in answer.payloads
    assert "مدارک: فرزند زیر ۱۸ سال" in answer.titles


async def test_services_are_browsed_by_situations_of_life() -> None:
    events = await run("action_answer_service", user("/ask_service", "ask_service", {"life_event": "all"}))
    assert '/ask_service{"life_event": "marriage"}' in events.payloads
    travel = await run("action_answer_service", user("/ask_service", "ask_service", {"life_event": "travel"}))
    assert travel.text == "خدمت‌های «سفر به خارج»:"
    assert '/inform{"service": "passport", "life_event": "travel"}' in travel.payloads
    assert all(service.life_events for service in catalogue().services.values())


async def test_what_was_asked_of_an_unnamed_service_is_asked_of_the_one_browsed_to() -> None:
    slots = {"offer": "facet:ask_cost"}
    answer = await run("action_answer_service", user("/ask_service", "ask_service", {"life_event": "travel"}), slots)
    assert answer.slots["offer"] == "facet:ask_cost"
