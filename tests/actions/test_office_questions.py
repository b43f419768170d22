"""What a message asks of the offices shown last, by its words alone."""

import time
from datetime import date
from typing import Any

import pytest

from actions.offices import in_hand, which_day
from actions.offices.in_hand import SLOT
from actions.offices.questions import DETAILS, ELSEWHERE, MORE, NEARER, asked
from tests.actions.drafts import turn

SHOWN = {"kind": "pishkhan", "city": "شیراز", "shown": ["a", "b", "c"], "listed": ["a", "b", "c"]}
MONDAY = date(2026, 11, 23)


def question(said: str, entities: dict[str, str] | None = None, **values: Any) -> Any:
    kept = {**SHOWN, "at": time.time(), **values.pop("kept", {})}
    spans = tuple((name, *span(said, value)) for name, value in (entities or {}).items())
    slots = {SLOT: kept, **values.pop("slots", {})}
    return asked(turn(said, entities=entities or {}, marked=spans, slots=slots, form_open=False, **values))


def span(said: str, value: str) -> tuple[int, int]:
    start = said.find(value)
    return (start, start + len(value)) if start >= 0 else (0, 0)


@pytest.mark.parametrize(
    ("said", "wishes"),
    [
        ("تلفنشون", ("phone",)),
        ("میشه شماره‌ش رو بدید", ("phone",)),
        ("shomare telefonesh chie", ("phone",)),
        ("how can i call them", ("phone",)),
        ("ساعات کارشان", ("hours",)),
        ("چه روزهایی بازه", ("hours", "open")),
        ("الان بسته‌ست؟", ("open",)),
        ("تعطیلات هم هستن؟", ("hours",)),
        ("نشانی دقیقش", ("address",)),
        ("آدرس و تلفنش", ("phone", "address")),
        ("لوکیشنشو بفرست", ("map",)),
        ("چه خدماتی داره", ("services",)),
        ("نزدیک‌ترش نیست؟", (NEARER,)),
        ("یه جای دیگه بگو", (MORE,)),
        ("باز هم هست؟", (MORE,)),
        ("دیگه کجا هست؟", (MORE,)),
        ("any others?", (MORE,)),
        ("دومیش", (DETAILS,)),
        ("شماره ۲", (DETAILS,)),
        ("شماره تلفن دفتر دوم", ("phone",)),
        ("واقعیش کجاست", ("address", "real")),
        ("اون یکی", (MORE,)),
    ],
)
def test_what_is_asked(said: str, wishes: tuple[str, ...]) -> None:
    found = question(said)
    assert found is not None and found.wishes == wishes


@pytest.mark.parametrize(
    "said",
    [
        "نه دیگه", "کار دیگه‌ای ندارم", "یه چیز دیگه", "سایتش چیه", "مدارکش چیه", "هزینه‌اش چقدره", "چقدر طول می‌کشه",
        "تلفن خونمون قطعه", "شماره پیگیری", "شماره ۱۳۷ چیه", "بیمارستان نزدیک من", "ممنون", "چه خدماتی دارید",
    ],
)  # fmt: skip
def test_other_things_are_no_questions_about_them(said: str) -> None:
    assert question(said) is None


@pytest.mark.parametrize(
    ("said", "offices"),
    [
        ("تلفن دومی", ("b",)),
        ("آدرس آخری", ("c",)),
        ("شماره ۳", ("c",)),
        ("۱", ("a",)),
        ("third one", ("c",)),
        ("تلفنش", ("a", "b", "c")),
    ],
)
def test_which_of_them(said: str, offices: tuple[str, ...]) -> None:
    found = question(said)
    assert found is not None and found.offices == offices and not found.beyond


def test_a_number_that_the_list_has_not() -> None:
    found = question("شماره ۵")
    assert found is not None and found.beyond


def test_one_that_was_opened_stays_in_hand_and_numbers_count_in_the_list() -> None:
    kept = {"shown": ["b"]}
    assert question("تلفنش", kept=kept).offices == ("b",)
    assert question("تلفن سومی", kept=kept).offices == ("c",)


def test_the_same_elsewhere() -> None:
    assert question("یزد چی؟", {"city": "یزد"}).wishes == (ELSEWHERE,)
    assert question("مدارک یزد", {"city": "یزد"}) is None
    news = question("فردا یزد تعطیله؟", {"city": "یزد", "date": "فردا"}, intent="ask_city_info")
    assert news is None


def test_what_could_be_about_anything_is_about_them_only_at_once() -> None:
    later = {"turns": 3}
    assert question("دومی", kept=later) is None
    assert question("یزد چی؟", {"city": "یزد"}, kept=later) is None
    assert question("تلفنش", kept=later) is not None
    assert question("دومی", slots={"offer": "decide:ask_documents:age"}) is None


@pytest.mark.parametrize("kept", [{"turns": in_hand.MESSAGES}, {"at": time.time() - 7200}])
def test_after_a_while_nothing_is_about_them(kept: dict[str, Any]) -> None:
    assert question("تلفنش", kept=kept) is None


def test_a_misspelt_word_counts_where_the_classifier_agrees() -> None:
    assert question("تلقنش چنده", intent="find_office").wishes == ("phone",)
    assert question("تلقنش چنده", intent="inform") is None


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("پنج شنبه ها", date(2026, 11, 26)),
        ("on friday", date(2026, 11, 27)),
        ("monday", date(2026, 11, 30)),
        ("tomorrow?", date(2026, 11, 24)),
        ("day after tomorrow", date(2026, 11, 25)),
        ("امروز", None),
        ("ساعت کارش", None),
    ],
)
def test_days_that_are_told_without_a_date(said: str, day: date | None) -> None:
    assert which_day.meant(turn(said), MONDAY) == day


def test_other_matters_let_them_go() -> None:
    slots = {SLOT: {**SHOWN, "at": time.time()}}

    def turns(action: str, events: list[dict[str, Any]]) -> int:
        after = in_hand.followed(slots, events, action, resumed=False, opened=False)
        return int(after[0]["value"]["turns"])

    assert turns("action_respond", []) == 1
    assert turns("action_track_request", []) == in_hand.MESSAGES
    service = {"event": "slot", "name": "service", "value": "passport"}
    assert turns("action_answer_service", [service]) == in_hand.MESSAGES
    own = {"event": "slot", "name": SLOT, "value": {}}
    assert in_hand.followed(slots, [own, service], "action_offices", resumed=False, opened=False) == []
