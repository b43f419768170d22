"""The public interface: /catalogue.jsonld and /api/v1, against their own description."""

import json
import re

import aiohttp
import pytest

from actions.services import catalogue as catalogue_module
from actions.services.catalogue import catalogue
from actions.services.life_events import life_events
from actions.services.organisations import organisations
from bot.channels.web.api import routes as api_routes
from bot.channels.web.api.queries import PARAMETERS, read_query
from bot.channels.web.limits import Limits, Rate
from shahryar.errors import DataError
from shahryar.paths import DATA, PROJECT
from tests.web.api_client import PLAIN, SERVICES, get
from tests.web.api_description import OPENAPI, check, references, resolve
from tests.web.client import PAGE, Client
from tests.web.serving import Served, serve


async def test_the_description_names_exactly_the_routes_and_parameters_that_exist(served: Served) -> None:
    resources = {resource.canonical for resource in served.app.router.resources()}
    ours = {path for path in resources if path.startswith("/api/v1/") or path.endswith(".jsonld")}
    assert ours == OPENAPI["paths"].keys()
    parameters = [parameter["name"] for parameter in OPENAPI["paths"][SERVICES]["get"]["parameters"]]
    assert parameters == list(PARAMETERS)


def test_the_description_refers_only_to_what_it_holds() -> None:
    found = references(OPENAPI)
    assert len(found) > 20
    assert all(resolve(node) for node in found)
    used = {node["$ref"].rpartition("/")[2] for node in found}
    assert {name for part in OPENAPI["components"].values() for name in part} == used


async def test_answers_fit_their_description(http: aiohttp.ClientSession) -> None:
    for path in PLAIN:
        status, body = await get(http, path)
        assert status == 200
        check(path, status, body)


async def test_every_record_fits_the_description(http: aiohttp.ClientSession) -> None:
    names = [path.stem for path in (DATA / "services").glob("*.yml")]
    assert len(names) > 50
    for name in names:
        status, body = await get(http, f"{SERVICES}/{name}")
        assert (status, body["id"]) == (200, name)
        check("/api/v1/services/{id}", status, body)


async def test_every_service_is_in_the_linked_data_at_the_address_where_it_is_read(
    http: aiohttp.ClientSession, served: Served
) -> None:
    async with http.get("/catalogue.jsonld") as response:
        assert response.headers["Content-Type"] == "application/ld+json; charset=utf-8"
        graph = (await response.json(content_type=None))["@graph"]
    found = {node["@id"]: node for node in graph if node["@type"] == "cpsv:PublicService"}
    assert {node["dct:identifier"] for node in found.values()} == {p.stem for p in (DATA / "services").glob("*.yml")}
    iri = f"{served.address}{SERVICES}/passport"
    async with http.get(iri) as response:
        body = await response.json()
    assert body["href"] == iri and body["name"] == found[iri]["dct:title"]


async def test_the_public_address_is_the_base(database: str) -> None:
    async with (
        serve(database, public_url="https://chat.city.example/") as served,
        aiohttp.ClientSession(served.address) as http,
    ):
        _, body = await get(http, f"{SERVICES}/passport")
        _, graph = await get(http, "/catalogue.jsonld")
        _, description = await get(http, "/api/v1/openapi.json")
    assert body["href"] == f"https://chat.city.example{SERVICES}/passport"
    assert body["href"] in {node["@id"] for node in graph["@graph"]}
    assert description["servers"] == [{"url": "https://chat.city.example"}]


@pytest.mark.parametrize("path", ["/catalogue.jsonld", SERVICES, f"{SERVICES}/passport"])
async def test_what_the_client_has_is_not_sent_again(http: aiohttp.ClientSession, path: str) -> None:
    async with http.get(path) as response:
        tag = response.headers["ETag"]
        assert response.headers["Cache-Control"] == "public, max-age=300"
    for known in (tag, f'"other", W/{tag}', "*"):
        async with http.get(path, headers={"If-None-Match": known}) as response:
            assert (response.status, await response.read()) == (304, b"")
            assert response.headers["ETag"] == tag and response.headers["Access-Control-Allow-Origin"] == "*"
            assert response.headers["Cache-Control"] == "public, max-age=300"
    async with http.get(path, headers={"If-None-Match": '"other"'}) as response:
        assert response.status == 200 and await response.read()


async def test_head_gives_the_headers_alone(http: aiohttp.ClientSession) -> None:
    async with http.get(SERVICES) as whole, http.head(SERVICES) as head:
        assert head.status == 200 and head.headers["ETag"] == whole.headers["ETag"] and await head.read() == b""


UNKNOWN = [
    (f"{SERVICES}/nonsense", "There is no service with this id"),
    (f"{SERVICES}/..%2Fpassport", "There is no service with this id"),
    (f"{SERVICES}/passport/steps", "There is no such address"),
    ("/api/v1/nonsense", "There is no such address"),
    ("/api/v2/services", "There is no such address"),
]


async def test_what_is_unknown_is_404_as_json_even_for_a_browser(http: aiohttp.ClientSession) -> None:
    for path, sentence in UNKNOWN:
        async with http.get(path, headers=PAGE) as response:
            body = await response.json()
        assert (response.status, body["error"]["code"]) == (404, "not_found")
        assert body["error"]["message"].startswith(sentence), path
        check("/api/v1/services/{id}", 404, body)


async def test_nothing_can_be_changed(http: aiohttp.ClientSession) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        async with http.request(method, f"{SERVICES}/passport", json={}) as response:
            body = await response.json()
        assert response.status == 405 and response.headers["Allow"] == "GET, HEAD, OPTIONS"
        assert body["error"]["message"] == "This interface is read-only. Use GET or HEAD."


async def test_other_sites_may_ask_beforehand(http: aiohttp.ClientSession) -> None:
    async with http.options(SERVICES, headers={"Origin": "https://a.example"}) as response:
        assert response.status == 204 and response.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
        assert response.headers["Access-Control-Allow-Headers"] == "If-None-Match"


async def test_only_the_public_interface_is_open_to_other_sites(client: Client) -> None:
    for path in ("/", "/healthz", "/history", "/static/app.css", "/nowhere"):
        async with client.http.get(path, headers={"Origin": "https://a.example"}) as response:
            assert "Access-Control-Allow-Origin" not in response.headers


async def test_it_sets_no_cookie(http: aiohttp.ClientSession) -> None:
    async with http.get(SERVICES) as response:
        assert "Set-Cookie" not in response.headers


async def test_a_flood_is_slowed_without_slowing_messages_from_the_same_address(database: str) -> None:
    async with (
        serve(database, limits=Limits(address=Rate(2, 0.01))) as served,
        Client.open(served.address) as client,
    ):
        answers = [await get(client.http, "/api/v1/life-events") for _ in range(3)]
        async with client.http.get("/catalogue.jsonld") as response:
            assert response.status == 429 and int(response.headers["Retry-After"]) > 60
        assert (await client.post({"text": "سلام"}))[0] == 202
    assert [status for status, _ in answers] == [200, 200, 429]
    assert answers[2][1]["error"]["code"] == "too_fast"
    check("/api/v1/life-events", 429, answers[2][1])


async def test_a_broken_catalogue_is_503_and_a_sentence(
    http: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> catalogue_module.Catalogue:
        raise DataError("data/services/passport.yml: name must be a text")

    monkeypatch.setattr(api_routes, "catalogue", broken)
    status, body = await get(http, SERVICES)
    check(SERVICES, status, body)
    assert status == 503 and "passport.yml" not in body["error"]["message"]


async def test_the_counts_of_life_events_and_organisations_add_up(http: aiohttp.ClientSession) -> None:
    _, events = await get(http, "/api/v1/life-events")
    assert [found["id"] for found in events["life_events"]] == list(life_events())
    assert sum(found["services"] for found in events["life_events"]) == sum(
        len(service.life_events) for service in catalogue().services.values()
    )
    _, bodies = await get(http, "/api/v1/organisations")
    assert {found["id"] for found in bodies["organisations"]} == organisations().keys()
    assert sum(found["services"] for found in bodies["organisations"]) == len(catalogue().services)


async def test_what_the_files_hold_of_times_and_organisations_is_given(http: aiohttp.ClientSession) -> None:
    _, passport = await get(http, f"{SERVICES}/passport")
    assert passport["longest_time"] == "P14D"
    _, body = await get(http, "/api/v1/organisations")
    for found in body["organisations"]:
        known = organisations()[found["id"]]
        assert (found["url"], found["phone"]) == (known.url, known.phone)
        assert [source["url"] for source in found["sources"]] == [source.url for source in known.sources]
        assert found["sources"] or found["id"] == "shahryar"  # the assistant itself
        assert all(source["accessed"] for source in found["sources"])


def test_the_documented_answer_fits_the_description_and_names_a_real_service() -> None:
    page = (PROJECT / "docs" / "api.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```json\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    answer = json.loads(example)
    check(SERVICES, 200, answer)
    (shown,) = answer["services"]
    service = catalogue().services[shown["id"]]
    assert shown["name"] == {"fa": service.name.fa, "en": service.name.en}
    assert shown["authority"]["id"] == service.authority_id
    assert read_query({"q": "كارت ملي"}, (), ()).fits(service) and "q=كارت ملي" in page
    assert [path for path in OPENAPI["paths"] if f"`{path}`" not in page] == []
