"""Complaints about records that are misshapen or refer to what does not exist."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.catalogue_checks import catalogue_problems
from shahryar.paths import DATA

TEXT = {"fa": "متن", "en": "text"}
WHO = {
    "id": "who",
    "question": TEXT,
    "options": [{"id": "self", "label": TEXT}, {"id": "child", "label": TEXT}],
}
Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with one record."""
    for name in ("services", "organisations"):
        (tmp_path / name).mkdir()
    for name in ("services.schema.json", "life_events.yml", "services/passport.yml", "organisations/faraja.yml"):
        shutil.copy(DATA / name, tmp_path / name)
    _edit(tmp_path, lambda record: record.update(related=[]))
    return tmp_path


def _edit(data: Path, change: Change) -> None:
    yaml, path = YAML(typ="safe"), data / "services" / "passport.yml"
    record = yaml.load(path.read_text(encoding="utf-8"))
    change(record)
    with path.open("w", encoding="utf-8") as stream:
        yaml.dump(record, stream)


def test_a_record_in_order_has_no_complaint(data: Path) -> None:
    assert list(catalogue_problems(data)) == []


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda r: r.update(identifier="pass"), "identifier must be passport"),
        (lambda r: r["competent_authority"].update(id="nobody"), "competent_authority is not in data/organisations"),
        (lambda r: r.update(related=[{"relation": "needs", "service": "no-such"}]), "related service no-such is not"),
        (lambda r: r.update(life_events=["party"]), "life event party is not in data/life_events.yml"),
        (
            lambda r: r.update(circumstances=[WHO], inputs=[{"name": TEXT}], steps=[TEXT]),
            "nothing hangs on circumstance who",
        ),
        (
            lambda r: r.update(circumstances=[WHO], inputs=[{"name": TEXT, "when": {"who": ["aunt"]}}]),
            "inputs[0]: circumstance who has no option aunt",
        ),
        (lambda r: r.update(circumstances=[{**WHO, "options": []}]), "circumstances.0.options: "),
        (lambda r: r.pop("description"), "record: 'description' is a required property"),
    ],
)
def test_what_is_wrong_is_told_with_its_file(data: Path, change: Change, complaint: str) -> None:
    _edit(data, change)
    problems = list(catalogue_problems(data))
    assert any(complaint in problem for problem in problems), problems
    assert all("passport.yml" in problem for problem in problems)
