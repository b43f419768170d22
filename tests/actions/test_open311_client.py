"""The GeoReport client against a server that behaves, misbehaves, stalls and drops."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from actions.services.http import JsonApi
from actions.services.open311 import MAX_DESCRIPTION, Open311
from actions.services.ports import Lodge
from shahryar.errors import BackendError, BackendRejected, BackendUnavailable, BackendUnknown, NotFound

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
SINCE = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
LODGE = Lodge("pothole", "7421-0353", "چاله بزرگ", lat=35.7, long=51.4, attributes={"SIZE": "big", "DAYS": ["1", "2"]})


class City:
    """A server whose next answers are set by the test; it keeps what it was sent."""

    def __init__(self) -> None:
        self.answer: Handler = self.json([])
        self.paths: list[str] = []
        self.headers: dict[str, str] = {}
        self.form: list[tuple[str, str]] = []

    @staticmethod
    def json(body: object, status: int = 200) -> Handler:
        async def handle(_: web.Request) -> web.Response:
            return web.json_response(body, status=status)

        return handle

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.paths.append(request.path_qs)
        self.headers = dict(request.headers)
        self.form = [(key, str(value)) for key, value in (await request.post()).items()]
        return await self.answer(request)


@pytest.fixture
async def city() -> AsyncIterator[City]:
    """The server; `city.client` speaks to it."""
    made = City()
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", made.handle)
    async with TestServer(app) as server:
        made.client = client(str(server.make_url("")))  # type: ignore[attr-defined]
        yield made


def client(url: str, timeout: float = 5.0) -> Open311:
    return Open311(JsonApi(url, timeout), api_key="k", searchable=True, idempotency_header="Idempotency-Key")


async def test_lodging_sends_the_specified_fields_and_the_key(city: City) -> None:
    city.answer = city.json([{"service_request_id": 12, "service_notice": "ok"}], status=201)
    lodged = await city.client.lodge(LODGE, key="7421-0353")
    assert (lodged.id, lodged.token, lodged.notice) == ("12", None, "ok")
    assert city.headers["Idempotency-Key"] == "7421-0353"
    assert ("attribute[SIZE]", "big") in city.form
    assert [value for key, value in city.form if key == "attribute[DAYS][]"] == ["1", "2"]
    assert dict(city.form)["description"] == "چاله بزرگ\nکد پیگیری شهریار: 7421-0353"
    assert "address_string" not in dict(city.form)


async def test_a_long_description_keeps_its_code_within_the_limit(city: City) -> None:
    city.answer = city.json([{"token": "t1"}])
    lodged = await city.client.lodge(Lodge("pothole", "7421-0353", "ط" * 5000, address="ولیعصر"), key="k")
    sent = dict(city.form)["description"]
    assert lodged.token == "t1"
    assert len(sent) <= MAX_DESCRIPTION
    assert sent.endswith("7421-0353")


@pytest.mark.parametrize(
    "body",
    [
        [{"service_request_id": "7", "status": "OPEN"}],
        {"service_requests": [{"service_request_id": "7", "status": "open"}]},
        {"service_requests": {"request": [{"service_request_id": "7", "status": "open"}]}},
        {"service_request_id": "7", "status": "open"},
    ],
)
async def test_bare_and_wrapped_answers_are_read_alike(city: City, body: object) -> None:
    city.answer = city.json(body)
    request = await city.client.get("7")
    assert (request.id, request.status) == ("7", "open")


async def test_services_and_definitions_are_read(city: City) -> None:
    city.answer = city.json({"services": [{"service_code": "pothole", "service_name": "چاله", "metadata": "true"}]})
    assert [(item.code, item.metadata) for item in await city.client.services()] == [("pothole", True)]
    values = [{"key": "water", "name": "آب"}]
    attribute = {"code": "U", "datatype": "singlevaluelist", "required": True, "description": "کدام؟", "values": values}
    city.answer = city.json({"service_code": "utility-outage", "attributes": [attribute]})
    [found] = await city.client.definition("utility-outage")
    assert (found.code, found.required, found.values) == ("U", True, (("water", "آب"),))


async def test_a_request_is_found_by_the_code_in_its_last_line(city: City) -> None:
    items = [
        {"service_request_id": "1", "description": "دربارهٔ کد پیگیری شهریار: 7421-0353 پرسیده بودم"},
        {"service_request_id": "2", "description": "چاله\nکد پیگیری شهریار: 7421-0353\n"},
    ]
    city.answer = city.json(items)
    found = await city.client.find("7421-0353", "pothole", SINCE)
    assert found is not None
    assert found.id == "2"
    assert "start_date=2026-11-19" in city.paths[0]
    assert await city.client.find("1111-1111", "pothole", SINCE) is None


async def test_ids_cannot_leave_their_path(city: City) -> None:
    city.answer = city.json([{"service_request_id": "x"}])
    await city.client.get("../admin?x=1")
    assert city.paths == ["/requests/..%2Fadmin%3Fx=1.json"]


@pytest.mark.parametrize(
    ("status", "error"),
    [(400, BackendRejected), (403, BackendRejected), (404, NotFound), (429, BackendUnavailable), (503, BackendUnknown)],
)
async def test_refused_lodgings_are_told_apart(city: City, status: int, error: type[BackendError]) -> None:
    city.answer = city.json([{"code": status, "description": "lat is missing"}], status=status)
    with pytest.raises(error, match="lat is missing"):
        await city.client.lodge(LODGE, key="k")


async def test_a_failing_read_is_only_unavailable(city: City) -> None:
    city.answer = city.json({}, status=500)
    with pytest.raises(BackendUnavailable):
        await city.client.get("1")


async def _rubbish(_: web.Request) -> web.Response:
    return web.Response(text="<html>proxy</html>")


async def _wrong_shape(_: web.Request) -> web.Response:
    return web.json_response([1, 2])


async def _huge(_: web.Request) -> web.Response:
    return web.Response(body=b"[" + b" " * (5 * 1024 * 1024) + b"]")


@pytest.mark.parametrize("answer", [_rubbish, _wrong_shape, _huge, City.json([{}])])
async def test_rubbish_after_a_post_leaves_it_unknown(city: City, answer: Handler) -> None:
    city.answer = answer
    with pytest.raises(BackendUnknown):
        await city.client.lodge(LODGE, key="k")


@pytest.mark.parametrize("answer", [_rubbish, _wrong_shape, City.json([]), City.json([{}])])
async def test_rubbish_after_a_get_is_unavailable(city: City, answer: Handler) -> None:
    city.answer = answer
    with pytest.raises(BackendUnavailable):
        await city.client.get("1")


async def test_a_dropped_connection_after_sending_is_unknown(city: City) -> None:
    async def drop(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    city.answer = drop
    with pytest.raises(BackendUnknown):
        await city.client.lodge(LODGE, key="k")
    with pytest.raises(BackendUnavailable):
        await city.client.services()


async def test_silence_after_sending_is_unknown() -> None:
    async def stall(_: web.Request) -> web.Response:
        await asyncio.sleep(30)
        return web.Response()

    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", stall)
    async with TestServer(app) as server:
        slow = client(str(server.make_url("")), timeout=0.3)
        with pytest.raises(BackendUnknown):
            await slow.lodge(LODGE, key="k")
        with pytest.raises(BackendUnavailable):
            await slow.get("1")


async def test_nothing_listening_means_nothing_was_lodged() -> None:
    with pytest.raises(BackendUnavailable):
        await client(f"http://127.0.0.1:{unused_port()}").lodge(LODGE, key="k")


async def test_a_backend_that_cannot_be_searched_leaves_it_unknown() -> None:
    with pytest.raises(BackendUnknown):
        await Open311(JsonApi("http://127.0.0.1:1")).find("7421-0353", "pothole", SINCE)
