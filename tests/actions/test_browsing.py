"""Services without typing: situations of life, organisations, those asked about most; a way on and back on every level."""

import json
import re
from collections.abc import Iterator

import pytest

from actions import browsing, paging, popularity
from actions.services.catalogue import catalogue
from actions.services.life_events import life_events
from actions.services.organisations import organisations
from tests.actions.fakes import Answer, run, user

TOP = '/ask_service{"life_event": "all"}'
MOST = paging.MOST + 3  # with the ways on


@pytest.fixture(autouse=True)
def nothing_read() -> Iterator[None]:
    popularity.forget()
    yield
    popularity.forget()


async def press(payload: str, language: str = "fa") -> Answer:
    found = re.fullmatch(r"/(\w+)(\{.*\})?", payload)
    assert found
    action = "action_inform" if found[1] == "inform" else "action_answer_service"
    return await run(action, user(f"/{found[1]}", found[1], json.loads(found[2] or "{}"), language=language))


async def reached(start: str) -> dict[str, Answer]:
    """Every list that buttons lead to, by payload."""
    found: dict[str, Answer] = {}
    waiting = [start]
    while waiting:
        payload = waiting.pop()
        found[payload] = await press(payload)
        waiting += [one for one in found[payload].payloads if one.startswith("/ask_service{") and one not in found]
        waiting = list(dict.fromkeys(one for one in waiting if one not in found))
    return found


async def test_every_service_is_reached_by_its_situation_and_by_its_organisation() -> None:
    lists = await reached(TOP)
    assert len(lists) > len(life_events()) + 25
    leaves = {one for answer in lists.values() for one in answer.payloads if one.startswith("/inform")}
    told = [json.loads(one.removeprefix("/inform")) for one in leaves]
    by_event = {(one["service"], one["life_event"]) for one in told if "life_event" in one}
    by_organisation = {(one["service"], one["organisation"]) for one in told if "organisation" in one}
    services = catalogue().services.values()
    assert by_event >= {(service.id, event) for service in services for event in service.life_events}
    assert by_organisation == {(service.id, service.authority_id) for service in services}


async def test_every_list_is_short_and_leads_back_to_the_top() -> None:
    for payload, answer in (await reached(TOP)).items():
        assert len(answer.payloads) <= MOST, payload
        assert len(set(answer.payloads)) == len(answer.payloads), payload
        assert payload == TOP or TOP in answer.payloads, payload
        assert payload not in answer.payloads, f"{payload} leads to itself"


async def test_the_top_offers_three_ways() -> None:
    answer = await press(TOP)
    assert answer.text == "برای چه کاری؟\nصفحهٔ ۱ از ۳"
    assert answer.titles[-3:] == ["بیشتر", "بر اساس سازمان", "پرپرسش‌ترین‌ها"]


async def test_organisations_stand_with_their_common_names_the_one_with_most_services_first() -> None:
    answer = await press('/ask_service{"organisation": "all"}')
    assert answer.text == "خدمت‌های کدام سازمان؟\nصفحهٔ ۱ از ۳"
    assert answer.titles[:2] == ["شهرداری", "پلیس (فراجا)"]
    assert all(len(found.label.fa) <= 30 for found in organisations().values())


async def test_from_a_later_page_one_comes_back_to_that_page() -> None:
    payload = '/ask_service{"organisation": "all", "page": "2"}'
    organisation = (await press(payload)).payloads[0]
    assert payload in (await press(organisation)).payloads


async def test_an_organisation_leads_to_its_services_and_those_to_what_can_be_asked() -> None:
    police = await press('/ask_service{"organisation": "faraja"}')
    assert police.text == "خدمت‌های پلیس (فراجا):\nصفحهٔ ۱ از ۲"
    police = await press(next(one for one in police.payloads if '"page": "2"' in one))
    passport = next(one for one in police.payloads if '"passport"' in one)
    answer = await press(passport)
    assert answer.text.startswith("صدور گذرنامه:")
    assert "هزینه" in answer.titles and answer.titles[-1] == "برگشت به فهرست"
    back = await press(answer.payloads[-1])
    assert passport in back.payloads


async def test_a_service_that_was_not_browsed_to_has_no_way_back() -> None:
    answer = await press('/inform{"service": "passport"}')
    assert "برگشت به فهرست" not in answer.titles


@pytest.mark.parametrize(
    "entities", ['{"organisation": "moon"}', '{"life_event": "moon"}', '{"life_event": "all", "page": "x"}']
)
async def test_a_list_that_there_is_not_gives_the_top(entities: str) -> None:
    assert (await press(f"/ask_service{entities}")).payloads == (await press(TOP)).payloads


@pytest.mark.parametrize("page", ["0", "-1", "99", "۲", "9999999"])
async def test_a_page_that_there_is_not_gives_one_that_there_is(page: str) -> None:
    answer = await press(f'/ask_service{{"life_event": "all", "page": "{page}"}}')
    assert re.search("صفحهٔ [۱۲۳] از ۳", answer.text)


async def test_english_lists_are_english() -> None:
    answer = await press('/ask_service{"organisation": "all"}', "en")
    assert answer.text == "Services of which organisation?\nPage 1 of 3"
    assert not re.search("[\u0600-\u06ff]", " ".join(answer.titles))


def test_no_situation_of_life_is_named_as_a_list_of_ours() -> None:
    assert not {browsing.ALL, browsing.POPULAR} & life_events().keys()
    assert browsing.ALL not in organisations()


@pytest.mark.parametrize(
    ("length", "pages"), [(0, [0]), (1, [1]), (10, [10]), (11, [6, 5]), (21, [7, 7, 7]), (25, [9, 8, 8])]
)
def test_pages_are_about_equal_and_hold_everything_once(length: int, pages: list[int]) -> None:
    items = list(range(length))
    found = [paging.page(items, number + 1) for number in range(len(pages))]
    assert [len(page.items) for page in found] == pages
    assert [item for page in found for item in page.items] == items
    assert all(paging.page_of(items, item) == page.number for page in found for item in page.items)
