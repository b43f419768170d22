"""Cities of Iran by their Persian names; names that are ordinary words only where the message speaks of a place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nlu.entities.address.words import WAYS
from nlu.entities.city.gazetteer import CITY_CLITICS, CityName, Need, correctable
from nlu.entities.city.misspelling import MIN_LETTERS, one_letter_off, sound
from nlu.entities.office.hearing import correction
from nlu.entities.province.rules import COMMON as PROVINCES
from nlu.forms import forms
from nlu.mentions import Mention
from nlu.text import NormalisedText, TextToken, tokens_of

ENTITY = "city"
MAX_WORDS = 4
_CITY_WORDS: Final = frozenset({
    "شهر", "شهرستان", "ساکن", "اهل", "مقیم", "شهرمون", "شهرم", "سکونت", "ساکنه", "بچه", "شهرش", "شهرداری",
    "فرمانداری", "سمت", "اطراف", "نزدیک", "نزدیکی", "نزدیکیای", "بندر", "شهره",
})  # fmt: skip
_INSIDE: Final = frozenset({"در", "تو", "توی", "داخل", "تویه"})
_PLACE_WORDS: Final = _CITY_WORDS | _INSIDE | {"از", "به", "برای", "واسه", "تا", "مرکز", "کل"}
# Who moves or lives somewhere: «تازه اومدیم پرند», «نوبتمو ببر شهریار», «اهالی پردیس».
_GOING: Final = frozenset({
    "ببر", "ببرین", "ببرید", "بیار", "بنداز", "اومدم", "اومدیم", "امدم", "امدیم", "رفتم", "رفتیم", "رفته", "میرم", "میریم",
    "برم", "بریم", "رسیدم", "رسیدیم", "جمعیت", "مردم", "اهالی", "اوردن", "منتقل",
})  # fmt: skip
_OFFICES: Final = frozenset({
    "پیشخوان", "احوال", "پست", "دادگاه", "دادگستری", "دادسرا", "قضایی", "مالیات", "مالیاتی", "دارایی", "اجتماعی",
    "مخابرات", "ابفا", "اتشنشانی", "بخشداری", "شهرداری", "فنی", "مدارس", "ادارات", "دانشگاههای", "فرودگاه", "گذرنامه",
})  # fmt: skip
_OFFICE_SOUNDS: Final = frozenset(map(sound, _OFFICES))
_SUPPLIES: Final = frozenset({"اب", "برق", "گاز", "کار", "راه", "بهداشت", "بیمه"})
_SUPPLIERS: Final = frozenset({"اداره", "ادارهی", "شرکت", "امور"})
# «بیمارستان بوشهر» tells the town, «خیابان بوشهر» does not.
_TOWN_PLACES: Final = frozenset({"مدرسه", "مدرسهی", "بیمارستان", "درمانگاه", "پارک", "بوستان", "بازار"})
# The town that is also the assistant's name, an English word, and what is joined from two words by chance.
_NAMESAKE: Final = "شهریار"
_ENGLISH: Final = frozenset({"save", "bank", "male"})
_FUNCTION_WORDS: Final = frozenset({
    "به", "ما", "در", "از", "تو", "با", "تا", "نه", "یه", "هم", "من", "این", "ان", "هر", "که", "را", "رو", "یک",
})  # fmt: skip
# A name one letter off is believed after these.
_SUPPORT: Final = _INSIDE | {"شهر", "شهرستان", "ساکن", "اهل", "مقیم", "شهرداری", "فرمانداری", "ترافیک"}
# «خیابان شیراز» is a street, «استان تهران» a province.
_ROADS: Final = frozenset({"بزرگراه", "اتوبان", "ازادراه", "جاده", "جادهی", "کمربندی", "اتوبانه"})
_OTHER_PLACES: Final = _ROADS | {
    "خیابان", "خیابون", "کوچه", "میدان", "میدون", "بلوار", "بولوار", "پل", "پارک", "بازار", "مترو", "متروی",
    "ایستگاه", "شهرک", "محله", "استان", "استانه", "استانهای", "استانداری", "دانشگاه", "بوستان", "چهارراه", "چارراه",
    "بانک", "مجتمع", "برج", "خ", "کوی", "مسجد", "شهید", "فلکه", "هتل", "پاساژ", "سینما", "بیمارستان", "درمانگاه",
    "مدرسه", "دبیرستان", "دبستان", "رستوران", "روزنامه", "تقاطع", "نبش", "خیابونه", "khiaban", "khiaboon", "meydan",
    "ostan", "ostane", "daneshgah", "daneshgahe",
}  # fmt: skip
_ASIDE: Final = frozenset({
    "سلام", "هستم", "هستیم", "هست", "است", "من", "ما", "شهر", "شهرستان", "استان", "ایران", "لطفا", "بله", "اره",
    "خب", "باشه", "دیگه", "میشینم", "زندگی", "میکنم", "میکنیم", "ممنون", "مرسی",
})  # fmt: skip
_LEADING: Final = frozenset({"جاده", "جادهی", "محور"})
_HEAD: Final = 4
_KEPT_AT_MOST: Final = 4


@dataclass(frozen=True, slots=True)
class _Index:
    """What is worked out of a gazetteer once: how its names begin, and where their misspellings lead."""

    cities: Mapping[str, CityName]
    heads: frozenset[str]
    short: frozenset[str]
    near: Mapping[str, tuple[str, ...]]

    def may_begin(self, word: str) -> bool:
        """Whether a city's name may begin with a word, or be it without its clitic."""
        return word[:_HEAD] in self.heads or word[:2] in self.short or word[:3] in self.short


_kept: dict[int, _Index] = {}


def find(text: NormalisedText, cities: Mapping[str, CityName]) -> Iterator[Mention]:
    """Cities in a message, by Persian name.

    Args:
        text: the message.
        cities: what `gazetteer.build` gave.
    """
    tokens = tokens_of(text)
    words = [token.text for token in tokens]
    index = _index(cities)
    bare = _is_bare(words)
    blocked = -1  # the end of a place that is no city, over which a road goes on («بزرگراه تهران-کرج»)
    position = 0
    while position < len(tokens):
        found = _longest(words, position, cities) if index.may_begin(words[position]) else None
        found = found or _misspelt(words, position, index, bare)
        if not found:
            position += 1
            continue
        city, count, letters = found
        end = position + count
        if _is_blocked(words, position, end, blocked, cities):
            blocked = end
        elif _believable(words, position, end, city.need) and not _is_english(text, tokens[position]):
            yield Mention(ENTITY, tokens[position].start, _end(tokens[end - 1], letters), city.name)
        position = end


def _is_english(text: NormalisedText, token: TextToken) -> bool:
    return text.raw[token.start : token.end].lower() in _ENGLISH


def _end(token: TextToken, letters: int) -> int:
    return token.letter_ends[letters - 1] if letters <= len(token.letter_ends) else token.end


def _longest(words: Sequence[str], start: int, cities: Mapping[str, CityName]) -> tuple[CityName, int, int] | None:
    """The city, its number of words, and how many letters of the last word belong to it."""
    for count in range(min(MAX_WORDS, len(words) - start), 0, -1):
        head, tail = "".join(words[start : start + count - 1]), words[start + count - 1]
        if not tail[0].isalpha() or (count > 1 and not _FUNCTION_WORDS.isdisjoint(words[start : start + count])):
            continue
        whole = cities.get(head + tail)
        if whole and whole.need is Need.NEVER:
            continue
        # «شهر ری» is Rey, but «شهر کرد» Shahrekord.
        if whole and (count == 1 or words[start] != "شهر" or whole.name.startswith("شهر")):
            return whole, count, len(tail)
        for stem in _stems(tail):
            city = cities.get(head + stem)
            if city and _may_have_clitic(words, start, count, city):
                return city, count, len(stem)
    return None


def _may_have_clitic(words: Sequence[str], start: int, count: int, city: CityName) -> bool:
    if city.need is Need.NEVER or (count > 1 and words[start] == "شهر" and not city.name.startswith("شهر")):
        return False
    return city.need is Need.NOTHING or (start > 0 and _is_supported(words, start, city.need))


def _misspelt(words: Sequence[str], start: int, index: _Index, bare: bool) -> tuple[CityName, int, int] | None:
    word, cities = words[start], index.cities
    if len(word) < MIN_LETTERS - 1 or word in cities or word.isascii():
        return None
    supported = bare or (start > 0 and words[start - 1] in _SUPPORT)
    if not (supported or (start and _after_office(words, start))):
        return None
    if any(stem in cities for stem in _stems(word)):
        return None
    # «ثبت احوال مراقه», but «مدارس بازند»: after an office only what sounds the same.
    near = (key for key in one_letter_off(word, index.near) if supported or sound(key) == sound(word))
    names = {cities[key].name: cities[key] for key in near}
    return (next(iter(names.values())), 1, len(word)) if len(names) == 1 else None


def _index(cities: Mapping[str, CityName]) -> _Index:
    """The index of a gazetteer; kept, for a model's cities live as long as the model."""
    kept = _kept.get(id(cities))
    if kept is None or kept.cities is not cities:
        while len(_kept) >= _KEPT_AT_MOST:
            _kept.pop(next(iter(_kept)), None)
        names = [key for key, city in cities.items() if city.need is not Need.NEVER]
        heads = frozenset(key[:length] for key in names for length in range(1, _HEAD + 1))
        short = frozenset(key for key in names if len(key) < _HEAD)
        kept = _kept[id(cities)] = _Index(cities, heads, short, correctable(cities))
    return kept


@lru_cache(maxsize=16384)
def _stems(word: str) -> tuple[str, ...]:
    return tuple(stem for stem in forms(word)[1:] if word.startswith(stem) and word.removeprefix(stem) in CITY_CLITICS)


def _is_bare(words: Sequence[str]) -> bool:
    """One word that may name a town is the whole message, apart from greetings and the like."""
    return sum(word.isalpha() and word not in _ASIDE for word in words) == 1


def _is_blocked(words: Sequence[str], start: int, end: int, blocked: int, cities: Mapping[str, CityName]) -> bool:
    before = words[start - 1] if start else ""
    if before in _LEADING:  # «محور کاشان» leads there; «جاده تهران به شمال» is a road
        return end < len(words) and words[end] in {"-", "به", "و", "/", "_"}
    if (
        before in _TOWN_PLACES
        and "".join(words[start:end]) in cities
        and cities["".join(words[start:end])].need is Need.NOTHING
    ):
        return False
    if before in _OTHER_PLACES or before.rstrip("ی") in _OTHER_PLACES:
        return True
    if blocked >= 0 and (start == blocked or (start == blocked + 1 and before in {"-", "به", "و", "/", "_"})):
        return any(word in _ROADS or word == "استانهای" for word in words[max(0, start - 4) : start])
    after = words[end] if end < len(words) else ""
    following = words[end + 1] if end + 1 < len(words) else ""
    # «اصفهان استان»; but «کاشان استان اصفهان».
    return after == "استان" and "".join(words[start:end]) in PROVINCES and not following.isalpha()


def _believable(words: Sequence[str], start: int, end: int, need: Need) -> bool:
    if need is Need.NOTHING or not any(word.isalpha() for word in [*words[:start], *words[end:]]):
        return True
    if (
        need is Need.PLACE_WORD
        and words[start] != _NAMESAKE
        and all(word in _ASIDE for word in [*words[:start], *words[end:]] if word.isalpha())
    ):
        return True
    following = words[end + 1] if end + 1 < len(words) else ""
    if words[end : end + 1] in (["،"], [","]) and following in WAYS and (not start or not words[start - 1].isalpha()):
        return True  # «تفت، بلوار بهشتی»
    return start > 0 and _is_supported(words, start, need)


@lru_cache(maxsize=16384)
def _ends_office(word: str) -> bool:
    return sound(correction(word) or word) in _OFFICE_SOUNDS


def _after_office(words: Sequence[str], start: int) -> bool:
    """«ثبت احوال بم», «اداره برق نکا», «پلیس +۱۰ قدس»."""
    before = words[start - 1]
    if _ends_office(before):
        return True
    ahead = words[start - 2] if start > 1 else ""
    if before in _SUPPLIES:
        return ahead in _SUPPLIERS
    return before in {"10", "ده"} and ahead in {"پلیس", "+"}


def _is_supported(words: Sequence[str], start: int, need: Need) -> bool:
    before = words[start - 1]
    if words[start] == _NAMESAKE:
        return before in _CITY_WORDS | _INSIDE | _GOING or before == "تا" or _after_office(words, start)
    # «مدارس محلات مختلف»
    office = _after_office(words, start) and not (
        need is Need.CITY_WORD and words[start + 1 : start + 2] in (["مختلف"], ["دیگر"])
    )
    if office or (need is Need.PLACE_WORD and before in _GOING | _LEADING):
        return True
    if before == "جدید":  # «شهر جدید پرند»
        return start > 1 and words[start - 2] in {"شهر", "شهرک"}
    return before in (_CITY_WORDS if need is Need.CITY_WORD else _PLACE_WORDS)
