import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from nlu.entities import values
from nlu.entities.date import calendar
from nlu.entities.date import rules as date
from nlu.entities.date.numbers import day_of, number_of
from nlu.entities.date.words import GREGORIAN_MONTHS, JALALI_MONTHS
from nlu.entities.duration import rules as duration
from nlu.entities.time import rules as time
from nlu.entities.time.clock import clock
from nlu.mentions import Mention
from nlu.text import normalise

_FOLDER = Path(values.__file__).parent
_KINDS = ("date", "time", "duration")
_SUNDAY = datetime.date(2026, 11, 22)
_SATURDAY = datetime.date(2026, 11, 21)
_WEEK = ["شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه"]


def _mentions(kind: str, raw: str, today: datetime.date) -> list[Mention]:
    text = normalise(raw)
    found = {
        "date": lambda: date.find(text, today),
        "time": lambda: time.find(text),
        "duration": lambda: duration.find(text),
    }
    return list(found[kind]())


def _days(raw: str, today: datetime.date = _SUNDAY) -> list[str | int | float]:
    return [mention.value for mention in _mentions("date", raw, today)]


def _day(raw: str, today: datetime.date) -> datetime.date:
    (value,) = _days(raw, today)
    return datetime.date.fromisoformat(str(value))


def _corpus(kind: str) -> list[dict[str, Any]]:
    tree = YAML(typ="safe").load(_FOLDER / kind / "corpus.yml")
    return [{"reference": tree.get("reference", "2026-11-22"), **example} for example in tree["examples"]]


@pytest.mark.parametrize(
    ("kind", "example"), [pytest.param(k, e, id=f"{k}: {e['text']}") for k in _KINDS for e in _corpus(k)]
)
def test_a_corpus_example_yields_its_values_and_no_others(kind: str, example: dict[str, Any]) -> None:
    raw = example["text"]
    mentions = _mentions(kind, raw, datetime.date.fromisoformat(example["reference"]))
    assert [(raw[m.start : m.end], m.value, m.entity) for m in mentions] == [
        (item["text"], item["value"], kind) for item in example["found"]
    ]


@pytest.mark.parametrize(("kind", "least"), [("date", 90), ("time", 50), ("duration", 45)])
def test_a_corpus_is_large_and_a_quarter_of_it_negative(kind: str, least: int) -> None:
    corpus = _corpus(kind)
    assert len(corpus) >= least
    assert sum(not example["found"] for example in corpus) >= len(corpus) / 4
    assert len({example["text"] + example["reference"] for example in corpus}) == len(corpus)


@pytest.mark.parametrize("index", range(7))
@pytest.mark.parametrize("offset", range(7))
def test_a_weekday_is_the_next_or_the_last_such_day(index: int, offset: int) -> None:
    today = _SATURDAY + datetime.timedelta(days=offset)
    ahead = _day(f"{_WEEK[index]} میام", today)
    assert calendar.weekday(ahead) == index
    assert 1 <= (ahead - today).days <= 7
    behind = _day(f"{_WEEK[index]} اومدم بسته بود", today)
    assert calendar.weekday(behind) == index
    assert 1 <= (today - behind).days <= 7


@pytest.mark.parametrize("index", range(7))
@pytest.mark.parametrize("offset", range(7))
def test_a_week_runs_from_saturday_to_friday(index: int, offset: int) -> None:
    today = _SATURDAY + datetime.timedelta(days=offset)
    for words, weeks in (("هفته بعد", 1), ("هفته پیش", -1), ("همین هفته", 0)):
        expected = _SATURDAY + datetime.timedelta(days=index + 7 * weeks)
        assert _day(f"{_WEEK[index]} {words}", today) == expected


@pytest.mark.parametrize(
    ("year", "last"), [(1399, 30), (1400, 29), (1402, 29), (1403, 30), (1404, 29), (1405, 29), (1407, 29), (1408, 30)]
)
def test_the_year_ends_as_the_calendar_says(year: int, last: int) -> None:
    end = calendar.month_end(year, 12)
    assert end and calendar.jalali_parts(end) == (year, 12, last)
    assert end + datetime.timedelta(days=1) == calendar.jalali_day(year + 1, 1, 1)
    assert len(_days(f"۳۰ اسفند {year}")) == last - 29
    assert len(_days(f"{year}/12/30")) == last - 29
    assert _days(f"آخر اسفند {year}") == [end.isoformat()]


@pytest.mark.parametrize(
    ("jalali", "gregorian"),
    [
        ("۱۳۹۹/۱۲/۳۰", "2021-03-20"),
        ("۱۴۰۰/۱/۱", "2021-03-21"),
        ("۱۴۰۳/۱۲/۳۰", "2025-03-20"),
        ("۱۴۰۴/۱/۱", "2025-03-21"),
        ("۱۴۰۵/۶/۳۱", "2026-09-22"),
        ("۱۴۰۸/۱۲/۳۰", "2030-03-20"),
        ("۱۳۵۷/۱۱/۲۲", "1979-02-11"),
    ],
)
def test_known_days_of_both_calendars(jalali: str, gregorian: str) -> None:
    assert _days(jalali) == [gregorian]


def test_days_beyond_the_end_of_a_month_are_none() -> None:
    for month, last in enumerate([31] * 6 + [30] * 5 + [29], start=1):
        assert len(_days(f"1405/{month}/{last}")) == 1
        assert _days(f"1405/{month}/{last + 1}") == []


@pytest.mark.parametrize(
    ("today", "words", "parts"),
    [
        ((1405, 6, 31), "یک ماه دیگه", (1405, 7, 30)),
        ((1405, 1, 31), "یک ماه پیش", (1404, 12, 29)),
        ((1404, 1, 31), "یک ماه پیش", (1403, 12, 30)),
        ((1405, 12, 29), "فردا", (1406, 1, 1)),
        ((1405, 12, 10), "اول ماه بعد", (1406, 1, 1)),
        ((1405, 1, 10), "اول ماه گذشته", (1404, 12, 1)),
        ((1405, 12, 29), "آخر ماه", (1405, 12, 29)),
        ((1405, 12, 29), "آخر ماه آینده", (1406, 1, 31)),
        ((1405, 12, 29), "اول ماه", (1406, 1, 1)),
        ((1405, 12, 20), "۱۲ام", (1406, 1, 12)),
        ((1405, 12, 20), "۵ فروردین", (1406, 1, 5)),
        ((1405, 1, 5), "۲۵ اسفند ثبت کردم", (1404, 12, 25)),
        ((1406, 1, 3), "از ۲۹ اسفند برق نداریم", (1405, 12, 29)),
        ((1408, 2, 1), "۳۰ اسفند", (1408, 12, 30)),
    ],
)
def test_months_and_years_turn(today: tuple[int, int, int], words: str, parts: tuple[int, int, int]) -> None:
    reference = calendar.jalali_day(*today)
    assert reference
    assert calendar.jalali_parts(_day(words, reference)) == parts


def test_the_end_of_time_yields_no_day() -> None:
    assert _days("فردا", datetime.date.max) == []
    assert _days("دو هفته دیگه", datetime.date.max) == []


@pytest.mark.parametrize("name", [*JALALI_MONTHS, *GREGORIAN_MONTHS])
def test_every_spelling_of_a_month_is_found(name: str) -> None:
    day = _day(f"۱۲ {name} خوبه", _SUNDAY)
    found = calendar.jalali_parts(day)[1:] if name in JALALI_MONTHS else (day.month, day.day)
    assert found == ({**JALALI_MONTHS, **GREGORIAN_MONTHS}[name], 12)


@pytest.mark.parametrize("day", range(1, 32))
def test_every_day_of_a_month_in_words(day: int) -> None:
    ones = ["", *"یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده".split()]  # noqa: SIM905
    tens, rest = ("", day) if day < 20 else ("بیست", day - 20) if day < 30 else ("سی", day - 30)
    words = " و ".join(word for word in (tens, ones[rest]) if word)
    ordinal = words.removesuffix("سه") + "سوم" if words.endswith("سه") else words + "م" if words != "سی" else "سی‌ام"
    expected = calendar.jalali_day(1406, 1, day)
    assert expected
    assert _day(f"{words} فروردین", _SUNDAY) == expected
    assert _day(f"{ordinal} فروردین‌ماه", _SUNDAY) == expected
    assert _day(f"{day} فروردین", _SUNDAY) == expected


@pytest.mark.parametrize(
    ("words", "value"),
    [("سی و یک", 31), ("بیست وسه", 23), ("دوازده", 12), ("بیست", 20), ("سه و بیست", None), ("۰۷", 7)],
)
def test_number_words(words: str, value: int | None) -> None:
    assert number_of(normalise(words).text) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("اول", 1),
        ("سوم", 3),
        ("بیست و سوم", 23),
        ("سی‌ام", 30),
        ("سی و یکم", 31),
        ("سی و دوم", None),
        ("bist o yekom", 21),
    ],
)
def test_ordinals_are_days_of_a_month(words: str, value: int | None) -> None:
    assert day_of(normalise(words).text) == value


@pytest.mark.parametrize(
    ("hour", "part", "value"),
    [
        (12, "night", "00:00"), (12, "noon", "12:00"), (12, "dawn", "00:00"), (1, "noon", "13:00"), (11, "noon", "11:00"),
        (2, "night", "02:00"), (8, "night", "20:00"), (5, "afternoon", "17:00"), (17, "afternoon", "17:00"), (5, "", "05:00"),
        (24, "", "00:00"), (25, "", None),
    ],
)  # fmt: skip
def test_the_part_of_the_day_sets_the_hour(hour: int, part: str, value: str | None) -> None:
    assert clock(hour, 0, part) == value


def test_date_and_time_beside_each_other_keep_their_own_words() -> None:
    raw = "فردا ساعت ۵ عصر دو ساعت"
    found = [(m.entity, raw[m.start : m.end], m.value) for kind in _KINDS for m in _mentions(kind, raw, _SUNDAY)]
    assert found == [
        ("date", "فردا", "2026-11-23"),
        ("time", "ساعت ۵ عصر", "17:00"),
        ("duration", "دو ساعت", "PT2H"),
    ]


_PIECES = """۱۲|405|۹۹۹۹|/|:|-|.|و|تا|به|از|دو|سه|سی|بیست|ده|نیم|ربع|ساعت|دقیقه|روز|هفته|ماه|سال|شنبه|جمعه|فردا|دیگه|پیش|بعد|اول
|آخر|آذر|اسفند|ام|م|ه|ها|ی|،|؟|\u200c|\u0651|\n|صبح|شب|ظهر|عصر|saat|shanbe|dige|do|o|٣|½|İ|ﷺ|𝟙|\ud800"""
_PIECE = st.sampled_from(_PIECES.split("|"))


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(st.characters(), max_size=60),
        st.lists(_PIECE, max_size=30).map("".join),
        st.lists(_PIECE).map(" ".join),
    ),
    st.dates(datetime.date(1000, 1, 1), datetime.date(9000, 1, 1)),
)
def test_no_text_raises_and_spans_lie_in_the_text(raw: str, today: datetime.date) -> None:
    for kind in _KINDS:
        end = 0
        for mention in sorted(_mentions(kind, raw, today), key=lambda mention: mention.start):
            assert end <= mention.start < mention.end <= len(raw)
            end = mention.end
