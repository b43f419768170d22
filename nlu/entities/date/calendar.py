"""Arithmetic on Jalali days; every function gives None instead of a day that does not exist.

Conversion and leap years are those of the persiantools package (33-year rule with the corrections of ICU4X).
"""

import datetime
from typing import Final

from persiantools.jdatetime import JalaliDate

SATURDAY, THURSDAY = 0, 5
_MONTHS: Final = 12
SHORTEST: Final = (31,) * 6 + (30,) * 5 + (29,)  # days of each month in a common year
# Years of two digits: «۰۵» is 1405, «۹۸» 1398.
_NEW_CENTURY_BELOW: Final = 50


def jalali_day(year: int, month: int, day: int) -> datetime.date | None:
    """The Gregorian day of a Jalali one; a day beyond the end of its month is no day."""
    try:
        converted: datetime.date = JalaliDate(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return converted


def gregorian_day(year: int, month: int, day: int) -> datetime.date | None:
    """A Gregorian day, where it exists."""
    try:
        return datetime.date(year, month, day)
    except (ValueError, OverflowError):
        return None


def jalali_parts(day: datetime.date) -> tuple[int, int, int]:
    """Jalali year, month and day of a Gregorian day; ValueError before the year 622 and after 9998."""
    converted = JalaliDate(day)
    return converted.year, converted.month, converted.day


def full_year(year: int) -> int:
    """A Jalali year of one or two digits with its century; others as they are."""
    if year >= 100:
        return year
    return 1400 + year if year < _NEW_CENTURY_BELOW else 1300 + year


def shifted(day: datetime.date, months: int = 0, days: int = 0) -> datetime.date | None:
    """A day so many Jalali months, then days, later (or earlier); the 31st becomes the end of a shorter month."""
    target = _months_later(day, months) if months else day
    try:
        return target and target + datetime.timedelta(days=days)
    except OverflowError:
        return None


def _months_later(day: datetime.date, months: int) -> datetime.date | None:
    year, month, number = jalali_parts(day)
    year, index = divmod(year * _MONTHS + month - 1 + months, _MONTHS)
    return next((found for n in range(number, number - 3, -1) if (found := jalali_day(year, index + 1, n))), None)


def month_start(today: datetime.date, offset: int = 0) -> datetime.date | None:
    """First day of the running Jalali month, or of one `offset` months from it."""
    year, month, _ = jalali_parts(today)
    year, index = divmod(year * _MONTHS + month - 1 + offset, _MONTHS)
    return jalali_day(year, index + 1, 1)


def month_end(year: int, month: int) -> datetime.date | None:
    """Last day of a Jalali month."""
    return next((found for n in (31, 30, 29) if (found := jalali_day(year, month, n))), None)


def weekday(day: datetime.date) -> int:
    """Day of the Iranian week: 0 is Saturday, 6 Friday."""
    return (day.weekday() + 2) % 7


def week_day(today: datetime.date, index: int, weeks: int = 0) -> datetime.date | None:
    """The given day of the Saturday-to-Friday week that is `weeks` after the running one."""
    return shifted(today, days=index - weekday(today) + 7 * weeks)


def nearest_weekday(today: datetime.date, index: int, past: bool) -> datetime.date | None:
    """The next such weekday after today, or the last one before it."""
    ahead = (index - weekday(today)) % 7 or 7
    return shifted(today, days=(ahead - 7 or -7) if past else ahead)


def nearest_day(today: datetime.date, month: int, day: int, past: bool) -> datetime.date | None:
    """A Jalali day and month without a year: the next such day after today, or the last one up to today.

    Only one year is asked: ۳۰ اسفند is no day where the next اسفند has 29.
    """
    year, *told = jalali_parts(today)
    return jalali_day(_year_of(year, told, [month, day], past), month, day)


def nearest_gregorian(today: datetime.date, month: int, day: int, past: bool) -> datetime.date | None:
    """As `nearest_day`, of the Gregorian calendar."""
    return gregorian_day(_year_of(today.year, [today.month, today.day], [month, day], past), month, day)


def _year_of(year: int, today: list[int], told: list[int], past: bool) -> int:
    if past:
        return year if told <= today else year - 1
    return year if told > today else year + 1


def nearest_of_month(today: datetime.date, day: int, past: bool) -> datetime.date | None:
    """A bare day of a month («بیستم»), as `nearest_day`: of the running month, of the next or of the last."""
    year, month, number = jalali_parts(today)
    this_month = day <= number if past else day > number
    year, index = divmod(year * _MONTHS + month - 1 + (0 if this_month else -1 if past else 1), _MONTHS)
    return jalali_day(year, index + 1, day)
