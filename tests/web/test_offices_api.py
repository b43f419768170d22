"""/api/v1/offices: against its own description, by what is wanted and by distance, without samples."""

from collections.abc import Iterator
from typing import Any

import aiohttp
import pytest

from actions import popularity
from actions.services.catalogue import catalogue
from actions.services.offices import directory
from actions.services.offices.directory import Directory
from bot.channels.web.api.offices import PARAMETERS
from tests.actions.office_records import made
from tests.web.api_description import OPENAPI, check

OFFICES = "/api/v1/offices"


@pytest.fixture(autouse=True)
def offices() -> Iterator[None]:
    """A counter and a police office in Shiraz, a counter in Yazd without a place, and a sample in Tehran."""
    directory.attach(
        Directory(
            [
                made("counter", phones=[], hours={"saturday": ["07:30-12:00", "14:00-17:30"], "friday": []}),
                made("police", kind="police10", lat=29.65, district=2),
                made("yazd", city={"fa": "یزد"}, lat=None, long=None, services=["passport"], verified="2026-11-02"),
                made("sample", city="تهران", lat=35.7, long=51.4, sample=True, kind="post"),
            ]
        )
    )
    yield
    directory.attach(None)


async def get(http: aiohttp.ClientSession, **query: str) -> tuple[int, Any]:
    async with http.get(OFFICES, params=query) as response:
        body = await response.json()
        check(OFFICES, response.status, body)
        return response.status, body


async def ids(http: aiohttp.ClientSession, **query: str) -> list[str]:
    status, body = await get(http, **query)
    assert status == 200, body
    return [office["id"] for office in body["offices"]]


def test_the_description_names_the_parameters_that_exist() -> None:
    described = [parameter["name"] for parameter in OPENAPI["paths"][OFFICES]["get"]["parameters"]]
    assert described == list(PARAMETERS)


async def test_real_offices_alone_are_given(http: aiohttp.ClientSession) -> None:
    assert await ids(http) == ["counter", "police", "yazd"]
    assert await ids(http, kind="post") == []
    assert await ids(http, lat="35.7", long="51.4") == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"kind": "police10"}, ["police"]),
        ({"city": "شيراز"}, ["counter", "police"]),
        ({"city": "شیراز", "district": "2"}, ["police"]),
        ({"service": "passport"}, ["police", "yazd"]),
        ({"lat": "29.66", "long": "52.53"}, ["police", "counter"]),
        ({"lat": "29.66", "long": "52.53", "district": "1"}, ["counter"]),
        ({"limit": "1", "offset": "1"}, ["police"]),
    ],
)
async def test_what_is_asked_for_is_given(http: aiohttp.ClientSession, query: dict[str, str], found: list[str]) -> None:
    assert await ids(http, **query) == found


async def test_an_entry_says_what_is_recorded(http: aiohttp.ClientSession) -> None:
    _, body = await get(http, lat="29.61", long="52.53")
    [counter] = [office for office in body["offices"] if office["id"] == "counter"]
    assert counter["distance_km"] == 0
    assert counter["hours"]["saturday"] == ["07:30-12:00", "14:00-17:30"]
    assert (counter["hours"]["friday"], counter["hours"]["monday"]) == ([], None)
    assert counter["source"] == {"title": "فهرست استانداری", "url": "https://example.org/", "accessed": "2026-11-01"}
    [yazd] = (await get(http, city="یزد"))[1]["offices"]
    assert (yazd["lat"], yazd["distance_km"], yazd["services"]) == (None, None, ["passport"])
    assert (yazd["city"], yazd["verified"]) == ({"fa": "یزد"}, "2026-11-02")


async def test_what_is_asked_most_does_not_change_the_data(
    http: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    tags = set()
    for asked in ("passport", "traffic-fines"):
        monkeypatch.setattr(popularity, "popular", lambda asked=asked: catalogue().named([asked]))
        async with http.get(OFFICES, params={"kind": "police10"}) as response:
            [police] = (await response.json())["offices"]
            tags.add(response.headers["ETag"])
        assert len(police["services"]) > 1 and police["services"] == sorted(police["services"])
    assert len(tags) == 1


@pytest.mark.parametrize(
    "query",
    [
        {"kind": "bakery"},
        {"service": "no-such"},
        {"district": "0"},
        {"city": "ش" * 61},
        {"lat": "29.6"},
        {"lat": "north", "long": "east"},
        {"lat": "nan", "long": "52"},
        {"lat": "91", "long": "52"},
        {"limit": "101"},
        {"colour": "red"},
    ],
)
async def test_a_bad_parameter_is_refused(http: aiohttp.ClientSession, query: dict[str, str]) -> None:
    status, body = await get(http, **query)
    assert (status, body["error"]["code"]) == (400, "bad_parameter")
