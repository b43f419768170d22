"""Lengths of time as ISO 8601 durations: «دو هفته» P2W, «یک سال و نیم» P1Y6M, «نیم ساعت» PT30M, «ده روزه» P10D.

Not lengths: ages («پسرم ۱۲ سالشه», «بالای ۱۸ سال»), days so far away («دو روز پیش», but
«دو سال پیش» tells no day), clock times («ده دقیقه به هشت»), guesses
(«دو سه روز»), and what recurs («هفته‌ای یک بار», «هر شش ماه»). Half a month is 15 days; half a week is told in days (P10D).
«یه روز» is more often «some day» than a length, so it counts only beside a word such as «مهلت» or «طول».
"""

import re
from collections.abc import Iterator
from typing import Final

from nlu.entities.date.numbers import AND, END, NUMBER, SEP, START, WORD, around
from nlu.entities.date.relative import is_guess
from nlu.entities.date.words import AFTER_COUNT, MONTH
from nlu.entities.duration.quantity import PATTERN, Quantity, quantity_of
from nlu.mentions import Mention, mention_at
from nlu.text import NormalisedText

ENTITY = "duration"
_SHAPE: Final = re.compile(PATTERN)
_TRIGGER: Final = re.compile(
    r"سال|ماه|هفت|روز|ساع|دقی|دیق|دقه|ثانی|ربع|sa+l|ma+h|haft|r[ou]+z|saa?t|dag|daq|d[ae]y|rob"
)
_QUARTERS: Final = re.compile(
    rf"{START}(?:(?P<three>سه|3|se){SEP})?(?P<quarter>(?:(?:یه|یک|1|ye|yek){SEP})?(?:ربع|rob))(?:{SEP}(?:ساعت|saat))?(?=ه?{END})"
)
# No document or loan that citizens name by its years alone runs longer.
_LONGEST_VALIDITY: Final = 10
_FAR: Final = re.compile(rf"^{SEP}{AFTER_COUNT}")
_WITHIN: Final = re.compile(rf"{START}(?:طی|ظرف|در|توی|تو|در طول|tey|zarfe){SEP}$")
_AHEAD: Final = re.compile(rf"^{SEP}(?:اینده|گذشته|اتی){END}")
_TO_THE_HOUR: Final = re.compile(rf"^{SEP}(?:(?:مونده|مانده){SEP})?(?:به|be|کم){END}(?:{SEP}(?:{NUMBER}))?")
_AFTER_HOUR: Final = re.compile(rf"(?:{WORD}|[0-9]{{1,2}}){AND}$")
_AFTER_AND: Final = re.compile(rf"{AND}$")
_INSIDE_DIGITS: Final = re.compile(r"[0-9][/:.\-]$")
_DIGIT_AFTER: Final = re.compile(rf"{SEP}[0-9]")
_NO_LENGTH_AFTER: Final = re.compile(
    rf"^{SEP}(?:ها|های|هفته|در هفته|یک{SEP}بار|یه{SEP}بار|یکبار|شبانه|رمضان|{MONTH}){END}"
)
_AGE_AFTER: Final = re.compile(
    rf"^{SEP}(?:دارم|داره|دارد|داشتم|داشت|دارند|دارن|سن|تمام|(?:به|و) ?(?:بالا|بالاتر|پایین)|بالاتر|هستم){END}"
)
_AGE_BEFORE: Final = re.compile(rf"{START}(?:بالای|زیر|سن|سنم|سنش|سنشون|سنی|متولد|balaye|zire|sen){SEP}$")
_PERSON: Final = (
    "پسر|دختر|بچه|فرزند|نوزاد|کودک|مادر|پدر|مامان|بابا|مرد|زن|اقا|خانم|خانوم|جوان|جوون|نوجوان|برادر|خواهر"
    "|داداش|شوهر|همسر|پیرمرد|پیرزن|مادربزرگ|پدربزرگ|شخص|فرد|طفل|شهروند|پیر|نوه|دوقلو|دوقلوها|ابجی|خاله|عمه|عمو|دایی|pesar|dokhtar|bache|madar|pedar|baba|maman"
)
_PERSON_BEFORE: Final = re.compile(
    rf"{START}(?:{_PERSON})(?:{SEP}(?:ها|های|هام|هامون|ها?م|م|ش|ت|مون|مان|تون|شون|ی|ای|ام|اش|am|esh|e|em))?"
    rf"(?:[ \u200c،]{{1,3}}(?:[^\W\d_]+م|هم|که|من|تقریبا|دارم))?[ \u200c،]{{0,3}}$"
)
_BABY_BEFORE: Final = re.compile(rf"{START}(?:نوزاد|کودک|بچه|طفل|شیرخوار|جنین|bache|nozad){SEP}$")
# «فرزند شهید با پنج سال سابقه»
_DONE_AFTER: Final = re.compile(rf"^{SEP}(?:سابقه|سکونت|اقامت|خدمت|تجربه|بیمه|حبس|کار|رانندگی){END}")
_ONE_DAY: Final = re.compile(rf"^{SEP}(?:کاری|طول|مهلت|مرخصی|وقت|کامل|بیشتر|زمان|فرصت|معطل|تموم|قطع){END}")
_ONE_DAY_BEFORE: Final = re.compile(
    rf"{START}(?:ظرف|طی|تا|عرض|حداکثر|حداقل|فقط|بعد از|برای|واسه|کمتر از|بیشتر از){SEP}$"
)


def find(text: NormalisedText) -> Iterator[Mention]:
    """Lengths of time in a message, as ISO 8601 durations."""
    words = text.text
    if not _TRIGGER.search(words):
        return
    for match in _SHAPE.finditer(words):
        quantity = quantity_of(match)
        if quantity and _is_length(words, match, quantity):
            yield mention_at(text, ENTITY, match.span(), quantity.iso())
    yield from _quarters(text)


def _quarters(text: NormalisedText) -> Iterator[Mention]:
    for match in _QUARTERS.finditer(text.text):
        before, after = around(text.text, *match.span())
        if _TO_THE_HOUR.search(after) or _AFTER_AND.search(before):
            continue
        if match["three"] or match.group() != "ربع":
            yield mention_at(text, ENTITY, match.span(), "PT45M" if match["three"] else "PT15M")


def _is_length(text: str, match: re.Match[str], quantity: Quantity) -> bool:
    before, after = around(text, *match.span())
    if _INSIDE_DIGITS.search(before) or is_guess(before, match["count"]) or _NO_LENGTH_AFTER.search(after):
        return False
    if (
        _FAR.search(after)
        and "year" not in quantity.amounts
        and not (_AHEAD.search(after) and (_WITHIN.search(before) or not quantity.of_days))
    ):
        return False
    if "hour" in quantity.amounts and _DIGIT_AFTER.match(after):
        return False
    if quantity.amounts.keys() == {"minute"} and (_TO_THE_HOUR.search(after) or _AFTER_HOUR.search(before)):
        return False
    if quantity.amounts == {"day": 1}:
        return match.group().endswith("ه") or bool(_ONE_DAY.search(after) or _ONE_DAY_BEFORE.search(before))
    return not _is_age(before, after, quantity)


def _is_age(before: str, after: str, quantity: Quantity) -> bool:
    """After a person or a word of age; alone, so many years are a citizen's own age («۴۵ ساله»)."""
    alone = not before.strip() and not after.strip(" .!؟?")
    if alone and quantity.amounts.get("year", 0) > _LONGEST_VALIDITY:
        return True
    if "year" in quantity.amounts and _AGE_AFTER.search(after):
        return True
    if "year" in quantity.amounts and not _DONE_AFTER.search(after):
        return bool(_AGE_BEFORE.search(before) or _PERSON_BEFORE.search(before))
    # «نوزاد ده روزه» is an age, «پسرم سه روزه تب داره» none.
    return quantity.of_days and bool(_BABY_BEFORE.search(before))
