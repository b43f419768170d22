"""The model of the present data against `tests/nlu_cases`; floors, to be raised when the figures rise."""

from pathlib import Path

import pytest

from nlu.training.evaluate import Evaluation, evaluate, load_cases
from nlu.training.parse import load_parser


@pytest.fixture(scope="module")
def evaluation(trained_model: Path) -> Evaluation:
    return evaluate(load_parser(trained_model), load_cases())


def test_intents_services_categories_and_slots_are_read_well_enough(evaluation: Evaluation) -> None:
    assert evaluation.intent >= 0.94
    assert evaluation.service >= 0.97
    assert evaluation.category >= 0.85
    assert evaluation.slot_f1 >= 0.95


def test_no_way_of_writing_is_left_behind(evaluation: Evaluation) -> None:
    assert {name: share for name, (_, share) in evaluation.by_slice.items() if share < 0.85} == {}


def test_no_emergency_is_missed(evaluation: Evaluation) -> None:
    assert evaluation.by_intent["emergency"][1] == 1.0
