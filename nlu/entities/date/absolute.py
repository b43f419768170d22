"""Days told by their number in a month: «۱۲ آذر», «بیست و یکم دی ماه», «۳ دسامبر», «۱۲ ام», «آخر شهریور»."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Final

from nlu.entities.date import calendar
from nlu.entities.date.numbers import AND, DAY, END, ORDINAL, SEP, START, WORD, around, day_of, number_of
from nlu.entities.date.tense import is_ahead, is_past, is_purpose
from nlu.entities.date.words import (
    EDGE,
    GREGORIAN_MONTHS,
    JALALI_MONTHS,
    LAST,
    MONTH,
    PART_BEFORE,
    TURN,
    WEEKDAY,
    Found,
    edge_of,
    turn_of,
)

_WORD_YEAR: Final = rf"(?:یک{SEP})?هزار{AND}(?:سیصد|چهارصد){AND}{WORD}(?:{AND}{WORD})?"
_YEAR: Final = rf"(?:(?:1[2-4]|19|20)[0-9]{{2}}|0[0-9]|[6-9][0-9])(?![0-9:/.])|{_WORD_YEAR}"
_MONTHLY: Final = re.compile(
    rf"{START}(?:(?P<day>{DAY})(?:{SEP}ماه)?|(?P<edge>{EDGE})(?:{SEP}ماه)?){SEP}(?P<month>{MONTH})(?:{SEP}(?:ماه|mah))?"
    rf"(?=(?:م|ه|ست|س|و|رو|ی)?(?:{END}|[0-9]))"
    rf"(?:{SEP},?{SEP}(?:(?:سال|sale?){SEP})?(?P<year>{_YEAR}){END}|{SEP}سال{SEP}(?P<turn>{TURN})|{SEP}(?P<last>پارسال){END}|{SEP}(?P<current>امسال|سال{SEP}جاری){END})?"
)
_OF_MONTH: Final = re.compile(
    rf"{START}(?P<day>{ORDINAL})(?:{SEP}(?:(?:این|همین|in|hamin){SEP})?(?P<unit>ماه|برج|mah)(?=(?:و|رو)?{END})(?:{SEP}(?P<turn>{TURN}))?)?{END}"
)
# A bare ordinal is a day only after such a word, and not where it counts something else.
_DAY_WORD: Final = re.compile(
    rf"{START}(?:تا|از|برای|واسه|تاریخ|مورخ|ta|az|{WEEKDAY}){SEP}(?:روز{SEP})?$|{START}(?:روز|rooz){SEP}$"
)
_NOT_A_DAY: Final = re.compile(
    rf"^{SEP}(?:دبستان|دبیرستان|ابتدایی|راهنمایی|متوسطه|عید|طبقه|بار|نفر|مهر|تجربی|ریاضی|انسانی"
    rf"|شدن|فاز|کلاس|هفته|سال|هر{SEP}ماه)"
)
# «طبقه ۱۲ ام», «منطقه ۵ ام» count something else.
_COUNTED_THINGS: Final = re.compile(
    rf"{START}(?:طبقه|منطقه|ناحیه|کلاس|پایه|بار|نفر|دفعه|سال|قرن|ردیف|فاز|کوچه|خیابان|خیابون|واحد|ماده|بند|ترم|مرحله|نوبت|قسط|شماره){SEP}$"
)
_FIRST_OF_TWO: Final = re.compile(rf"(?<!ساعت ){START}(?P<day>{DAY}){SEP}(?:و|تا|یا|الی|،|-){SEP}$")
_PLACE: Final = re.compile(
    rf"{START}(?:میدان|میدون|خیابان|خیابون|خ|بلوار|متروی?|بزرگراه|بیمارستان|پارک|مدرسه|دبستان|دبیرستان|محله|کوچه|پل|چهارراه|شهرک"
    rf"|ایستگاه|ورزشگاه|سینما|پاساژ|بازار|کوی|meydan|meydoon|khiaboon|khiaban|metro){SEP}$"
)
_ANNOUNCED: Final = re.compile(rf"{START}(?:تاریخ|روز|مورخ|مورخه|{WEEKDAY})[ ،,]{{0,3}}$")
# «نه مهر ندارد» is no ninth, «یه تیر» one pole, «سی دی» a disc, «هفت تیر» a square of Tehran, «دودی» smoky.
_OTHER_WORDS: Final = re.compile(
    rf"(?:یه|ye|yeh){SEP}[^\W\d_]+|(?:نه|یک){SEP}(?:مهر|تیر)|سی{SEP}دی|(?:7|هفت|haft){SEP}(?:تیر|tir)|[^\W\d_]+(?<![ \u200c])دی"
)
# Without a word that decides, a day within so many days is meant rather than one farther off than this.
_NEAR: Final = 100
_FAR: Final = 200
_POLE: Final = re.compile(rf"^{SEP}(?:برق|چراغ|اهن|سیمانی|بتنی|چوبی|تلفن)")


def find(text: str, today: date) -> Iterator[Found]:
    """Days of a month in normalised text."""
    yield from _monthly(text, today)
    yield from _of_month(text, today)


def _monthly(text: str, today: date) -> Iterator[Found]:
    for match in _MONTHLY.finditer(text):
        if _other_meaning(match, *around(text, *match.span())):
            continue
        number = edge_of(match["edge"]) if match["edge"] else day_of(match["day"])
        day = number and _in_month(match, number, today, text)
        if day:
            yield from _sharing_month(match, today, text)
            yield Found(*match.span(), day, exact=True)


def _other_meaning(match: re.Match[str], before: str, after: str) -> bool:
    """Whether the words name a place, a thing or a part of a month rather than a day."""
    announced = match["year"] or _ANNOUNCED.search(before)
    if _PLACE.search(before) or (_OTHER_WORDS.fullmatch(match[0]) and not announced):
        return True
    pole = match["month"] == "تیر" and _POLE.search(after)
    return bool(pole or (match[0][0] not in "0123456789" and PART_BEFORE.search(before)))


def _sharing_month(match: re.Match[str], today: date, text: str) -> Iterator[Found]:
    """The first day of «چهارم و پنجم آذر» and «۱۵ تا ۲۰ آذر»."""
    first = _FIRST_OF_TWO.search(text, match.start() - len(around(text, *match.span())[0]), match.start())
    number = first and day_of(first["day"])
    day = number and _in_month(match, number, today, text)
    if first and day:
        yield Found(*first.span("day"), day, exact=True)


def _in_month(match: re.Match[str], number: int, today: date, text: str) -> date | None:
    name = match["month"]
    year = _year(match, today)
    at_end = bool(match["edge"]) and number == LAST
    if month := GREGORIAN_MONTHS.get(name):
        if at_end:
            return None
        return (
            calendar.gregorian_day(year, month, number)
            if year
            else _likely(match, text, today, partial(calendar.nearest_gregorian, today, month, number))
        )
    month = JALALI_MONTHS[name]
    if at_end and year:
        return calendar.month_end(year, month)
    number = calendar.SHORTEST[month - 1] if at_end else number
    if year:
        return calendar.jalali_day(year, month, number)
    return _likely(match, text, today, partial(calendar.nearest_day, today, month, number))


def _likely(match: re.Match[str], text: str, today: date, nearest: Callable[[bool], date | None]) -> date | None:
    """Of the last and the next such day the one that the verbs speak of, but the one near by where the other is far off."""
    last, following = nearest(True), nearest(False)
    if is_past(text, *match.span()):
        soon = following and last and (following - today).days <= _NEAR and (today - last).days > _FAR
        return following if soon and is_purpose(text, match.start()) else last
    recent = last and following and (today - last).days <= _NEAR and (following - today).days > _FAR
    return last if recent and not is_ahead(text, match.start()) else following


def _year(match: re.Match[str], today: date) -> int | None:
    if match["turn"] or match["last"] or match["current"]:
        offset = turn_of(match["turn"]) if match["turn"] else -1 if match["last"] else 0
        return calendar.jalali_parts(today)[0] + offset
    if not match["year"]:
        return None
    if match["year"][0] in "0123456789":
        return calendar.full_year(int(match["year"]))
    hundreds = number_of(re.sub(rf"^(?:یک{SEP})?هزار{AND}", "", match["year"]))
    return 1000 + hundreds if hundreds else None


def _of_month(text: str, today: date) -> Iterator[Found]:
    for match in _OF_MONTH.finditer(text):
        number = day_of(match["day"])
        if not number or not _tells_a_day(match, text):
            continue
        if match["turn"]:
            start = calendar.month_start(today, turn_of(match["turn"]))
            parts = start and calendar.jalali_parts(start)
            day = calendar.jalali_day(parts[0], parts[1], number) if parts else None
        else:
            day = calendar.nearest_of_month(today, number, is_past(text, *match.span()))
        if day:
            yield Found(*match.span(), day, exact=True)


def _tells_a_day(match: re.Match[str], text: str) -> bool:
    before, after = around(text, *match.span())
    if match["unit"]:
        return match["day"] not in {"اول", "نخست"}
    # «سیم» is a wire far more often than the thirtieth.
    if _NOT_A_DAY.search(after) or match["day"] in {"اول", "نخست", "aval", "avval", "سیم"}:
        return False
    alone = not before.strip() and not after.strip(" .؟?!") and match["day"] not in {"یکم", "دهم"}
    announced = _DAY_WORD.search(before)
    if announced and announced[0].strip() in {"روز", "rooz"}:
        return (day_of(match["day"]) or 0) >= 10
    return bool(announced) or alone or (match["day"][0] in "123456789" and not _COUNTED_THINGS.search(before))
