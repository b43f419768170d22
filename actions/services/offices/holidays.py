"""Iran's official holidays, by the `holidays` package."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from persiantools.jdatetime import JalaliDate

from actions.services.reading import Localised
from shahryar.formats import persian_digits

# Month and day of the Jalali year: all other holidays go by the moon, but for those that a government declares.
_SOLAR: Final = frozenset(
    {(1, 1), (1, 2), (1, 3), (1, 4), (1, 12), (1, 13), (3, 14), (3, 15), (11, 22), (12, 29), (12, 30)}
)


@dataclass(frozen=True, slots=True)
class Holiday:
    """`lunar`: it is one by the lunar calendar alone, so that the sighting of the moon may move it by a day."""

    title: Localised
    lunar: bool


def holiday(day: date) -> Holiday | None:
    """The official holiday of a day, None where it is none (Fridays are left to the hours of an office)."""
    return _of_year(day.year).get(day)


@cache
def _of_year(year: int) -> dict[date, Holiday]:
    from holidays.countries.iran import Iran, IranStaticHolidays  # 300 modules: only once somebody asks

    names = {
        language: Iran(years=year, language=language, islamic_show_estimated=False) for language in ("fa_IR", "en_US")
    }
    declared = {(month, number) for month, number, _ in IranStaticHolidays.special_public_holidays.get(year, ())}
    return {
        day: Holiday(
            Localised(persian_digits(title).replace("; ", "؛ "), names["en_US"][day]),
            lunar=not _is_solar(day) and (day.month, day.day) not in declared,
        )
        for day, title in names["fa_IR"].items()
    }


def _is_solar(day: date) -> bool:
    converted = JalaliDate(day)
    return (converted.month, converted.day) in _SOLAR
