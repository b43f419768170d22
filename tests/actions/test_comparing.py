"""Services side by side: the same once, the different by its owner, and nothing that no record says."""

from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions import comparing, contrasts, kinds
from actions.base import Speaker
from actions.services.catalogue import catalogue
from tests.actions.fakes import run, user
from tests.actions.test_catalogue_answers import service

PAIR = "passport-renewal+passport-replacement"


def text_of(*changes: dict[str, Any], facet: str | None = None, language: str = "fa") -> str:
    services = [service(**change) for change in changes]
    return comparing.side_by_side(services, facet, Speaker(CollectingDispatcher(), language))


RENEWAL = {"name": {"fa": "تمدید کارت", "en": "Renewal"}}
LOST = {"name": {"fa": "المثنی کارت", "en": "Replacement"}, "costs": [{"kind": "free", "description": "رایگان"}]}


def test_what_is_the_same_is_said_once_for_both() -> None:
    text = text_of(RENEWAL, LOST)
    assert "مدارک\nدر هر دو: کارت ملی (برای بزرگسالان)" in text
    assert text.count("کارت ملی") == 1
    assert text.count("منبع:") == 1


def test_what_differs_stands_under_the_short_name() -> None:
    text = text_of(RENEWAL, LOST, facet="ask_cost")
    assert "\nتمدید: ۵۰٬۰۰۰ تومان" in text
    assert "\nالمثنی: رایگان" in text
    assert "مدارک" not in text


def test_what_is_not_recorded_is_said_and_an_empty_row_left_out() -> None:
    text = text_of(RENEWAL, {**LOST, "processing_time": None, "costs": []})
    assert "المثنی: هنوز در اطلاعات من نیست." in text
    assert "هزینه" not in text_of({**RENEWAL, "costs": []}, {**LOST, "costs": []})


def test_of_three_what_two_share_is_said_of_these_two() -> None:
    text = text_of(RENEWAL, {"name": {"fa": "صدور کارت", "en": "Issue"}}, LOST, facet="ask_cost")
    assert "تمدید و صدور: ۵۰٬۰۰۰ تومان" in text
    assert "فقط المثنی: رایگان" in text


def test_an_english_comparison_speaks_english() -> None:
    assert "For both:" in text_of(RENEWAL, LOST, language="en")


async def test_a_button_compares_and_both_stay_in_hand() -> None:
    answer = await run("action_answer_service", user("/ask_service", "ask_service", {"service": PAIR}))
    assert "تمدید گذرنامه و المثنی گذرنامه کنار هم" in answer.text
    assert answer.slots["service"] is None
    assert answer.slots["focus"]["pair"] == PAIR.split("+")


@pytest.mark.parametrize("action", ["action_out_of_scope", "action_fallback", "action_respond", "action_subscriptions"])
async def test_whatever_action_was_chosen_a_comparison_is_answered(action: str) -> None:
    message = user("فرق تمدید با المثنی چیه؟", action.removeprefix("action_"))
    answer = await run(action, message, {"service": "passport"})
    assert "تمدید گذرنامه و المثنی گذرنامه کنار هم" in answer.text


async def test_the_form_and_settings_leave_it_alone() -> None:
    message = user("فرق تمدید با المثنی چیه؟", "out_of_scope")
    answer = await run("action_set_language", message, {"service": "passport", "language": "fa"})
    assert answer.messages == []


async def test_out_of_the_blue_it_is_asked_of_which_document() -> None:
    answer = await run("action_out_of_scope", user("فرق تمدید با المثنی چیه؟", "out_of_scope"))
    assert "برای کدام مدرک؟" in answer.text
    assert f'/ask_service{{"service": "{PAIR}"}}' in answer.payloads


@pytest.mark.parametrize(
    "text", ["فرقی نداره", "کدوم دفتر بهتره؟", "آنلاین بهتره یا حضوری؟", "فرق گذرنامه با ویزا چیه"]
)
async def test_nothing_is_compared_where_no_services_are(text: str) -> None:
    answer = await run("action_out_of_scope", user(text, "out_of_scope"), {"service": "driving-licence"})
    assert "کنار هم" not in answer.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("تمديد یا المثنيش", ["renewal", "replacement"]), ("tamdid kon", ["renewal"]), ("هزینه گذرنامه", [])],
)
def test_kinds_are_known_by_the_beginning_of_a_word(text: str, expected: list[str]) -> None:
    assert kinds.kinds_in(text) == expected


def test_a_kind_chooses_the_record_of_the_family() -> None:
    passport = catalogue().service("passport-renewal")
    card = catalogue().service("national-card")
    assert passport and card
    assert [kinds.record(passport, kind).id for kind in ("issue", "renewal", "replacement")] == [
        "passport",
        "passport-renewal",
        "passport-replacement",
    ]
    assert kinds.record(card, "renewal") is None


def test_the_word_for_one_kind_does_not_count_for_the_other_service() -> None:
    text = "تفاوت کارت ملی با شناسنامه المثنی"
    spans = [("national-card-replacement", 6, 14), ("birth-certificate-replacement", 18, 33)]
    assert [found.id for found in kinds.named(text, spans)] == ["national-card", "birth-certificate-replacement"]
    assert [found.id for found in kinds.named("کارت ملی المثنی", [("national-card-replacement", 0, 8)])] == [
        "national-card-replacement"
    ]


def test_no_kind_names_no_family() -> None:
    assert contrasts.families_of([]) == []
