"""One part of an address each: a way and its name, a house number, a landmark."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from nlu.entities.address.names import is_known, is_road, name, number, word_at
from nlu.entities.address.words import BESIDE, CITIES, NUMBERED, SIDES, SPOTS, VERB, WAYS

# Names of landmarks that are words of their own elsewhere.
_LANDMARK_NAMES: Final = frozenset({
    "جامع", "ملی", "صادرات", "ملت", "تجارت", "سپه", "مسکن", "رفاه", "پاسارگاد", "پارسیان", "کشاورزی", "اینده",
    "سامان", "بنزین", "گاز", "اعظم", "ازاد", "فرهنگیان", "شهر", "برق", "پست", "اب", "مرکزی", "مهر", "دی", "سینا",
    "انصار", "سرمایه", "شهید", "melli", "mellat", "saderat", "jame",
})  # fmt: skip
_KINDS_OF_LANDMARK: Final = frozenset({"دخترانه", "پسرانه", "ابتدایی", "شبانهروزی", "محله", "محل", "فروشی"})
# Before these the word for a place is one of an organisation or a deed.
_NO_PLACE: Final = {
    "پارک": frozenset({"دوبل", "ملی", "جنگلی", "بادی", "ابی"}), "پل": frozenset({"عابر", "هوایی"}),
    "شهرک": frozenset({"ما"}), "بازار": frozenset({"پست", "کار", "بورس", "مسکن", "ارز"}),
    "مجتمع": frozenset({"قضایی", "قضای"}), "ایستگاه": frozenset({"اتشنشانی", "اتش", "پلیس", "جدید", "تازه"}),
    "جاده": frozenset({"خاکی", "روستا", "روستایی"}),
}  # fmt: skip
# Roads from town to town are no place by their names alone.
_BETWEEN_TOWNS: Final = frozenset({"هراز", "کندوان", "شمال", "ترانزیت"})
_SCHOOLS: Final = frozenset({"دبیرستان", "دبستان", "هنرستان", "مدرسه", "مدرسهی"})
_AFTER_NAME: Final = frozenset({"از", "رو", "را", "است", "هست", "که"})
# «بانک شهر», «اداره برق»; but «جلوی بیمارستان آب جمع شده».
_OFFICES: Final = frozenset({"اداره", "ادارهی", "شرکت", "پمپ", "بانک", "دفتر", "bank"})
_SUPPLIES: Final = frozenset({"اب", "برق", "گاز", "پست", "شهر"})
_DWELLING: Final = re.compile(r"می(?:شین[یم]|مون[یم]|رم|ریم|رفت|ام|ایم|اییم)\w*|هستی?م|ساکنی?م")
_METRES: Final = "متری"
_COMMAS: Final = frozenset({"،", ","})


class Part(NamedTuple):
    """One part of an address: the word after it, how many letters of its last word are its own, how much it proves."""

    end: int
    letters: int | None
    weight: int


def way(words: Sequence[str], at: int, *, inside: bool) -> Part | None:
    """«خیابان سعدی», «خ. حافظ», «کوچه ۵», «کیلومتر» apart."""
    kind, after = words[at], at + 1
    while word_at(words, after) in {".", "ی", "های", ":", "e", "ye", "غیرهمسطح", "شماره", "صنعتی"} or (
        word_at(words, after) in SPOTS and kind == "ایستگاه"
    ):
        after += 1
    if word_at(words, after) in _NO_PLACE.get(kind, ()):
        return None
    if word_at(words, after) == "بنبست":
        return way(words, after, inside=inside)
    count, letters = name(words, after, road=is_road(kind))
    if not count:
        return None
    following = word_at(words, after + count)
    # «خیابون تشنج کرده»: the only word might be what was done there.
    sure = inside or count > 1 or words[after][0].isdecimal() or is_known(words, after) or number(words, after)
    if _DWELLING.fullmatch(following):  # nobody lives in what was done to a street
        sure = True
    if not sure and (VERB.fullmatch(following) or following in {"است", "رو", "را", "و", "هست"}):
        return None
    # «محور کاشان», «جاده هراز»: only another part makes a place of it.
    far = is_road(kind) and words[after] in CITIES | _BETWEEN_TOWNS
    return Part(after + count, letters, 1 if far and not inside else 2)


def numbered(words: Sequence[str], at: int) -> Part | None:
    after = at + 1
    while word_at(words, after) in {".", ":", "شماره", "ی"}:
        after += 1
    count = number(words, after)
    letter = word_at(words, after)
    if not count and len(letter) == 1 and letter.isalpha() and letter != "و":  # «بلوک A3»
        count = 1 + word_at(words, after + 1).isdecimal()
    if words[at] in {"ورودی", "درب"} and word_at(words, after) in SIDES:
        count = 1
    return Part(after + count, None, 1) if count else None


def spot(words: Sequence[str], at: int, *, inside: bool) -> Part | None:
    """«پارک ملت», «ایستگاه مترو صادقیه», «ساختمان پزشکان»."""
    kind, after = words[at], at + 1
    if kind == "ایستگاه":
        after += word_at(words, after) in {"مترو", "متروی", "اتوبوس", "بیارتی", "تاکسی"}
    after += kind == "مجتمع" and word_at(words, after) in {"مسکونی", "تجاری"}
    if word_at(words, after) in _NO_PLACE.get(kind.removesuffix("ی"), ()):
        return None
    count, letters = (
        (1, None) if word_at(words, after) in _LANDMARK_NAMES and (inside or kind == "پارک") else name(words, after)
    )
    if not count:
        return None
    following = word_at(words, after + count)
    closed = (
        not following or following in {"،", ","} or following in WAYS or following in BESIDE or following in NUMBERED
    )
    named = not words[after][0].isdecimal() and (is_known(words, after) or kind == "پارک" and words[after] == "شهر")
    if not (inside or named or (closed and kind not in {"بازار", "دور", "خروجی", "ساختمان", "ساختمون", "گذر", "مترو"})):
        return None
    return Part(after + count, letters, 2)


def landmark(words: Sequence[str], at: int, *, inside: bool) -> Part | None:
    after = at + 1
    if words[at] == "ایستگاه" or words[at] == "پمپ":
        after += word_at(words, after) in {"مترو", "متروی", "اتوبوس", "بنزین", "گاز"}
    after += word_at(words, after) in _KINDS_OF_LANDMARK
    fixed = word_at(words, after) in _LANDMARK_NAMES and (
        words[at] in _OFFICES or word_at(words, after) not in _SUPPLIES
    )
    count, letters = (1, None) if fixed and word_at(words, after) != "شهید" else name(words, after)
    following = word_at(words, after + count)
    closed = (
        not following or following in {"،", ","} or following in WAYS or following in NUMBERED or following in BESIDE
    )
    school = inside and words[at] in _SCHOOLS and count == 1 and following in _AFTER_NAME
    if count and (school or fixed or is_known(words, after) or closed or (count > 1 and not VERB.fullmatch(following))):
        return Part(after + count, letters, 2)
    return Part(after, None, 2) if inside else None


def metres(words: Sequence[str], at: int) -> Part | None:
    """«۲۰ متری جوادیه»: a street by its width."""
    width = number(words, at) if _METRES in words[at : at + 4] else 0
    if not width or word_at(words, at + width) != _METRES or not is_known(words, at + width + 1):
        return None
    count, letters = name(words, at + width + 1)
    return Part(at + width + 1 + count, letters, 2) if count else None
