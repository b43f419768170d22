"""POST /requests: what is taken, what is refused, and how repeats are told apart."""

import asyncio
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import text

from city import keys
from tests.city.city_client import KEY, City

PLACE = {"lat": "35.7", "long": "51.4"}
PERSON = {
    "first_name": "زهرا",
    "last_name": "نمونه‌ای",
    "phone": "+989120000000",
    "email": "zahra@example.com",
    "device_id": "device-7",
    "account_id": "account-9",
}


async def test_realtime_json(city: City) -> None:
    answer = await city.post("/requests.json", service_code="pothole", account_id="account-9", **PLACE)
    assert answer.status == 201
    (receipt,) = answer.json
    assert set(receipt) == {"service_request_id", "service_notice", "account_id"}
    assert isinstance(receipt["service_request_id"], str)
    assert receipt["account_id"] == "account-9"
    assert "شهر نمونه" in receipt["service_notice"]


async def test_realtime_xml(city: City) -> None:
    answer = await city.post("/requests.xml", service_code="pothole", **PLACE)
    assert answer.status == 201
    assert answer.xml.tag == "service_requests"
    identity = answer.xml.findtext("request/service_request_id")
    assert (await city.get(f"/requests/{identity}.json")).json[0]["service_code"] == "pothole"


async def test_ids_are_distinct(city: City) -> None:
    identities = {await city.lodge() for _ in range(3)}
    assert len(identities) == 3


@pytest.mark.parametrize(
    "place", [PLACE, {"address_string": "خیابان آزادی، پلاک ۱"}, {"address_id": "12"}, {"lat": "-90", "long": "180"}]
)
async def test_each_kind_of_location_is_enough(city: City, place: dict[str, str]) -> None:
    assert (await city.post("/requests.json", service_code="pothole", **place)).status == 201


@pytest.mark.parametrize("fmt", ["xml", "json"])
@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"service_code": "pothole"}, 400),
        ({"service_code": "pothole", "lat": "35.7"}, 400),
        ({"service_code": "pothole", "lat": "35.7", "long": ""}, 400),
        ({"service_code": "pothole", "lat": "91", "long": "51"}, 400),
        ({"service_code": "pothole", "lat": "35", "long": "-180.5"}, 400),
        ({"service_code": "pothole", "lat": "nan", "long": "51"}, 400),
        ({"service_code": "pothole", "lat": "۳۵", "long": "51"}, 400),
        ({"service_code": "pothole", "lat": "1e1", "long": "51"}, 400),
        ({"service_code": "pothole", "address_string": "خ" * 501}, 400),
        (PLACE, 400),
        ({**PLACE, "service_code": "nothing"}, 404),
        ({**PLACE, "service_code": "pothole", "jurisdiction_id": "elsewhere"}, 404),
        ({**PLACE, "service_code": "pothole", "description": "چ" * 4001}, 400),
        ({**PLACE, "service_code": "pothole", "description": "سلام <b>مهم</b>"}, 400),
        ({**PLACE, "service_code": "pothole", "description": "<!-- x -->"}, 400),
        ({**PLACE, "service_code": "pothole", "description": "bell \x07"}, 400),
        ({**PLACE, "service_code": "pothole", "description": "nul \x00"}, 400),
        ({**PLACE, "service_code": "pothole", "media_url": "javascript:alert(1)"}, 400),
        ({**PLACE, "service_code": "pothole", "email": "a\nb"}, 400),
        ({**PLACE, "service_code": "utility-outage"}, 400),
        ({**PLACE, "service_code": "utility-outage", "attribute[utility]": ""}, 400),
        ({**PLACE, "service_code": "utility-outage", "attribute[utility]": "steam"}, 400),
        ({**PLACE, "service_code": "pothole", "attribute[utility]": "gas"}, 400),
        ({**PLACE, "service_code": "pothole", "attribute[": "gas"}, 400),
        ({**PLACE, "service_code": "power-cable", "attribute[warning]": "x"}, 400),
        ({**PLACE, "service_code": "street-light", "attribute[lamps]": "three"}, 400),
        ({**PLACE, "service_code": "noise", "attribute[source]": "<i>x</i>"}, 400),
        ({**PLACE, "service_code": "stray-animals", "attribute[animals][]": "dragon"}, 400),
        (
            {**PLACE, "service_code": "utility-outage", "attribute[utility]": "gas", "attribute[since]": "yesterday"},
            400,
        ),
        ({**PLACE, "service_code": "pothole", "api_key": "wrong"}, 403),
        ({**PLACE, "service_code": "pothole", "api_key": ""}, 403),
    ],
)
async def test_refusals(city: City, fields: dict[str, str], status: int, fmt: str) -> None:
    answer = await city.post(f"/requests.{fmt}", data={"api_key": KEY, **fields})
    assert (answer.status, answer.faults) == (status, [status])
    assert await city.count() == 0


@pytest.mark.parametrize("fmt", ["xml", "json"])
async def test_several_faults_in_one_body(city: City, fmt: str) -> None:
    fields = {"service_code": "nothing", "lat": "x", "long": "200", "description": "<p>"}
    answer = await city.post(f"/requests.{fmt}", data=fields)
    assert answer.status == 403
    assert answer.faults == [403, 404, 400, 400, 400]
    nothing = await city.post(
        f"/requests.{fmt}", data=b"", headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert nothing.faults == [403, 400, 400]


async def test_two_values_for_a_single_value(city: City) -> None:
    form = [("api_key", KEY), ("service_code", "pothole"), *PLACE.items()]
    form += [("attribute[size]", "small"), ("attribute[size]", "large")]
    assert (await city.post("/requests.json", data=form)).faults == [400]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"api_key", "application/x-www-form-urlencoded"),
        (b"api_key=%zz", "application/x-www-form-urlencoded"),
        (b"api_key=%ff", "application/x-www-form-urlencoded"),
        (b"api_key=\xff", "application/x-www-form-urlencoded"),
        (b"&".join(b"a=1" for _ in range(201)), "application/x-www-form-urlencoded"),
        (b'{"api_key": "x"}', "application/json"),
        (b"", "multipart/form-data; boundary=x"),
        (b"api_key=" + b"x" * 1024 * 1024, "application/x-www-form-urlencoded"),
    ],
    ids=["no value", "bad escape", "bad escaped UTF-8", "bad UTF-8", "many fields", "JSON", "multipart", "too large"],
)
@pytest.mark.parametrize("path", ["/requests.xml", "/servicerequestupdates.json"])
async def test_malformed_bodies(city: City, path: str, body: bytes, kind: str) -> None:
    answer = await city.post(path, data=body, headers={"Content-Type": kind})
    assert (answer.status, answer.faults) == (400, [400])


async def attributes(city: City) -> Any:
    """The stored answers of the only report."""
    async with city.engine.connect() as connection:
        return (await connection.execute(text("SELECT attributes FROM city.service_request"))).scalar_one()


@pytest.mark.parametrize(
    ("code", "given", "stored"),
    [
        (
            "street-light",
            [("attribute[pole_number]", "۱۲/۳"), ("attribute[lamps]", "3")],
            {"pole_number": "۱۲/۳", "lamps": 3},
        ),
        ("noise", [("attribute[source]", "بلندگو\r\nشب‌ها")], {"source": "بلندگو\nشب‌ها"}),
        ("utility-outage", [("attribute[utility]", "gas")], {"utility": "gas"}),
        (
            "utility-outage",
            [("attribute[utility]", "gas"), ("attribute[since]", "2026-01-02T03:30:00+03:30")],
            {"utility": "gas", "since": "2026-01-02T00:00:00+00:00"},
        ),
        (
            "stray-animals",
            [("attribute[animals][]", "dog"), ("attribute[animals][]", "cat")],
            {"animals": ["dog", "cat"]},
        ),
        ("stray-animals", [("attribute[animals]", "dog")], {"animals": ["dog"]}),
    ],
)
async def test_attributes_are_kept(city: City, code: str, given: list[tuple[str, str]], stored: Any) -> None:
    form = [("api_key", KEY), ("service_code", code), *PLACE.items(), *given]
    assert (await city.post("/requests.json", data=form)).status == 201
    assert await attributes(city) == stored


async def test_personal_data_are_kept_but_never_shown(city: City) -> None:
    identity = await city.lodge(description="چاله", **PERSON)
    await city.change(identity, "u1")
    async with city.engine.connect() as connection:
        row = (await connection.execute(text("SELECT * FROM city.reporter"))).mappings().one()
    assert {name: row[name] for name in PERSON} == PERSON
    paths = [f"/requests/{identity}", "/requests", "/servicerequestupdates"]
    shown = [(await city.get(f"{path}.{fmt}", api_key=KEY)).body for path in paths for fmt in ("xml", "json")]
    shown.append((await city.get("/")).body)
    for body in shown:
        assert identity.encode() in body or b"<table>" in body
        assert not [value for value in PERSON.values() if value.encode() in body]
        assert not [name for name in PERSON if name.encode() in body]


async def test_only_the_hash_of_a_key_is_stored(city: City) -> None:
    async with city.engine.connect() as connection:
        stored = (await connection.execute(text("SELECT key_hash FROM city.api_key"))).scalar_one()
        assert stored == keys.digest(KEY)
        assert KEY not in stored
        await connection.execute(text("UPDATE city.api_key SET revoked_at = now()"))
        await connection.commit()
    assert (await city.post("/requests.json", service_code="pothole", **PLACE)).status == 403


async def test_a_repeat_gets_the_first_answer(city: City) -> None:
    header = {"Idempotency-Key": "conversation-1:form-1"}
    form = {"api_key": KEY, "service_code": "pothole", "account_id": "account-9", **PLACE}
    first = await city.post("/requests.json", data=form, headers=header)
    again = await city.post("/requests.json", data={**form, "lat": "36", "account_id": ""}, headers=header)
    assert (again.status, again.body) == (first.status, first.body)
    assert await city.count() == 1
    other = await city.post("/requests.json", data=form, headers={"Idempotency-Key": "conversation-1:form-2"})
    assert other.json != first.json
    assert await city.count() == 2


async def test_repeats_at_the_same_time_lodge_once(city: City) -> None:
    form = urlencode({"api_key": KEY, "service_code": "other-problem", "first_name": "زهرا", **PLACE}).encode()
    header = {"Idempotency-Key": "k", "Content-Type": "application/x-www-form-urlencoded"}
    answers = await asyncio.gather(*(city.post("/requests.json", data=form, headers=header) for _ in range(12)))
    assert {answer.status for answer in answers} == {201}
    assert len({answer.body for answer in answers}) == 1
    assert (await city.count(), await city.count("reporter")) == (1, 1)


async def test_idempotency_keys_belong_to_an_api_key(city: City) -> None:
    async with city.engine.begin() as connection:
        await connection.execute(
            text("INSERT INTO city.api_key (key_hash, name) VALUES (:hash, 'second')"), {"hash": keys.digest("second")}
        )
    header = {"Idempotency-Key": "k"}
    form = {"service_code": "pothole", **PLACE}
    answers = [await city.post("/requests.json", {**form, "api_key": key}, header) for key in (KEY, "second")]
    assert answers[0].json != answers[1].json
    wrong = await city.post("/requests.json", {**form, "api_key": "third"}, header)
    assert wrong.status == 403


async def test_an_overlong_idempotency_key_is_refused(city: City) -> None:
    form = {"api_key": KEY, "service_code": "pothole", **PLACE}
    answer = await city.post("/requests.json", form, {"Idempotency-Key": "k" * 256})
    assert answer.faults == [400]


@pytest.mark.parametrize("fmt", ["xml", "json"])
async def test_token_of_a_batch_service(city: City, fmt: str) -> None:
    answer = await city.post(f"/requests.{fmt}", service_code="other-problem", **PLACE)
    receipt = {node.tag: node.text for node in answer.xml[0]} if fmt == "xml" else answer.json[0]
    assert "service_request_id" not in receipt
    token = receipt["token"]

    async def exchange() -> str | None:
        told = await city.get(f"/tokens/{token}.{fmt}")
        assert told.status == 200
        entry = {node.tag: node.text for node in told.xml.find("request")} if fmt == "xml" else told.json[0]
        assert entry["token"] == token
        identity: str | None = entry["service_request_id"]
        return identity

    assert await exchange() is None
    assert (await city.get("/requests.json")).json == []
    city.clock.advance(seconds=5)
    identity = await exchange()
    assert identity is not None
    assert (await city.get(f"/requests/{identity}.json")).json[0]["service_code"] == "other-problem"


async def test_a_pending_report_does_not_exist_yet(city: City) -> None:
    await city.post("/requests.json", service_code="other-problem", **PLACE)
    async with city.engine.connect() as connection:
        identity = (await connection.execute(text("SELECT service_request_id FROM city.service_request"))).scalar_one()
    assert (await city.get(f"/requests/{identity}.json", api_key=KEY)).status == 404
    assert (await city.change(identity, "u1")).status == 404


async def test_blackbox_gives_neither_id_nor_token(city: City) -> None:
    answer = await city.post("/requests.json", service_code="air-odour", **PLACE)
    assert answer.status == 201
    assert set(answer.json[0]) == {"service_notice", "account_id"}
    assert await city.count() == 1
    assert (await city.get("/requests.json")).json == []
