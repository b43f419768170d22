"""Municipal districts by number: «منطقه ۵», «منطقه‌ی بیست و دو», «منطقه پنجم». «ناحیه ۳» is none."""

import re
from collections.abc import Iterator
from typing import Final

from nlu.entities.number.words import ALL_UNITS
from nlu.mentions import Mention, mention_at
from nlu.text import ZWNJ, NormalisedText

ENTITY = "district"
_GAP: Final = rf"[ {ZWNJ}]{{0,3}}"
_START: Final = r"(?<![^\W_])"
_END: Final = r"(?![^\W_])"
_ORDINALS: Final = {"یکم": 1, "اول": 1, "سوم": 3, "avval": 1, "aval": 1, "dovom": 2, "sevom": 3}
_CARDINALS: Final = {word: value for word, value in ALL_UNITS.items() if 0 < value < 100 and word not in {"یه", "ye"}}
_NUMBERS: Final = {
    **_CARDINALS,
    **{f"{word}م": value for word, value in _CARDINALS.items() if not word.isascii()},
    **{f"{word}om": value for word, value in _CARDINALS.items() if word.isascii()},
    **_ORDINALS,
}
_WORD: Final = "|".join(sorted(_NUMBERS, key=lambda word: (-len(word), word)))
_TENS: Final = "|".join(sorted((w for w, v in _CARDINALS.items() if v >= 20), key=lambda word: (-len(word), word)))
_CLITIC: Final = rf"(?=(?:ه|م|یم|ایم|ست|س|و|رو)?{_END})"
_REGION: Final = (
    rf"منط[قغ]ه{_GAP}(?:(?:ی|ای|های){_END})?|منطقع|من[تظ]قه|مطنقه|منطفه|منطغه|منقطه"
    r"|man?ta[gq]h?[eh]{1,2}(?:ye?|-ye|y)?|district"
)
# «منطقه‌یک»: half-spaces may be lost, and the word of the city may stand between.
_SHAPE: Final = re.compile(
    rf"{_START}(?:{_REGION}){_GAP}(?:ی{_GAP})?(?:شهرداری{_GAP})?(?:(?:شماره|شماره ی|shomare){_GAP})?"
    rf"(?:(?P<digits>[0-9]{{1,2}})(?![0-9])(?![.,/:\-][0-9])(?:{_GAP}(?:ام|م|ome?|th)(?={_END}))?"
    rf"|(?P<tens>{_TENS}){_GAP}(?:و|o|va){_GAP}(?P<ones>{_WORD}){_CLITIC}|(?P<word>{_WORD}){_CLITIC})"
)
_TRIGGER: Final = re.compile("منط|منت|منظ|مطن|منق|mant|mata|district")
# «این منطقه ۳ روزه برق نداره», «منطقه سه راه», «منطقه هفت تیر».
_COUNTED: Final = (
    r"روز\w{0,3}|ساع\w{1,4}|هفته\w{0,3}|ماهه?|سال\w{0,2}|دقیقه|دیقه"
    r"|نفر\w{0,3}|تا(?![ \u200c]{1,2}(?:ساعت|کی|چند|چه))|بار|باره|دفعه|هزار"
    r"|میلیون|ملیون|میلیارد|متر\w{0,2}|کیلومتر\w{0,2}"
    r"|درصد|تومان|تومن|ریال|عدد|مورد|خانوار|خونه|خانه|واحد\w{0,2}|طبقه|راه\w{0,3}|شب|شبه|تیر|حوض|چنار|ونک"
    r"|تن|خط|نوع|قسمت|برابر|گوشی|ساختمون|کوچه|خیابون"
    r"|rooz\w*|ruz\w*|roz\w*|saat\w*|hafte|mah\w*|nafar|ta(?! ?(?:saat|key|chand))|bar|sal|metr\w*"
)
_COUNTED_AFTER: Final = re.compile(rf"{_GAP}(?:{_COUNTED}){_END}|:[0-9]|{_GAP}(?:-|تا|الی){_GAP}[0-9]")
# «یک» is an article too, «نه» a no: only before such words, or at the end, are they the number.
_AFTER_ONE: Final = re.compile(
    rf"{_GAP}(?:$|[^\w\s{ZWNJ}]|(?:شهرداری|تهران|مشهد|اصفهان|شیراز|تبریز|کرج|اهواز|قم|رشت|یزد|کرمان"
    rf"|کجاس\w{{0,2}}|کجا|هست\w{{0,3}}|ساکن"
    r"|زندگی|رو|را|و|میشه|میشینم|چه|چی|کی|چطور\w?|برای|واسه|از|به|خیابان|خیابون|کوچه|بلوار|ناحیه|محله|است"
    r"|دفتر|پلاک|ادرس|امروز|فردا|الان|چند|ساعت"
    r"|پیشخوان|برق|اب|گاز|باز\w?|koja\w*|tehran)"
    rf"{_END})"
)
_ARTICLES: Final = frozenset({"یک", "نه", "yek", "noh"})
_THIS_BEFORE: Final = re.compile(rf"{_START}(?:این|اون|ان|همین|همون|هر|چند|یه|یک|کدوم|in|oon){_GAP}$")


def find(text: NormalisedText) -> Iterator[Mention]:
    """Districts in a message; the span has «منطقه», the value is the number."""
    if not _TRIGGER.search(text.text):
        return
    for match in _SHAPE.finditer(text.text):
        value = _value(match)
        if value and _is_believable(text.text, match):
            yield mention_at(text, ENTITY, match.span(), value)


def _value(match: re.Match[str]) -> int:
    if match["digits"]:
        return int(match["digits"])
    if match["tens"]:
        ones = _NUMBERS[match["ones"]]
        return _CARDINALS[match["tens"]] + ones if ones < 10 else 0
    return _NUMBERS[match["word"]]


def _is_believable(text: str, match: re.Match[str]) -> bool:
    if _COUNTED_AFTER.match(text, match.end()):
        return False
    before = text[max(0, match.start() - 8) : match.start()]
    if _THIS_BEFORE.search(before):
        return False
    return match["word"] not in _ARTICLES or _AFTER_ONE.match(text, match.end()) is not None
