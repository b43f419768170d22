"""What the linker reads of `data/services/*.yml` and `data/categories.yml`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shahryar.errors import DataError
from shahryar.yamls import YAMLError, parsed


@dataclass(frozen=True, slots=True)
class Record:
    """One thing a citizen can name.

    `phrases` are all its names, `weak` those that count only where nothing else is named; `cues` are words that choose this
    record among those of its `group`, of which one is the `default` for when no cue is said.
    """

    identifier: str
    phrases: tuple[str, ...]
    group: str | None = None
    cues: tuple[str, ...] = field(default=())
    default: bool = False
    weak: tuple[str, ...] = field(default=())


def services(folder: Path) -> list[Record]:
    """Records of every YAML file in a folder, by id. Raises DataError naming the file that is wrong."""
    records = [_record(path, _read(path)) for path in sorted(folder.glob("*.yml"))]
    return sorted(records, key=lambda record: record.identifier)


def categories(path: Path) -> list[Record]:
    """Records of `data/categories.yml` (id → name and synonyms). Raises DataError where it is wrong."""
    return [_record(path, {"identifier": key, **entry}) for key, entry in _read(path).items()]


def _read(path: Path) -> dict[str, Any]:
    try:
        tree = parsed(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise DataError(f"cannot read data/{path.name}: {error}") from error
    if not isinstance(tree, dict):
        raise DataError(f"data/{path.name} holds no mapping")
    return tree


def _record(path: Path, tree: dict[str, Any]) -> Record:
    try:
        name = tree["name"]
        phrases = [name["fa"], name.get("en") or "", *_texts(tree, "synonyms"), *_texts(tree, "spoken")]
        weak = tuple(_texts(tree, "weak"))
        return Record(
            identifier=str(tree["identifier"]),
            phrases=tuple(dict.fromkeys(phrase for phrase in (*phrases, *weak) if phrase)),
            group=tree.get("group"),
            cues=tuple(_texts(tree, "cues")),
            default=bool(tree.get("default", False)),
            weak=weak,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise DataError(f"data/{path.name}: identifier, name.fa, synonyms or cues are missing or malformed") from error


def _texts(tree: dict[str, Any], key: str) -> Iterable[str]:
    values = tree.get(key) or []
    if not isinstance(values, list):
        raise TypeError(f"{key} is no list")
    return (str(value) for value in values)
