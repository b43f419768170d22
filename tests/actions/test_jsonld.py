"""The catalogue as JSON-LD with the terms of CPSV-AP."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from actions.services import jsonld, records
from actions.services.catalogue import Catalogue, catalogue
from actions.services.jsonld import CONTEXT, Node
from actions.services.life_events import life_events
from actions.services.organisations import Organisation, organisations
from actions.services.reading import Localised
from actions.services.records import Link

BASE = "https://city.example"
# Classes and properties of https://semiceu.github.io/CPSV-AP/releases/3.2.0/context/cpsv-ap_en.jsonld that are used here.
PROFILE = {
    "cpsv:PublicService", "cv:PublicOrganisation", "cv:Channel", "cv:ContactPoint", "cv:Cost", "cv:Evidence",
    "cv:LifeEvent", "cv:Output", "cv:Requirement", "eli:LegalResource", "foaf:Document", "skos:Concept",
    "cpsv:hasInput", "cpsv:produces", "cv:contactPoint", "cv:currency", "cv:hasChannel", "cv:hasCompetentAuthority",
    "cv:hasCost", "cv:hasLegalResource", "cv:hasRelatedService", "cv:hasValue", "cv:holdsRequirement", "cv:isGroupedBy",
    "cv:relatedService", "cv:telephone", "dct:description", "dct:identifier", "dct:requires", "dct:title", "dct:type",
    "cv:processingTime", "foaf:page", "skos:prefLabel",
}  # fmt: skip
BESIDE = {"dct:date", "dct:source", "foaf:homepage", "org:linkedTo", "skos:notation"}
RECORD = {
    "identifier": "permit",
    "name": {"fa": "پروانه", "en": "Permit"},
    "description": {"fa": "پروانهٔ نمونه", "en": "A permit of the tests"},
    "competent_authority": {"id": "town", "name": {"fa": "ادارهٔ پروانه", "en": "Permit office"}},
    "life_events": ["building"],
    "channels": [{"kind": "phone", "name": {"fa": "تلفن", "en": "Telephone"}, "phone": "1234"}],
    "circumstances": [
        {
            "id": "who",
            "question": {"fa": "برای کیست؟", "en": "For whom?"},
            "options": [
                {"id": "owner", "label": {"fa": "مالک", "en": "Owner"}},
                {"id": "tenant", "label": {"fa": "مستأجر", "en": "Tenant"}},
            ],
        }
    ],
    "inputs": [
        {
            "name": {"fa": "سند", "en": "Deed"},
            "condition": {"fa": "اگر هست", "en": "If there is one"},
            "when": {"who": ["owner", "tenant"]},
        }
    ],
    "costs": [
        {"kind": "fixed", "description": {"fa": "کارمزد", "en": "Fee"}, "amount_rials": 50_000, "as_of": "2026-05-01"},
        {"kind": "free", "description": {"fa": "رایگان", "en": "Free"}, "when": {"who": ["tenant"]}},
        {
            "kind": "tariff",
            "description": {"fa": "تعرفه", "en": "Tariff"},
            "see": {"title": "تعرفه‌ها", "url": "https://town.example/fees"},
        },
    ],
    "processing_time": {"description": {"fa": "تا دو هفته", "en": "Up to two weeks"}, "iso": "P14D"},
    "legal_resource": [{"title": {"fa": "قانون", "en": "Law"}, "url": "https://law.example/1"}],
    "related": [{"relation": "needs", "service": "survey"}, {"relation": "follows", "service": "plan"}],
    "sources": [{"title": "دربارهٔ پروانه", "url": "https://town.example/permit", "accessed": "2026-05-01"}],
}


def graph_of(document: Node) -> dict[str, Node]:
    nodes = {node["@id"]: node for node in document["@graph"]}
    assert len(nodes) == len(document["@graph"]), "a node is described twice"
    return nodes


@pytest.fixture(scope="module")
def whole() -> Node:
    return jsonld.document(catalogue(), organisations(), life_events(), BASE)


@pytest.fixture(scope="module")
def permit() -> dict[str, Node]:
    service = records.service(RECORD, "test")
    source = Link(Localised("دربارهٔ شهرداری", ""), "https://town.example/about")
    towns = {"town": Organisation("town", Localised("شهرداری", "Town"), "https://town.example/", "137", (source,))}
    events = {"building": Localised("ساخت", "Building")}
    return graph_of(jsonld.document(Catalogue({"permit": service}, {}), towns, events, BASE))


def test_every_service_organisation_and_life_event_is_in_the_graph(whole: Node) -> None:
    nodes = graph_of(whole)
    services = {iri for iri, node in nodes.items() if node["@type"] == "cpsv:PublicService"}
    assert services == {f"{BASE}/api/v1/services/{name}" for name in catalogue().services}
    assert {f"{BASE}/api/v1/organisations#{name}" for name in organisations()} <= nodes.keys()
    assert {f"{BASE}/api/v1/life-events#{name}" for name in life_events()} <= nodes.keys()


def terms(node: Any) -> Iterator[str]:
    """Properties and classes of a graph."""
    for entry in node["@graph"]:
        yield entry["@type"]
        yield from (key for key in entry if not key.startswith("@"))


def test_every_term_is_of_the_profile_and_its_prefix_is_declared(whole: Node) -> None:
    used = set(terms(whole))
    assert used - PROFILE - BESIDE == set()
    prefixes = {name for name, value in CONTEXT.items() if isinstance(value, str)}
    declared = {name for name in CONTEXT if ":" in name}
    assert {term.partition(":")[0] for term in used | declared} <= prefixes
    types = {value.get("@type", "@id") for value in CONTEXT.values() if isinstance(value, dict)}
    assert {kind.partition(":")[0] for kind in types if not kind.startswith("@")} <= prefixes


def test_what_links_is_declared_as_a_link_and_leads_to_a_node_or_outside(whole: Node) -> None:
    nodes = graph_of(whole)
    for node in nodes.values():
        for key, value in node.items():
            values = value if isinstance(value, list) else [value]
            if isinstance(CONTEXT.get(key), dict) and CONTEXT[key].get("@type") == "@id":
                assert [found for found in values if found.startswith(BASE) and found not in nodes] == [], node["@id"]
            elif isinstance(value, str) and key != "@id":
                assert not value.startswith("http"), f"{key} of {node['@id']} is an address but no link"


def test_mandatory_properties_are_there(whole: Node) -> None:
    needed = {
        "cpsv:PublicService": ("dct:identifier", "dct:title", "dct:description", "cv:hasCompetentAuthority"),
        "cv:PublicOrganisation": ("skos:prefLabel", "dct:identifier"),
        "cv:LifeEvent": ("dct:identifier", "dct:title"),
        "cv:Evidence": ("dct:identifier", "dct:title"),
        "cv:Requirement": ("dct:identifier", "dct:title"),
        "cv:Output": ("dct:identifier", "dct:title"),
        "cv:Cost": ("dct:identifier",),
        "cv:Channel": ("dct:identifier",),
    }
    for node in whole["@graph"]:
        assert [name for name in needed.get(node["@type"], ()) if name not in node] == [], node["@id"]


def test_the_same_data_give_the_same_bytes(whole: Node) -> None:
    again = jsonld.document(catalogue(), organisations(), life_events(), BASE)
    assert json.dumps(again) == json.dumps(whole)


def test_a_service_is_said_in_both_languages_and_linked(permit: dict[str, Node]) -> None:
    service = permit[f"{BASE}/api/v1/services/permit"]
    assert service["dct:title"] == {"fa": "پروانه", "en": "Permit"}
    assert service["cv:isGroupedBy"] == [f"{BASE}/api/v1/life-events#building"]
    assert permit[service["cv:isGroupedBy"][0]]["cv:hasRelatedService"] == [service["@id"]]
    assert service["dct:requires"] == [f"{BASE}/api/v1/services/survey"]
    assert service["cv:relatedService"] == [f"{BASE}/api/v1/services/plan"]
    assert service["dct:source"] == ["https://town.example/permit"]
    assert permit["https://town.example/permit"]["dct:title"] == {"@none": ["دربارهٔ پروانه"]}
    law = permit[service["cv:hasLegalResource"][0]]
    assert law["@type"] == "eli:LegalResource" and law["foaf:page"] == "https://law.example/1"


def test_a_named_authority_stands_beside_its_organisation(permit: dict[str, Node]) -> None:
    organisation, named = permit[f"{BASE}/api/v1/services/permit"]["cv:hasCompetentAuthority"]
    assert permit[organisation]["foaf:homepage"] == "https://town.example/"
    assert permit[named]["skos:prefLabel"] == {"fa": "ادارهٔ پروانه", "en": "Permit office"}
    assert permit[named]["org:linkedTo"] == organisation


def test_a_condition_is_told_in_the_words_of_the_record(permit: dict[str, Node]) -> None:
    (evidence,) = permit[f"{BASE}/api/v1/services/permit"]["cpsv:hasInput"]
    assert permit[evidence]["dct:description"] == {
        "fa": "اگر هست؛ برای کیست؟ مالک، مستأجر",
        "en": "If there is one; For whom? Owner, Tenant",
    }


def test_costs_give_an_amount_only_where_it_is_recorded(permit: dict[str, Node]) -> None:
    fixed, free, tariff = (permit[cost] for cost in permit[f"{BASE}/api/v1/services/permit"]["cv:hasCost"])
    assert (fixed["cv:hasValue"], fixed["dct:date"]) == (50_000.0, "2026-05-01")
    assert fixed["cv:currency"] == "http://publications.europa.eu/resource/authority/currency/IRR"
    assert free["cv:hasValue"] == 0.0 and free["dct:description"]["en"] == "Free; For whom? Tenant"
    assert "cv:hasValue" not in tariff and "cv:currency" not in tariff
    assert tariff["foaf:page"] == "https://town.example/fees"


def test_a_telephone_becomes_a_contact_point(permit: dict[str, Node]) -> None:
    service = permit[f"{BASE}/api/v1/services/permit"]
    assert permit[service["cv:hasChannel"][0]]["dct:type"] == f"{BASE}/catalogue.jsonld#channel-phone"
    assert permit[service["cv:contactPoint"][0]]["cv:telephone"] == "1234"


def test_nothing_is_said_of_what_is_not_recorded() -> None:
    bare = {key: RECORD[key] for key in ("identifier", "name", "description", "competent_authority")}
    service = records.service(bare, "test")
    nodes = graph_of(jsonld.document(Catalogue({"permit": service}, {}), {}, {}, BASE))
    assert set(nodes[f"{BASE}/api/v1/services/permit"]) == {
        "@id", "@type", "dct:identifier", "dct:title", "dct:description", "cv:hasCompetentAuthority",
    }  # fmt: skip


def test_the_longest_usual_time_is_a_duration(permit: dict[str, Node]) -> None:
    assert permit[f"{BASE}/api/v1/services/permit"]["cv:processingTime"] == "P14D"
    assert CONTEXT["cv:processingTime"]["@type"] == "xsd:duration"


def test_an_organisation_has_its_telephone_and_sources(permit: dict[str, Node]) -> None:
    town = permit[f"{BASE}/api/v1/organisations#town"]
    (contact,) = town["cv:contactPoint"]
    assert permit[contact] == {"@id": contact, "@type": "cv:ContactPoint", "cv:telephone": "137"}
    assert town["dct:source"] == ["https://town.example/about"]
    assert permit["https://town.example/about"]["dct:title"] == {"@none": ["دربارهٔ شهرداری"]}
