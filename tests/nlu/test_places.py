"""Places: what the corpora beside the rules cannot show."""

import random
from functools import cache
from itertools import pairwise

import pytest

from nlu.entities.address import rules as address
from nlu.entities.city import rules as city
from nlu.entities.city.gazetteer import CityName, Need, build
from nlu.entities.city.misspelling import index, one_letter_off
from nlu.entities.district import rules as district
from nlu.entities.office import rules as office
from nlu.entities.office.kinds import PLAIN
from nlu.entities.province import rules as province
from nlu.mentions import Mention
from nlu.text import read

CAPITALS = {
    "آذربایجان شرقی": "تبریز", "آذربایجان غربی": "ارومیه", "اردبیل": "اردبیل", "اصفهان": "اصفهان", "البرز": "کرج",
    "ایلام": "ایلام", "بوشهر": "بوشهر", "تهران": "تهران", "چهارمحال و بختیاری": "شهرکرد", "خراسان جنوبی": "بیرجند",
    "خراسان رضوی": "مشهد", "خراسان شمالی": "بجنورد", "خوزستان": "اهواز", "زنجان": "زنجان", "سمنان": "سمنان",
    "سیستان و بلوچستان": "زاهدان", "فارس": "شیراز", "قزوین": "قزوین", "قم": "قم", "کردستان": "سنندج",
    "کرمان": "کرمان", "کرمانشاه": "کرمانشاه", "کهگیلویه و بویراحمد": "یاسوج", "گلستان": "گرگان", "گیلان": "رشت",
    "لرستان": "خرم‌آباد", "مازندران": "ساری", "مرکزی": "اراک", "هرمزگان": "بندرعباس", "همدان": "همدان",
    "یزد": "یزد",
}  # fmt: skip


@cache
def _cities() -> dict[str, CityName]:
    return build()


def _all(raw: str) -> list[Mention]:
    text = read(raw)
    rules = (address.find, office.find, district.find, province.find)
    return [mention for rule in rules for mention in rule(text)] + list(city.find(text, _cities()))


def _values(raw: str) -> list[str | int | float]:
    return [mention.value for mention in city.find(read(raw), _cities())]


def test_the_gazetteer_holds_the_cities_of_iran() -> None:
    assert len({known.name for known in _cities().values() if known.need is not Need.NEVER}) >= 400


@pytest.mark.parametrize(("name", "capital"), CAPITALS.items())
def test_every_province_and_its_capital_are_known(name: str, capital: str) -> None:
    assert [mention.value for mention in province.find(read(f"استان {name}"))] == [name]
    assert _values(f"ساکن {capital} هستم") == [capital]


@pytest.mark.parametrize("name", [n for n, capital in CAPITALS.items() if n in CAPITALS.values() or capital == n])
def test_a_name_of_both_is_a_province_only_beside_the_word(name: str) -> None:
    assert list(province.find(read(f"در {name} زندگی می‌کنم"))) == []
    assert _values(f"استان {name}") == []


@pytest.mark.parametrize("word", ["رشته", "قمه", "کاشانه", "شیرازی", "همون", "مشهود", "تهرانی"])
def test_words_that_resemble_a_city_are_kept_from_it(word: str) -> None:
    assert _values(word) == _values(f"تو {word}") == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [("شیراض", "شیراز"), ("اصفهن", "اصفهان"), ("کرمنشاه", "کرمانشاه"), ("زاهدن", "زاهدان"), ("بیرجندد", "بیرجند")],
)
def test_a_misspelt_city_needs_a_place_word_or_nothing_else(typed: str, name: str) -> None:
    assert _values(typed) == _values(f"ساکن {typed} هستم") == [name]
    assert _values(f"دیروز {typed} را دیدم") == []


def test_names_of_few_letters_are_not_corrected() -> None:
    assert index(["یزد", "رشت", "قشم"]) == {}
    assert one_letter_off("یزدا", index(["یزد"])) == []


@pytest.mark.parametrize(("word", "near"), [("تبریز", []), ("تبرز", ["تبریز"]), ("تربیز", ["تبریز"]), ("تبرزیی", [])])
def test_one_letter_off_is_a_letter_added_lost_changed_or_swapped(word: str, near: list[str]) -> None:
    assert one_letter_off(word, index(["تبریز"])) == near


def test_need_survives_the_form_in_which_a_model_keeps_it() -> None:
    kept = {key: CityName(known.name, Need(int(known.need))) for key, known in _cities().items()}
    assert kept == _cities()
    assert [mention.value for mention in city.find(read("تو اصفهن"), kept)] == ["اصفهان"]


def test_every_city_alone_is_a_city() -> None:
    assert [
        known.name
        for key, known in _cities().items()
        if known.need is Need.NOTHING and not key.isascii() and not _values(key)
    ] == []


@pytest.mark.parametrize("kind", PLAIN)
def test_office_values_are_kinds_of_the_directory(kind: str) -> None:
    schema = "pishkhan police10 municipality civil-registry post court tax social-security utility fire-station"
    assert kind in schema.split()


def test_an_address_keeps_what_was_typed_with_its_spaces_and_letters_tidied() -> None:
    raw = "آدرس:  خيابان   سعدي ،\nكوچه  ۵"
    (mention,) = address.find(read(raw))
    assert raw[mention.start : mention.end] == "خيابان   سعدي ،\nكوچه  ۵"
    assert mention.value == "خیابان سعدی ، کوچه ۵"


@pytest.mark.parametrize(
    "raw",
    [
        "شهرداری منطقه ۵ تهران",
        "گیلان، رشت، خیابان سعدی پلاک ۲",
        "پلیس +۱۰ شیراز نزدیک میدان ولیعصر",
        "اداره پست استان یزد",
    ],
)
def test_kinds_of_place_do_not_overlap_here(raw: str) -> None:
    found = sorted(_all(raw), key=lambda mention: mention.start)
    assert len(found) >= 2
    assert all(not one.overlaps(other) for one, other in pairwise(found))


@pytest.mark.parametrize("seed", range(40))
def test_nothing_is_raised_on_any_characters(seed: int) -> None:
    source = random.Random(seed)
    words = [
        "خیابان",
        "کوچه",
        "بین",
        "و",
        "منطقه",
        "استان",
        "شهر",
        "پلیس",
        "+",
        "۱۰",
        "روبروی",
        "تهران",
        "-",
        "خ",
        ".",
        "پلاک",
        "بیست",
        "\u200c",
    ]
    strange = [
        chr(source.choice([source.randrange(32, 0x3000), source.randrange(0x1F300, 0x1FAFF)])) for _ in range(12)
    ]
    raw = "".join(
        source.choice([*words, *strange, " ", " ", "ا\u0654", "\u200d", "½"]) for _ in range(source.randrange(1, 60))
    )
    for mention in _all(raw):
        assert 0 <= mention.start < mention.end <= len(raw)


@pytest.mark.parametrize(
    "raw", ["", " ", "\n", "\u200c", "۱", "،", "\U0001f600", "خیابان", "بین", "منطقه", "استان", "شهر"]
)
def test_words_alone_that_only_announce_are_no_place(raw: str) -> None:
    assert _all(raw) == []
