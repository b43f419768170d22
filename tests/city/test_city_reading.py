"""GET /requests and GET /requests/{id}: fields, filters, privacy, the cap."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from yarl import URL

from tests.city.city_client import KEY, Answer, City
from tests.city.test_city_discovery import check_schema

FIELDS = [
    "service_request_id",
    "status",
    "status_notes",
    "service_name",
    "service_code",
    "description",
    "agency_responsible",
    "service_notice",
    "requested_datetime",
    "updated_datetime",
    "expected_datetime",
    "address",
    "address_id",
    "zipcode",
    "lat",
    "long",
    "media_url",
]


def stamp(when: datetime) -> str:
    """A datetime as clients send it."""
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


async def ids(city: City, **params: str) -> list[str]:
    """Ids of a list; both formats must agree."""
    told = await city.get("/requests.json", **params)
    assert told.status == 200, told.body
    found = [row["service_request_id"] for row in told.json]
    root = (await city.get("/requests.xml", **params)).xml
    assert root.tag == "service_requests"
    assert [node.findtext("service_request_id") for node in root.findall("request")] == found
    return found


async def test_one_report_has_exactly_the_fields_of_the_specification(city: City) -> None:
    wording = "چاله & <۳ متر\nکنار «مدرسه»"
    identity = await city.lodge(
        description=wording,
        address_string="خیابان آزادی",
        address_id="77",
        media_url="https://example.com/a.jpg?b=1&c=2",
    )
    (report,) = (await city.get(f"/requests/{identity}.json")).json
    check_schema("Report", report)
    assert list(report) == FIELDS
    now = stamp(city.clock())
    assert report == {
        **report,
        "status": "open",
        "service_code": "pothole",
        "service_name": "چاله و خرابی آسفالت",
        "description": wording,
        "requested_datetime": now,
        "updated_datetime": now,
        "address": "خیابان آزادی",
        "address_id": "77",
        "lat": 35.7,
        "long": 51.4,
        "media_url": "https://example.com/a.jpg?b=1&c=2",
    }
    node = (await city.get(f"/requests/{identity}.xml")).xml.find("request")
    assert {field.tag: field.text for field in node} == {
        name: None if value is None else str(value) for name, value in report.items()
    }


async def test_expected_day_is_a_working_day(city: City) -> None:
    city.clock.moment = datetime.fromisoformat("2026-11-25T12:00:00+00:00")  # a Wednesday
    identity = await city.lodge("flooding")
    (report,) = (await city.get(f"/requests/{identity}.json")).json
    assert report["expected_datetime"] == "2026-11-28T12:00:00Z"  # Saturday


async def test_filters(city: City) -> None:
    pothole, noise, light = await city.lodge(), await city.lodge("noise"), await city.lodge("street-light")
    await city.change(noise, "u1")
    assert await ids(city) == [light, noise, pothole]
    assert await ids(city, service_code="noise") == [noise]
    assert await ids(city, service_code="noise,pothole") == [noise, pothole]
    assert await ids(city, status="open") == [light, pothole]
    assert await ids(city, status="closed", service_code="pothole") == []
    assert await ids(city, status="open,closed", service_code="") == [light, noise, pothole]


async def test_ids_override_all_other_filters(city: City) -> None:
    first, second, third = await city.lodge(), await city.lodge(), await city.lodge()
    city.clock.advance(days=200)
    assert await ids(city) == []
    wanted = {
        "service_code": "noise",
        "status": "shut",
        "start_date": "never",
        "service_request_id": f"{first}, {third},x",
    }
    assert await ids(city, **wanted) == [third, first]
    assert await ids(city, service_request_id="unknown") == []
    assert second not in await ids(city, service_request_id=first)
    thousand = [f"1405-{number:06d}" for number in range(500_001, 501_000)]
    assert await ids(city, service_request_id=",".join([*thousand, second])) == [second]


async def test_periods(city: City) -> None:
    start = city.clock()
    old = await city.lodge()
    city.clock.advance(days=60)
    new = await city.lodge()
    assert await ids(city) == [new, old]
    city.clock.advance(days=31)
    assert await ids(city) == [new]
    assert await ids(city, start_date=stamp(start)) == [new, old]
    assert await ids(city, end_date=stamp(start + timedelta(days=59))) == [old]
    assert await ids(city, start_date=stamp(start), end_date=stamp(start + timedelta(days=90))) == [new, old]
    tehran = (start + timedelta(hours=3, minutes=30)).strftime("%Y-%m-%dT%H:%M:%S+03:30")
    assert await ids(city, start_date=tehran, end_date=tehran) == [old]
    unescaped = await city.call("GET", f"/requests.json?start_date={tehran.replace('+', ' ')}&end_date={stamp(start)}")
    assert [row["service_request_id"] for row in unescaped.json] == [old]


@pytest.mark.parametrize("fmt", ["xml", "json"])
@pytest.mark.parametrize("path", ["/requests.", "/servicerequestupdates."])
@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-01-01", "2026-02-01T00:00:00Z"),
        ("2026-01-01T00:00:00", "2026-02-01T00:00:00Z"),
        ("2026-13-01T00:00:00Z", "2026-02-01T00:00:00Z"),
        ("2026-01-01T00:00:00Z", "2026-02-30T00:00:00Z"),
        ("2026-01-01T00:00:00Z", "tomorrow"),
        ("0001-01-01T00:00:00Z", "2026-02-01T00:00:00Z"),
        ("2026-01-01T00:00:00Z", "2026-04-02T00:00:00Z"),
        ("2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z"),
    ],
)
async def test_bad_periods(city: City, path: str, start: str, end: str, fmt: str) -> None:
    answer = await city.get(path + fmt, start_date=start, end_date=end)
    assert answer.status == 400
    assert set(answer.faults) == {400}


@pytest.mark.parametrize(
    ("params", "faults"),
    [
        ({"status": "fixed"}, [400]),
        ({"service_code": "nothing"}, [404]),
        ({"service_code": "nothing", "status": "fixed", "start_date": "x"}, [404, 400, 400]),
        ({"api_key": "wrong"}, [403]),
    ],
)
async def test_bad_filters(city: City, params: dict[str, str], faults: list[int]) -> None:
    for fmt in ("xml", "json"):
        answer = await city.get(f"/requests.{fmt}", **params)
        assert (answer.status, answer.faults) == (faults[0], faults)


@pytest.mark.parametrize("query", ["status", "status=%zz", "status=%ff", "status=%00"])
async def test_malformed_query(city: City, query: str) -> None:
    address = URL(f"{city.url}/requests.xml?{query}", encoded=True)
    async with city.http.get(address) as response:
        answer = Answer(response.status, response.headers, await response.read())
    assert (answer.status, answer.faults) == (400, [400])


async def test_private_reports_are_shown_to_key_holders_alone(city: City) -> None:
    private, open_to_all = await city.lodge("illegal-construction"), await city.lodge()
    await city.change(private, "u1", status="IN_PROGRESS")
    assert await ids(city) == [open_to_all]
    assert await ids(city, service_request_id=private) == []
    assert await ids(city, service_code="illegal-construction") == []
    assert await ids(city, api_key=KEY) == [open_to_all, private]
    for fmt in ("xml", "json"):
        hidden, unknown = await city.get(f"/requests/{private}.{fmt}"), await city.get(f"/requests/unknown.{fmt}")
        assert (hidden.status, hidden.body) == (404, unknown.body)
        assert (await city.get(f"/requests/{private}.{fmt}", api_key="wrong")).status == 403
        assert (await city.get(f"/requests/{private}.{fmt}", api_key=KEY)).status == 200
    assert (await city.get("/servicerequestupdates.json")).json == []
    assert len((await city.get("/servicerequestupdates.json", api_key=KEY)).json) == 1


async def test_at_most_a_thousand(city: City) -> None:
    identity = await city.lodge()
    await city.change(identity, "u")
    async with city.engine.begin() as connection:
        columns = (
            "api_key_id, service_code, service_name, service_type, status, requested_datetime, updated_datetime, "
            "published_at, hidden, attributes"
        )
        await connection.execute(
            text(
                f"INSERT INTO city.service_request (number, service_request_id, {columns}) "
                f"SELECT 1000000 + n, 'bulk-' || n, {columns} FROM city.service_request, generate_series(1, 1005) AS n"
            )
        )
        update = "request_number, api_key_id, status, description, updated_datetime"
        await connection.execute(
            text(
                f"INSERT INTO city.request_update (update_id, {update}) "
                f"SELECT 'bulk-' || n, {update} FROM city.request_update, generate_series(1, 1005) AS n"
            )
        )
    found = await ids(city)
    assert len(found) == 1000
    assert found[0] == "bulk-1005"
    assert len((await city.get("/servicerequestupdates.json")).json) == 1000
