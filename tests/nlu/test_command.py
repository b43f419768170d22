"""`shahryar nlu parse` and `evaluate` on the small model."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot import app as composition
from bot.cli.nlu import app
from shahryar.errors import UsageError
from shahryar.formats import TEHRAN
from tests.nlu.small_project import Trained


@pytest.fixture(autouse=True)
def small(trained: Trained, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composition, "require_model", lambda settings: trained.model)


def _parse(*lines: object) -> Result:
    given = "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    return CliRunner().invoke(app, ["parse"], input=given)


def _dates(result: Result) -> list[object]:
    readings = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    return [entity["value"] for reading in readings for entity in reading["entities"] if entity["entity"] == "date"]


def test_tomorrow_is_told_from_the_reference_day() -> None:
    result = _parse({"text": "فردا", "reference": "2026-11-22"}, "", {"text": "فردا", "reference": "2026-12-31"})
    assert (result.exit_code, _dates(result)) == (0, ["2026-11-23", "2027-01-01"])


def test_without_a_reference_day_it_is_today_in_tehran() -> None:
    before = datetime.now(UTC).astimezone(TEHRAN).date()
    (found,) = _dates(_parse({"text": "فردا"}))
    after = datetime.now(UTC).astimezone(TEHRAN).date()
    assert found in {str(before + timedelta(1)), str(after + timedelta(1))}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"text": "فردا", "reference": "1405-09-01x"}, "reference"),
        ({"text": "فردا", "reference": "22/11/2026"}, "reference"),
        ({"text": "فردا", "reference": 20261122}, "reference"),
        ({"text": "فردا", "reference": ["2026-11-22"]}, "reference"),
        ({"text": 5}, "text"),
        ({"texts": "فردا"}, "text"),
        (["فردا"], "text"),
        ("فردا", "text"),
        ('{"text": "x"', "text"),
    ],
)
def test_a_malformed_line_is_told_in_one_line_that_numbers_it(line: object, said: str) -> None:
    result = _parse({"text": "سلام"}, line)
    assert isinstance(result.exception, UsageError)
    message = str(result.exception)
    assert "line 2" in message and f'"{said}"' in message and "\n" not in message
    assert len(result.stdout.splitlines()) == 1  # what came before was read


def test_an_evaluation_prints_a_table_and_writes_picture_and_errors(tmp_path: Path) -> None:
    cases = tmp_path / "cases"
    cases.mkdir()
    (cases / "greet.yml").write_text("intent: greet\ncases:\n- {text: سلام, slice: formal}\n", encoding="utf-8")
    (cases / "thank.yml").write_text("intent: thank\ncases:\n- {text: سلام, slice: typo}\n", encoding="utf-8")
    picture, wrong = tmp_path / "matrix.png", tmp_path / "wrong.jsonl"
    words = ["evaluate", "--cases", str(cases), "--picture", str(picture), "--wrong", str(wrong)]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.exception
    assert "slice formal" in result.stdout and "thank read as greet" in result.stdout
    assert picture.stat().st_size > 1000
    assert len(wrong.read_text(encoding="utf-8").splitlines()) == 1
