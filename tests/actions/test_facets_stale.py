"""What has grown old is never told as the present: its year or since when, and the official channel."""

from datetime import date

import pytest

from actions import deciding, facets
from actions.services import organisations
from actions.services.catalogue import catalogue
from actions.services.organisations import Organisation
from actions.services.reading import Localised
from shahryar.formats import jalali
from tests.actions.test_catalogue_answers import service

TODAY = date(2026, 11, 22)  # 1405-09-01
FEES = {"title": "تعرفه‌ها", "url": "https://samanpl.ir/fees"}


def cost(as_of: str, see: dict[str, str] | None = FEES) -> dict[str, object]:
    text = {"fa": "حق عضویت", "en": "Fee"}
    found: dict[str, object] = {"kind": "tariff", "description": text, "amount_rials": 500_000, "as_of": as_of}
    return found | ({"see": see} if see else {})


def test_an_amount_of_this_year_is_told_with_its_day() -> None:
    text = facets.answer(service(costs=[cost("2026-03-21")]), "ask_cost", "fa", TODAY)
    assert "• ۵۰٬۰۰۰ تومان (نرخ ۱ فروردین ۱۴۰۵) — حق عضویت\nنرخ روز: تعرفه‌ها" in text


def test_an_amount_of_a_past_year_is_told_with_its_year_and_where_the_present_one_stands() -> None:
    text = facets.answer(service(costs=[cost("2026-03-20")]), "ask_cost", "fa", TODAY)
    assert "• حق عضویت\nمبلغ سال ۱۴۰۴: ۵۰٬۰۰۰ تومان\nمبلغ امسال را این‌جا ببینید: تعرفه‌ها\n" in text
    english = facets.answer(service(costs=[cost("2026-03-20")]), "ask_cost", "en", TODAY)
    assert "Amount of the Iranian year 1404: 50,000 toman" in english
    assert "See the amount of this year here: \u2066https://samanpl.ir/fees\u2069" in english


def test_without_a_page_the_citizen_is_told_to_ask() -> None:
    text = facets.answer(service(costs=[cost("2026-03-20", None)]), "ask_cost", "fa", TODAY)
    assert "مبلغ امسال را پیش از اقدام بپرسید." in text


def test_costs_that_share_a_page_name_it_once() -> None:
    free = {"kind": "free", "description": {"fa": "برای کودکان رایگان است.", "en": "Free for children."}}
    text = facets.answer(service(costs=[cost("2026-04-01"), cost("2026-05-01"), free]), "ask_cost", "fa", TODAY)
    assert text.count("https://samanpl.ir/fees") == 1
    assert text.index("fees") < text.index("رایگان")


@pytest.mark.parametrize("facet", ["ask_cost", "ask_duration"])
def test_figures_of_an_expired_record_are_withheld_for_the_official_channel(facet: str) -> None:
    record = service(costs=[cost("2026-04-01")], valid_until="2026-11-21", channels=[
        {"kind": "site", "name": "سامان", "url": "https://samanpl.ir"}, {"kind": "phone", "name": "گویا", "phone": "1234"}
    ])  # fmt: skip
    text = facets.answer(record, facet, "fa", TODAY)
    assert "تا ۳۰ آبان ۱۴۰۵ معتبر بود" in text
    assert "سایت رسمی: \u2066https://samanpl.ir\u2069\nتلفن گویا: \u2066۱۲۳۴\u2069" in text
    assert "تومان" not in text and "یک روز" not in text
    fresh = facets.answer(service(costs=[cost("2026-04-01")], valid_until="2026-11-22"), facet, "fa", TODAY)
    assert "معتبر بود" not in fresh


def test_other_facts_of_an_expired_record_come_with_a_warning_and_the_official_channel() -> None:
    record = service(valid_until="2026-11-21")
    for text in (facets.answer(record, "ask_documents", "fa", TODAY), facets.overview(record, "fa", TODAY)):
        assert "تا ۳۰ آبان ۱۴۰۵ معتبر بوده" in text and "https://samanpl.ir" in text
    assert "• کارت ملی" in facets.answer(record, "ask_documents", "fa", TODAY)


def test_the_authority_s_site_and_telephone_stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    town = Organisation("town", Localised("شهرداری", "Town"), "https://town.example/", "137")
    monkeypatch.setattr("actions.facets.provenance.organisations", lambda: {"town": town})
    record = service(
        valid_until="2026-11-21",
        competent_authority={"id": "town", "name": {"fa": "شهرداری", "en": "Town"}},
        channels=[{"kind": "office", "name": "شعبه"}],
    )
    text = facets.answer(record, "ask_cost", "fa", TODAY)
    assert "سایت رسمی شهرداری: \u2066https://town.example/\u2069\nتلفن شهرداری: \u2066۱۳۷\u2069" in text
    assert organisations.organisations()  # the real ones are untouched


@pytest.mark.parametrize("name", ["marriage-loan", "national-card"])
def test_real_records_expire_by_themselves(name: str) -> None:
    record = catalogue().services[name]
    assert record.valid_until is not None
    assert "معتبر بود" not in facets.answer(record, "ask_cost", "fa", record.valid_until)
    assert "معتبر بود" in facets.answer(record, "ask_cost", "fa", date(2027, 3, 21))


@pytest.mark.parametrize("language", ["fa", "en"])
def test_no_real_answer_tells_an_old_amount_as_the_present_one(language: str) -> None:
    for record in catalogue().services.values():
        old = [cost for cost in record.costs if cost.as_of and cost.as_of < date(2026, 3, 21)]
        text = facets.answer(record, "ask_cost", language, TODAY)
        marked = text.count("مبلغ سال ۱۴۰۴:") + text.count("Amount of the Iranian year 1404:")
        assert marked == len(old), record.id


def test_what_holds_in_one_case_only_says_so_where_all_cases_are_shown() -> None:
    record = catalogue().services["student-loan"]
    text = facets.answer(record, "ask_cost", "fa", TODAY)
    assert "کارشناسی ارشد: مبلغ وام تحصیلی" in text
    narrowed = deciding.narrowed(record, "ask_cost", {"level": "master", "stage": "*"})
    assert "کارشناسی ارشد: " not in facets.answer(narrowed, "ask_cost", "fa", TODAY)


def test_days_of_records_have_no_weekday_and_others_keep_theirs() -> None:
    assert jalali(TODAY, weekday=False) == "۱ آذر ۱۴۰۵"
    assert jalali(TODAY) == "یکشنبه ۱ آذر ۱۴۰۵"
