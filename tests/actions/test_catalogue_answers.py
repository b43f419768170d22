"""Answers from the catalogue: the facet, its source, what can be asked next."""

from datetime import date
from typing import Any

import pytest

from actions import facets
from actions.services import records
from actions.services.catalogue import catalogue
from actions.services.records import Service
from shahryar.texts import say
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
    assert text.endswith("منبع: سامانهٔ سامان · آخرین بازبینی: ۱۱ اردیبهشت ۱۴۰۵")


def test_an_unreviewed_record_says_so() -> None:
    text = facets.answer(service(verified=None), "ask_cost", "fa", DAY)
    assert text.endswith("بازبینی نشده؛ پیش از اقدام از نهاد کتابخانه‌ها بپرسید")


def test_an_expired_record_says_so() -> None:
    assert "معتبر بوده" in facets.answer(service(valid_until="2026-11-21"), "ask_documents", "fa", DAY)
    assert "معتبر بوده" not in facets.answer(service(valid_until="2026-11-22"), "ask_documents", "fa", DAY)


def test_what_is_not_recorded_is_not_invented() -> None:
    assert "پاسخ درست را نهاد کتابخانه‌ها می‌دهد" in facets.answer(service(costs=[]), "ask_cost", "fa", DAY)


def test_english_answers_are_english() -> None:
    text = facets.answer(service(), "ask_eligibility", "en", DAY)
    assert "• Living in the city" in text
    assert "last reviewed: 2026-05-01" in text


async def test_a_named_service_is_answered_with_ways_on() -> None:
    answer = await run(
        "action_answer_service", user("مدارک گذرنامه برای خودم", "ask_documents", {"service": "passport"})
    )
    assert answer.text.startswith("مدارک صدور گذرنامه (خودم):")
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
    assert answer.text.startswith("مدارک تمدید گذرنامه (فرزند زیر ۱۸ سال):")


async def test_a_service_that_we_do_not_have_is_said_so() -> None:
    answer = await run("action_answer_service", user("هزینهٔ ویزای کانادا چقدره", "ask_cost"), {"service": "passport"})
    assert answer.text.startswith("این را میان خدمت‌هایی")
    assert answer.payloads[0] == '/ask_cost{"service": "passport"}'


async def test_an_id_that_the_catalogue_lacks_is_no_topic() -> None:
    answer = await run("action_answer_service", user("مدارکش", "ask_documents", {"service": "moon-visa"}))
    assert answer.text.startswith("این را میان")
    assert answer.slots.get("service") is None
    assert answer.payloads[-1] == '/ask_service{"life_event": "all"}'


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


def bare(**changes: Any) -> Service:
    """A record of which little is known."""
    empty = ("channels", "requirements", "inputs", "steps", "costs", "legal_resource")
    return service(**{**dict.fromkeys(empty, []), "processing_time": None, **changes})


@pytest.mark.parametrize("facet", facets.FACETS)
@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_missing_fact_has_no_heading_but_who_knows_it(facet: str, language: str) -> None:
    record = bare()
    text = facets.answer(record, facet, language, DAY)
    assert say(f"catalogue.head_{facet}", language, name=record.name.text(language)) not in text
    assert record.authority.text(language) in text


def test_where_a_fact_is_missing_the_site_is_given() -> None:
    own = [{"kind": "site", "name": "سامان", "url": "https://samanpl.ir"}]
    assert "https://samanpl.ir" in facets.answer(bare(channels=own), "ask_cost", "fa", DAY)
    police = {"id": "faraja", "name": "پلیس راهور"}
    assert "https://police.ir/" in facets.answer(bare(competent_authority=police), "ask_cost", "fa", DAY)
    offices = [{"kind": "office", "name": "شعبه"}]
    answer = facets.answer(bare(competent_authority=police, channels=offices), "ask_channel", "fa", DAY)
    assert "• شعبه\nسایت رسمی" in answer


def test_an_overview_without_ways_says_who_knows_them() -> None:
    text = facets.overview(bare(), "fa", DAY)
    assert text.startswith("کارت کتابخانه:\nکارت امانت کتاب.\n")
    assert "پاسخ درست را نهاد کتابخانه‌ها می‌دهد" in text


async def test_only_what_is_recorded_is_offered() -> None:
    answer = await run("action_answer_service", user("مراحل پرداخت قبض", "ask_service", {"service": "bill-payment"}))
    record = catalogue().services["bill-payment"]
    offered = {payload.partition("{")[0].strip("/") for payload in answer.payloads}
    assert not [facet for facet in facets.FACETS if facet in offered and not facets.recorded(record, facet)][1:]
    assert answer.payloads


@pytest.mark.parametrize(
    ("scores", "asked"),
    [
        ({"passport": 0.5, "passport-renewal": 0.2}, True),
        ({"passport": 0.62, "passport-renewal": 0.35}, True),
        ({"passport": 0.9, "passport-renewal": 0.05}, False),
        ({"passport": 0.5, "marriage-loan": 0.3}, False),
    ],
)
async def test_which_of_a_family_is_asked_where_it_is_not_clear(scores: dict[str, float], asked: bool) -> None:
    message = user("مدارک پاسپورت", "ask_documents", {"service": "passport"}, service_candidates=scores)
    answer = await run("action_answer_service", message)
    assert (answer.text == "کدام منظورتان است؟") is asked
    if asked:
        names = ["passport", "passport-renewal", "passport-replacement"]
        assert answer.payloads == [f'/ask_documents{{"service": "{name}"}}' for name in names]
        assert answer.slots["offer"] == "facet:ask_documents"


async def test_nothing_is_asked_beside_the_question_of_the_form() -> None:
    scores = {"passport": 0.5, "passport-renewal": 0.4}
    message = user("مدارک پاسپورت", "ask_documents", {"service": "passport"}, service_candidates=scores)
    assert "مدارک صدور گذرنامه:" in (await run("action_answer_service", message, form=True)).text


async def test_what_is_named_beside_the_topic_is_not_the_topic() -> None:
    message = user("گذرنامه با کارت ملی", "ask_documents")
    message["entities"] = [
        {"entity": "service", "value": "national-card", "role": "side"},
        {"entity": "service", "value": "passport"},
    ]
    assert (await run("action_answer_service", message)).text.startswith("صدور گذرنامه: برای خودتان است")
