"""Answers to who looks for an office: the place is asked for once, samples say so, nothing is a dead end."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from actions.offices.searching import SLOT
from actions.offices.ways_on import titles_of
from actions.services.offices import directory
from actions.services.offices.directory import Directory
from tests.actions.fakes import Answer, run, user
from tests.actions.office_records import SHIRAZ, made

TEHRAN = [35.6892, 51.3890]
SAMPLE = "⚠ این دادهٔ نمونه است و واقعی نیست"


@pytest.fixture
def shiraz() -> Iterator[None]:
    """Five real counters in Shiraz, the first of them in district 1, and a police office."""
    counters = [
        made(f"pishkhan-{number}", lat=round(29.60 + number / 100, 2), district=number) for number in range(1, 6)
    ]
    directory.attach(Directory([*counters, made("police-1", kind="police10", phones=[])]))
    yield
    directory.attach(None)


async def find(
    entities: dict[str, str] | None = None, text: str = "", intent: str = "find_office", **values: Any
) -> Answer:
    slots = values.pop("slots", {})
    form = values.pop("form", False)
    return await run("action_offices", user(text or f"/{intent}", intent, entities, **values), slots, form=form)


def custom(answer: Answer) -> dict[str, Any]:
    return dict(answer.messages[0].get("custom") or {})


async def test_the_place_is_asked_for_with_the_cities_that_have_one(shiraz: None) -> None:
    answer = await find({"office": "pishkhan"})
    assert answer.text == "کدام شهر هستید؟ نامش را بنویسید، یا موقعیتتان را بفرستید."
    assert answer.payloads[0] == '/find_office{"office": "pishkhan", "city": "شیراز"}'
    assert custom(answer) == {"request": "location"}
    assert answer.slots["offer"] == "wish:find_office"
    assert answer.slots[SLOT]["kind"] == "pishkhan"


@pytest.mark.parametrize("intent", ["inform", "correct", "nlu_fallback"])
async def test_the_city_given_afterwards_goes_on_with_the_search(shiraz: None, intent: str) -> None:
    slots = (await find({"office": "pishkhan"})).slots
    action = "action_fallback" if intent == "nlu_fallback" else "action_inform"
    answer = await run(action, user("شیراز", intent, {"city": "شیراز"}), slots)
    assert answer.text.startswith("دفتر پیشخوان در شیراز:\n۱. پیشخوان pishkhan-1\nخیابان زند\n")
    assert "تلفن \u2066۰۷۱۳۲۱۱۱۱۱۱\u2069" in answer.text
    assert "۲ تای دیگر هم ثبت است" in answer.text
    assert "منبع: فهرست استانداری · دیده‌شده در یکشنبه ۱۰ آبان ۱۴۰۵\nاین نشانی هنوز بازبینی نشده" in answer.text
    assert SAMPLE not in answer.text


async def test_a_place_on_the_map_gives_the_nearest_with_a_pin(shiraz: None) -> None:
    slots = (await find({"office": "pishkhan"})).slots
    answer = await run("action_inform", user("/inform", "inform", location=list(SHIRAZ), kind="location"), slots)
    lines = answer.text.splitlines()
    assert lines[0] == "دفتر پیشخوان، نزدیک‌ترین به شما (فاصله به خط مستقیم):"
    assert lines[1] == "۱. پیشخوان pishkhan-1 — کمتر از ۱۰۰ متر"
    assert "۲. پیشخوان pishkhan-2 — حدود ۱٫۱ کیلومتر" in lines
    assert "pishkhan-4" not in answer.text
    assert custom(answer) == {"location": list(SHIRAZ), "venue": ["پیشخوان pishkhan-1", "خیابان زند"]}
    assert '/find_office{"office": "pishkhan-2"}' in answer.payloads


async def test_a_place_out_of_the_blue_offers_offices_beside_the_report(shiraz: None) -> None:
    kept = await run("action_inform", user("/inform", "inform", location=list(SHIRAZ), kind="location"))
    assert kept.titles == ["بله، گزارش می‌کنم", "نزدیک‌ترین دفترها", "نه"]
    assert kept.slots["offer"] == "report"
    answer = await find(slots=kept.slots)
    assert answer.text.startswith("دفترها، نزدیک‌ترین به شما")
    kind = await find({"office": "police10"}, slots=kept.slots)  # the place is not asked for again
    assert kind.text.startswith("دفتر پلیس +۱۰، نزدیک‌ترین به شما")


async def test_a_place_that_was_told_long_ago_does_not_count(shiraz: None) -> None:
    old = {"place": list(SHIRAZ), "at": time.time() - 7200}
    assert (await find({"office": "police10"}, slots={SLOT: old})).text.startswith("کدام شهر")


async def test_the_city_told_before_is_not_asked_for_again_unless_another_is_wanted(shiraz: None) -> None:
    slots = (await find({"office": "pishkhan", "city": "شیراز"})).slots
    answer = await find({"office": "police10"}, slots=slots)
    assert answer.text.startswith("دفتر پلیس +۱۰ در شیراز:")
    other = answer.payloads[answer.titles.index("شهر دیگر")]
    assert other == '/find_office{"office": "police10", "city": "other"}'
    assert (await find({"office": "police10", "city": "other"}, slots=slots)).text.startswith("کدام شهر")


async def test_a_district_is_looked_at_first(shiraz: None) -> None:
    here = await find({"office": "pishkhan", "city": "شیراز", "district": "4"})
    assert here.text.startswith("دفتر پیشخوان در منطقهٔ ۴ شیراز:\n۱. پیشخوان pishkhan-4")
    assert "pishkhan-1" not in here.text
    none = await find({"office": "pishkhan", "city": "شیراز", "district": "9"})
    assert none.text.startswith("دفتر پیشخوان در منطقهٔ ۹ پیش من ثبت نیست؛ در جاهای دیگر شیراز:\n۱. ")


async def test_a_district_without_its_city_is_asked_for(shiraz: None) -> None:
    asked = await find({"office": "pishkhan", "district": "4"})
    assert asked.text.startswith("منطقهٔ ۴ کدام شهر؟")
    answer = await run("action_inform", user("شیراز", "inform", {"city": "شیراز"}), asked.slots)
    assert answer.text.startswith("دفتر پیشخوان در منطقهٔ ۴ شیراز:")


async def test_a_city_without_one_is_told_with_the_ways_of_the_catalogue(shiraz: None) -> None:
    answer = await find({"office": "police10", "city": "یزد"})
    assert answer.text.startswith("دفتر پلیس +۱۰ در یزد هنوز پیش من ثبت نیست")
    assert "\u2066https://police.ir/\u2069" in answer.text
    assert answer.payloads[0] == '/ask_channel{"service": "passport"}'


async def test_far_from_all_of_them(shiraz: None) -> None:
    answer = await find({"office": "pishkhan"}, location=TEHRAN, kind="location")
    assert answer.text.startswith("دفتر پیشخوان تا ۵۰ کیلومتری شما پیش من ثبت نیست")
    assert answer.payloads


async def test_a_place_abroad_is_asked_for_again(shiraz: None) -> None:
    answer = await find({"office": "pishkhan"}, location=[48.85, 2.35], kind="location")
    assert answer.text.startswith("این نقطه در ایران نیست")
    assert answer.slots["offer"] == "wish:find_office"


async def test_samples_say_so_first_and_lead_to_the_official_way() -> None:
    for entities in ({"office": "police10", "city": "تهران"}, {"office": "sample-tehran-police10"}):
        answer = await find(entities)
        assert answer.text.startswith(SAMPLE)
        assert "\u2066https://police.ir/\u2069" in answer.text
        assert '/ask_channel{"service": "passport"}' in answer.payloads
        assert "نمونه" in custom(answer)["venue"][0] and "واقعی نیست" in custom(answer)["venue"][1]
    week = await find({"office": "sample-tehran-police10"}, intent="ask_opening_hours")
    assert week.text.startswith(SAMPLE)
    near = await find(location=TEHRAN, kind="location")
    assert near.text.startswith(SAMPLE)
    english = await find({"office": "pishkhan", "city": "تهران"}, language="en")
    assert english.text.startswith("⚠ This is sample data and not real")


async def test_one_office_with_its_week_on_a_button(shiraz: None) -> None:
    answer = await find({"office": "pishkhan-2"})
    assert answer.text.startswith("پیشخوان pishkhan-2\nدفتر پیشخوان، شیراز، منطقهٔ ۲\nخیابان زند\n")
    assert "خدمت‌ها: " in answer.text
    payload = answer.payloads[answer.titles.index("ساعت کار هفته")]
    assert payload == '/ask_opening_hours{"office": "pishkhan-2"}'
    week = await find({"office": "pishkhan-2"}, intent="ask_opening_hours")
    assert "شنبه تا چهارشنبه: ۸ تا ۱۴\nپنجشنبه: ۸ تا ۱۲\nجمعه: تعطیل" in week.text
    assert "نشانی" in week.titles


def test_long_names_become_titles_that_tell_them_apart() -> None:
    assert titles_of(["پست مرکزی", "پست غرب"], "fa") == ["پست مرکزی", "پست غرب"]
    names = [f"دفتر پیشخوان خدمات دولت {number} خیابان انقلاب اسلامی" for number in ("۷۲۱۱", "۷۲۱۲")]
    assert titles_of(names, "fa") == ["۱. ۷۲۱۱ خیابان انقلاب اسلامی", "۲. ۷۲۱۲ خیابان انقلاب اسلامی"]
    alone = titles_of(["دفتر پیشخوان خدمات دولت و بخش عمومی غیردولتی"], "fa")
    assert alone == ["دفتر پیشخوان خدمات دولت و بخش…"]


async def test_an_office_that_is_gone_leads_on(shiraz: None) -> None:
    answer = await find({"office": "closed-long-ago"})
    assert answer.text.startswith("این دفتر در فهرست من نیست")
    assert answer.payloads[:2] == ['/find_office{"office": "pishkhan"}', '/find_office{"office": "police10"}']


async def test_opening_hours_of_a_kind_are_those_of_its_offices(shiraz: None) -> None:
    answer = await find({"office": "police10", "city": "شیراز"}, intent="ask_opening_hours")
    assert "\nالان" in answer.text or "\nامروز" in answer.text
    assert answer.payloads[0] == '/ask_opening_hours{"office": "police-1"}'


async def test_a_service_is_looked_for_where_it_is_got(shiraz: None) -> None:
    answer = await find({"service": "passport", "city": "شیراز"})
    assert answer.text.startswith("مراجعه برای صدور گذرنامه در شیراز:\n۱. پیشخوان police-1")
    assert "تلفن" not in answer.text  # none is recorded
    assert answer.slots["service"] == "passport"
    assert '/ask_channel{"service": "passport"}' in answer.payloads


async def test_the_service_in_hand_counts_only_where_nothing_else_is_named(shiraz: None) -> None:
    slots = {"service": "passport"}
    asked = await find(text="نزدیک‌ترین دفترش کجاست", slots=slots)
    assert '/find_office{"service": "passport", "city": "شیراز"}' in asked.payloads
    other = await find(text="دفتر اسناد رسمی کجاست", slots=slots)
    assert other.text.startswith("نشانی این‌جور جا پیش من نیست")


async def test_within_a_report_nothing_is_asked_beside_its_question(shiraz: None) -> None:
    answer = await find({"office": "pishkhan"}, text="پیشخوان کجاست", form=True)
    assert "؟" not in answer.text and "دفتر پیشخوان تبریز" in answer.text
    known = await find({"office": "pishkhan", "city": "شیراز"}, text="پیشخوان شیراز کجاست", form=True)
    assert known.text.startswith("دفتر پیشخوان در شیراز:")
    assert "request" not in custom(known)


@pytest.mark.parametrize("intent", ["ask_channel", "inform"])
async def test_a_service_got_at_an_office_has_a_button_for_the_nearest(shiraz: None, intent: str) -> None:
    action = "action_answer_service" if intent == "ask_channel" else "action_inform"
    answer = await run(action, user("گذرنامه", intent, {"service": "passport"}))
    assert answer.payloads[answer.titles.index("نزدیک‌ترین دفتر")] == '/find_office{"service": "passport"}'
    assert len(answer.titles) <= 8
    documents = await run("action_answer_service", user("مدارک", "ask_documents", {"service": "national-card"}))
    assert "نزدیک‌ترین دفتر" not in documents.titles


async def test_no_such_button_where_no_office_is_recorded(no_offices: None) -> None:
    answer = await run("action_answer_service", user("کجا برم", "ask_channel", {"service": "passport"}))
    assert "نزدیک‌ترین دفتر" not in answer.titles


async def test_a_bare_city_after_offices_looks_there(shiraz: None) -> None:
    slots = (await find({"office": "pishkhan", "city": "یزد"})).slots
    answer = await run("action_inform", user("شیراز", "inform", {"city": "شیراز"}), slots)
    assert answer.text.startswith("دفتر پیشخوان در شیراز:")


async def test_a_place_that_the_list_invited_gives_the_nearest(shiraz: None) -> None:
    listed = await find({"office": "pishkhan", "city": "شیراز"})
    assert custom(listed)["request"] == "location"
    said = {"event": "bot", "text": listed.text, "data": {"custom": custom(listed), "buttons": []}}
    before = [{"event": "user", "text": "پیشخوان شیراز"}, said]
    place = user("/inform", "inform", location=list(SHIRAZ), kind="location")
    answer = await run("action_inform", place, listed.slots, before=before)
    assert answer.text.startswith("دفتر پیشخوان، نزدیک‌ترین به شما")
    slots = {**listed.slots, SLOT: {**listed.slots[SLOT], "turns": 1}}
    later = await run("action_inform", place, slots)  # something else was said in between
    assert "گزارش" in later.text


async def test_what_is_asked_next_is_about_the_offices_that_were_shown(shiraz: None) -> None:
    listed = await find({"office": "pishkhan", "city": "شیراز"})
    slots = {**listed.slots, "service": "national-card"}
    message = user("تلفنش چنده", "find_office")
    answer = await run("action_offices", message, slots)
    assert answer.text.startswith(
        "پیشخوان pishkhan-1، پیشخوان pishkhan-2، پیشخوان pishkhan-3:\nتلفن \u2066۰۷۱۳۲۱۱۱۱۱۱\u2069"
    )
    assert "منبع: فهرست استانداری" in answer.text
    long_ago = {**slots, SLOT: {**listed.slots[SLOT], "turns": 6}}
    assert "مراجعه برای کارت ملی" in (await run("action_offices", message, long_ago)).text


async def test_the_rest_of_a_list_comes_page_by_page(shiraz: None) -> None:
    first = await find({"office": "pishkhan", "city": "شیراز"})
    button = first.payloads[first.titles.index("بقیهٔ دفترها")]
    assert button == '/find_office{"office": "pishkhan", "city": "شیراز", "page": "2"}'
    message = user("بقیه‌ش", "list_participation")
    rest = await run("action_participation", message, first.slots)
    assert "۱. پیشخوان pishkhan-4\n" in rest.text and "۲. پیشخوان pishkhan-5\n" in rest.text
    assert "تای دیگر" not in rest.text and rest.slots[SLOT]["listed"] == ["pishkhan-4", "pishkhan-5"]
    none = await run("action_participation", message, rest.slots)
    assert none.text == "دفتر دیگری در این شهر پیش من ثبت نیست." and "شهر دیگر" in none.titles
    second = await run("action_inform", user("دومی", "inform"), rest.slots)
    assert second.text.startswith("پیشخوان pishkhan-5\n")
    assert second.slots[SLOT]["listed"] == ["pishkhan-4", "pishkhan-5"]


async def test_a_stale_page_is_the_first_one(shiraz: None) -> None:
    answer = await find({"office": "pishkhan", "city": "شیراز", "page": "9"})
    assert "۱. پیشخوان pishkhan-1\n" in answer.text


async def test_offices_that_are_gone_meanwhile_are_told_to_be(shiraz: None) -> None:
    slots = {SLOT: {"kind": "pishkhan", "city": "شیراز", "shown": ["x"], "listed": ["x"], "at": time.time()}}
    answer = await run("action_offices", user("تلفنش", "find_office"), slots)
    assert answer.text.startswith("این دفتر در فهرست من نیست") and answer.payloads


async def test_hours_of_another_day(shiraz: None) -> None:
    day = {"office": "police10", "city": "شیراز", "date": "2031-03-14"}  # a Friday
    assert "جمعه ۲۳ اسفند ۱۴۰۹: تعطیل" in (await find(day, intent="ask_opening_hours")).text
    one = await find({"office": "police-1", "date": "2031-03-21"}, intent="ask_opening_hours")
    assert "جمعه ۱ فروردین ۱۴۱۰: تعطیل رسمی (جشن نوروز)" in one.text
    past = await find({**day, "date": "2020-03-21"}, intent="ask_opening_hours")
    assert "\nالان" in past.text or "\nامروز" in past.text


async def test_where_to_go_for_an_office_is_the_office_itself(shiraz: None) -> None:
    message = user("کجا برم پلیس +۱۰", "ask_channel", {"office": "police10"})
    asked = await run("action_answer_service", message)
    assert asked.text.startswith("کدام شهر") and asked.slots["offer"] == "wish:find_office"
    in_hand = await run("action_answer_service", message, {"service": "passport"})
    assert "برای صدور گذرنامه از این راه‌ها" in in_hand.text
