"""When an office is open: hours, Iranian holidays, Tehran time."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from actions.offices import wording as words
from actions.services.offices.holidays import holiday
from actions.services.offices.opening import State, next_opening, today, week
from shahryar.formats import TEHRAN
from tests.actions.office_records import made


def at(day: str, clock: str = "10:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=TEHRAN)


MONDAY, WEDNESDAY, THURSDAY, FRIDAY = "2026-11-23", "2026-11-25", "2026-11-26", "2026-11-27"
NOWRUZ, GHADIR_2027 = "2027-03-21", "2027-05-25"


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (at(MONDAY, "07:59"), State.LATER),
        (at(MONDAY, "08:00"), State.OPEN),
        (at(MONDAY, "13:59"), State.OPEN),
        (at(MONDAY, "14:00"), State.OVER),
        (at(FRIDAY), State.CLOSED),
        (at(NOWRUZ), State.HOLIDAY),
        (datetime(2026, 11, 23, 4, 29, tzinfo=UTC), State.LATER),  # 7:59 in Tehran
        (datetime(2026, 11, 23, 4, 30, tzinfo=UTC), State.OPEN),
        (datetime(2026, 11, 26, 21, 0, tzinfo=UTC), State.CLOSED),  # Friday in Tehran
    ],
)
def test_how_an_office_stands(moment: datetime, state: State) -> None:
    assert today(made(), moment).state is state


def test_between_two_hours_it_opens_again() -> None:
    office = made(hours={"monday": ["08:00-12:00", "14:00-17:00"]})
    assert today(office, at(MONDAY, "12:30")).state is State.BREAK
    assert today(office, at(MONDAY, "07:30")).state is State.LATER
    assert today(office, at(MONDAY, "15:00")).state is State.OPEN


def test_unknown_hours_are_not_guessed() -> None:
    office = made(hours={"friday": []})
    assert today(office, at(MONDAY)).state is State.UNKNOWN
    assert next_opening(office, at(FRIDAY)) is None
    assert words.today_line(office, at(MONDAY), "fa") == "ساعت کار امروزش ثبت نشده است"


def test_an_office_that_works_on_holidays_is_open() -> None:
    station = made(hours={"sunday": ["00:00-24:00"]}, closed_on_holidays=False)
    assert today(station, at(NOWRUZ)).state is State.OPEN


def test_the_next_opening_skips_fridays_and_holidays() -> None:
    assert next_opening(made(), at(THURSDAY, "13:00")) == (date(2026, 11, 28), 480)
    assert next_opening(made(), at("2027-03-19")) == (date(2027, 3, 25), 480)  # Nowruz and the day before it


@pytest.mark.parametrize(
    ("changes", "moment", "told"),
    [
        ({}, at(MONDAY), "الان باز است، تا ساعت ۱۴"),
        ({}, at(MONDAY, "06:00"), "الان بسته است؛ امروز ساعت ۸ باز می‌شود و تا ۱۴ باز است"),
        ({}, at(MONDAY, "15:00"), "الان بسته است و امروز دیگر باز نمی‌شود؛ فردا از ساعت ۸ باز می‌شود"),
        ({}, at(FRIDAY), "امروز تعطیل است؛ فردا از ساعت ۸ باز می‌شود"),
        ({}, at(THURSDAY, "13:00"), "الان بسته است و امروز دیگر باز نمی‌شود؛ شنبه از ساعت ۸ باز می‌شود"),
        ({}, at(NOWRUZ), "امروز تعطیل است (جشن نوروز)؛ پنجشنبه از ساعت ۸ باز می‌شود"),
        ({}, at(GHADIR_2027), "امروز طبق تقویم تعطیل است (عید سعید غدیر خم)؛ فردا از ساعت ۸ باز می‌شود"),
        (
            {"hours": {"monday": ["07:30-12:00", "14:00-17:30"]}},
            at(MONDAY, "08:00"),
            "الان باز است، تا ساعت ۱۲، بعد هم ۱۴ تا ۱۷:۳۰",
        ),
        (
            {"hours": {"monday": ["07:30-12:00", "14:00-17:30"]}},
            at(MONDAY, "04:20"),
            "الان بسته است؛ امروز ساعت ۷:۳۰ باز می‌شود و تا ۱۲ باز است، بعد هم ۱۴ تا ۱۷:۳۰",
        ),
        (
            {"hours": {"monday": ["07:30-12:00", "14:00-17:30"]}},
            at(MONDAY, "13:00"),
            "الان بسته است؛ امروز دوباره ساعت ۱۴ باز می‌شود و تا ۱۷:۳۰ باز است",
        ),
    ],
)
def test_today_in_words(changes: dict[str, Any], moment: datetime, told: str) -> None:
    assert words.today_line(made(**changes), moment, "fa") == told


def test_today_in_english() -> None:
    assert words.today_line(made(), at(MONDAY), "en") == "Open now, until 14:00"
    assert words.today_line(made(), at(NOWRUZ), "en") == "Closed today (Nowruz); opens Thursday at 08:00"


def test_the_week_puts_days_of_the_same_hours_together() -> None:
    assert [days for days, _ in week(made())] == [(5, 2), (3, 3), (4, 4)]
    assert words.week_lines(made(), at(MONDAY), "fa") == [
        "شنبه تا چهارشنبه: ۸ تا ۱۴",
        "پنجشنبه: ۸ تا ۱۲",
        "جمعه: تعطیل",
        "در تعطیلات رسمی بسته است.",
    ]
    assert words.week_lines(made(hours={}), at(MONDAY), "fa") == [
        "ساعت کارش ثبت نشده است؛ پیش از رفتن از خودِ دفتر بپرسید."
    ]
    assert words.week_lines(made(hours={"friday": []}), at(MONDAY), "fa")[0] == "شنبه تا پنجشنبه: ثبت نشده"


def test_the_week_tells_the_holidays_that_come() -> None:
    lines = words.week_lines(made(), at("2026-12-20"), "fa")
    assert lines[-1] == "• چهارشنبه ۲ دی ۱۴۰۵: طبق تقویم تعطیل رسمی (ولادت امام علی علیه السلام و روز پدر)"


@pytest.mark.parametrize(
    ("day", "title", "lunar"),
    [
        (date(2026, 3, 21), "جشن نوروز", False),  # and Eid al-Fitr: the solar one suffices
        (date(2026, 3, 22), "تعطیل به مناسبت عید سعید فطر؛ عید نوروز", False),
        (date(2026, 8, 12), "رحلت رسول اکرم؛ شهادت امام حسن مجتبی علیه السلام", True),
        (date(2027, 4, 2), "روز طبیعت", False),
        (date(2027, 6, 5), "قیام ۱۵ خرداد", False),
        (date(2027, 6, 16), "عاشورای حسینی", True),
        (date(2026, 12, 23), "ولادت امام علی علیه السلام و روز پدر", True),
    ],
)
def test_official_holidays_by_both_calendars(day: date, title: str, lunar: bool) -> None:
    found = holiday(day)
    assert found is not None
    assert title in found.title.fa and found.lunar is lunar
    assert found.title.en.isascii() and "estimated" not in found.title.en and "تخمین" not in found.title.fa


def test_ordinary_days_are_no_holidays() -> None:
    assert holiday(date(2026, 11, 22)) is None
    assert holiday(date(2026, 11, 27)) is None  # a Friday like any other


@pytest.mark.parametrize(
    ("far", "told"),
    [
        (0.02, "کمتر از ۱۰۰ متر"),
        (0.84, "حدود ۸۰۰ متر"),
        (0.97, "حدود ۱ کیلومتر"),
        (2.31, "حدود ۲٫۳ کیلومتر"),
        (12.6, "حدود ۱۳ کیلومتر"),
    ],
)
def test_distances_in_words(far: float, told: str) -> None:
    assert words.distance(far, "fa") == told
