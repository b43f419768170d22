"""Whether the records of services and organisations are whole and refer only to what exists.

What is usable but should be looked at, such as a missing translation, is told by `catalogue_warnings`.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, ValidationError

from shahryar.paths import DATA, PROJECT
from shahryar.yamls import YAMLError, parsed


def catalogue_problems(data: Path = DATA) -> Iterator[str]:
    """All complaints about `services/`, `organisations/` and `life_events.yml` of a data folder."""
    schema = json.loads((data / "services.schema.json").read_text(encoding="utf-8"))
    events = set(read(data / "life_events.yml") or {})
    known = {path.stem for path in (data / "services").glob("*.yml")}
    authorities = {path.stem for path in (data / "organisations").glob("*.yml")}
    for path in sorted((data / "services").glob("*.yml")):
        record = read(path)
        if record is None:
            continue
        misshapen = list(_misshapen(record, schema))
        for problem in misshapen:
            yield f"{shown(path)}: {problem}"
        for problem in () if misshapen else _dead_references(record, path.stem, known, authorities, events):
            yield f"{shown(path)}: {problem}"
    organisation = {"$ref": "#/definitions/organisation", "definitions": schema["definitions"]}
    for path in sorted((data / "organisations").glob("*.yml")):
        record = read(path)
        if record is None:
            continue
        for problem in _misshapen(record, organisation):
            yield f"{shown(path)}: {problem}"
        if isinstance(record, dict) and record.get("identifier") != path.stem:
            yield f"{shown(path)}: identifier must be {path.stem}"


def _misshapen(record: Any, schema: dict[str, Any]) -> Iterator[str]:
    """What of a record does not fit, with its place; a text that only lacks its English does."""
    for error in Draft7Validator(schema).iter_errors(record):
        if not _untranslated(error):
            where = ".".join(str(part) for part in error.absolute_path)
            yield f"{where or 'record'}: {error.message[:200]}"


def _untranslated(error: ValidationError) -> bool:
    given = error.instance
    return error.validator == "required" and isinstance(given, dict) and "fa" in given and "en" not in given


def _dead_references(
    record: dict[str, Any], name: str, known: set[str], authorities: set[str], events: set[str]
) -> Iterator[str]:
    if record["identifier"] != name:
        yield f"identifier must be {name}"
    if record["competent_authority"]["id"] not in authorities:
        yield "competent_authority is not in data/organisations"
    for relation in record["related"]:
        if relation["service"] not in known:
            yield f"related service {relation['service']} is not in data/services"
    for event in record.get("life_events", []):
        if event not in events:
            yield f"life event {event} is not in data/life_events.yml"
    yield from _circumstances(record)


def _circumstances(record: dict[str, Any]) -> Iterator[str]:
    """What hangs on a question that is not asked, and questions on which nothing hangs."""
    options = {
        circumstance["id"]: {option["id"] for option in circumstance["options"]}
        for circumstance in record.get("circumstances", [])
    }
    used: set[str] = set()
    for kind in ("inputs", "steps", "costs"):
        for place, item in enumerate(record.get(kind, [])):
            for name, wanted in item.get("when", {}).items():
                used.add(name)
                for option in set(wanted) - options.get(name, set()):
                    yield f"{kind}[{place}]: circumstance {name} has no option {option}"
    for name in options.keys() - used:
        yield f"nothing hangs on circumstance {name}"


def shown(path: Path, line: int | None = None) -> str:
    """A file of the project as an operator knows it."""
    place = path.relative_to(PROJECT) if path.is_relative_to(PROJECT) else path
    return f"{place}:{line}" if line else str(place)


def read(path: Path) -> Any:
    """A YAML file's content, None where it cannot be read."""
    try:
        return parsed(path.read_text(encoding="utf-8"))
    except (OSError, YAMLError, UnicodeDecodeError):
        return None  # told by `shahryar check` for every file
