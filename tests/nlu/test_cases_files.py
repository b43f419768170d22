"""Test messages: their files, and what an evaluation makes of them."""

from datetime import date
from pathlib import Path

import pytest

from nlu.training.cases import REFERENCE, Case, load_cases
from nlu.training.evaluate import Evaluation, evaluate
from nlu.training.parse import Parser, Reading
from shahryar.errors import DataError
from tests.nlu.small_project import Trained


def test_an_evaluation_counts_what_is_right_and_lists_what_is_wrong(trained: Trained) -> None:
    cases = [
        Case("سلام", "greet", "short"),
        Case("مدارک گذرنامه چیه", "ask_documents", "spoken", service="passport"),
        Case("شیراز", "inform", "short", entities=(("city", "شیراز", "شیراز"),)),
        Case("سلام", "report_problem", "spoken", category="pothole"),
    ]
    seen: list[int] = []
    result = evaluate(trained.parser, cases, lambda: seen.append(1))
    assert len(seen) == 4
    assert (result.cases, result.intent, result.service, result.category, result.slot_f1) == (4, 0.75, 1.0, 0.0, 1.0)
    assert result.by_slice == {"short": (2, 1.0), "spoken": (2, 0.5)}
    assert result.by_intent["report_problem"] == (1, 0.0)
    assert result.confusions == [("report_problem", "greet", 1)]
    assert [case for case, _ in result.wrong] == [cases[3]]


class _Scripted(Parser):
    """A parser that reads what it is told."""

    def __init__(self, **readings: tuple[str, float, str | None, list[tuple[str, str, str]]]) -> None:
        self._readings = readings

    def parse_now(self, text: str, reference: date | None = None) -> Reading:
        assert reference == REFERENCE
        intent, confidence, service, entities = self._readings[text]
        found = [{"entity": name, "text": span, "value": value} for name, span, value in entities]
        return {
            "intent": {"name": intent, "confidence": confidence},
            "entities": found,
            "service": service,
            "category": None,
        }


def test_every_figure_of_an_evaluation() -> None:
    parser = _Scripted(
        a=("ask_cost", 0.9, "passport", [("service", "a", "passport"), ("number", "3", "3")]),
        b=("ask_cost", 0.9, "licence", []),
        c=("nlu_fallback", 0.1, None, []),
        d=("out_of_scope", 0.9, None, []),
        e=("nlu_fallback", 0.1, None, [("city", "e", "قم")]),
        f=("greet", 0.9, None, []),
    )
    cases = [
        Case("a", "ask_cost", "formal", service="passport", entities=(("number", "3", 3),)),
        Case("b", "ask_cost", "formal", service="passport"),
        Case("c", "thank", "typo", entities=(("city", "c", "یزد"),)),
        Case("d", "out_of_scope", "oos"),
        Case("e", "out_of_scope", "oos", entities=()),
        Case("f", "out_of_scope", "oos"),
    ]
    result = evaluate(parser, cases)
    assert result.intent == pytest.approx(3 / 6)
    assert result.macro_f1 == pytest.approx((1.0 + 0.0 + 0.5) / 3)
    assert result.in_scope == pytest.approx(2 / 3)
    assert result.rejected == pytest.approx(1 / 3)
    assert result.out_of_scope_recall == pytest.approx(2 / 3)  # turned down either way
    assert result.calibration_error == pytest.approx((abs(4 * 0.9 - 3) + 2 * 0.1) / 6)
    assert (result.service, result.category) == (0.5, 1.0)
    assert result.slot_f1 == pytest.approx(2 / 4)  # an id of the catalogue is no slot, and «3» is 3
    assert result.by_entity == {"city": 0.0, "number": 1.0}
    assert [case.text for case, _ in result.wrong] == ["b", "c", "e", "f"]


def test_no_cases_give_an_empty_evaluation() -> None:
    assert evaluate(_Scripted(), []) == Evaluation()


def test_cases_are_read_from_files_and_broken_ones_named(tmp_path: Path) -> None:
    (tmp_path / "greet.yml").write_text(
        "intent: greet\ncases:\n- {text: سلام, slice: formal}\n- {text: ممنون, intent: thank, entities: []}\n"
        "- {text: قم, service: x, category: y, entities: [{entity: city, text: قم, value: قم}]}\n",
        encoding="utf-8",
    )
    assert load_cases(tmp_path) == [
        Case("سلام", "greet", "formal"),
        Case("ممنون", "thank", "other", entities=()),
        Case("قم", "greet", "other", "x", "y", (("city", "قم", "قم"),)),
    ]
    (tmp_path / "thank.yml").write_text("intent: thank\ncases:\n- {slice: short}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"thank\.yml"):
        load_cases(tmp_path)


def test_the_projects_cases_have_a_slice_each_and_entities_that_lie_in_the_text() -> None:
    cases = load_cases()
    slices = {"formal", "colloquial", "typo", "finglish", "long", "hard", "oos"}
    assert {case.slice for case in cases} == slices
    assert [case for case in cases if any(text not in case.text for _, text, _ in case.entities or ())] == []
    assert len({case.text for case in cases}) == len(cases)
