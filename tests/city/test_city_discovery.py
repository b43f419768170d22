"""Discovery, services, definitions, and the server's own pages."""

from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from city import catalogue
from city.catalogue import DATATYPES
from city.open311.routes import routes
from city.settings import Settings
from shahryar.errors import DataError
from tests.city.city_client import KEY, City, serving

OPENAPI = YAML(typ="safe").load(Path(catalogue.__file__).with_name("openapi.yml").read_text(encoding="utf-8"))
CATEGORIES = [
    "pothole",
    "sidewalk",
    "street-light",
    "garbage",
    "illegal-dumping",
    "drain",
    "flooding",
    "sewage",
    "utility-outage",
    "water-leak",
    "manhole",
    "tree-hazard",
    "green-space",
    "playground",
    "traffic-light",
    "road-sign",
    "illegal-parking",
    "abandoned-vehicle",
    "street-blocking",
    "noise",
    "air-odour",
    "illegal-construction",
    "stray-animals",
    "pests",
    "graffiti",
    "public-toilet",
    "bus",
    "accessibility",
    "power-cable",
    "snow-ice",
    "other-problem",
]


def check_schema(name: str, value: object) -> None:
    """Checks a value against a schema of the OpenAPI document."""

    def plain(node: object) -> object:  # OpenAPI 3.0 says nullable where JSON Schema has a type null
        if isinstance(node, list):
            return [plain(item) for item in node]
        if not isinstance(node, dict):
            return node
        result = {key: plain(item) for key, item in node.items() if key != "nullable"}
        return {"anyOf": [result, {"type": "null"}]} if node.get("nullable") is True else result

    components = {"components": plain(OPENAPI["components"])}
    jsonschema.validate(value, {"$ref": f"#/components/schemas/{name}", **components})


async def test_discovery_json(city: City) -> None:
    document = (await city.get("/discovery.json")).json
    check_schema("Discovery", document)
    assert "شهر نمونه" in document["contact"]
    (endpoint,) = document["endpoints"]
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert endpoint["url"] == city.url
    assert endpoint["formats"] == ["text/xml", "application/json"]


async def test_discovery_names_its_public_address(settings: Settings) -> None:
    async with serving(replace(settings, public_url="https://city.example/open311")) as city:
        document = (await city.get("/discovery.json")).json
    assert document["endpoints"][0]["url"] == "https://city.example/open311"


@pytest.mark.parametrize("host", ["evil<x>", "", "a b", "x/y"])
async def test_discovery_does_not_repeat_a_malformed_host(city: City, host: str) -> None:
    answer = await city.call("GET", "/discovery.xml", headers={"Host": host})
    assert (answer.status, answer.faults) == (400, [400])


async def test_discovery_xml(city: City) -> None:
    root = (await city.get("/discovery.xml")).xml
    assert root.tag == "discovery"
    assert root.findtext("endpoints/endpoint/specification") == "http://wiki.open311.org/GeoReport_v2"
    assert [node.text for node in root.findall("endpoints/endpoint/formats/format")] == ["text/xml", "application/json"]


async def test_services_are_the_same_in_both_formats(city: City) -> None:
    services = (await city.get("/services.json")).json
    assert [service["service_code"] for service in services] == CATEGORIES
    for service in services:
        check_schema("Service", service)
        assert service["keywords"].count(",") >= 2
    root = (await city.get("/services.xml")).xml
    assert root.tag == "services"
    told = [{node.tag: node.text for node in service} for service in root.findall("service")]
    assert told == [{**service, "metadata": str(service["metadata"]).lower()} for service in services]


async def test_every_type_and_datatype_is_in_use(city: City) -> None:
    services = (await city.get("/services.json")).json
    assert {service["type"] for service in services} == {"realtime", "batch", "blackbox"}
    asking = [service["service_code"] for service in services if service["metadata"]]
    assert len(asking) >= 6
    attributes = []
    for code in asking:
        definition = (await city.get(f"/services/{code}.json")).json
        check_schema("ServiceDefinition", definition)
        assert definition["service_code"] == code
        attributes += definition["attributes"]
    assert {attribute["datatype"] for attribute in attributes} == set(DATATYPES)
    assert [attribute["code"] for attribute in attributes if attribute["required"]] == ["utility"]


async def test_definition_xml(city: City) -> None:
    root = (await city.get("/services/utility-outage.xml")).xml
    assert root.tag == "service_definition"
    assert root.findtext("service_code") == "utility-outage"
    first = root.find("attributes/attribute")
    assert {node.tag: node.text for node in first if node.tag != "values"} == {
        "variable": "true",
        "code": "utility",
        "datatype": "singlevaluelist",
        "required": "true",
        "datatype_description": None,
        "order": "1",
        "description": "کدام یک قطع یا ضعیف است؟",
    }
    keys = [node.findtext("key") for node in first.findall("values/value")]
    assert keys == ["water", "electricity", "gas", "telephone"]


async def test_definition_without_metadata_is_empty(city: City) -> None:
    assert (await city.get("/services/sidewalk.json")).json == {"service_code": "sidewalk", "attributes": []}


@pytest.mark.parametrize("fmt", ["xml", "json"])
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/services/nothing.", 404),
        ("/services/.", 400),
        ("/requests/nothing.", 404),
        ("/requests/.", 400),
        ("/tokens/nothing.", 404),
        ("/tokens/.", 400),
        ("/nowhere.", 404),
        ("/requests/%00.", 404),
        ("/tokens/%0a1.", 404),
        ("/tokens/چراغ.", 404),
        ("/services/%ff.", 404),
    ],
)
async def test_unknown_and_missing_ids(city: City, path: str, status: int, fmt: str) -> None:
    answer = await city.get(path + fmt)
    assert answer.status == status, answer.body
    assert answer.faults == [status]
    assert answer.headers["Content-Type"].startswith("text/xml" if fmt == "xml" else "application/json")


@pytest.mark.parametrize(
    "path", ["/services.yaml", "/services", "/requests.csv", "/requests/1.html", "/discovery.xmlx"]
)
async def test_unknown_suffix_answers_404_in_xml(city: City, path: str) -> None:
    answer = await city.get(path)
    assert (answer.status, answer.faults) == (404, [404])
    assert answer.xml.tag == "errors"


@pytest.mark.parametrize(
    "path",
    [
        "/discovery.json",
        "/services.json",
        "/services/pothole.json",
        "/requests.json",
        "/requests/1.json",
        "/tokens/1.json",
        "/servicerequestupdates.json",
    ],
)
async def test_jurisdiction(city: City, path: str) -> None:
    unknown = await city.get(path, jurisdiction_id="elsewhere.example")
    assert unknown.status == 404
    assert "jurisdiction_id is not known here." in [error["description"] for error in unknown.json]
    own, empty = await city.get(path, jurisdiction_id="sample-city.example"), await city.get(path, jurisdiction_id="")
    assert own.body == empty.body == (await city.get(path)).body


async def test_other_methods_are_refused(city: City) -> None:
    answer = await city.call("DELETE", "/requests.json")
    assert (answer.status, answer.faults) == (405, [405])
    assert answer.headers["Allow"] == "GET, HEAD, POST"


async def test_health_and_openapi(city: City) -> None:
    assert (await city.get("/healthz")).json == {"status": "ok", "instance": ""}
    document = (await city.get("/openapi.json")).json
    served = {("get", "/"), ("get", "/healthz"), ("get", "/openapi.json")}
    names = {"{fmt:xml|json}": "{format}", "{code:[^/]*}": "{service_code}", "{id:[^/]*}": "{service_request_id}"}
    for route in routes():
        path = route.path.replace("{token:[^/]*}", "{token}")
        for ours, theirs in names.items():
            path = path.replace(ours, theirs)
        served.add((route.method.lower(), path))
    assert {(method, path) for path, item in document["paths"].items() for method in item} == served


async def test_page_escapes_what_citizens_wrote(city: City) -> None:
    await city.lodge(description='۲ < ۳ & "نقل"')
    page = (await city.get("/")).body.decode()
    assert "۲ &lt; ۳ &amp; &quot;نقل&quot;" in page
    assert 'dir="rtl"' in page


async def test_page_hides_private_reports(city: City) -> None:
    await city.lodge("illegal-construction", description="طبقهٔ اضافه")
    page = (await city.get("/")).body.decode()
    assert "طبقهٔ اضافه" not in page
    assert "هنوز گزارشی ثبت نشده است" in page
    assert KEY not in page


@pytest.mark.parametrize(
    "change",
    [
        ("type: batch", "type: sometimes"),
        ("datatype: number", "datatype: integer"),
        ("agency: streets", "agency: nobody"),
        ("city: شهر نمونه\n", ""),
        ("values: {small", "worth: {small"),
        ("services:\n", "services: [\n"),
    ],
)
def test_a_wrong_seed_is_named(tmp_path: Path, change: tuple[str, str]) -> None:
    wrong = tmp_path / "services.yml"
    wrong.write_text(catalogue.SEED.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(DataError, match=r"services\.yml"):
        catalogue.load(wrong)
