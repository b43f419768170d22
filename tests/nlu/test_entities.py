from collections.abc import Callable, Iterable
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from nlu.entities import values
from nlu.entities.city import rules as city
from nlu.entities.city.gazetteer import CityName, build
from nlu.entities.date import rules as day
from nlu.mentions import Mention
from nlu.text import NormalisedText, read

_FOLDER = Path(values.__file__).parent
_KINDS = sorted(path.parent.name for path in _FOLDER.glob("*/rules.py"))
_SUNDAY = date(2026, 11, 22)


@cache
def _cities() -> dict[str, CityName]:
    return build()


def _rule(kind: str, today: date) -> Callable[[NormalisedText], Iterable[Mention]]:
    if kind == city.ENTITY:
        return partial(city.find, cities=_cities())
    return partial(day.find, today=today) if kind == day.ENTITY else values.RULES[kind]


def _corpus(kind: str) -> list[dict[str, Any]]:
    """Examples of a kind: `text`, `found`, and the day on which it was said, where that is not the corpus's `reference`."""
    tree: dict[str, Any] = YAML(typ="safe").load(_FOLDER / kind / "corpus.yml")
    reference = tree.get("reference", _SUNDAY.isoformat())
    return [{"reference": reference, **example} for example in tree["examples"]]


@pytest.mark.parametrize(
    ("kind", "example"), [pytest.param(k, e, id=f"{k}: {e['text']}") for k in _KINDS for e in _corpus(k)]
)
def test_a_corpus_example_yields_its_values_and_no_others(kind: str, example: dict[str, Any]) -> None:
    raw = str(example["text"])
    rule = _rule(kind, date.fromisoformat(str(example["reference"])))
    found = [(raw[m.start : m.end], m.value, m.entity) for m in rule(read(raw))]
    assert found == [(str(item["text"]), item["value"], kind) for item in example["found"]]


@pytest.mark.parametrize("kind", _KINDS)
def test_every_kind_of_value_has_negative_examples(kind: str) -> None:
    assert sum(not example["found"] for example in _corpus(kind)) >= 3


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("09123456789", ["mobile"]),
        ("0076543218", ["national_id"]),
        ("کد 1234-5672 و ۳ نفر در تهران", ["tracking_code", "number", "city"]),
        ("شماره سریال 1234567891", []),
        ("۱۲ آذر ساعت ۵ عصر", ["date", "time"]),
        ("خیابان ۱۵ خرداد منطقه ۱۲", ["address", "district"]),
    ],
)
def test_a_value_is_of_one_kind_only(text: str, kinds: list[str]) -> None:
    assert [mention.entity for mention in values.find(text, _cities(), _SUNDAY)] == kinds


def test_a_value_inside_another_entity_is_not_told() -> None:
    article = Mention("service", 0, 7, "article-100")
    assert [m.entity for m in values.find("رای ۱۰۰ شهرداری", {}, _SUNDAY, [article])] == ["office"]
    assert values.find("منطقه ۵", {}, _SUNDAY, [Mention("service", 6, 7, "passport")]) == []


def test_provincial_capitals_need_no_word_beside_them() -> None:
    capitals = """تهران مشهد اصفهان شیراز تبریز کرج قم اهواز کرمانشاه رشت
        زاهدان همدان کرمان یزد اردبیل زنجان قزوین گرگان"""
    for capital in capitals.split():
        assert [m.value for m in city.find(read(f"{capital} چند دفتر دارد"), _cities())] == [capital]
