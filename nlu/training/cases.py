"""The test messages of `tests/nlu_cases`."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from shahryar.errors import DataError
from shahryar.paths import PROJECT
from shahryar.yamls import YAMLError, parsed

# The day on which all cases are read, so that «فردا» has one answer: a Sunday, ۱ آذر ۱۴۰۵.
REFERENCE: Final = date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class Case:
    """One message with what should be read from it; `entities` are (entity, text, value), None where they are not judged."""

    text: str
    intent: str
    slice: str
    service: str | None = None
    category: str | None = None
    entities: tuple[tuple[str, str, Any], ...] | None = None


def load_cases(folder: Path | None = None) -> list[Case]:
    """Cases of all files in a folder (`tests/nlu_cases` if None). Raises DataError naming a file that is wrong."""
    cases: list[Case] = []
    for path in sorted((folder or PROJECT / "tests" / "nlu_cases").glob("*.yml")):
        try:
            tree = parsed(path.read_text(encoding="utf-8"))
            cases += [_case(tree["intent"], entry) for entry in tree["cases"]]
        except (OSError, YAMLError, KeyError, TypeError) as error:
            raise DataError(f"cannot read the cases in {path.name}: {error}") from error
    return cases


def _case(intent: str, entry: dict[str, Any]) -> Case:
    listed = entry.get("entities")
    entities = None if listed is None else tuple((item["entity"], item["text"], item["value"]) for item in listed)
    return Case(
        text=entry["text"],
        intent=entry.get("intent", intent),
        slice=entry.get("slice", "other"),
        service=entry.get("service"),
        category=entry.get("category"),
        entities=entities,
    )
