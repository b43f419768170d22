"""What the list of services can be asked for: search, organisation, situation of life, pages, and bad parameters."""

import aiohttp

from actions.services.catalogue import catalogue
from actions.services.life_events import life_events
from bot.channels.web.api.queries import Query, read_query
from tests.web.api_client import PLAIN, SERVICES, get, ids
from tests.web.api_description import check


async def test_search_takes_arabic_letters_half_spaces_and_case(http: aiohttp.ClientSession) -> None:
    for query in ("كارت ملي", "کارت ملی", "ملی کارت", "کارت\u200cملی", "NATIONAL card"):
        found = await ids(http, q=query)
        assert "national-card" in found and "passport" not in found, query


async def test_search_without_a_hit_is_an_empty_list(http: aiohttp.ClientSession) -> None:
    status, body = await get(http, SERVICES, q="زرافه")
    assert (status, body["total"], body["services"]) == (200, 0, [])


async def test_organisation_narrows_the_list(http: aiohttp.ClientSession) -> None:
    expected = [service.id for service in catalogue().services.values() if service.authority_id == "civil-registration"]
    assert await ids(http, organisation="civil-registration", limit="100") == expected
    narrowed = await ids(http, organisation="civil-registration", q="شناسنامه")
    assert narrowed and set(narrowed) < set(expected)
    _, body = await get(http, "/api/v1/organisations")
    (counted,) = [found["services"] for found in body["organisations"] if found["id"] == "civil-registration"]
    assert counted == len(expected)


async def test_life_event_narrows_the_list(http: aiohttp.ClientSession) -> None:
    for event in life_events():
        expected = [service.id for service in catalogue().services.values() if event in service.life_events]
        assert await ids(http, life_event=event, limit="100") == expected


def test_a_query_by_life_event_excludes_services_without_it() -> None:
    (service, *_) = catalogue().services.values()
    event = "no-such-event"
    assert event not in service.life_events
    assert not Query((), event, "", 1, 0).fits(service) and Query((), "", "", 1, 0).fits(service)
    assert read_query({"life_event": event}, {event}, ()).life_event == event


async def test_pages_cover_the_list_once(http: aiohttp.ClientSession) -> None:
    pages = [await ids(http, limit="30", offset=str(offset)) for offset in range(0, len(catalogue().services) + 30, 30)]
    assert [name for page in pages for name in page] == list(catalogue().services)
    assert len(pages[0]) == 30 and pages[-1] == []


BAD = [
    ({"limit": "0"}, "'limit' must be a whole number from 1 to 100"),
    ({"limit": "101"}, "'limit'"),
    ({"limit": "ten"}, "'limit'"),
    ({"limit": "۱۰"}, "'limit'"),
    ({"limit": "1_0"}, "'limit'"),
    ({"offset": "-1"}, "'offset' must be a whole number from 0"),
    ({"offset": "9" * 30}, "'offset'"),
    ({"q": "آ" * 101}, "'q' is longer than 100 characters"),
    ({"life_event": "nonsense"}, "/api/v1/life-events"),
    ({"organisation": "nonsense"}, "/api/v1/organisations"),
    ({"lmit": "10"}, "no parameter 'lmit'"),
]


async def test_a_bad_parameter_is_named(http: aiohttp.ClientSession) -> None:
    for query, named in BAD:
        status, body = await get(http, SERVICES, **query)
        check(SERVICES, status, body)
        assert (status, body["error"]["code"]) == (400, "bad_parameter") and named in body["error"]["message"], query


async def test_a_parameter_given_twice_is_refused(http: aiohttp.ClientSession) -> None:
    async with http.get(f"{SERVICES}?limit=1&limit=2") as response:
        body = await response.json()
    assert response.status == 400 and "more than once" in body["error"]["message"]


async def test_an_empty_parameter_counts_as_absent(http: aiohttp.ClientSession) -> None:
    assert await ids(http, q="", limit="", organisation="", life_event="") == await ids(http)


async def test_other_addresses_take_no_parameters(http: aiohttp.ClientSession) -> None:
    for path in (*[path for path in PLAIN if path != SERVICES], f"{SERVICES}/passport"):
        assert (await get(http, path, q="x"))[0] == 400
