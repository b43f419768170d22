"""Answers to questions with buttons: by place, by words, by none of them."""

from typing import Any

import pytest

from actions import english, kinds, ordinals
from actions.services.catalogue import catalogue
from actions.services.circumstances import Asked
from tests.actions.fakes import run, user

ASKED = {"service": "passport", "last_facet": "ask_documents", "offer": "decide:ask_documents:who"}
TWICE = {**ASKED, "offer": "decide:ask_documents:who:again"}
BUTTONS = [
    {"title": "خودم", "payload": '/ask_documents{"service": "passport", "circumstance": "who=self"}'},
    {"title": "فرزند", "payload": '/ask_documents{"service": "passport", "circumstance": "who=child"}'},
    {"title": "همه", "payload": '/ask_documents{"service": "passport", "circumstance": "who=*"}'},
]
QUESTION = [{"event": "bot", "text": "؟", "data": {"buttons": BUTTONS}}]


@pytest.mark.parametrize(
    ("text", "count", "place"),
    [
        ("دومی", 3, 1),
        ("همون دومی", 3, 1),
        ("آخری", 3, 2),
        ("گزینه ۳", 3, 2),
        ("dovomi", 2, 1),
        ("سومی", 2, None),
        ("مدارکش", 3, None),
    ],
)
def test_places(text: str, count: int, place: int | None) -> None:
    assert ordinals.place(text, count) == place


def test_a_place_beside_something_named_is_no_choice() -> None:
    assert ordinals.alone("اولی رو میخوام")
    assert not ordinals.alone("دومی خیابون سمت راست")


@pytest.mark.parametrize(("text", "choice"), [("اولی", "self"), ("دومی", "child"), ("آخری", "child")])
async def test_a_place_is_a_button_that_chooses(text: str, choice: str) -> None:
    answer = await run("action_inform", user(text, "inform"), ASKED, before=QUESTION)
    assert answer.slots["circumstances"]["choices"] == {"who": choice}


@pytest.mark.parametrize(
    ("text", "action", "intent"),
    [
        ("نمیدونم", "action_yes_or_no", "deny"),
        ("فرقی نمیکنه", "action_out_of_scope", "out_of_scope"),
        ("هیچکدوم", "action_yes_or_no", "deny"),
        ("idk", "action_fallback", "nlu_fallback"),
    ],
)
async def test_no_choice_shows_what_holds_for_all(text: str, action: str, intent: str) -> None:
    answer = await run(action, user(text, intent), ASKED, before=QUESTION)
    assert "مدارک صدور گذرنامه:" in answer.text
    assert "برای زیر ۱۸ سال" in answer.text


async def test_an_answer_outside_the_options_is_asked_once_more_and_then_taken_for_all() -> None:
    message = user("فروشنده هستم", "inform")
    again = await run("action_inform", message, ASKED, before=QUESTION)
    assert "این میان گزینه‌ها نبود" in again.text
    assert again.slots["offer"] == TWICE["offer"]
    assert "مدارک صدور گذرنامه:" in (await run("action_inform", message, TWICE, before=QUESTION)).text


@pytest.mark.parametrize(
    ("text", "intent", "entities"),
    [("نه", "deny", {}), ("کارت ملی", "inform", {"service": "national-card"}), ("هوا چطوره فردا", "out_of_scope", {})],
)
async def test_other_answers_leave_the_question(text: str, intent: str, entities: dict[str, Any]) -> None:
    actions = {"deny": "action_yes_or_no", "inform": "action_inform", "out_of_scope": "action_out_of_scope"}
    answer = await run(actions[intent], user(text, intent, entities), ASKED, before=QUESTION)
    assert "این میان گزینه‌ها نبود" not in answer.text
    assert answer.slots.get("offer") is None


@pytest.mark.parametrize("text", ["بچه‌م نفس نمیکشه", "نمیدونم خونه آتیش گرفته"])
async def test_danger_is_no_answer_to_a_question(text: str) -> None:
    answer = await run("action_emergency", user(text, "emergency"), ASKED, before=QUESTION)
    assert "مدارک" not in answer.text


def test_the_open_question_is_kept_as_a_text() -> None:
    asked = Asked("ask_cost", "who", again=True)
    assert Asked.of(asked.as_offer()) == asked
    assert Asked.of("facet:ask_cost") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("انشعاب آب و برق و گاز", ["water-connection", "electricity-connection", "gas-connection"]),
        ("انشعاب برق یا گاز", ["electricity-connection", "gas-connection"]),
        ("انشعاب برق", []),
        ("برق دارم ولی گاز ندارم", []),
    ],
)
def test_branches_of_a_family(text: str, found: list[str]) -> None:
    water = catalogue().services["water-connection"]
    assert [service.id for service in kinds.branches(water, text)] == found


@pytest.mark.parametrize("text", ["how do I renew my passport", "hello", "driving licence"])
async def test_english_is_offered_to_who_writes_it(text: str) -> None:
    assert english.is_english(text)
    answer = await run("action_inform", user(text, "inform", {"service": "passport"}))
    assert answer.titles[-1] == "English"


@pytest.mark.parametrize("text", ["madarek passport", "salam", "مدارک", "na almosanash", "۱۲۳"])
def test_finglish_is_no_english(text: str) -> None:
    assert not english.is_english(text)


async def test_english_gives_the_last_answer_again(store: str) -> None:
    buttons = [{"title": "هزینه", "payload": '/ask_cost{"service": "passport"}'}]
    before = [{"event": "bot", "text": "…", "data": {"buttons": buttons}}]
    slots = {"service": "passport", "last_facet": "ask_channel"}
    pressed = user("/change_language", "change_language", {"language_code": "en"})
    answer = await run("action_change_language", pressed, slots, before=before)
    assert "Passport issuance" in answer.text
    assert answer.slots["language"] == "en"
