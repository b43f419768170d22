"""The setting for plain language: how it is asked for, that it is kept, and its button."""

from typing import Any

import pytest

from actions.services.catalogue import catalogue
from bot.commands import payload_of, split_command
from tests.actions.fakes import run, user

HELD = {"service": "passport", "last_facet": "ask_eligibility"}
TOLD = [
    {"event": "user", "text": "شرایط گذرنامه"},
    {
        "event": "bot",
        "text": "شرایط صدور گذرنامه:",
        "data": {"buttons": [{"title": "هزینه", "payload": '/ask_cost{"service": "passport"}'}]},
    },
]
PLAIN = "• ایرانی بودن"
NORMAL = "• تابعیت ایران"


@pytest.mark.parametrize(
    "said",
    [
        "ساده بگو",
        "ساده‌تر بگو لطفاً",
        "ساده‌تر توضیح بده",
        "به زبان ساده",
        "نفهمیدم، ساده تر بگو",
        "plain language",
        "say it in simple words please",
        "sade begoo",
    ],
)
@pytest.mark.parametrize("action", ["action_repeat", "action_inform", "action_fallback", "action_respond"])
async def test_the_last_answer_comes_again_in_plain_language(said: str, action: str) -> None:
    answer = await run(action, user(said, "nlu_fallback", confidence=0.3), HELD, before=TOLD)
    assert answer.text.startswith("شرایط صدور گذرنامه:")
    assert PLAIN in answer.text
    assert answer.slots["plain"] is True
    assert "عادی بگو" in answer.titles[-2:]  # who writes English is offered English as the last button


@pytest.mark.parametrize("said", ["عادی بگو", "دوباره معمولی بگو", "normal language please"])
async def test_normal_language_comes_back(said: str) -> None:
    answer = await run("action_inform", user(said, "inform"), {**HELD, "plain": True}, before=TOLD)
    assert NORMAL in answer.text
    assert answer.slots["plain"] is None
    assert "ساده‌تر بگو" in answer.titles[-2:]


@pytest.mark.parametrize(
    "said",
    ["ساده", "بازنشستگی عادی", "کارت ساده می‌خواهم بگیرم", "یک گذرنامهٔ عادی", "زبان فارسی", "I want a normal passport"],
)
async def test_other_words_are_no_wish_for_it(said: str) -> None:
    answer = await run("action_inform", user(said, "inform"), HELD, before=TOLD)
    assert "plain" not in answer.slots


async def test_the_setting_is_kept_for_what_is_asked_next() -> None:
    message = user("شرایط تمدید گواهینامه", "ask_eligibility", {"service": "driving-licence-renewal"})
    answer = await run("action_answer_service", message, {"plain": True})
    assert "پزشک معتمد یعنی" in answer.text
    assert "plain" not in answer.slots


async def test_a_question_may_ask_for_it_itself() -> None:
    message = user("شرایط گذرنامه را ساده بگو", "ask_eligibility", {"service": "passport"})
    answer = await run("action_answer_service", message)
    assert PLAIN in answer.text
    assert answer.slots["plain"] is True


@pytest.mark.parametrize(
    ("said", "intent"), [("شرایط بازنشستگی عادی را بگو", "ask_eligibility"), ("ساده بگو دفتر کجاست", "find_office")]
)
async def test_beside_other_words_it_is_none(said: str, intent: str) -> None:
    message = user(said, intent, {"service": "retirement-pension"})
    answer = await run("action_answer_service", message, {"plain": True})
    assert "plain" not in answer.slots


async def test_the_button_repeats_just_that_answer() -> None:
    answer = await run("action_answer_service", user("شرایط گذرنامه", "ask_eligibility", {"service": "passport"}))
    assert "ساده‌تر بگو" in answer.titles[-2:]
    assert answer.payloads[-1] == '/ask_eligibility{"service": "passport", "plain": "on"}'
    pressed = user(answer.payloads[-1], "ask_eligibility", {"service": "passport", "plain": "on"})
    assert PLAIN in (await run("action_answer_service", pressed, {"service": "national-card"})).text


async def test_a_chosen_circumstance_stays_chosen() -> None:
    choices = {"service": "passport", "choices": {"who": "child"}}
    slots = {"service": "passport", "last_facet": "ask_documents", "circumstances": choices}
    answer = await run("action_inform", user("ساده بگو", "inform"), slots, before=TOLD)
    assert answer.text.startswith("مدارک صدور گذرنامه (فرزند زیر ۱۸ سال):")
    assert "اجازه‌نامهٔ دفترخانه" in answer.text


async def test_no_button_where_plain_language_says_the_same() -> None:
    record = catalogue().services["waste-fee"]
    assert record.requirements
    message = user("شرایط عوارض پسماند", "ask_eligibility", {"service": "waste-fee"})
    assert "ساده‌تر بگو" not in (await run("action_answer_service", message)).titles


@pytest.mark.parametrize(("slots", "text"), [({}, "ساده‌تر می‌گویم"), ({"plain": True}, "مثل قبل می‌گویم")])
async def test_the_command_switches_where_nothing_was_answered(slots: dict[str, Any], text: str) -> None:
    answer = await run("action_repeat", user("/repeat", "repeat", {"plain": "switch"}), slots)
    assert text in answer.text
    assert answer.slots["plain"] is (None if slots else True)
    assert answer.payloads


@pytest.mark.parametrize(("said", "given"), [("ساده‌تر", True), ("ساده", True), ("عادی", False), ("خیلی ساده", True)])
async def test_a_word_is_enough_where_the_button_stands(said: str, given: bool) -> None:
    button = {"title": "ساده‌تر بگو", "payload": '/ask_eligibility{"service": "passport", "plain": "on"}'}
    before = [TOLD[0], {**TOLD[1], "data": {"buttons": [button]}}]
    answer = await run("action_inform", user(said, "inform"), HELD, before=before)
    assert (answer.slots.get("plain") is True) is given


async def test_what_only_fills_slots_leaves_the_wish_alone() -> None:
    answer = await run("action_set_language", user("/repeat", "repeat", {"plain": "switch"}), HELD, before=TOLD)
    assert answer.messages == [] and "plain" not in answer.slots


async def test_words_of_a_report_are_no_wish_for_it() -> None:
    answer = await run("action_answer_service", user("ساده بگو", "ask_service"), HELD, before=TOLD, form=True)
    assert "plain" not in answer.slots


def test_the_command_is_known_on_every_channel() -> None:
    assert payload_of("plain") == '/repeat{"plain": "switch"}'
    assert split_command("/plain") == ("plain", "")
