"""How far one part of an address goes: the name after «خیابان», the number after «پلاک»."""

from collections.abc import Sequence
from typing import Final

from nlu.entities.address.words import (
    BESIDE,
    CITIES,
    EMPTY_TITLES,
    KNOWN,
    LANDMARKS,
    NO_NAME,
    NUMBERED,
    OWNED,
    SPOTS,
    SURNAME_ENDS,
    TITLES,
    VERB,
    WAYS,
    WITHIN,
)
from nlu.entities.city.misspelling import sound
from nlu.entities.number.words import ALL_UNITS
from nlu.forms import forms
from nlu.skeleton import skeleton

SIGNS: Final = frozenset("،,/-–_.()؛;:")
_LONGEST_NAME: Final = 4
_OWNED_FROM: Final = 6
_STEM_FROM: Final = 4
_SMALL: Final = frozenset({"اول", "یکم", "سوم", "همکف", "اخر", "الف", "aval", "avval"})
_ORDINALS: Final = frozenset({*(f"{word}م" for word in ALL_UNITS if not word.isascii()), "سوم", "سیام", "دوم", "یکم"})
# Number words that are as often something else: «چهارراه دو طرف …», «خیابون نه».
_UNSURE: Final = frozenset({"یک", "یه", "دو", "سه", "نه", "ده", "yek", "ye", "do", "se", "noh"})
# Landmarks after which streets are called.
_NAMING: Final = frozenset(
    {"مسجد", "دانشگاه", "شهرداری", "بیمارستان", "هنرستان", "حسینیه", "پادگان", "ورزشگاه", "استادیوم", "امامزاده"}
)
_UNITS_AFTER: Final = frozenset({
    "ساعت", "ساعته", "روز", "روزه", "ماه", "ماهه", "هفته", "سال", "نفر", "تا", "بار", "متر", "تومن", "تومان",
    "هزار", "میلیون", "دقیقه", "درصد", "عدد", "شب", "شبه", "هفتس", "هفتست", "ماهس", "ماهست", "روزس",
})  # fmt: skip
_MONTHS: Final = frozenset({
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "ابان", "اذر", "دی", "بهمن", "اسفند", "متری",
    "دستگاه",
})  # fmt: skip
_ROADS: Final = frozenset({"بزرگراه", "اتوبان", "اتوبانه", "ازادراه", "جاده", "جادهی", "محور", "otoban"})
_OLD_AND_NEW: Final = frozenset({"قدیم", "جدید", "مخصوص", "قدیمی"})
NAME_CLITICS: Final = ("ه", "م", "یم", "ام", "ست", "ایم", "س", "و", "رو", "ا")
_PART_WORDS: Final = WAYS | NUMBERED | BESIDE | SPOTS
_NO_FIRST: Final = (_PART_WORDS | (LANDMARKS - _NAMING)) - KNOWN - TITLES
# Consonants of known names, for those in Latin letters («bolvar vahdat»).
_LEAST_CONSONANTS: Final = 3
_SKELETONS: Final = frozenset(key for word in KNOWN if len(key := skeleton(word)) >= _LEAST_CONSONANTS)
_NO_NAME_SOUNDS: Final = frozenset(map(sound, NO_NAME))
# Endings of names of families and villages.
_NAME_ENDS: Final = ("انی", "اباد", "زاده", "پور", "نیا", "وند")
_LEAST_NAME: Final = 5


def word_at(words: Sequence[str], index: int) -> str:
    """The word at an index, "" beyond the ends."""
    return words[index] if 0 <= index < len(words) else ""


def is_stop(word: str) -> bool:
    """Whether a word can be no part of a name: a verb, a problem, politeness, whose it is."""
    if word in NO_NAME:
        return True
    if word in KNOWN or word in TITLES:
        return False
    # «سوخطه تاریکع»
    heard = sound(word)
    if heard != word and (heard in _NO_NAME_SOUNDS or VERB.fullmatch(heard)):
        return True
    owned = len(word) >= _OWNED_FROM and word.endswith(("مون", "تون", "شون"))
    if owned or VERB.fullmatch(word):
        return True
    return any(stem in OWNED or (len(stem) >= _STEM_FROM and stem in NO_NAME) for stem in forms(word))


def number(words: Sequence[str], start: int) -> int:
    """How many words from here are a small number with what belongs to it («۱۲», «بیست و دو», «سوم», «۱۲/۱»); 0 for none."""
    if start >= len(words):
        return 0
    word = words[start]
    if word[0].isdecimal():
        if len(word.split(",")[0]) > 5 or ":" in word or (word_at(words, start + 1) in _UNITS_AFTER):
            return 0
        return 2 if word_at(words, start + 1) in {"ام", "م", "الف"} else 1
    if word in _ORDINALS or word in _SMALL or word.removesuffix("ه") in _ORDINALS:
        return 1
    if word not in ALL_UNITS or word in {"یه", "ye", "نه"} and word_at(words, start + 1).isalpha():
        return 0
    count = 1
    while word_at(words, start + count) in {"و", "o"} and (
        word_at(words, start + count + 1) in ALL_UNITS or word_at(words, start + count + 1) in _ORDINALS
    ):
        count += 2
    return 0 if word_at(words, start + count) in _UNITS_AFTER else count


def name(words: Sequence[str], start: int, *, road: bool = False) -> tuple[int, int | None]:
    """How many words from here are a name, and how many letters of the last one are («سعدیه» has four); 0 for none.

    A word that is no known name or part of one is taken on only as far as a sign, another part or the end follows.
    """
    first, second = word_at(words, start), word_at(words, start + 1)
    if first in _NO_FIRST and not (second in TITLES and first not in _PART_WORDS):
        return 0, None
    if first.isascii() and first.isalpha() and not _is_latin_name(first, second):
        return 0, None
    ordinal = number(words, start)
    following = word_at(words, start + ordinal)
    if ordinal and following not in _MONTHS and (first[0].isdecimal() or following not in SURNAME_ENDS):
        return _counted(words, start, ordinal)
    count = ordinal + 1 if ordinal else 0
    while count < _LONGEST_NAME and _is_name_word(word_at(words, start + count)) and not _counts(words, start + count):
        if count and not _goes_on(words, start, count):
            break
        count += 1
    if count and words[start + count - 1] in EMPTY_TITLES:
        return 0, None
    if count == 0 or (count == 1 and first == "جدید"):
        return 0, None
    if road:
        count += _second_town(words, start, count)
    extra = number(words, start + count)
    if extra and word_at(words, start + count)[0].isdecimal() and word_at(words, start + count + 1) not in _MONTHS:
        return count + extra, None
    return count, _known_letters(words[start + count - 1])


def _second_town(words: Sequence[str], start: int, count: int) -> int:
    """Words of the town at the other end of a road («تهران-کرج»), or of the one it leads to («جاده قدیم کرج»)."""
    following = word_at(words, start + count)
    if following in {"-", "به"} and word_at(words, start + count + 1) in CITIES:
        return 2
    old = words[start] in _OLD_AND_NEW
    return int((old or words[start] in CITIES) and (following in CITIES or (old and following in KNOWN)))


def _counted(words: Sequence[str], start: int, count: int) -> tuple[int, int | None]:
    """A number as a name («کوچه پنجم», «خیابان ۱۲»), if it is sure to be one."""
    first, following = words[start], word_at(words, start + count)
    if first in _UNSURE and count == 1 and (_is_word(following) or first == "نه") and following not in _PART_WORDS:
        return 0, None
    last = words[start + count - 1]
    if last in _ORDINALS and following in KNOWN and following not in CITIES:
        return count + 1, None
    return count, len(last) - 1 if last not in _ORDINALS and last.removesuffix("ه") in _ORDINALS else None


def _is_latin_name(word: str, following: str) -> bool:
    """Names in Latin letters are told from verbs by lists, by the ending of family names, or by what follows."""
    known = word in KNOWN or word in TITLES or word in ALL_UNITS or skeleton(word) in _SKELETONS
    return known or word.endswith(("i", "pour", "zade", "nia")) or following in _PART_WORDS or following in {"،", ","}


def _is_name_word(word: str) -> bool:
    return _is_word(word) and not is_stop(word)


def _counts(words: Sequence[str], at: int) -> bool:
    """«میدون امام دو ماهه خوابیده»: what follows the name tells how long."""
    return words[at] in ALL_UNITS and word_at(words, at + 1) in _UNITS_AFTER


def _is_word(word: str) -> bool:
    return bool(word) and word[0].isalpha()


def _goes_on(words: Sequence[str], start: int, count: int) -> bool:
    """Whether the word after `count` words of a name is of the name as well."""
    word, last = words[start + count], words[start + count - 1]
    if words[start : start + count] == ["امام", "رضا"] and word not in SURNAME_ENDS:
        return False
    if (
        word in _PART_WORDS
        or (word in LANDMARKS and last not in EMPTY_TITLES)
        or (word in WITHIN and word not in TITLES)
    ):
        return False
    if word in SURNAME_ENDS or last == "متری":
        return True
    if last in TITLES:
        return word not in CITIES or last in EMPTY_TITLES
    if word in CITIES:
        return False
    end = start + count + 1
    while (
        end < len(words) and end - start < _LONGEST_NAME and _is_name_word(words[end]) and words[end] not in _PART_WORDS
    ):
        if words[end] in LANDMARKS or words[end] in CITIES:
            break
        end += 1
    following = word_at(words, end)
    known = last in KNOWN and count == 1
    if following in WAYS or following in NUMBERED or (following in BESIDE and not known):
        return True
    if known and following == "," and word.isascii():
        return True
    # Only one word more, lest the end of a sentence be taken for a name.
    return (not following or following in {"،", ","}) and not known and end == start + count + 1


def _known_letters(word: str) -> int | None:
    """Letters of a known name that a clitic follows («سعدیه»: 4)."""
    if word in KNOWN or word in SURNAME_ENDS or word in LANDMARKS:
        return None
    for stem in forms(word)[1:]:
        if len(stem) > 2 and stem in KNOWN and word.startswith(stem) and word.removeprefix(stem) in NAME_CLITICS:
            return len(stem)
    return None


def is_known(words: Sequence[str], start: int) -> bool:
    """Whether a name begins here that is one for certain."""
    word = word_at(words, start)
    if word in KNOWN or word in TITLES or (word.isascii() and skeleton(word) in _SKELETONS):
        return True
    if len(word) > _LEAST_NAME and word.endswith(_NAME_ENDS) and not is_stop(word):
        return True
    return any(stem in KNOWN and word.removeprefix(stem) in NAME_CLITICS for stem in forms(word)[1:])


def is_road(word: str) -> bool:
    """Whether a road between towns may carry their names."""
    return word in _ROADS
