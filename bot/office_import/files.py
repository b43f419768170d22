"""Files of `data/offices`: merged by id, in a stable order, written whole or not at all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from actions.services.offices.directory import read_file
from shahryar.errors import DataError

_HEAD: Final = "# Written by `shahryar offices import`; a later import of the same ids replaces their entries.\n"
_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SAMPLE: Final = "sample"
# As numbers begin in YAML 1.1 or 1.2: PyYAML follows 1.1 and would leave 02188776655 and 12e3 bare, which are numbers in 1.2.
_LIKE_A_NUMBER: Final = re.compile(r"[-+.0-9]")


class _Dumper(yaml.CSafeDumper):
    """Writes texts so that readers of both YAML 1.1 and 1.2 read texts."""


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="'" if _LIKE_A_NUMBER.match(text) else None)


_Dumper.add_representer(str, _text)
_STYLE: Final[dict[str, Any]] = {
    "Dumper": _Dumper,
    "allow_unicode": True,
    "sort_keys": False,
    "default_flow_style": None,
    "width": 130,
}


@dataclass(frozen=True, slots=True)
class Merged:
    """The entries of a file after an import, and what became of the rows."""

    entries: list[dict[str, Any]]
    new: int
    changed: int
    same: int


def name_of(given: str) -> str:
    """Name of the file for a CSV file's own name. Raises DataError where nothing usable is left of it."""
    name = re.sub(r"[^a-z0-9]+", "-", given.lower()).strip("-")
    if not _NAME.fullmatch(name) or name == _SAMPLE:
        raise DataError(f"no file of data/offices can be named after {given!r}; choose another name with --into")
    return name


def elsewhere(folder: Path, name: str) -> dict[str, str]:
    """Id → file, for all files but the one of that name. Raises DataError where one is unreadable."""
    others = (path for path in sorted(folder.glob("*.yml")) if path.stem != name)
    return {entry["id"]: path.name for path in others for entry in entries_of(path)}


def entries_of(path: Path) -> list[dict[str, Any]]:
    """The entries of a file, none where there is none. Raises DataError."""
    tree = read_file(path) if path.is_file() else {"offices": []}
    found = tree.get("offices") if isinstance(tree, dict) else None
    if not isinstance(found, list) or not all(isinstance(entry, dict) and "id" in entry for entry in found):
        raise DataError(f"{path.name}: must hold a list of offices with ids; `shahryar check` says what is wrong")
    return found


def merge(present: Sequence[dict[str, Any]], rows: Sequence[dict[str, Any]]) -> Merged:
    """Rows over the entries of the same id, at their place; new ones at the end, in the order of the rows."""
    given = {row["id"]: row for row in rows}
    known = {entry["id"]: entry for entry in present}
    added = [row for row in rows if row["id"] not in known]
    same = sum(known.get(name) == row for name, row in given.items())
    entries = [given.get(entry["id"], entry) for entry in present]
    return Merged([*entries, *added], len(added), len(given) - len(added) - same, same)


def write(path: Path, entries: Sequence[dict[str, Any]]) -> None:
    """Write the file, in one step. Raises DataError where it cannot be written."""
    fresh = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("w", encoding="utf-8") as stream:
            stream.write(_HEAD)
            yaml.dump({"offices": list(entries)}, stream, **_STYLE)
        fresh.replace(path)
    except OSError as error:
        raise DataError(f"{path} cannot be written: {error.strerror}") from error
