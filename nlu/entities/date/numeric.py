"""Days in digits: «۱۴۰۵/۹/۱۲», «۱۲/۹/۱۴۰۵», «۵/۹/۱۲», «2026-12-03», and «۱۲/۹» beside a word such as «تاریخ» or a weekday."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from nlu.entities.date import calendar
from nlu.entities.date.numbers import SEP, START, around
from nlu.entities.date.tense import is_past
from nlu.entities.date.words import WEEKDAY, Found, weekday_of
from nlu.entities.digits import NOT_AFTER, NOT_BEFORE

_SLASH: Final = r" ?[/\-.] ?"
_FULL: Final = re.compile(
    rf"{NOT_BEFORE}([0-9]{{1,2}}|[0-9]{{4}})({_SLASH})([0-9]{{1,2}}){_SLASH}([0-9]{{1,2}}|[0-9]{{4}}){NOT_AFTER}"
)
_SHORT: Final = re.compile(
    rf"(?:{START}(?:تاریخ|روز|مورخ|مورخه|tarikh|rooz|ruz){SEP}:?{SEP}"
    rf"|(?P<before>{WEEKDAY})[ ،,(]{{0,3}}(?:(?:روز|تاریخ|مورخ){SEP})?)?"
    rf"{NOT_BEFORE}(?P<day>(?P<one>[0-9]{{1,2}}) ?/ ?(?P<two>[0-9]{{1,2}})){NOT_AFTER}(?:[ ،,(]{{0,3}}(?P<after>{WEEKDAY}))?"
)
_CODE: Final = re.compile(rf"{START}(?:شماره|کد|بند|ماده|تبصره|شناسه|پلاک|نسخه|ردیف|ورژن|شماره نامه){SEP}:?{SEP}$")


def find(text: str, today: date) -> Iterator[Found]:
    """Days in digits in normalised text."""
    yield from _full(text, today)
    for match in _SHORT.finditer(text):
        if match.start() == match.start("day") and not match["after"]:
            continue
        found = _short_reading(match, is_past(text, *match.span("day")), today)
        if found:
            yield Found(*match.span("day"), found, exact=True)


def _full(text: str, today: date) -> Iterator[Found]:
    for match in _FULL.finditer(text):
        short = len(match[1]) < 4 and len(match[4]) < 4
        if (short and "/" not in match[2]) or _CODE.search(around(text, *match.span())[0]):
            continue
        day = _reading(int(match[1]), int(match[3]), int(match[4]), today)
        if day:
            yield Found(*match.span(), day, exact=True)


def _short_reading(match: re.Match[str], past: bool, today: date) -> date | None:
    """Day and month, unless only month and day exist, or only they agree with the weekday beside them."""
    one, two = int(match["one"]), int(match["two"])
    readings = [calendar.nearest_day(today, month, day, past) for day, month in ((one, two), (two, one))]
    days = [day for day in readings if day]
    beside = match["before"] or match["after"]
    agreeing = [day for day in days if beside and calendar.weekday(day) == weekday_of(beside)]
    return next(iter(agreeing or days), None)


def _reading(first: int, month: int, last: int, today: date) -> date | None:
    """Year first or last, of either calendar; with two digits the year that is nearer to the running one."""
    if first > 99 or last > 99:
        year, day = max(first, last), min(first, last)
        return calendar.gregorian_day(year, month, day) if 1900 <= year < 2100 else _jalali(year, month, day)
    readings = [_jalali(calendar.full_year(y), month, d) for y, d in ((first, last), (last, first))]
    return min((day for day in readings if day), key=lambda day: abs(day.year - today.year), default=None)


def _jalali(year: int, month: int, day: int) -> date | None:
    return calendar.jalali_day(year, month, day) if 1200 <= year < 1500 else None
