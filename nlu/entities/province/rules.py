"""The 31 provinces of Iran; names that are a city's too only beside «استان»."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from nlu.forms import forms
from nlu.mentions import Mention
from nlu.text import ZWNJ, NormalisedText, TextToken, tokens_of

ENTITY = "province"
# Also the name of the province's capital, or of nothing but a word: joined form → name.
COMMON: Final = {
    "اردبیل": "اردبیل", "اصفهان": "اصفهان", "اصفهون": "اصفهان", "ایلام": "ایلام", "بوشهر": "بوشهر",
    "تهران": "تهران", "تهرون": "تهران", "زنجان": "زنجان", "سمنان": "سمنان", "قزوین": "قزوین", "قم": "قم",
    "کرمان": "کرمان", "کرمون": "کرمان", "کرمانشاه": "کرمانشاه", "کرمونشاه": "کرمانشاه", "همدان": "همدان",
    "همدون": "همدان", "یزد": "یزد", "مرکزی": "مرکزی", "tehran": "تهران", "esfahan": "اصفهان", "isfahan": "اصفهان",
    "yazd": "یزد", "kerman": "کرمان", "qom": "قم", "markazi": "مرکزی",
}  # fmt: skip
# Provinces that are also a word, a name or a language: after «استان», «در», «ساکن» …, or alone in the message.
_WORDS: Final = {"فارس": "فارس", "البرز": "البرز", "گلستان": "گلستان", "fars": "فارس", "alborz": "البرز"}
_ALWAYS: Final = {
    "آذربایجان شرقی": ("اذرشرقی", "اذربایجانه شرقی", "azarbayjan sharghi", "azarbaijan sharghi", "azarbayejan sharghi"),
    "آذربایجان غربی": ("اذرغربی", "اذربایجانه غربی", "azarbayjan gharbi", "azarbaijan gharbi"),
    "چهارمحال و بختیاری": ("چهارمحال بختیاری", "چارمحال بختیاری", "چارمحال و بختیاری", "چهارمحال", "چهارمحالو بختیاری"),
    "خراسان جنوبی": ("khorasan jonubi", "khorasan jonoobi"),
    "خراسان رضوی": ("khorasan razavi", "خراسون رضوی"),
    "خراسان شمالی": ("khorasan shomali",),
    "خوزستان": ("خوزستون", "khuzestan", "khoozestan", "khozestan"),
    "سیستان و بلوچستان": (
        "سیستان بلوچستان", "سیستانو بلوچستان", "سیستون و بلوچستون", "سیستان", "بلوچستان", "سیستان‌بلوچستان", "sistan",
        "sistan o baluchestan", "sistan va baluchestan", "سیستون بلوچستون",
    ),
    "کردستان": ("کردستون", "kordestan", "kurdestan"),
    "کهگیلویه و بویراحمد": (
        "کهگیلویه بویراحمد", "کهکیلویه و بویراحمد", "کهگلویه و بویراحمد", "کهگیلویه", "کهکیلویه", "بویراحمد", "کهکیلویه بویراحمد",
        "کهکلویه و بویراحمد", "کهگیلویه و بویر احمد",
    ),
    "گیلان": ("گیلون", "gilan", "guilan"),
    "لرستان": ("لرستون", "lorestan"),
    "مازندران": ("مازندرون", "mazandaran"),
    "هرمزگان": ("هرمزگون", "hormozgan"),
}  # fmt: skip
_SAME_SOUND: Final = ("زذضظ", "سصث", "تط", "هح", "قغ", "کگ", "وا")
_LONG: Final = 6
_MAX_WORDS: Final = 5
_PLACE_WORDS: Final = frozenset(
    {"استان", "در", "تو", "توی", "ساکن", "اهل", "مقیم", "کل", "سراسر", "شهرهای", "ostan", "ostane"}
)
# «بزرگراه کردستان» is a road, «جنگل گلستان» a forest.
_OTHER_PLACES: Final = frozenset({
    "خیابان", "خیابون", "کوچه", "میدان", "میدون", "بلوار", "بزرگراه", "اتوبان", "پل", "پارک", "مترو", "متروی",
    "ایستگاه", "شهرک", "محله", "کوی", "خ", "چهارراه", "هتل", "پاساژ", "مجتمع", "برج", "جنگل", "خلیج", "خبرگزاری",
    "کوه", "قله", "بیمارستان", "تقاطع", "خیابونه", "بیمه", "دبیرستان", "مدرسه", "اقلیم", "کاخ", "جاده", "نبش",
})  # fmt: skip
_CLITICS: Final = ("م", "ه", "ای", "یم", "ام", "ست", "س", "و", "رو", "است", "ین", "مون")
_ABROAD: Final = frozenset({"عراق", "پاکستان", "شرقیه", "گیت"})
_PROVINCE: Final = frozenset(
    {"استان", "استانه", "استانم", "استانمون", "استانهای", "استانداری", "ostan", "ostane", "استون"}
)
_TRIGGER: Final = re.compile(
    "است[او]ن|[زدرضذظ][سصث]ت|یست[او]ن|وچست|گ[يی]ل|یل[او]ن|مازن|ماضن|هرمز|مزگ|خراس|اذر|محال|ویه|بویر|فارس|البرز|گلست|خوز|لرس|ostan|estan"
    "|gilan|guilan|mazan|hormoz|khor|azar|fars|alborz|sistan"
)


def _joined(name: str) -> str:
    return name.translate({ord(" "): None, ord(ZWNJ): None, ord("آ"): "ا"})


def _misspellings(name: str) -> Iterator[str]:
    """The name with a letter lost, a letter doubled or a vowel put in, two swapped, or one changed for its like."""
    for place, letter in enumerate(name):
        if place:
            yield name[:place] + name[place + 1 :]
            yield name[: place - 1] + letter + name[place - 1] + name[place + 1 :]
            yield from (name[:place] + added + name[place:] for added in (letter, *"اوی"))
        for others in _SAME_SOUND:
            if letter in others:
                yield from (name[:place] + other + name[place + 1 :] for other in others)


def _names() -> dict[str, str]:
    exact: dict[str, str] = {}
    near: dict[str, str] = {}
    for name, others in _ALWAYS.items():
        for spelling in (name, *others):
            exact[_joined(spelling)] = name
        if len(_joined(name)) > _LONG or name in {"لرستان", "خوزستان", "مازندران", "کردستان", "هرمزگان"}:
            near.update(dict.fromkeys(_misspellings(_joined(name)), name))
    return {**near, **exact}


_NAMES: Final = _names()
_SHORTEST_MISSPELT: Final = 4
# Believed right after «استان» only: «استان قذوین».
_MISSPELT: Final = {
    spelling: name
    for known, name in COMMON.items()
    if len(known) >= _SHORTEST_MISSPELT and not known.isascii()
    for spelling in _misspellings(known)
    if spelling not in COMMON
}
_HEAD: Final = 4
_HEADS: Final = frozenset(key[:n] for key in (*_NAMES, *COMMON, *_MISSPELT, *_WORDS) for n in range(1, _HEAD + 1))


def find(text: NormalisedText) -> Iterator[Mention]:
    """Provinces in a message, by Persian name, «استان» left out."""
    if not _TRIGGER.search(text.text):
        return
    tokens = tokens_of(text)
    words = [token.text for token in tokens]
    position = 0
    listed = False  # «استان‌های تهران و البرز»
    while position < len(tokens):
        found = _at(words, position, listed) if _may_begin(words[position]) else None
        if found:
            name, count, letters = found
            yield Mention(ENTITY, tokens[position].start, _end(tokens[position + count - 1], letters), name)
            position += count
            continue
        listed = words[position] in {"استانهای", "استانها"} or (listed and words[position] in {"و", "،", ",", "یا"})
        position += 1


def _may_begin(word: str) -> bool:
    return word[:_HEAD] in _HEADS or word[:2] in COMMON or word[:3] in COMMON


def _end(token: TextToken, letters: int) -> int:
    return token.letter_ends[letters - 1] if letters <= len(token.letter_ends) else token.end


def _at(words: Sequence[str], start: int, listed: bool) -> tuple[str, int, int] | None:
    """The province that begins here, its number of words and of letters of the last one."""
    before = words[start - 1] if start else ""
    if before in _OTHER_PLACES or before.rstrip("ی") in _OTHER_PLACES:
        return None
    beside = before in _PROVINCE or listed
    for count in range(min(_MAX_WORDS, len(words) - start), 0, -1):
        found = _look_up(words, start, count, _NAMES)
        after = words[start + count] if start + count < len(words) else ""
        if found and after not in _ABROAD:
            return found
        common = _look_up(words, start, count, COMMON)
        if common and (beside or _is_province_after(words, start + count)):
            return common
        misspelt = _look_up(words, start, count, _MISSPELT) if before in _PROVINCE else None
        if misspelt:
            return misspelt
        word = _look_up(words, start, count, _WORDS)
        alone = not any(other.isalpha() for other in [*words[:start], *words[start + count :]])
        if word and (beside or alone or before in _PLACE_WORDS or _is_province_after(words, start + count)):
            return word if after not in {"زبان", "زبانها", "نوری"} else None
    return None


def _look_up(words: Sequence[str], start: int, count: int, names: Mapping[str, str]) -> tuple[str, int, int] | None:
    head, tail = "".join(words[start : start + count - 1]), words[start + count - 1]
    if not tail[0].isalpha():
        return None
    if head + tail in names:
        return names[head + tail], count, len(tail)
    for stem in forms(tail)[1:]:
        if tail.startswith(stem) and tail.removeprefix(stem) in _CLITICS and head + stem in names:
            return names[head + stem], count, len(stem)
    return None


def _is_province_after(words: Sequence[str], end: int) -> bool:
    """«تهران استان»: and no other name after it."""
    following = words[end + 1] if end + 1 < len(words) else ""
    return end < len(words) and words[end] == "استان" and not following.isalpha()
