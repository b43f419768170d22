"""Names of months, weekdays and turns («بعد», «گذشته») with the spellings that people use, as patterns and values."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from nlu.entities.date.numbers import END, SEP, alternation

JALALI_MONTHS: Final = {
    **dict.fromkeys(("فروردین", "فروردن", "فرودین", "فروردی", "فرورردین", "فرورین", "farvardin", "farvardeen"), 1),
    **dict.fromkeys(
        ("اردیبهشت", "اردیبهش", "اردبهشت", "اردیبحشت", "اردیبهست", "اردبیهشت", "ordibehesht", "ordibehest"), 2
    ),
    **dict.fromkeys(("خرداد", "خورداد", "خردا", "خداد", "khordad", "xordad"), 3),
    **dict.fromkeys(("تیر", "tir"), 4),
    **dict.fromkeys(("مرداد", "امرداد", "مردا", "مردداد", "mordad", "amordad"), 5),
    **dict.fromkeys(("شهریور", "شهرویر", "شهریر", "شهریورر", "شهربور", "شحریور", "shahrivar", "shahrivr"), 6),
    **dict.fromkeys(("مهر", "مهرر", "mehr"), 7),
    **dict.fromkeys(("ابان", "عابان", "ابا", "aban", "abaan"), 8),
    **dict.fromkeys(("اذر", "ازر", "عاذر", "azar", "aazar"), 9),
    **dict.fromkeys(("دی", "dey", "dei"), 10),
    **dict.fromkeys(("بهمن", "بحمن", "بهنم", "bahman"), 11),
    **dict.fromkeys(("اسفند", "اصفند", "اسفن", "اسقند", "ثفند", "esfand"), 12),
}
GREGORIAN_MONTHS: Final = {
    **dict.fromkeys(("ژانویه", "january", "zhanvie"), 1), **dict.fromkeys(("فوریه", "february", "fevrie"), 2),
    **dict.fromkeys(("مارس", "march"), 3), **dict.fromkeys(("اوریل", "april", "avril"), 4),
    **dict.fromkeys(("ژوین", "june"), 6), **dict.fromkeys(("ژوییه", "ژویه", "جولای", "july", "julay"), 7),
    **dict.fromkeys(("اوت", "اگوست", "august"), 8), **dict.fromkeys(("سپتامبر", "september", "septambr"), 9),
    **dict.fromkeys(("اکتبر", "october", "oktobr"), 10), **dict.fromkeys(("نوامبر", "november", "novambr"), 11),
    **dict.fromkeys(("دسامبر", "december", "desambr"), 12),
}  # fmt: skip
MONTH: Final = alternation([*JALALI_MONTHS, *GREGORIAN_MONTHS])

_SHANBE: Final = r"(?:شنبه|شمبه|شبنه|شنبع|شنیه|شنبس|shanbeh?|shambeh?)"
_WEEKDAY_PREFIXES: Final = {
    **dict.fromkeys(("یک", "یه", "ی", "1", "yek", "ye"), 1), **dict.fromkeys(("دو", "2", "do"), 2),
    **dict.fromkeys(("سه", "س", "3", "se", "seh"), 3), **dict.fromkeys(("چهار", "چار", "4", "chahar", "char"), 4),
    **dict.fromkeys(("پنج", "پن", "5", "panj", "pan"), 5),
}  # fmt: skip
_FRIDAY: Final = r"(?:جمعه|جمه|جومه|ادینه|جمعس|jom'?eh?|jomee)"
WEEKDAY: Final = rf"(?:(?:{alternation(_WEEKDAY_PREFIXES)}{SEP})?{_SHANBE}|{_FRIDAY})"
_WEEKDAY_PARTS: Final = re.compile(rf"(?P<prefix>{alternation(_WEEKDAY_PREFIXES)})?{SEP}{_SHANBE}")

_NEXT: Final = {
    "بعدی",
    "بعد",
    "اینده",
    "دیگه",
    "دیگر",
    "اتی",
    "bad",
    "badi",
    "baad",
    "dige",
    "digeh",
    "ayande",
    "ayandeh",
}
_LAST: Final = {"پیش", "گذشته", "قبلی", "قبل", "پیشین", "pish", "gozashte", "gozashteh", "ghabl", "ghabli"}
TURN: Final = rf"{alternation(_NEXT | _LAST)}(?=(?:ه|م|و|رو|س|ست)?{END})(?!{SEP}(?:از|az|ظهر|zohr){END})"
# «دو روز پیش از بانک آمدند» is said of two days ago more often than of a bank's day.
# «یه هفته گذشته» says that a week has passed: a length.
AFTER_COUNT: Final = rf"(?:(?!گذشته|gozashte){TURN}|(?:پیش|pish){END})"
# Parts of a month, a week or a year, as the day of a month that they mean.
FIRST, MIDDLE, LAST = 1, 15, 31
_EDGES: Final = {
    **dict.fromkeys(("اول", "سر", "ابتدای", "aval", "avval", "avale", "sar"), FIRST),
    **dict.fromkeys(("وسط", "وسطای", "نیمه", "vasat", "vasate"), MIDDLE),
    **dict.fromkeys(("اخر", "اخرای", "پایان", "ته", "اخرین روز", "انتهای", "akhar", "akhare", "axar"), LAST),
}
EDGE: Final = alternation(_EDGES)
# «شش ماهه اول سال» and «هفته اول آذر» are no days.
PART_BEFORE: Final = re.compile(rf"(?:ماهه|ماه|نیمه|هفته|دهه|فصل|ترم){SEP}$")
EZAFE: Final = rf"{SEP}(?:(?:ی|ye|e){SEP})?"


@dataclass(frozen=True, slots=True)
class Found:
    """A day and the span of normalised text that tells it; `weekday` is set where nothing but a weekday is told,
    `exact` where a day of a month is."""

    start: int
    end: int
    day: date
    weekday: int | None = None
    exact: bool = False


def weekday_of(text: str) -> int:
    """Day of the Iranian week (Saturday 0) that `WEEKDAY` matched."""
    parts = _WEEKDAY_PARTS.fullmatch(text)
    if not parts:
        return 6
    return _WEEKDAY_PREFIXES[parts["prefix"]] if parts["prefix"] else 0


def turn_of(text: str) -> int:
    """1 for a word like «بعد», -1 for one like «گذشته»."""
    return 1 if text in _NEXT else -1


def edge_of(text: str) -> int:
    """FIRST, MIDDLE or LAST, for what `EDGE` matched."""
    return _EDGES[text]
