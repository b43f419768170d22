"""Lengths of time as they are counted («یک سال و نیم», «۲ ساعت و ۲۰ دقیقه»), for durations and for days so far away."""

import re
from dataclasses import dataclass
from typing import Final

from nlu.entities.date.numbers import AND, END, NUMBER, SEP, START, number_of

_UNITS: Final = {
    "year": "سال|saal|sal", "month": "ماه|maah|mah", "week": "هفته|هفتست|هفتس|hafteh?",
    "day": "شبانه[ \u200c]*روز|روز|rooz|ruz|roz", "hour": "ساعت|saa?t",
    "minute": "دقیقه|دیقه|دقه|دقیقس|daghigheh?|daqiqe|dayghe|deyghe",
    "second": "ثانیه",
}  # fmt: skip
_UNIT: Final = "|".join(_UNITS.values())
_LARGEST: Final = {"year": 100, "month": 240, "week": 200, "day": 1000, "hour": 1000, "minute": 1000, "second": 1000}
_HALF: Final = r"(?:نیم|nim)"
_QUARTER: Final = r"(?:ربع|rob)"
_COUNT: Final = rf"(?:(?P<count>{NUMBER})(?P<point>\.5)?(?P<and_half>{AND}{_HALF})?{SEP}|(?P<half>{_HALF}){SEP})"
_REST: Final = (
    rf"(?:{AND}(?:(?P<rest_half>{_HALF})(?=ه?{END})|(?P<rest_quarter>{_QUARTER}){END}|(?P<rest>{NUMBER}){SEP}(?P<rest_unit>{_UNIT}))"
    rf"|{SEP}(?P<bare>[0-9]{{1,2}}){SEP}(?P<bare_unit>دقیقه|دیقه))?"
)
# What may hang on a unit: «ده روزه», «هفته‌ای», «دو هفتس»; the other clitics stay outside the span.
_SUFFIX: Final = rf"(?:(?:ه|eh?)(?={END}|ی|ای|س)|{SEP}ای(?={END}))?"
_CLITIC: Final = rf"(?=(?:س|ست|ی|و|رو|ه|هم)?{END})"
PATTERN: Final = rf"{START}{_COUNT}(?P<unit>{_UNIT}){_SUFFIX}{_CLITIC}{_REST}{_SUFFIX}{_CLITIC}"
# Half of a unit, in the next one below.
_HALVES: Final = {
    "year": ("month", 6), "month": ("day", 15), "week": ("day", 3), "day": ("hour", 12), "hour": ("minute", 30),
    "minute": ("second", 30),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """A counted length; `amounts` maps year, month, week, day, hour, minute, second to whole numbers above zero."""

    amounts: dict[str, int]

    @property
    def months(self) -> int:
        return 12 * self.amounts.get("year", 0) + self.amounts.get("month", 0)

    @property
    def days(self) -> int:
        return 7 * self.amounts.get("week", 0) + self.amounts.get("day", 0)

    @property
    def of_days(self) -> bool:
        """Whether it counts whole days, weeks, months or years."""
        return not self.amounts.keys() & {"hour", "minute", "second"}

    def iso(self) -> str:
        """ISO 8601 duration; weeks only by themselves, else as days."""
        if self.amounts.keys() == {"week"}:
            return f"P{self.amounts['week']}W"
        days = {"D": self.days, "Y": self.amounts.get("year", 0), "M": self.amounts.get("month", 0)}
        clock = {letter[0].upper(): self.amounts.get(letter, 0) for letter in ("hour", "minute", "second")}
        big = "".join(f"{days[letter]}{letter}" for letter in "YMD" if days[letter])
        small = "".join(f"{clock[letter]}{letter}" for letter in "HMS" if clock[letter])
        return f"P{big}" + (f"T{small}" if small else "")


def quantity_of(match: re.Match[str]) -> Quantity | None:
    """The length that `PATTERN` matched; None for nothing, for more than can be meant, or for words that give no number."""
    unit = _unit(match["unit"])
    count = number_of(match["count"]) if match["count"] else 0
    if count is None or count > _LARGEST[unit] or not (count or match["half"] or match["point"]):
        return None
    amounts = {unit: count}
    if match["half"] or match["point"] or match["and_half"] or match["rest_half"]:
        if unit not in _HALVES:
            return None
        smaller, half = _HALVES[unit]
        amounts[smaller] = half
    return _with_rest(amounts, match, unit)


def _with_rest(amounts: dict[str, int], match: re.Match[str], unit: str) -> Quantity | None:
    if match["rest_quarter"]:
        if unit != "hour":
            return None
        amounts["minute"] = amounts.get("minute", 0) + 15
    number, rest_unit = (match["rest"], match["rest_unit"]) if match["rest"] else (match["bare"], match["bare_unit"])
    if number:
        smaller, count = _unit(rest_unit), number_of(number)
        if not count or smaller in amounts:
            return None
        amounts[smaller] = count
    return Quantity({name: amount for name, amount in amounts.items() if amount})


def _unit(text: str) -> str:
    return next(name for name, pattern in _UNITS.items() if re.fullmatch(pattern, text))
