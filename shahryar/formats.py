"""How values are written for a citizen: Persian digits, Jalali dates, toman, bidi isolates."""

import html
from datetime import date, datetime
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate

TEHRAN = ZoneInfo("Asia/Tehran")
_TO_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_TO_ASCII = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
_MONTHS = ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"]
_WEEKDAYS = ["دوشنبه", "سه\u200cشنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه"]


def persian_digits(text: object) -> str:
    """The text with ASCII digits as Persian ones."""
    return str(text).translate(_TO_PERSIAN)


def ascii_digits(text: str) -> str:
    """The text with Persian and Arabic digits as ASCII ones."""
    return text.translate(_TO_ASCII)


def isolate(text: object) -> str:
    """Wrap a code, phone or address in a left-to-right isolate, so that Persian around it does not reorder it."""
    return f"\u2066{text}\u2069"


def code_text(code: str) -> str:
    """A tracking code as a citizen reads it."""
    return isolate(persian_digits(code))


def jalali(moment: datetime | date, language: str = "fa", *, weekday: bool = True) -> str:
    """Day, Tehran time: «دوشنبه ۲ آذر ۱۴۰۵», «۲ آذر ۱۴۰۵» without its weekday, or the ISO day in English."""
    day = moment.astimezone(TEHRAN).date() if isinstance(moment, datetime) else moment
    if language != "fa":
        return day.isoformat()
    converted = JalaliDate(day)
    name = f"{_WEEKDAYS[day.weekday()]} " if weekday else ""
    return persian_digits(f"{name}{converted.day} {_MONTHS[converted.month - 1]} {converted.year}")


def jalali_year(day: date) -> int:
    """The year of a day in the calendar of Iran, such as 1405."""
    year: int = JalaliDate(day).year
    return year


def toman(rials: int, language: str = "fa") -> str:
    """An amount in rials as toman with thousands marks."""
    if language != "fa":
        return f"{rials // 10:,} toman"
    return persian_digits(f"{rials // 10:,}").replace(",", "٬") + " تومان"


def escape(text: str) -> str:
    """What a citizen wrote, safe inside HTML."""
    return html.escape(text, quote=True)
