"""What is told for a service that the catalogue lacks: that it is not known, never its neighbour."""

from typing import Any

import pytest

from actions.services.catalogue import catalogue
from actions.services.dialogue import lists
from actions.services.vocabulary import alike, cued, is_part_of, named, shared, strange
from nlu.text import joined_form
from tests.actions.fakes import run, user


def described(text: str, intent: str, service: str, score: float) -> dict[str, Any]:
    """A message whose service the classifier of topics chose, no word being its name."""
    message = user(text, intent, service_candidates={service: score})
    whole = {"entity": "service", "value": service, "start": 0, "end": len(text), "extractor": "TopicClassifier"}
    return {**message, "entities": [whole]}


@pytest.mark.parametrize(
    ("text", "service", "score"),
    [
        ("وام خودرو", "vehicle-tax", 0.35),  # the choice is unsure
        ("گواهی بیمه خودرو", "social-security-optional", 0.57),
        ("مجوز چاپ کتاب", "business-licence", 0.83),  # a word of which the record says nothing
        ("مدرک دیپلم المثنی", "degree-verification", 0.88),  # a kind that the family has no record of
    ],
)
async def test_a_short_message_in_other_words_is_not_answered_with_its_neighbour(
    text: str, service: str, score: float
) -> None:
    answer = await run("action_inform", described(text, "inform", service, score))
    assert "شاید یکی از این‌هاست" in answer.text
    assert answer.titles[0] == catalogue().services[service].name.fa


@pytest.mark.parametrize(
    ("text", "service", "score"),
    [
        ("ماشینو فروختم پلاکش چی میشه", "vehicle-plate-exchange", 0.99),  # sure
        ("بیمه زن خانه‌دار", "social-security-optional", 0.93),  # all words are the record's
        ("پدرم سه ماه است فوت کرده و باید معلوم شود ورثه چه کسانی هستند", "inheritance-certificate", 0.8),  # a story
    ],
)
async def test_a_description_is_believed(text: str, service: str, score: float) -> None:
    answer = await run("action_inform", described(text, "inform", service, score))
    assert "پیدا نکردم" not in answer.text
    assert answer.slots["service"] == service


async def test_a_weak_name_with_a_strange_word_names_nothing_known() -> None:
    message = user(
        "پروانه وکالت", "inform", {"service": "building-permit"}, service_candidates={"building-permit": 0.5}
    )
    assert "پیدا نکردم" in (await run("action_inform", message)).text


def test_no_service_that_is_called_unknown_is_known() -> None:
    names = {joined_form(name) for service in catalogue().services.values() for name in service.names}
    assert names.isdisjoint(joined_form(name) for name in lists()["unrecorded_services"])


def test_words_of_a_record() -> None:
    tax = catalogue().services["vehicle-tax"]
    assert strange("چطور وام خودرو بگیرم", tax) == ["وام"]
    assert shared("چطور وام خودرو بگیرم", tax) == ["خودرو"]
    assert strange("هزینه‌اش چقدره", tax) == []


@pytest.mark.parametrize(
    ("text", "service", "meant"),
    [
        ("گمش کردم", "passport", "passport-replacement"),
        ("دزدیدنش", "national-card", "national-card-replacement"),
        ("باطل شده", "driving-licence", "driving-licence-renewal"),
        ("پیداش نمیکنم", "passport", "passport-replacement"),
        ("نمیدونم", "passport", "passport"),
        ("مدارکش", "passport", "passport"),
        ("کارتم گم شده", "conscription-card", "conscription-card"),
    ],
)
def test_words_tell_a_record_of_the_family(text: str, service: str, meant: str) -> None:
    assert cued(text, catalogue().services[service]).id == meant


def test_services_that_share_a_word_with_what_is_not_known() -> None:
    loans = alike("وام کشاورزی")
    assert {"marriage-loan", "housing-loan"} <= {service.id for service in loans}
    assert not any(is_part_of("وام کشاورزی", service) for service in loans)
    assert all(is_part_of("بیمه", service) for service in alike("بیمه"))


def test_a_name_inside_a_sentence() -> None:
    found = named("where is the nearest passport office")
    assert found is not None and found.id == "passport"
    assert named("where is the nearest office") is None
