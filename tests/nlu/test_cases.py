"""The model of the present data against `tests/nlu_cases`; floors, to be raised when the figures rise."""

from pathlib import Path

import pytest

from nlu.training.cases import load_cases
from nlu.training.evaluate import Evaluation, evaluate
from nlu.training.parse import load_parser


@pytest.fixture(scope="module")
def evaluation(trained_model: Path) -> Evaluation:
    return evaluate(load_parser(trained_model), load_cases())


@pytest.mark.parametrize(
    ("figure", "floor"),
    [
        ("intent", 0.95),
        ("macro_f1", 0.955),
        ("in_scope", 0.95),
        ("out_of_scope_recall", 0.92),
        ("service", 0.93),
        ("category", 0.915),
        ("slot_f1", 0.97),
    ],
)
def test_messages_are_read_well_enough(evaluation: Evaluation, figure: str, floor: float) -> None:
    assert getattr(evaluation, figure) >= floor


def test_few_messages_are_turned_down_and_confidences_mean_what_they_say(evaluation: Evaluation) -> None:
    assert evaluation.rejected <= 0.02
    assert evaluation.calibration_error <= 0.03


def test_no_way_of_writing_no_intent_and_no_value_is_left_behind(evaluation: Evaluation) -> None:
    assert {name: share for name, (_, share) in evaluation.by_slice.items() if share < 0.88} == {}
    assert {name: share for name, (_, share) in evaluation.by_intent.items() if share < 0.85} == {}
    assert {name: f1 for name, f1 in evaluation.by_entity.items() if f1 < 0.83} == {}


def test_no_emergency_is_answered_with_anything_but_help_or_a_report(evaluation: Evaluation) -> None:
    assert evaluation.by_intent["emergency"][1] >= 0.99
    missed = [(true, read) for true, read, _ in evaluation.confusions if true == "emergency"]
    assert {read for _, read in missed} <= {"report_problem"}
