"""Cells of a table of offices as values of an entry. Each raises ValueError with what is wrong and what is expected."""

import re
from datetime import date
from typing import Final

from persiantools.jdatetime import JalaliDate

from actions.services.offices.records import KINDS, hours_of
from bot.office_import.headings import plain
from nlu.entities.office import rules
from nlu.text import normalise
from shahryar.formats import ascii_digits, persian_digits

_SHORT_KINDS: Final = {"پست": "post", "مالیات": "tax", "دارایی": "tax", "بیمه": "social-security"}
_YES: Final = frozenset({"yes", "true", "1", "بله", "آری", "بسته"})
_NO: Final = frozenset({"no", "false", "0", "خیر", "نه", "باز"})
_CLOSED: Final = frozenset({"closed", "-", "تعطیل", "بسته"})
_SEVERAL: Final = re.compile(r"[,،;؛/|\n]| و ")
_CLOCK: Final = re.compile(r"(\d{1,2})(?:[:.٫](\d{2}))?")
_TO_PERSIAN_LETTERS: Final = str.maketrans("يكى", "یکی")
_DAY: Final = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_JALALI: Final = range(1300, 1600)  # years that are none of our calendar


def persian(cell: str) -> str:
    """One line of Persian text with Persian letters and digits."""
    text = ascii_digits(cell).translate(_TO_PERSIAN_LETTERS)
    return persian_digits(" ".join(text.split()))


def identifier(cell: str, kind: str) -> str:
    """An id that a deep link can carry; a bare number gets the kind before it (`pishkhan-72111234`)."""
    text = re.sub(r"[\s_/.-]+", "-", ascii_digits(cell).strip().lower()).strip("-")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        raise ValueError(f"{cell!r} must be made of Latin letters, digits and dashes")
    return text if re.search("[a-z]", text) else f"{kind}-{text}"


def kind(cell: str) -> str:
    """A kind by its id or as people name it («دفتر پیشخوان»)."""
    word = plain(cell)
    named = [word, _SHORT_KINDS.get(word), *(mention.value for mention in rules.find(normalise(cell)))]
    found = next((str(name) for name in named if name in KINDS), None)
    if found is None:
        raise ValueError(f"{cell!r} is none of {', '.join(KINDS)}, nor a Persian name of one")
    return found


def whole(cell: str) -> int:
    """A whole number in any digits."""
    text = ascii_digits(cell).strip()
    if not text.isascii() or not text.isdigit():
        raise ValueError(f"{cell!r} is no whole number")
    return int(text)


def degrees(cell: str) -> float:
    """Degrees in any digits, with a point, a Persian or a plain comma."""
    try:
        return float(re.sub("[٫,]", ".", ascii_digits(cell).strip()))
    except ValueError:
        raise ValueError(f"{cell!r} is no number of degrees such as 35.6892") from None


def phones(cell: str) -> list[str]:
    """Telephone numbers, several apart by commas or slashes."""
    numbers = [re.sub(r"[\s()-]", "", ascii_digits(part)) for part in _SEVERAL.split(cell)]
    return list(dict.fromkeys(number for number in numbers if number))


def services(cell: str) -> list[str]:
    """Ids of the catalogue."""
    return list(dict.fromkeys(re.findall(r"[a-z0-9-]+", cell.lower())))


def hours(cell: str) -> list[str]:
    """«۸ تا ۱۴»، `8:00-12:30 / 14-17`; an empty list for «تعطیل»."""
    text = ascii_digits(cell).strip().lower()
    if text in _CLOSED:
        return []
    return [_range(part) for part in _SEVERAL.split(text) if part.strip()]


def yes(cell: str) -> bool:
    """«بله» or «خیر»."""
    word = plain(cell)
    if word not in _YES | _NO:
        raise ValueError(f"{cell!r} is neither yes nor no")
    return word in _YES


def day(cell: str) -> str:
    """A day as ISO 8601, from the Gregorian or the Jalali calendar (`1405/09/01`)."""
    match = _DAY.fullmatch(ascii_digits(cell).strip())
    if match is None:
        raise ValueError(f"{cell!r} is no day such as 2026-11-22 or 1405/09/01")
    year, month, number = (int(part) for part in match.groups())
    try:
        found = JalaliDate(year, month, number).to_gregorian() if year in _JALALI else date(year, month, number)
    except ValueError:
        raise ValueError(f"{cell!r} is no day of the calendar") from None
    return str(found.isoformat())


def _range(text: str) -> str:
    parts = re.split(r"\s*(?:تا|الی|to|-|–|—)\s*", re.sub(r"^(?:از|from|ساعت)\s+", "", text.strip()))
    clocks = [_CLOCK.fullmatch(part) for part in parts]
    if len(clocks) != 2 or None in clocks:
        raise ValueError(f"{text.strip()!r} are no hours such as 8:00-14:30")
    told = "-".join(f"{int(match[1]):02d}:{match[2] or '00'}" for match in clocks if match)
    hours_of(told)
    return told
