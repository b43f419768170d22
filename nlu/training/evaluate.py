"""How well a model reads the cases of `tests/nlu_cases`."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from nlu.training.parse import Parser, Reading
from shahryar.errors import DataError
from shahryar.paths import PROJECT

# Ids of records are judged by the accuracies of service and category, not as slots.
_LINKED = {"service", "problem_category"}


@dataclass(frozen=True, slots=True)
class Case:
    """One message with what should be read from it; `entities` are (entity, text, value), None where they are not judged."""

    text: str
    intent: str
    slice: str
    service: str | None = None
    category: str | None = None
    entities: tuple[tuple[str, str, Any], ...] | None = None


@dataclass
class Evaluation:
    """Shares in 0 … 1 of a set of cases, and the cases that went wrong as (case, reading)."""

    cases: int = 0
    intent: float = 0.0
    service: float = 0.0
    category: float = 0.0
    slot_f1: float = 0.0
    by_slice: dict[str, tuple[int, float]] = field(default_factory=dict)
    by_intent: dict[str, tuple[int, float]] = field(default_factory=dict)
    wrong: list[tuple[Case, Reading]] = field(default_factory=list)

    def table(self) -> str:
        """The figures as text, one a line."""
        rows = [("cases", str(self.cases)), ("intent accuracy", f"{self.intent:.3f}")]
        rows += [("service accuracy", f"{self.service:.3f}"), ("category accuracy", f"{self.category:.3f}")]
        rows.append(("slot F1", f"{self.slot_f1:.3f}"))
        for title, parts in (("slice", self.by_slice), ("intent", self.by_intent)):
            rows += [(f"{title} {name}", f"{share:.3f}  ({count})") for name, (count, share) in sorted(parts.items())]
        width = max(len(name) for name, _ in rows)
        return "\n".join(f"{name:<{width}}  {value}" for name, value in rows)


def load_cases(folder: Path | None = None) -> list[Case]:
    """Cases of all files in a folder (`tests/nlu_cases` if None). Raises DataError naming a file that is wrong."""
    yaml = YAML(typ="safe")
    cases: list[Case] = []
    for path in sorted((folder or PROJECT / "tests" / "nlu_cases").glob("*.yml")):
        try:
            tree = yaml.load(path.read_text(encoding="utf-8"))
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


def evaluate(parser: Parser, cases: Iterable[Case]) -> Evaluation:
    """Read every case and compare."""
    readings = [(case, parser.parse_now(case.text)) for case in cases]
    if not readings:
        return Evaluation()
    return Evaluation(
        cases=len(readings),
        intent=_share([_intent_right(case, reading) for case, reading in readings]),
        service=_share([case.service == reading["service"] for case, reading in _named(readings, "service")]),
        category=_share([case.category == reading["category"] for case, reading in _named(readings, "category")]),
        slot_f1=slot_f1((_expected(case), _found(reading)) for case, reading in readings if case.entities is not None),
        by_slice=_split(readings, "slice"),
        by_intent=_split(readings, "intent"),
        wrong=[(case, reading) for case, reading in readings if not _all_right(case, reading)],
    )


def slot_f1(pairs: Iterable[tuple[set[Any], set[Any]]]) -> float:
    """F1 over all slots of (expected, found) sets; 1.0 where there is nothing to find and nothing found."""
    right = expected = found = 0
    for wanted, got in pairs:
        right += len(wanted & got)
        expected += len(wanted)
        found += len(got)
    return 2 * right / (expected + found) if expected + found else 1.0


def _intent_right(case: Case, reading: Reading) -> bool:
    return bool(reading["intent"]["name"] == case.intent)


def _named(readings: Sequence[tuple[Case, Reading]], what: str) -> list[tuple[Case, Reading]]:
    """Cases where a service or category is due or was found."""
    return [(case, reading) for case, reading in readings if getattr(case, what) or reading[what]]


def _expected(case: Case) -> set[Any]:
    return {(name, text, str(value)) for name, text, value in case.entities or () if name not in _LINKED}


def _found(reading: Reading) -> set[Any]:
    found = reading["entities"]
    return {(item["entity"], item["text"], str(item["value"])) for item in found if item["entity"] not in _LINKED}


def _all_right(case: Case, reading: Reading) -> bool:
    linked = case.service == reading["service"] and case.category == reading["category"]
    slots = case.entities is None or _expected(case) == _found(reading)
    return linked and slots and _intent_right(case, reading)


def _split(readings: Sequence[tuple[Case, Reading]], what: str) -> dict[str, tuple[int, float]]:
    parts: dict[str, list[bool]] = defaultdict(list)
    for case, reading in readings:
        parts[getattr(case, what)].append(_intent_right(case, reading))
    return {name: (len(rights), _share(rights)) for name, rights in parts.items()}


def _share(rights: Sequence[bool]) -> float:
    return sum(rights) / len(rights) if rights else 1.0
