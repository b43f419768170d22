"""Warnings about records: what is old, and what speaks one language only."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot import checks
from bot.catalogue_checks import catalogue_problems
from bot.catalogue_warnings import catalogue_warnings
from bot.cli import admin
from shahryar.errors import DataError
from shahryar.paths import DATA

TODAY = date(2026, 11, 22)  # 1405-09-01
Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with one fresh record."""
    for name in ("services", "organisations"):
        (tmp_path / name).mkdir()
    for name in ("services.schema.json", "life_events.yml", "categories.yml", "services/passport.yml"):
        shutil.copy(DATA / name, tmp_path / name)
    shutil.copy(DATA / "organisations/faraja.yml", tmp_path / "organisations/faraja.yml")
    edit(tmp_path, "services/passport.yml", lambda r: (r.update(related=[]), r["costs"][0].update(as_of="2026-06-01")))
    return tmp_path


def edit(data: Path, name: str, change: Change) -> None:
    yaml, path = YAML(typ="safe"), data / name
    record = yaml.load(path.read_text(encoding="utf-8"))
    change(record)
    with path.open("w", encoding="utf-8") as stream:
        yaml.dump(record, stream)


def test_a_fresh_record_in_both_languages_has_no_warning(data: Path) -> None:
    assert list(catalogue_warnings(TODAY, data)) == []


@pytest.mark.parametrize(
    ("change", "warning"),
    [
        (lambda r: r.update(valid_until="2026-11-21"), "valid_until: 2026-11-21 is over"),
        (lambda r: r.update(verified="2025-11-21"), "verified: 2025-11-21 is more than a year ago"),
        (
            lambda r: r["costs"][0].update(as_of="2026-03-20"),
            "costs[0].as_of: 2026-03-20 lies in 1404, this year is 1405",
        ),
        (lambda r: r["steps"][1].pop("en"), "steps[1]: has no English text"),
        (lambda r: r["steps"][1].pop("fa"), "steps[1]: has no Persian text"),
        (lambda r: r["name"].update(en=r["name"]["fa"]), "name: the English text is the Persian one"),
        (
            lambda r: r["inputs"][0]["name"].update(en="Original شناسنامه"),
            "inputs[0].name: the English text has Persian",
        ),
    ],
)
def test_what_is_old_or_untranslated_is_told_with_its_place(data: Path, change: Change, warning: str) -> None:
    edit(data, "services/passport.yml", change)
    (found,) = catalogue_warnings(TODAY, data)
    assert f"services/passport.yml: {warning}" in found


@pytest.mark.parametrize(
    ("change"),
    [
        lambda r: r.update(valid_until="2026-11-22"),
        lambda r: r.update(verified="2025-11-22"),
        lambda r: r["costs"][0].update(as_of="2026-03-21"),
    ],
)
def test_the_last_good_day_is_no_warning(data: Path, change: Change) -> None:
    edit(data, "services/passport.yml", change)
    assert list(catalogue_warnings(TODAY, data)) == []


def test_organisations_and_life_events_are_looked_at_too(data: Path) -> None:
    edit(data, "organisations/faraja.yml", lambda r: r["name"].pop("en"))
    edit(data, "life_events.yml", lambda r: r["travel"].update(en="سفر"))
    found = list(catalogue_warnings(TODAY, data))
    assert [one.partition(": ")[2] for one in found] == [
        "name: has no English text; English answers show the Persian one",
        "travel: the English text has Persian letters",
    ]


def test_a_missing_translation_is_no_problem_but_a_missing_persian_text_is(data: Path) -> None:
    edit(data, "services/passport.yml", lambda r: r["name"].pop("en"))
    assert list(catalogue_problems(data)) == []
    edit(data, "services/passport.yml", lambda r: r["description"].pop("fa"))
    assert ["description" in problem for problem in catalogue_problems(data)] == [True]


def test_a_misshapen_organisation_is_a_problem(data: Path) -> None:
    edit(data, "organisations/faraja.yml", lambda r: r.update(phone="call us"))
    (problem,) = catalogue_problems(data)
    assert "organisations/faraja.yml: phone" in problem


def test_the_project_itself_has_no_untranslated_text() -> None:
    assert [one for one in catalogue_warnings(TODAY) if "text" in one] == []


def test_warnings_fail_only_where_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checks, "problems", list)
    monkeypatch.setattr(checks, "warnings", lambda: ["data/services/x.yml: old"])
    admin.check(strict=False)
    assert capsys.readouterr().out == "warning: data/services/x.yml: old\ndata/ is in order; 1 warning(s)\n"
    with pytest.raises(DataError, match="1 problem"):
        admin.check(strict=True)
