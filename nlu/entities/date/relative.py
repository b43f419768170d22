"""Days told from today: «فردا», «دو روز پیش», «سه هفتهٔ دیگه», «آخر ماه», «اول سال آینده»."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from nlu.entities.date import calendar
from nlu.entities.date.numbers import END, NUMBER, SEP, START, WORD, around, number_of
from nlu.entities.date.tense import is_past
from nlu.entities.date.words import (
    AFTER_COUNT,
    EDGE,
    EZAFE,
    FIRST,
    LAST,
    MIDDLE,
    PART_BEFORE,
    TURN,
    Found,
    edge_of,
    turn_of,
)
from nlu.entities.duration.quantity import PATTERN as QUANTITY
from nlu.entities.duration.quantity import quantity_of

_DAYS: Final = {
    -3: rf"پس{SEP}پریروز",
    -2: rf"پری{SEP}(?:روز|شب)|pari{SEP}(?:rooz|ruz|roz|shab)",
    -1: rf"دی{SEP}(?:روز|شب)|دیروذ|di{SEP}(?:rooz|ruz|roz|rouz|shab)",
    0: rf"ام{SEP}(?:روز|شب)|امروذ|امرور|em{SEP}(?:rooz|ruz|roz|rouz|shab)",
    3: rf"(?:پسون|پسین|پسان|پس{SEP}(?:اون|پس)){SEP}فردا|pasoon{SEP}farda",
    2: rf"پس{SEP}فردا|pas{SEP}fardaa?",
    1: r"فردا|فرذا|فرردا|fardaa?",
}
_DAY: Final = re.compile(
    START + "(?:" + "|".join(f"(?P<d{offset + 3}>{words})" for offset, words in _DAYS.items()) + ")"
    # «فرداصبح», «فردام»; but «فردای آن روز», «امروزه» and «امروزی» tell no day.
    rf"(?=(?:صبح|شب|ظهر|عصر|بعد|ساعت|sobh|shab|asr)|[\u200c]?(?:م|ست|س|رو|و|مو|مون|مونو|هم|ه(?=[ ]*(?:$|[؟?.!])))?{END})"
    rf"(?!{SEP}(?:های|ها){END})"
)
# «امروز و فردا می‌کنند» is putting off, and names no day.
_PUT_OFF: Final = re.compile(
    rf"{START}(?:امروز{SEP}و{SEP}فردا|امروزفردا|emro+z{SEP}(?:o|va){SEP}farda)[ \u200c]{{0,3}}(?:[^\W\d_]+{SEP})?"
    rf"(?:ن?می{SEP}|mi)?(?:کن|کرد|kon|kard)"
)
_AGO: Final = re.compile(rf"{QUANTITY}{SEP}(?P<turn>{AFTER_COUNT})")
_NIGHTS: Final = re.compile(rf"{START}(?P<count>{NUMBER}){SEP}شب{SEP}(?P<turn>پیش|قبل|دیگه){END}(?!{SEP}از{END})")
# «دو سه روز پیش» and «چند هفته بعد» name no day.
_GUESS: Final = re.compile(rf"{START}(?P<number>{WORD}|[0-9]{{1,3}}|یکی|چند|هر)[ \u200c،,\-]{{0,3}}$")
_NAMED: Final = {"هفته": "week", "ماه": "month", "برج": "month", "سال": "year"}
_UNIT: Final = rf"(?:{'|'.join(_NAMED)}|hafteh?|mahe?|sale?)"
_PERIOD: Final = re.compile(
    rf"{START}(?:(?P<edge>{EDGE}){EZAFE})?(?:(?P<this>این|همین|in|hamin){SEP})?(?P<unit>{_UNIT})(?:(?=(?:و|رو|م|ست|س|ه)?{END}))"
    rf"(?:{EZAFE}(?P<turn>{TURN}|جاری{END})|(?<=سال){SEP}(?P<year>1[34][0-9]{{2}}){END})?(?!{SEP}(?:ها|های|رمضان|محرم|صفر|مبارک|سوم|دوم|تحصیلی){END})"
)
# «تعطیلات آخر هفته», «آخر هفته‌ها» come again.
_RECURRING: Final = re.compile(rf"{START}(?:روز{SEP}های|روزای|هر){SEP}$")
_THIS_YEAR_EDGE: Final = re.compile(rf"{START}(?P<edge>{EDGE}){SEP}امسال{END}")
_NO_PERIOD: Final = re.compile(rf"(?:{START}(?:{WORD}|[0-9]+|چند|هر|یکی|اون|ان)[ \u200c]{{0,3}})$")


def find(text: str, today: date) -> Iterator[Found]:
    """Days told from today in normalised text."""
    yield from _counted(text, today)
    yield from _nights(text, today)
    put_off = [match.span() for match in _PUT_OFF.finditer(text)]
    for match in _DAY.finditer(text):
        if any(start <= match.start() < end for start, end in put_off):
            continue
        day = calendar.shifted(today, days=int((match.lastgroup or "d3")[1:]) - 3)
        if day:
            yield Found(*match.span(), day)
    yield from _periods(text, today)


def is_guess(before: str, count: str | None) -> bool:
    """Whether a number is the second of two neighbours («دو سه», «۱۰-۱۵») or follows «چند» or «هر».

    Args:
        before: normalised text before the number.
        count: the number as `NUMBER` matched it; None for «نیم».
    """
    match = _GUESS.search(before)
    if not match or not count:
        return bool(match and match["number"] == "هر")
    if match["number"] in {"یکی", "چند", "هر"}:
        return True
    first, second = number_of(match["number"]), number_of(count)
    return bool(first and second and first < second <= 2 * first + 1)


def _counted(text: str, today: date) -> Iterator[Found]:
    for match in _AGO.finditer(text):
        quantity = quantity_of(match)
        # «دو سال پیش» tells no day.
        if (
            not quantity
            or not quantity.of_days
            or "year" in quantity.amounts
            or is_guess(around(text, *match.span())[0], match["count"])
        ):
            continue
        # «یه روز دیگه» is some other day.
        if quantity.amounts == {"day": 1} and match["turn"] in {"دیگه", "دیگر", "dige", "digeh"}:
            continue
        sign = turn_of(match["turn"])
        day = calendar.shifted(today, months=sign * quantity.months, days=sign * quantity.days)
        if day:
            yield Found(*match.span(), day)


def _nights(text: str, today: date) -> Iterator[Found]:
    for match in _NIGHTS.finditer(text):
        count = number_of(match["count"])
        if count and not is_guess(around(text, *match.span())[0], match["count"]):
            day = calendar.shifted(today, days=turn_of(match["turn"]) * count)
            if day:
                yield Found(*match.span(), day)


def _periods(text: str, today: date) -> Iterator[Found]:
    for match in _PERIOD.finditer(text):
        before = around(text, *match.span())[0]
        # A week, a month or a year is no day.
        if not match["edge"] or any(word.search(before) for word in (_NO_PERIOD, PART_BEFORE, _RECURRING)):
            continue
        found = _period(match, today, text)
        if found:
            yield Found(*match.span(), found)
    for match in _THIS_YEAR_EDGE.finditer(text):
        if day := _year_day(calendar.jalali_parts(today)[0], edge_of(match["edge"])):
            yield Found(*match.span(), day)


def _period(match: re.Match[str], today: date, text: str) -> date | None:
    offset = turn_of(match["turn"]) if match["turn"] and match["turn"] != "جاری" else 0
    part = edge_of(match["edge"])
    this = bool(match["this"] or match["turn"])
    unit = _NAMED.get(match["unit"]) or {"h": "week", "m": "month", "s": "year"}[match["unit"][0]]
    if unit == "year":
        year = int(match["year"]) if match["year"] else calendar.jalali_parts(today)[0] + offset
        if part == FIRST and not this and not match["year"] and not is_past(text, *match.span()):
            year += 1
        return _year_day(year, part)
    if unit == "week":
        return _week_day(today, part, offset, this, is_past(text, *match.span()))
    return _month_day(today, part, offset, this, is_past(text, *match.span()))


def _week_day(today: date, part: int, offset: int, this: bool, past: bool) -> date | None:
    if part == MIDDLE:
        return None
    index = calendar.SATURDAY if part == FIRST else calendar.THURSDAY
    return calendar.week_day(today, index, offset) if this else calendar.nearest_weekday(today, index, past)


def _month_day(today: date, part: int, offset: int, this: bool, past: bool) -> date | None:
    if part == LAST:
        after = calendar.month_start(today, offset if past and not this else offset + 1)
        return after and calendar.shifted(after, days=-1)
    if not this:
        return calendar.nearest_of_month(today, part, past)
    start = calendar.month_start(today, offset)
    return start and calendar.shifted(start, days=part - 1)


def _year_day(year: int, part: int) -> date | None:
    if part == MIDDLE:
        return None
    return calendar.month_end(year, 12) if part == LAST else calendar.jalali_day(year, 1, 1)
