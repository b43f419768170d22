"""Cities of Iran by their Persian names; names that are ordinary words only where the message speaks of a place."""

from collections.abc import Iterator, Mapping, Sequence

from nlu.entities.city.gazetteer import CityName, Need
from nlu.forms import forms
from nlu.mentions import Mention
from nlu.text import NormalisedText, tokens_of

ENTITY = "city"
MAX_WORDS = 4
_CITY_WORDS = {"شهر", "شهرستان", "ساکن", "اهل", "مقیم", "شهرمون", "شهرم", "سکونت"}
_PLACE_WORDS = _CITY_WORDS | {"در", "تو", "توی", "از", "به", "داخل", "برای"}
# «خیابان شیراز» is a street, «استان تهران» a province.
_OTHER_PLACES = {
    "خیابان", "خیابون", "کوچه", "میدان", "میدون", "بلوار", "بزرگراه", "اتوبان", "جاده", "پل", "پارک", "بازار", "مترو", "متروی",
    "ایستگاه", "شهرک", "محله", "استان", "دانشگاه", "بوستان", "چهارراه", "بانک", "مجتمع", "برج", "خ", "کوی", "مسجد", "شهید",
}  # fmt: skip
# Only these few come off a city's name; «شیرازی» may be a surname.
_CITY_CLITICS = ("م", "ه", "ای", "یم", "ام", "مون", "ن")


def find(text: NormalisedText, cities: Mapping[str, CityName]) -> Iterator[Mention]:
    """Cities in a message, by Persian name.

    Args:
        text: the message.
        cities: what `gazetteer.build` gave.
    """
    tokens = tokens_of(text)
    words = [token.text for token in tokens]
    position = 0
    while position < len(tokens):
        found = _longest(words, position, cities)
        if found and _believable(words, position, position + found[1], found[0].need):
            last = tokens[position + found[1] - 1]
            yield Mention(ENTITY, tokens[position].start, last.letter_ends[found[2] - 1], found[0].name)
            position += found[1]
        else:
            position += 1


def _longest(words: Sequence[str], start: int, cities: Mapping[str, CityName]) -> tuple[CityName, int, int] | None:
    """The city, its number of words, and how many letters of the last word belong to it."""
    for count in range(min(MAX_WORDS, len(words) - start), 0, -1):
        head, tail = "".join(words[start : start + count - 1]), words[start + count - 1]
        if head + tail in cities:
            return cities[head + tail], count, len(tail)
        for stem in _stems(tail):
            city = cities.get(head + stem)
            if city and city.need is Need.NOTHING:
                return city, count, len(stem)
    return None


def _stems(word: str) -> list[str]:
    return [stem for stem in forms(word)[1:] if word.removeprefix(stem) in _CITY_CLITICS and word.startswith(stem)]


def _believable(words: Sequence[str], start: int, end: int, need: Need) -> bool:
    before = words[start - 1] if start else ""
    if before in _OTHER_PLACES or before.rstrip("ی") in _OTHER_PLACES:
        return False
    if need is Need.NOTHING or not any(word.isalpha() for word in [*words[:start], *words[end:]]):
        return True
    return before in (_CITY_WORDS if need is Need.CITY_WORD else _PLACE_WORDS)
