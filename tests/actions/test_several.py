"""Messages that ask more than one thing."""

from typing import Any

import pytest

from actions.focus import SECONDS
from actions.several import LONGEST
from tests.actions.fakes import Answer, run, user


def naming(text: str, intent: str, **names: str) -> dict[str, Any]:
    """A message that names services: words (underscores for spaces) → id."""
    message = user(text, intent, {})
    for words, identifier in names.items():
        start = text.index(words.replace("_", " "))
        span = {"entity": "service", "value": identifier, "start": start, "end": start + len(words)}
        message["entities"].append({**span, **({"role": "side"} if message["entities"] else {})})
    return message


async def ask(text: str, intent: str, slots: dict[str, Any] | None = None, **names: str) -> Answer:
    return await run("action_answer_service", naming(text, intent, **names), slots)


async def test_two_services_are_answered_at_once() -> None:
    answer = await ask("هزینه گذرنامه و گواهینامه چقدره؟", "ask_cost", گذرنامه="passport", گواهینامه="driving-licence")
    assert "هزینهٔ صدور گذرنامه:" in answer.text
    assert "هزینهٔ صدور گواهینامهٔ رانندگی:" in answer.text
    assert answer.slots["focus"]["pair"] == ["passport", "driving-licence"]


async def test_each_facet_goes_with_the_service_after_it() -> None:
    answer = await ask("هزینه گذرنامه و مدارک گواهینامه", "ask_cost", گذرنامه="passport", گواهینامه="driving-licence")
    assert "هزینهٔ صدور گذرنامه:" in answer.text
    assert "مدارک صدور گواهینامهٔ رانندگی:" in answer.text
    assert "مدارک صدور گذرنامه" not in answer.text


async def test_two_facets_share_one_source_line() -> None:
    answer = await ask("هزینه و مدارک گواهینامه", "ask_cost", گواهینامه="driving-licence")
    assert "هزینهٔ صدور" in answer.text
    assert "مدارک صدور" in answer.text
    assert answer.text.count("منبع:") == 1
    assert answer.slots["service"] == "driving-licence"


async def test_one_facet_is_one_answer() -> None:
    answer = await ask("سلام و خسته نباشید هزینه گواهینامه", "ask_cost", گواهینامه="driving-licence")
    assert "مدارک صدور" not in answer.text


async def test_what_needs_no_question_is_answered_before_the_question() -> None:
    answer = await ask("مدارک گذرنامه و کارت ملی", "ask_documents", گذرنامه="passport", کارت_ملی="national-card")
    assert "مدارک کارت ملی هوشمند:" in answer.messages[0]["text"]
    assert "برای خودتان است" in answer.messages[1]["text"]
    assert answer.slots["service"] == "passport"
    assert answer.slots["offer"].startswith("decide:ask_documents")


async def test_what_is_too_long_waits_as_the_first_button() -> None:
    text = "مدارک و هزینه و شرایط گواهینامه و کارت ملی"
    answer = await ask(text, "ask_documents", گواهینامه="driving-licence", کارت_ملی="national-card")
    assert len(answer.text) <= LONGEST
    assert answer.titles[0].endswith("کارت ملی هوشمند")
    assert answer.slots["focus"]["waiting"]


@pytest.mark.parametrize(("service", "waits"), [("passport", True), ("marriage-loan", False)])
async def test_a_waiting_question_stays_until_the_talk_turns(service: str, *, waits: bool) -> None:
    state = {"service": "passport", "pair": [], "waiting": ["ask_cost:driving-licence"], "at": 9e9, "turns": 0}
    message = user("/ask_duration", "ask_duration", {"service": service})
    answer = await run("action_answer_service", message, {"service": "passport", "focus": state})
    assert ("هزینهٔ صدور گواهینامهٔ رانندگی" in answer.titles[:1]) is waits


async def test_a_waiting_question_ages_with_the_service() -> None:
    state = {"service": "passport", "pair": [], "waiting": ["ask_cost:driving-licence"], "at": -SECONDS, "turns": 0}
    message = user("/ask_duration", "ask_duration", {"service": "passport"})
    answer = await run("action_answer_service", message, {"service": "passport", "focus": state})
    assert "هزینهٔ صدور گواهینامهٔ رانندگی" not in answer.titles


async def test_a_second_name_read_into_the_first_is_offered() -> None:
    message = naming("مدارک معاینه فنی و کارت سوخت چیه", "ask_documents", معاینه_فنی_و_کارت="vehicle-inspection")
    message["service_candidates"] = [{"id": "vehicle-inspection", "score": 0.97}, {"id": "fuel-card", "score": 0.03}]
    answer = await run("action_answer_service", message)
    assert answer.titles[0] == "مدارک کارت سوخت"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("کپی شناسنامه لازمه واسه گواهینامه؟", {"شناسنامه": "birth-registration", "گواهینامه": "driving-licence"}),
        ("گواهی کد پستی میخوام، سند خونه هم لازمه؟", {"گواهی_کد_پستی": "postal-code-certificate", "سند": "title-deed"}),
    ],
)
async def test_a_service_in_the_story_of_another_is_not_asked_about(text: str, names: dict[str, str]) -> None:
    message = naming(text, "ask_documents", **names)
    message["entities"] = [{**item, "role": None} for item in reversed(message["entities"])]
    answer = await run("action_answer_service", message)
    assert answer.text.count("منبع:") <= 1
    assert "pair" not in (answer.slots["focus"] or {}) or not answer.slots["focus"]["pair"]


async def test_a_facet_in_a_long_story_is_not_asked() -> None:
    text = (
        "برادرم برای استخدام گواهینامه لازم داره و فقط تا آخر هفته فرصت داره مدارکش رو تحویل بده، "
        "از روز درخواست چقدر طول میکشه"
    )
    answer = await ask(text, "ask_duration", گواهینامه="driving-licence")
    assert "مدارک صدور" not in answer.text
