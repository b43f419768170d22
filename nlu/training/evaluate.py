"""How well a model reads test messages."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from nlu.training.cases import REFERENCE, Case
from nlu.training.parse import Parser, Reading
from nlu.training.scores import calibration_error, confusions, label_f1, share, slot_f1

OUT_OF_SCOPE: Final = "out_of_scope"
_REJECTED: Final = {OUT_OF_SCOPE, "nlu_fallback"}
# Ids of records are judged by the accuracies of service and category, not as slots.
_LINKED: Final = {"service", "problem_category"}

Judged = list[tuple[Case, Reading]]


@dataclass
class Evaluation:
    """Shares in 0 … 1 of a set of cases, and the cases that went wrong as (case, reading).

    `rejected` is the share of in-scope messages that were turned down, to be seen beside `out_of_scope_recall` (HINT3:
    Arora et al., arXiv:2009.13833); `by_slice` and `by_intent` hold count and share of right intents.
    """

    cases: int = 0
    intent: float = 0.0
    macro_f1: float = 0.0
    in_scope: float = 0.0
    rejected: float = 0.0
    out_of_scope_recall: float = 0.0
    calibration_error: float = 0.0
    service: float = 0.0
    category: float = 0.0
    slot_f1: float = 0.0
    by_slice: dict[str, tuple[int, float]] = field(default_factory=dict)
    by_intent: dict[str, tuple[int, float]] = field(default_factory=dict)
    by_entity: dict[str, float] = field(default_factory=dict)
    confusions: list[tuple[str, str, int]] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    wrong: Judged = field(default_factory=list)


def evaluate(parser: Parser, cases: Iterable[Case], on_case: Callable[[], None] = lambda: None) -> Evaluation:
    """Read every case on the day of `cases.REFERENCE` and compare; `on_case` is called after each."""
    readings: Judged = []
    for case in cases:
        readings.append((case, parser.parse_now(case.text, REFERENCE)))
        on_case()
    if not readings:
        return Evaluation()
    pairs = [(case.intent, _intent(reading)) for case, reading in readings]
    own = [(case, reading) for case, reading in readings if case.intent != OUT_OF_SCOPE]
    foreign = [(case, reading) for case, reading in readings if case.intent == OUT_OF_SCOPE]
    f1 = label_f1(pairs)
    judged = [(_expected(case), _found(reading)) for case, reading in readings if case.entities is not None]
    return Evaluation(
        cases=len(readings),
        intent=share([true == read for true, read in pairs]),
        macro_f1=sum(f1.values()) / len(f1),
        in_scope=share([_intent_right(case, reading) for case, reading in own]),
        rejected=sum(_intent(reading) in _REJECTED for _, reading in own) / max(len(own), 1),
        out_of_scope_recall=share([_intent(reading) in _REJECTED for _, reading in foreign]),
        calibration_error=calibration_error(
            [(reading["intent"]["confidence"], _intent_right(case, reading)) for case, reading in readings]
        ),
        service=share([case.service == reading["service"] for case, reading in _named(readings, "service")]),
        category=share([case.category == reading["category"] for case, reading in _named(readings, "category")]),
        slot_f1=slot_f1(judged),
        by_slice=_split(readings, "slice"),
        by_intent=_split(readings, "intent"),
        by_entity=_by_entity(judged),
        confusions=confusions(pairs),
        pairs=pairs,
        wrong=[(case, reading) for case, reading in readings if not _all_right(case, reading)],
    )


def _intent(reading: Reading) -> str:
    return str(reading["intent"]["name"])


def _intent_right(case: Case, reading: Reading) -> bool:
    return _intent(reading) == case.intent


def _named(readings: Judged, what: str) -> Judged:
    """Cases where a service or category is due or was found."""
    return [(case, reading) for case, reading in readings if getattr(case, what) or reading[what]]


def _expected(case: Case) -> set[Any]:
    return {(name, text, str(value)) for name, text, value in case.entities or () if name not in _LINKED}


def _found(reading: Reading) -> set[Any]:
    found = reading["entities"]
    return {(item["entity"], item["text"], str(item["value"])) for item in found if item["entity"] not in _LINKED}


def _by_entity(judged: Sequence[tuple[set[Any], set[Any]]]) -> dict[str, float]:
    kinds = sorted({slot[0] for expected, found in judged for slot in expected | found})
    return {kind: slot_f1((_of_kind(wanted, kind), _of_kind(got, kind)) for wanted, got in judged) for kind in kinds}


def _of_kind(slots: set[Any], kind: str) -> set[Any]:
    return {slot for slot in slots if slot[0] == kind}


def _all_right(case: Case, reading: Reading) -> bool:
    linked = case.service == reading["service"] and case.category == reading["category"]
    slots = case.entities is None or _expected(case) == _found(reading)
    return linked and slots and _intent_right(case, reading)


def _split(readings: Judged, what: str) -> dict[str, tuple[int, float]]:
    parts: dict[str, list[bool]] = defaultdict(list)
    for case, reading in readings:
        parts[getattr(case, what)].append(_intent_right(case, reading))
    return {name: (len(rights), share(rights)) for name, rights in sorted(parts.items())}
