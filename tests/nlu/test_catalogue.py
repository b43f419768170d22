from pathlib import Path

import pytest

from nlu.catalogue.index import HINT, Index, build
from nlu.catalogue.linker import Linker
from nlu.catalogue.records import Record, categories, services
from nlu.text import tokenize
from shahryar.errors import DataError
from shahryar.paths import DATA

_RECORDS = [
    Record("passport", ("صدور گذرنامه", "گذرنامه", "پاسپورت"), group="passport", default=True),
    Record("passport-renewal", ("تمدید گذرنامه",), group="passport", cues=("تمدید", "تموم", "منقضی")),
    Record("passport-replacement", ("المثنی گذرنامه",), group="passport", cues=("المثنی", "گم")),
    Record("driving-licence", ("گواهینامه رانندگی", "گواهینامه")),
    Record("national-card", ("کارت ملی هوشمند", "کارت ملی")),
]


@pytest.fixture(scope="module")
def service() -> Linker:
    return Linker(build(_RECORDS), "service")


@pytest.fixture(scope="module")
def category() -> Linker:
    return Linker(build(categories(DATA / "categories.yml")), "problem_category")


@pytest.mark.parametrize(
    ("text", "value", "surface"),
    [
        ("گذرنامه", "passport", "گذرنامه"),
        ("گذرنامه‌ام رو می‌خوام", "passport", "گذرنامه"),
        ("پاسپورتم داره تموم میشه", "passport-renewal", "پاسپورت"),
        ("گذرنامه من گم شده", "passport-replacement", "گذرنامه"),
        ("مدارك تمديد گذرنامه", "passport-renewal", "تمديد گذرنامه"),
        ("گزرنامه", "passport", "گزرنامه"),
        ("گواهی نامه رانندگی", "driving-licence", "گواهی نامه رانندگی"),
        ("گواهیناهم", "driving-licence", "گواهیناهم"),
        ("کارتملی", "national-card", "کارتملی"),
        ("کارت‌های ملی هوشمند", "national-card", "کارت‌های ملی هوشمند"),
        ("govahiname", "driving-licence", "govahiname"),
    ],
)
def test_a_service_is_found_however_it_is_written(service: Linker, text: str, value: str, surface: str) -> None:
    (mention,) = service.link(tokenize(text)).mentions
    assert (mention.value, text[mention.start : mention.end]) == (value, surface)
    assert 0 < mention.confidence <= 1


@pytest.mark.parametrize("text", ["سلام", "کارت", "هوا چطوره", "", "😀", "ملی پوشان تیم"])
def test_nothing_is_linked_where_nothing_is_named(service: Linker, text: str) -> None:
    assert service.link(tokenize(text)).mentions == []


def test_the_longest_name_wins_and_siblings_are_candidates(service: Linker) -> None:
    linked = service.link(tokenize("تمدید گذرنامه"))
    assert [mention.value for mention in linked.mentions] == ["passport-renewal"]
    assert linked.candidates[0] == ("passport-renewal", 1.0)
    assert {identifier for identifier, _ in linked.candidates} == {
        "passport-renewal",
        "passport",
        "passport-replacement",
    }


def test_a_rejected_name_gives_way_to_the_other(service: Linker) -> None:
    assert [m.value for m in service.link(tokenize("گذرنامه نه، گواهینامه")).mentions] == ["driving-licence"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("چراغ کوچه‌مون سوخته", "street-light"),
        ("سر کوچه ما چاله‌ست", "pothole"),
        ("جوب خیابونمون گرفته", "drain"),
        ("چراغ های خیابان ما چند شبه خاموش شده", "street-light"),
        ("آشغال ها رو نمی برن", "garbage"),
        ("پیاده رو رو دستفروشا گرفتن", "street-blocking"),
        ("پیاده‌رو", "sidewalk"),
        ("یه سگ ولگرد تو پارکه", "stray-animals"),
    ],
)
def test_a_problem_is_found_in_spoken_words(category: Linker, text: str, value: str) -> None:
    assert [mention.value for mention in category.link(tokenize(text)).mentions][:1] == [value]


def test_every_category_has_names_in_both_languages_and_eight_synonyms() -> None:
    records = categories(DATA / "categories.yml")
    assert len(records) == 31
    assert all(len(record.phrases) >= 10 for record in records)


def test_no_strong_synonym_belongs_to_two_categories() -> None:
    index = build(categories(DATA / "categories.yml"))
    assert {phrase: ids for phrase, ids in index.phrases.items() if len(ids) > 1} == {}


def test_an_index_survives_as_json(service: Linker) -> None:
    index = build(_RECORDS)
    again = Index(**index.to_json())
    assert again == index
    text = tokenize("پاسپورتم منقضی شده")
    assert Linker(again, "service").link(text) == service.link(text)


@pytest.mark.parametrize(
    "body", ["- a list", "name: {fa: x", "identifier: x", "identifier: x\nname: {fa: y}\ncues: word"]
)
def test_a_malformed_record_is_named(tmp_path: Path, body: str) -> None:
    (tmp_path / "broken.yml").write_text(body, encoding="utf-8")
    with pytest.raises(DataError, match=r"broken\.yml"):
        services(tmp_path)


@pytest.mark.parametrize(
    "text", ["نه منظورم گواهینامه‌ست نه گذرنامه", "ن منظورم گواهینامه ن گذرنامه", "گذرنامه ن، گواهینامه"]
)
def test_what_is_turned_down_is_not_meant(service: Linker, text: str) -> None:
    assert [mention.value for mention in service.link(tokenize(text)).mentions] == ["driving-licence"]


def test_hints_are_found_by_their_heavy_words_alone() -> None:
    index = build(services(DATA / "services"))
    found = 0
    for phrase in list(index.words)[::7]:
        said = set(phrase.split()[::2])  # about half of a name
        shares = {
            parts: sum(index.weights[word] for word in parts if word in said) / full
            for parts, full in index.full_weights.items()
        }
        likely = {parts for parts, share in shares.items() if share >= HINT}
        assert likely <= {parts for word in said for parts in index.hints.get(word, ())}
        found += len(likely)
    assert found > 50
    assert sum(map(len, index.hints.values())) < sum(map(len, index.by_word.values()))
