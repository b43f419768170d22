"""Services by what has been typed so far."""

import pytest

from actions.services.catalogue import catalogue
from actions.services.dialogue import lists
from bot.channels.telegram.inline.search import Search, search
from nlu.catalogue.records import Record


def first(query: str) -> str:
    return next(iter(search().find(query)), "")


@pytest.mark.parametrize(
    "query", ["گذ", "گذرن", "گذرنامه", "پاسپو", "صدور گذ", "گذر نا", "passp", "Passport iss", "gozarn"]
)
def test_a_beginning_finds_the_service(query: str) -> None:
    assert first(query) == "passport"


@pytest.mark.parametrize(
    ("query", "service"),
    [
        ("كارت ملي", "national-card"),
        ("كارت\u200cملى", "national-card"),
        ("کارت‌ملی", "national-card"),
        ("کارتملی", "national-card"),
        ("مادهٔ ۱۰۰", "article-100"),
        ("ماده ١٠٠", "article-100"),
        ("ماده 100", "article-100"),
    ],
)
def test_letters_digits_and_spaces_of_any_kind(query: str, service: str) -> None:
    assert first(query) == service


@pytest.mark.parametrize(
    ("query", "service"),
    [
        ("gozarname", "passport"),
        ("kart meli", "national-card"),
        ("govahiname", "driving-licence"),
        ("tamdid gozarn", "passport-renewal"),
        ("vam ezdevaj", "marriage-loan"),
    ],
)
def test_persian_in_latin_letters(query: str, service: str) -> None:
    assert first(query) == service


@pytest.mark.parametrize(
    ("query", "service"), [("گزرنا", "passport"), ("گواهبنام", "driving-licence"), ("گواحینامه", "driving-licence")]
)
def test_small_misspellings(query: str, service: str) -> None:
    assert first(query) == service


@pytest.mark.parametrize(
    ("query", "service"),
    [
        ("مدارک گذرن", "passport"),
        ("هزینه تعویض پلا", "vehicle-plate-exchange"),
        ("گذرنامه‌ام گم شده", "passport-replacement"),
        ("گذرنامه تمدید", "passport-renewal"),
    ],
)
def test_what_is_asked_of_a_service_stands_not_in_the_way(query: str, service: str) -> None:
    assert first(query) == service


def test_relatives_come_after_the_service_itself() -> None:
    assert set(search().find("گذرنامه")[1:3]) == {"passport-renewal", "passport-replacement"}


@pytest.mark.parametrize("query", ["", "  ", "؟", "\u200c", "😀"])
def test_an_empty_query_gives_the_popular_ones(query: str) -> None:
    assert search().find(query) == lists()["popular_services"]


@pytest.mark.parametrize("query", ["بوق بزن", "xyzzy", "قفقفقف", "۹۹۹۹", "گذرنامه " * 40 + "قفقفق", "قع" * 128])
def test_what_is_no_service_finds_none_or_the_one_named(query: str) -> None:
    assert set(search().find(query)) <= {"passport", "passport-renewal", "passport-replacement"}
    assert "گذرنامه" in query or search().find(query) == []


def test_every_service_is_found_by_its_name_in_both_languages() -> None:
    missed = [
        (service.id, name)
        for service in catalogue().services.values()
        for name in (service.name.text("fa"), service.name.text("en"))
        if service.id not in search().find(name)[:3]
    ]
    assert missed == []


def test_a_weak_name_yields_and_a_popular_one_leads() -> None:
    records = [
        Record("zebra", ("کارت گورخر", "گورخر")),
        Record("ass", ("کارت الاغ", "گورخر"), weak=("گورخر",)),
        Record("horse", ("کارت اسب",)),
    ]
    found = Search(records, [], lambda: ["horse", "unknown"])
    assert found.find("گورخر") == ["zebra", "ass"]
    assert found.find("کارت")[0] == "horse"
    assert found.find("") == ["horse"]
