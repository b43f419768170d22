"""Complaints about offices that are misshapen, lie elsewhere, or are there twice."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.office_checks import office_problems
from shahryar.paths import DATA

Change = Callable[[dict[str, Any]], None]


def problems(data: Path, *entries: dict[str, Any]) -> list[str]:
    (data / "offices").mkdir(exist_ok=True)
    (data / "services").mkdir(exist_ok=True)
    (data / "offices.schema.json").write_bytes((DATA / "offices.schema.json").read_bytes())
    with (data / "offices" / "shiraz.yml").open("w", encoding="utf-8") as stream:
        YAML(typ="safe").dump({"offices": list(entries)}, stream)
    return list(office_problems(data))


def entry(identifier: str = "post-1", **changes: Any) -> dict[str, Any]:
    return {
        "id": identifier,
        "kind": "post",
        "name": f"پست {identifier[-1].translate({49: '۱', 50: '۲'})}",
        "city": "شیراز",
        "address": "خیابان زند",
        "lat": 29.61,
        "long": 52.53,
        "hours": {"saturday": ["08:00-14:00"], "thursday": None, "friday": []},
        "closed_on_holidays": True,
        "source": {"title": "فهرست", "url": "https://example.org/", "accessed": "2026-11-01"},
        "sample": False,
        "verified": None,
        **changes,
    }


def test_the_projects_own_offices_are_in_order() -> None:
    assert list(office_problems()) == []


def test_an_entry_in_order_has_no_complaint(tmp_path: Path) -> None:
    assert problems(tmp_path, entry(), entry("post-2")) == []


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"kind": "bakery"}, "kind: 'bakery' is not one of"),
        ({"lat": 52.53, "long": 29.61}, "52.53, 29.61 is not in Iran"),
        ({"city": "شیرازز"}, "no city of Iran is known by the name شیرازز"),
        ({"name": "پست 1"}, "name: must be one line"),
        ({"address": "خيابان"}, "address: must be one line"),
        ({"services": ["no-such"]}, "service no-such is not in data/services"),
        ({"hours": {"saturday": ["14:00-08:00"]}}, "hours.saturday: 14:00-08:00 must end after it begins"),
        ({"hours": {"saturday": ["10:00-14:00", "08:00-11:00"]}}, "must be in the order of the day"),
        ({"hours": {"saturday": ["8 to 14"]}}, "hours.saturday.0: '8 to 14' does not match"),
        ({"source": {"title": "فهرست"}}, "source: 'url' is a required property"),
        ({"sample": True}, "name"),  # nothing in it says that it is a sample
        ({"phones": ["071-32"]}, "phones.0: '071-32' does not match"),
        ({"long": None}, "lat and long belong together"),
        ({"color": "red"}, "('color' was unexpected)"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_entry(tmp_path: Path, changes: dict[str, Any], complaint: str) -> None:
    [found, *_] = problems(tmp_path, entry(**changes))
    assert found.startswith(f"{tmp_path}/offices/shiraz.yml: post-1: ")
    assert complaint in found


def test_doubles_are_told(tmp_path: Path) -> None:
    found = problems(tmp_path, entry(), entry(address="جای دیگر"), entry("post-9", name="پست ۱"))
    file = f"{tmp_path}/offices/shiraz.yml"
    assert found == [
        f"{file}: post-1: the id post-1 is also that of {file}: post-1",
        f"{file}: post-9: kind, name and address is also that of {file}: post-1",
    ]


def test_a_file_of_another_shape_is_told(tmp_path: Path) -> None:
    problems(tmp_path, entry())
    (tmp_path / "offices" / "other.yml").write_text("- a\n", encoding="utf-8")
    assert any("other.yml: must hold a list named offices" in line for line in office_problems(tmp_path))
