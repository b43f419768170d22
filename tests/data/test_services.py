"""The catalogue of public services: every record is whole, sourced, and refers only to what exists."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

from shahryar.paths import DATA

STARTERS = {
    "national-card",
    "national-card-replacement",
    "birth-registration",
    "birth-certificate-replacement",
    "passport",
    "passport-renewal",
    "passport-replacement",
    "driving-licence",
    "driving-licence-renewal",
    "vehicle-plate-exchange",
    "background-check",
    "marriage-loan",
}
SCHEMA: dict[str, Any] = json.loads((DATA / "services.schema.json").read_text(encoding="utf-8"))
ORGANISATION = {"$ref": "#/definitions/organisation", "definitions": SCHEMA["definitions"]}
FORBIDDEN = re.compile("[0-9٠-٩\u064a\u0643\u0649]")  # Latin and Arabic digits, Arabic yeh, kaf and alef maksura
BAD_SPACING = re.compile(
    "  |\u200c[\\s\u200c،؛.]|\\s\u200c|(?:^|\\s)(?:ن?می|ها|های|هایی)\\s|\\s[،؛.]"
)  # half-spaces, doubled spaces


def load(folder: str) -> dict[str, dict[str, Any]]:
    """Records of a data folder by file name."""
    yaml = YAML(typ="safe")
    return {path.stem: yaml.load(path.read_text(encoding="utf-8")) for path in sorted((DATA / folder).glob("*.yml"))}


SERVICES = load("services")
ORGANISATIONS = load("organisations")
service = pytest.mark.parametrize("name", SERVICES)


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Each scalar or empty container of a record, with its path."""
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from leaves(item, f"{path}.{key}")
    elif isinstance(value, list) and value:
        for index, item in enumerate(value):
            yield from leaves(item, f"{path}[{index}]")
    else:
        yield path, value


def squeezed(word: str) -> str:
    """A synonym as a linker may see it: no spaces, half-spaces or case."""
    return re.sub("[\\s\u200c]", "", word).casefold()


def problems(schema: dict[str, Any], record: dict[str, Any]) -> list[str]:
    return [f"{list(error.absolute_path)}: {error.message}" for error in Draft7Validator(schema).iter_errors(record)]


def test_schema_is_valid_draft_7() -> None:
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(SCHEMA)


def test_all_starters_are_present() -> None:
    assert set(SERVICES) >= STARTERS


@service
def test_record_fits_the_schema(name: str) -> None:
    assert problems(SCHEMA, SERVICES[name]) == []


@pytest.mark.parametrize("name", ORGANISATIONS)
def test_organisation_fits_the_schema(name: str) -> None:
    assert problems(ORGANISATION, ORGANISATIONS[name]) == []
    assert ORGANISATIONS[name]["identifier"] == name


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ("colour", "blue"),
        ("sources", []),
        ("name", {"fa": "گذرنامه"}),
        ("name", {"fa": "گذرنامه 5 ساله", "en": "Passport"}),
        ("name", {"fa": "كارت", "en": "Card"}),
        ("costs", [{"kind": "tariff", "description": {"fa": "طبق تعرفه", "en": "By tariff"}, "amount_rials": 1}]),
        ("verified", "yesterday"),
    ],
)
def test_schema_rejects(change: str, value: Any) -> None:
    assert problems(SCHEMA, SERVICES["passport"] | {change: value}) != []


@service
def test_identifier_equals_file_name(name: str) -> None:
    assert SERVICES[name]["identifier"] == name


@service
def test_references_exist(name: str) -> None:
    record = SERVICES[name]
    assert record["competent_authority"]["id"] in ORGANISATIONS
    targets = [relation["service"] for relation in record["related"]]
    assert set(targets) <= set(SERVICES) - {name}
    assert len(targets) == len(set(targets))


@service
def test_sources_are_dated_and_distinct(name: str) -> None:
    sources = SERVICES[name]["sources"]
    urls = [source["url"] for source in sources]
    assert urls
    assert len(urls) == len(set(urls))
    assert all(date.fromisoformat(source["accessed"]) for source in sources)


@service
def test_no_fact_is_empty(name: str) -> None:
    empty = [path for path, value in leaves(SERVICES[name]) if value in ("", [], {}) or (value is None)]
    assert set(empty) <= {".verified", ".valid_until", ".related"}


@service
def test_persian_is_clean(name: str) -> None:
    texts = {path: value for path, value in leaves(SERVICES[name]) if path.endswith(".fa")}
    assert texts
    assert {path: text for path, text in texts.items() if FORBIDDEN.search(text)} == {}
    assert {path: text for path, text in texts.items() if BAD_SPACING.search(text)} == {}


@service
def test_synonyms_and_cues_have_no_arabic_letters(name: str) -> None:
    words = SERVICES[name]["synonyms"] + SERVICES[name].get("cues", [])
    assert [word for word in words if re.search("[\u064a\u0643\u0649]", word)] == []


def test_each_group_has_one_default() -> None:
    defaults: defaultdict[str, list[str]] = defaultdict(list)
    for name, record in SERVICES.items():
        defaults[record["group"]] += [name] * record["default"]
    assert {group: names for group, names in defaults.items() if len(names) != 1} == {}


def test_groups_share_no_synonym() -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for record in SERVICES.values():
        for word in record["synonyms"]:
            owners[squeezed(word)].add(record["group"])
    assert {word: groups for word, groups in owners.items() if len(groups) > 1} == {}


def test_cues_of_a_group_are_distinct() -> None:
    owners: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for name, record in SERVICES.items():
        for cue in record.get("cues", []):
            owners[record["group"], squeezed(cue)].add(name)
    assert {cue: names for cue, names in owners.items() if len(names) > 1} == {}


def test_only_yaml_lies_in_the_folders() -> None:
    folders: list[Path] = [DATA / "services", DATA / "organisations"]
    assert [path.name for folder in folders for path in folder.iterdir() if path.suffix != ".yml"] == []
