"""/servicerequestupdates: changing a report's status and reading the changes."""

import asyncio
from datetime import timedelta

import pytest

from city.changes import STATUSES
from tests.city.city_client import KEY, City
from tests.city.test_city_discovery import check_schema


async def test_a_change_reaches_the_report(city: City) -> None:
    identity = await city.lodge()
    city.clock.advance(hours=2)
    answer = await city.change(identity, "u1", status="FIXED", description="آسفالت شد & تمام.")
    assert answer.status == 201
    assert answer.json == [{"update_id": "u1"}]
    (report,) = (await city.get(f"/requests/{identity}.json")).json
    assert (report["status"], report["status_notes"]) == ("closed", "آسفالت شد & تمام.")
    assert report["updated_datetime"] == city.clock().strftime("%Y-%m-%dT%H:%M:%SZ")
    assert report["requested_datetime"] < report["updated_datetime"]


async def test_both_formats(city: City) -> None:
    identity = await city.lodge()
    when = city.clock().isoformat()
    fields = {
        "service_request_id": identity,
        "status": "in_progress",
        "description": "در راه‌اند",
        "updated_datetime": when,
    }
    posted = await city.post("/servicerequestupdates.xml", update_id="u1", **fields)
    assert posted.xml.tag == "service_request_updates"
    assert posted.xml.findtext("request_update/update_id") == "u1"
    (update,) = (await city.get("/servicerequestupdates.json")).json
    check_schema("Update", update)
    assert update == {
        "update_id": "u1",
        "service_request_id": identity,
        "status": "IN_PROGRESS",
        "updated_datetime": city.clock().strftime("%Y-%m-%dT%H:%M:%SZ"),
        "description": "در راه‌اند",
        "media_url": None,
    }
    node = (await city.get("/servicerequestupdates.xml")).xml.find("request_update")
    assert {field.tag: field.text for field in node} == update


@pytest.mark.parametrize("status", STATUSES)
async def test_each_status(city: City, status: str) -> None:
    identity = await city.lodge()
    assert (await city.change(identity, f"to-{status}", status=status)).status == 201
    (report,) = (await city.get(f"/requests/{identity}.json")).json
    assert report["status"] == STATUSES[status]
    assert set(STATUSES.values()) == {"open", "closed"}


async def test_an_update_id_is_taken_once(city: City) -> None:
    identity, other = await city.lodge(), await city.lodge()
    answers = await asyncio.gather(*(city.change(identity, "u1", description=f"بار {n}") for n in range(6)))
    assert sorted(answer.status for answer in answers) == [201, 400, 400, 400, 400, 400]
    assert (await city.change(other, "u1")).faults == [400]
    assert await city.count("request_update") == 1
    (report,) = (await city.get(f"/requests/{other}.json")).json
    assert report["status"] == "open"


async def test_a_late_change_does_not_set_the_status_back(city: City) -> None:
    identity = await city.lodge()
    earlier = (city.clock() - timedelta(minutes=5)).isoformat()
    await city.change(identity, "closing", status="CLOSED", description="تمام شد")
    assert (await city.change(identity, "late", status="INVESTIGATING", updated_datetime=earlier)).status == 201
    (report,) = (await city.get(f"/requests/{identity}.json")).json
    assert (report["status"], report["status_notes"]) == ("closed", "تمام شد")
    told = (await city.get("/servicerequestupdates.json")).json
    assert [update["update_id"] for update in told] == ["late", "closing"]
    city.clock.advance(minutes=1)
    await city.change(identity, "again", status="REOPEN")
    (report,) = (await city.get(f"/requests/{identity}.json")).json
    assert report["status"] == "open"


@pytest.mark.parametrize("fmt", ["xml", "json"])
@pytest.mark.parametrize(
    ("changed", "faults"),
    [
        ({"api_key": "wrong"}, [403]),
        ({"api_key": ""}, [403]),
        ({"service_request_id": "unknown"}, [404]),
        ({"jurisdiction_id": "elsewhere"}, [404]),
        ({"service_request_id": ""}, [400]),
        ({"update_id": ""}, [400]),
        ({"status": "DONE"}, [400]),
        ({"status": ""}, [400]),
        ({"description": ""}, [400]),
        ({"description": "<b>"}, [400]),
        ({"updated_datetime": "2026-01-01"}, [400]),
        ({"updated_datetime": "2999-01-01T00:00:00Z"}, [400]),
        ({"api_key": "", "update_id": "", "status": "DONE"}, [403, 400, 400]),
    ],
)
async def test_refusals(city: City, changed: dict[str, str], faults: list[int], fmt: str) -> None:
    form = {
        "api_key": KEY,
        "service_request_id": await city.lodge(),
        "update_id": "u1",
        "updated_datetime": city.clock().isoformat(),
        "status": "FIXED",
        "description": "چاله پر شد.",
        **changed,
    }
    answer = await city.post(f"/servicerequestupdates.{fmt}", data=form)
    assert (answer.status, answer.faults) == (faults[0], faults)
    assert await city.count("request_update") == 0


async def test_period(city: City) -> None:
    identity = await city.lodge()
    for day in range(3):
        await city.change(identity, f"day-{day}", status="IN_PROGRESS")
        city.clock.advance(days=1)
    start, end = city.clock() - timedelta(days=2, hours=1), city.clock() - timedelta(days=1)
    told = await city.get("/servicerequestupdates.json", start_date=start.isoformat(), end_date=end.isoformat())
    assert [update["update_id"] for update in told.json] == ["day-1", "day-2"]
    alone = await city.get("/servicerequestupdates.json", start_date=start.isoformat())
    assert alone.faults == [400]
    city.clock.advance(days=89)
    assert [update["update_id"] for update in (await city.get("/servicerequestupdates.json")).json] == ["day-2"]
