"""YAML as the project's files mean it."""

import pytest
from ruamel.yaml import YAML

from shahryar.paths import DATA
from shahryar.yamls import YAMLError, parsed


def test_words_stay_words_and_booleans_are_written_out() -> None:
    assert parsed("[yes, no, on, off, go, y, نه]") == ["yes", "no", "on", "off", "go", "y", "نه"]
    assert parsed("{a: true, b: False, no: 1, c: null}") == {"a": True, "b": False, "no": 1, "c": None}


@pytest.mark.parametrize("text", ["a: [1", "a: b: c", "!!python/object:os.system {}"])
def test_what_is_no_plain_yaml_is_refused(text: str) -> None:
    with pytest.raises(YAMLError):
        parsed(text)


def test_the_catalogue_reads_as_by_yaml_1_2() -> None:
    paths = [*sorted((DATA / "services").glob("*.yml"))[::9], *sorted(DATA.glob("*.yml"))]
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert parsed(text) == YAML(typ="safe").load(text), path.name


def test_days_times_and_codes_stay_texts_and_a_doubled_key_is_told() -> None:
    assert parsed("{day: 2026-02-30, time: 12:30, code: 12e3x, number: -5, share: 1.5}") == {
        "day": "2026-02-30", "time": "12:30", "code": "12e3x", "number": -5, "share": 1.5,
    }  # fmt: skip
    with pytest.raises(YAMLError, match="twice"):
        parsed("{a: 1, b: 2, a: 3}")
