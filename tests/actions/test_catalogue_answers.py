"""Answers from the catalogue: the facet, its source, what can be asked next."""

from datetime import date
from typing import Any

import pytest

from actions import facets
from actions.services import records
from actions.services.catalogue import catalogue
from actions.services.records import Service
from tests.actions.fakes import run, user

DAY = date(2026, 11, 22)


def service(**changes: Any) -> Service:
    """A record with one of everything."""
    tree: dict[str, Any] = {
        "identifier": "library-card",
        "name": {"fa": "کارت کتابخانه", "en": "library card"},
        "description": {"fa": "کارت امانت کتاب.", "en": "For borrowing books."},
        "competent_authority": {"id": "iranpl", "name": {"fa": "نهاد کتابخانه‌ها", "en": "Public Libraries"}},
        "channels": [{"kind": "site", "name": "سامان", "url": "https://samanpl.ir", "phone": "021-123"}],
        "requirements": [{"fa": "سکونت در شهر", "en": "Living in the city"}],
        "inputs": [{"name": "کارت ملی", "condition": "برای بزرگسالان"}],
        "steps": ["ثبت‌نام کنید.", "کارت را بگیرید."],
        "costs": [{"kind": "fixed", "description": "حق عضویت", "amount_rials": 500_000, "as_of": "2026-03-21"}],
        "processing_time": {"description": "یک روز"},
        "legal_resource": [{"title": "آیین‌نامهٔ عضویت"}],
        "sources": [{"title": "سامانهٔ سامان", "url": "https://samanpl.ir", "accessed": "2026-05-01"}],
        "verified": "2026-05-01",
        **changes,
    }
    return records.service(tree, "data/services/library-card.yml")


@pytest.mark.parametrize(
    ("facet", "expected"),
    [
        ("ask_documents", "• کارت ملی (برای بزرگسالان)"),
        ("ask_cost", "• ۵۰٬۰۰۰ تومان"),
        ("ask_duration", "یک روز"),
        ("ask_channel", "\u2066https://samanpl.ir\u2069"),
        ("ask_eligibility", "• سکونت در شهر"),
        ("ask_service", "۲. کارت را بگیرید."),
        ("ask_legal_basis", "• آیین‌نامهٔ عضویت"),
    ],
)
def test_each_facet_is_answered_and_sourced(facet: str, expected: str) -> None:
    text = facets.answer(service(), facet, "fa", DAY)
    assert expected in text
    assert text.endswith("منبع: سامانهٔ سامان · آخرین بازبینی: جمعه ۱۱ اردیبهشت ۱۴۰۵")


def test_an_unreviewed_record_says_so() -> None:
    text = facets.answer(service(verified=None), "ask_cost", "fa", DAY)
    assert text.endswith("بازبینی نشده؛ پیش از اقدام از نهاد کتابخانه‌ها بپرسید")


def test_an_expired_record_says_so() -> None:
    assert "معتبر بوده" in facets.answer(service(valid_until="2026-11-21"), "ask_cost", "fa", DAY)
    assert "معتبر بوده" not in facets.answer(service(valid_until="2026-11-22"), "ask_cost", "fa", DAY)


def test_what_is_not_recorded_is_not_invented() -> None:
    assert "پاسخ درست را نهاد کتابخانه‌ها می‌دهد" in facets.answer(service(costs=[]), "ask_cost", "fa", DAY)


def test_english_answers_are_english() -> None:
    text = facets.answer(service(), "ask_eligibility", "en", DAY)
    assert "• Living in the city" in text
    assert "last reviewed: 2026-05-01" in text


async def test_a_named_service_is_answered_with_ways_on() -> None:
    answer = await run("action_answer_service", user("مدارک گذرنامه", "ask_documents", {"service": "passport"}))
    assert answer.text.startswith("مدارک صدور گذرنامه:")
    assert '/ask_cost{"service": "passport"}' in answer.payloads
    assert '/ask_documents{"service": "passport-renewal"}' in answer.payloads
    assert answer.slots["service"] == "passport"
    assert answer.slots["last_facet"] == "ask_documents"


async def test_a_follow_up_is_about_the_service_in_hand() -> None:
    answer = await run("action_answer_service", user("هزینه‌اش چقدره؟", "ask_cost"), {"service": "passport-renewal"})
    assert answer.text.startswith("هزینهٔ تمدید گذرنامه:")


async def test_who_it_is_for_does_not_change_the_topic() -> None:
    message = user("مدارک، واسه دخترم میخوام ۱۲ سالشه", "ask_documents", {"number": "12"})
    answer = await run("action_answer_service", message, {"service": "passport-renewal"})
    assert answer.text.startswith("مدارک تمدید گذرنامه:")


async def test_a_service_that_we_do_not_have_is_said_so() -> None:
    answer = await run("action_answer_service", user("هزینهٔ ویزای کانادا چقدره", "ask_cost"), {"service": "passport"})
    assert answer.text.startswith("این را میان خدمت‌هایی")
    assert answer.payloads[0] == '/ask_cost{"service": "passport"}'


async def test_an_id_that_the_catalogue_lacks_is_no_topic() -> None:
    answer = await run("action_answer_service", user("مدارکش", "ask_documents", {"service": "moon-visa"}))
    assert answer.text.startswith("این را میان")
    assert answer.slots.get("service") is None
    assert answer.payloads[-1] == "/ask_service"


async def test_without_a_service_likely_ones_are_offered() -> None:
    message = user("چه مدارکی لازمه", "ask_documents", service_candidates=["passport", "moon-visa"])
    answer = await run("action_answer_service", message)
    assert answer.payloads == ['/ask_documents{"service": "passport"}', "/help"]
    assert answer.slots["offer"] == "facet:ask_documents"


async def test_the_name_given_afterwards_gets_the_facet_asked_before() -> None:
    message = user("گذرنامه", "inform", {"service": "passport"})
    answer = await run("action_inform", message, {"offer": "facet:ask_cost"})
    assert answer.text.startswith("هزینهٔ صدور گذرنامه:")


async def test_a_correction_keeps_the_facet() -> None:
    message = user("نه منظورم گواهینامه بود", "correct", {"service": "driving-licence"})
    answer = await run("action_inform", message, {"service": "passport", "last_facet": "ask_documents"})
    assert answer.text.startswith("مدارک صدور گواهینامهٔ رانندگی:")


async def test_a_problem_in_the_same_message_is_not_lost() -> None:
    entities = {"service": "passport"}
    answer = await run(
        "action_answer_service",
        user("هزینهٔ گذرنامه؟ چراغ کوچه هم سوخته", "ask_cost", entities, category_candidates=["street-light"]),
    )
    assert answer.payloads[0] == '/report_problem{"problem_category": "street-light"}'


async def test_a_bare_name_gets_an_overview() -> None:
    answer = await run("action_inform", user("گذرنامه", "inform", {"service": "passport"}), {"last_facet": "ask_cost"})
    assert answer.text.startswith("صدور گذرنامه:")
    assert answer.slots["last_facet"] is None


@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_facet_of_every_real_record_can_be_said(language: str) -> None:
    for record in catalogue().services.values():
        for facet in facets.FACETS:
            text = facets.answer(record, facet, language, DAY)
            assert record.name.text(language) in text, (record.id, facet)
            assert len(text) < 4096, (record.id, facet)
