"""Street addresses as free text: from the first word of a place to the end of the last part, house number and floor included.

A kind of place needs a name («کوچه یاس», not «کوچه ما»); where the name ends is told by lists of names, titles and family name
endings, and else by what cannot be a name. In doubt there is no address.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from nlu.entities.address.compounds import words_of
from nlu.entities.address.names import NAME_CLITICS, SIGNS, is_known, is_stop, name, number, word_at
from nlu.entities.address.parts import Part, landmark, metres, numbered, spot, way
from nlu.entities.address.quarters import PAIRS, SURE, UNSURE
from nlu.entities.address.words import (
    BESIDE,
    CITIES,
    KNOWN,
    LANDMARKS,
    LINKS,
    NUMBERED,
    QUARTERS,
    SIDES,
    SPOTS,
    VERB,
    WAYS,
    WITHIN,
)
from nlu.forms import forms
from nlu.mentions import Mention
from nlu.text import NormalisedText, tokens_of

ENTITY = "address"
_MAX_PARTS: Final = 14
_ENOUGH: Final = 2
_TRIGGER: Final = re.compile(
    r"خیا|خیب|(?<![^\W_])خ(?![^\W_])|کوچ|بلوار|بولوار|میدا?و?ن|فلکه|راه|اتوبان|جاده|کوی|شه[رز]ک|بست|کمربند|محور|پارک|بوستان|پل"
    r"|ایستگاه|مترو|برج|مجتمع|پاسا|ترمینال|محله|روست"
    r"|جلو|گذر|بازار|نبش|متری|تقاطع|رو ?ب|رو.به|جنب|مقابل|پشت|بین|طبقه|واحد|فاز|ضلع|فاصل|انتها|ابتدا|kh|ko+ch"
    r"|kuch|meyd|meid|bol|bou|blvd|otob|falak|rah|shahrak|kuye"
    r"|pelak|park|metro|nabsh|ru|ro|jonb|posht|street|square|avenue|alley"
)
_THIS: Final = frozenset({"این", "اون", "همین", "همون", "هر", "یه", "یک", "کدوم", "کدام", "چند", "in", "oon", "ye"})
_AROUND: Final = frozenset({"به", "از", "be", "az"})
# How the names of quarters begin, which hold none of those words.
_HEADS: Final = SURE | UNSURE | {head for head, _ in PAIRS}
_LETTERS: Final = str.maketrans("يك", "یک")
# These say at which corner or side, and stay.
_CORNER: Final = frozenset({"نبش", "نبشه", "ضلع", "nabsh", "nabshe"})
_PLACES: Final = frozenset({"پارک", "بوستان", "مسجد", "مسجده", "parke", "masjed"})
_NEAR: Final = frozenset({
    "محله", "محلهی", "تو", "توی", "سمت", "طرف", "طرفای", "نزدیک", "نزدیکای", "حوالی", "اطراف", "کوی", "شهرک",
})  # fmt: skip
# «آهنگ پارک ملت» is a song; «دانشگاه شهران» and «خانم ونکی» no quarters.
_WORKS: Final = frozenset({"اهنگ", "ترانه", "فیلم", "سریال"})
_OF_A_CITY: Final = frozenset({"شهر", "شهرستان", "روستای", "اقای", "خانم", "فامیلی", "بیمارستان", "دانشگاه", "زندان"})
_CROSSING: Final = frozenset({"نبش", "نبشه", "تقاطع", "nabsh", "nabshe"})
# After holy names: «امام خمینی (ره)».
_HONOURS: Final = frozenset({"ره", "ع", "س", "عج", "ص", "رض"})
# «ک گلها», «م آزادی»
_SHORT: Final = frozenset({"ک", "م"})
_ARTICLES: Final = frozenset(
    {"the", "a", "my", "our", "this", "that", "in", "on", "of", "main", "same", "no", "whole", "every", "one"}
)
_ENGLISH: Final = frozenset({"street", "st", "avenue", "ave", "square", "boulevard", "blvd", "alley"})


def find(text: NormalisedText) -> Iterator[Mention]:
    """Addresses in a message; the value is the raw text with its spaces tidied."""
    if not _TRIGGER.search(text.text) and _HEADS.isdisjoint(
        form for token in tokens_of(text) for form in forms(token.text)
    ):
        return
    pieces = words_of(text)
    words = [piece.text for piece in pieces]
    position = 0
    while position < len(words):
        whole = _address(words, position)
        if whole is None:
            position += 1
            continue
        last = pieces[whole.end - 1]
        end = last.ends[whole.letters - 1] if whole.letters and whole.letters <= len(last.ends) else last.end
        start = pieces[_over_lead(words, position)].start
        yield Mention(ENTITY, start, end, " ".join(text.raw[start:end].translate(_LETTERS).split()))
        position = whole.end


def _over_lead(words: Sequence[str], start: int) -> int:
    """Where the place itself begins: «انتهای خیابان لاله» and «کنار مسجد جامع» are told by the street and the mosque."""
    if words[start] not in BESIDE or words[start] in _CORNER:
        return start
    after = start + 1
    while word_at(words, after) in LINKS:
        after += 1
    return after if word_at(words, after) in WAYS | _PLACES else start


def _address(words: Sequence[str], start: int) -> Part | None:
    if start and words[start - 1] in _THIS | _WORKS:
        return None
    part = _first(words, start)
    if part is None:
        return None
    weight = part.weight
    for _ in range(_MAX_PARTS):
        further = _further(words, part.end)
        if further is None:
            break
        part, weight = further, weight + further.weight
    return part if weight >= _ENOUGH else None


def _first(words: Sequence[str], at: int) -> Part | None:
    word = words[at]
    if word in WAYS:
        return way(words, at, inside=False)
    if word in BESIDE:
        return _beside(words, at, inside=False)
    if word in NUMBERED:
        return numbered(words, at)
    before = words[at - 1] if at else ""
    if (word in SURE and before not in _OF_A_CITY) or (
        word in UNSURE and before in _NEAR and not is_known(words, at + 1)
    ):
        return _named_quarter(words, at)
    if stem := next(
        (stem for stem in forms(word)[1:] if stem in SURE and word.removeprefix(stem) in NAME_CLITICS), None
    ):
        return Part(at + 1, len(stem), 2)
    if word in QUARTERS and (_is_part(words, at + 1) or (word_at(words, at + 1) in SIGNS and _is_part(words, at + 2))):
        return Part(at + 1, None, 1)
    if word in SPOTS:
        return spot(words, at, inside=False)
    if word_at(words, at + 1) in _ENGLISH:
        latin = word.isascii() and word.isalpha() and word not in _ARTICLES and not is_stop(word)
        return Part(at + 2, None, 2) if latin or is_known(words, at) else None
    return metres(words, at) or _quarter(words, at)


def _named_quarter(words: Sequence[str], at: int) -> Part:
    """«تهرانپارس», «نارمک شرقی», «وکیل‌آباد ۲۱»."""
    count, letters = name(words, at)
    if count == 2 and (words[at + 1] in SIDES or words[at + 1].isdecimal()):
        return Part(at + 2, letters, 2)
    return Part(at + 1, None, 2)


def _quarter(words: Sequence[str], at: int) -> Part | None:
    """A known name that another part follows: «قصردشت، کوچه ۲۲» after a sign or at the beginning, «شاهد ۶۲ پلاک ۳»."""
    if words[at] not in KNOWN or words[at] in CITIES or words[at] == "ایران":  # «ایران ۵۹» is of a plate
        return None
    count, letters = name(words, at)
    end = at + count
    sign = word_at(words, end) in {"،", ","}
    if not count or not _is_part(words, end + sign):
        return None
    numbered_name = count > 1 and words[end - 1].isdecimal()
    begins = sign and (at == 0 or words[at - 1] in SIGNS or word_at(words, end + 1) in BESIDE)
    return Part(end, letters, 1) if numbered_name or begins else None


def _further(words: Sequence[str], at: int) -> Part | None:
    """The next part of an address that has begun, over signs between them."""
    comma = False
    while word_at(words, at) in SIGNS or (word_at(words, at) in _HONOURS and words[at - 1] == "("):
        comma = True
        at += 1
    if at >= len(words):
        return None
    word = words[at]
    if word in WAYS:
        return way(words, at, inside=True)
    if word in NUMBERED:
        return numbered(words, at)
    if word in BESIDE:
        return _beside(words, at, inside=True)
    if word in WITHIN:
        return _within(words, at)
    if word in SPOTS or (comma and word in LANDMARKS):
        return spot(words, at, inside=True)
    if word in _SHORT and (is_known(words, at + 1) or number(words, at + 1)):
        return way(words, at, inside=True)
    return _between_commas(words, at) if comma else _directly(words, at)


def _is_part(words: Sequence[str], at: int) -> bool:
    word = word_at(words, at)
    return word in WAYS or word in NUMBERED or word in BESIDE


def _beside(words: Sequence[str], at: int, *, inside: bool) -> Part | None:
    """«روبروی بانک ملی», «نبش سعدی», «نرسیده به چهارراه حافظ», «بین کوچه ۷ و ۹», «ضلع شمالی میدان آزادی»."""
    kind, after = words[at], at + 1
    if kind == "ضلع":
        after = _over_sides(words, after)
        target = _target(words, after, inside=inside, any_name=False)
        return target or (Part(after, None, 1) if inside and after > at + 1 else None)
    while word_at(words, after) in LINKS or word_at(words, after) in {".", "درب"}:
        after += 1
    if kind in {"بعد", "قبل"} and words[after - 1] not in _AROUND:
        return None
    if after >= len(words):
        return None
    target = _target(words, after, inside=inside, any_name=kind in _CROSSING)
    if target and kind in {"بین", "تقاطع", "نبش", "حدفاصل", "مابین"}:
        second = _second_target(words, target, any_name=kind in _CROSSING)
        bare = second and second.end == target.end + 2 and words[target.end + 1] in LANDMARKS
        if bare and words[after] in WAYS:  # «بین میدان سپاه و ترمینال»
            return target
        return second or (None if kind == "بین" and not inside else target)
    return target


def _over_sides(words: Sequence[str], at: int) -> int:
    while word_at(words, at) in SIDES:
        at += 1
    return at


def _second_target(words: Sequence[str], first: Part, *, any_name: bool) -> Part | None:
    """«… و ۹», «… و خیابان حافظ»."""
    if word_at(words, first.end) not in {"و", "تا", "o", "va"}:
        return None
    after = first.end + 1
    found = _target(words, after, inside=True, any_name=any_name)
    if found:
        return found
    count = number(words, after)
    return Part(after + count, None, 2) if count else None


def _target(words: Sequence[str], at: int, *, inside: bool, any_name: bool) -> Part | None:
    """A named thing to find a place by."""
    word = word_at(words, at)
    if not word:
        return None
    if word in WAYS:
        return way(words, at, inside=True)
    if word in NUMBERED:
        part = numbered(words, at)
        return part._replace(weight=2) if part and word in {"پلاک", "pelak"} else part
    if word in LANDMARKS:
        return landmark(words, at, inside=inside)
    if any_name or (inside and is_known(words, at)):
        count, letters = name(words, at)
        sure = count and (is_known(words, at) or inside or not VERB.fullmatch(word_at(words, at + count)))
        return Part(at + count, letters, 2) if sure else None
    return None


def _within(words: Sequence[str], at: int) -> Part | None:
    """What goes on with an address but begins none: «سمت راست», «سر کوچه لاله», «داخل پاساژ»."""
    if words[at] in {"سمت", "دست", "طرف"} and word_at(words, at + 1) in SIDES:
        return Part(at + 2, None, 1)
    after = at + 1
    if words[at] in {"به", "از"} and word_at(words, after) not in {"سمت", "طرف"}:
        return None
    while word_at(words, after) in LINKS:
        after += 1
    word = word_at(words, after)
    if word in WAYS or (word in LANDMARKS and words[at] not in {"تو", "توی"}):
        return _target(words, after, inside=True, any_name=False)
    return None


def _directly(words: Sequence[str], at: int) -> Part | None:
    """«بلوار سجاد بزرگمهر شمالی ۳ پلاک ۱۴»: a known name at once, with a direction, a number or the next part after it."""
    if words[at] not in KNOWN or words[at] in CITIES:
        return None
    count, letters = name(words, at)
    following = word_at(words, at + count)
    return Part(at + count, letters, 1) if count > 1 or (count and following in WAYS | NUMBERED) else None


def _between_commas(words: Sequence[str], at: int) -> Part | None:
    """«…، قلهک، کوچه یخچال»: a name alone between two commas, or before the next part."""
    if words[at] in CITIES or is_stop(words[at]):
        return None
    count, letters = name(words, at)
    if not count or words[at][0].isdecimal():
        return None
    following = word_at(words, at + count)
    again = (
        words[at + count - 1].isdecimal()
        and count == 2
        and (is_known(words, at) or words[at] in words[max(0, at - 5) : at])
    )
    ends = again or following in {"،", ","} or following in WAYS or following in NUMBERED
    return Part(at + count, letters, 1) if ends or (not following and is_known(words, at)) else None
