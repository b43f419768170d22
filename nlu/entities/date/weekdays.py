"""Days told by their weekday: «شنبه», «این پنجشنبه», «سه‌شنبهٔ هفتهٔ بعد», «هفتهٔ دیگه دوشنبه», «جمعهٔ گذشته»."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from nlu.entities.date import calendar
from nlu.entities.date.numbers import END, SEP, START
from nlu.entities.date.tense import is_past
from nlu.entities.date.words import EZAFE, TURN, WEEKDAY, Found, turn_of, weekday_of

_WEEK: Final = r"(?:هفته|hafteh?)"
_THIS: Final = r"(?:این|همین|in|hamin)"
_SHAPE: Final = re.compile(
    rf"{START}(?:{_WEEK}{EZAFE}(?P<week_turn>{TURN})[ ،,]{{0,3}}(?:روز{SEP})?"
    rf"|(?P<this>{_THIS}){SEP}(?:(?P<this_week>{_WEEK})[ ،,]{{0,3}}(?:روز{SEP})?)?|(?P<bare_week>{_WEEK}){SEP}جاری{SEP})?"
    rf"(?P<day>{WEEKDAY})(?=\u200c?(?:م|ست|س|رو|و|مو|مون|مونو|هم)?{END}|صبح|شب|ظهر|عصر|بعد)"
    rf"(?:{EZAFE}(?:(?P<same>{_THIS}{SEP}{_WEEK}|{_WEEK}{EZAFE}جاری){END}|{_WEEK}{EZAFE}(?P<after_turn>{TURN})"
    rf"|(?P<turn>(?!دیگ|dige){TURN})))?(?!{SEP}(?:ها|های|هاش|هایی|بازار|سوری|سیاه|haa?|bazar|(?:صبح|شب|عصر){SEP}(?:ها|ا)){END})"
)
# «هر شنبه», «روزهای شنبه و دوشنبه», «نماز جمعه», «امام جمعه» are no days.
_RECURRING: Final = re.compile(
    rf"{START}(?:(?:هر|روز{SEP}های|روزای|har|roozaye|ruzaye)(?:[ \u200c،,]{{0,3}}(?:و|تا|روز|va|o|ta|{WEEKDAY}){END})+"
    rf"|(?:نماز|امام|ائمه|namaz|emam){SEP}{WEEKDAY})"
)


def find(text: str, today: date) -> Iterator[Found]:
    """Days told by their weekday in normalised text."""
    recurring = [match.span() for match in _RECURRING.finditer(text)]
    for match in _SHAPE.finditer(text):
        if any(first <= match.start("day") < last for first, last in recurring):
            continue
        index = weekday_of(match["day"])
        day = _day(match, index, today, text)
        bare = match.group() == match["day"]
        if day:
            yield Found(*match.span(), day, index if bare else None)


def _day(match: re.Match[str], index: int, today: date, text: str) -> date | None:
    if turn := match["week_turn"] or match["after_turn"]:
        return calendar.week_day(today, index, turn_of(turn))
    if match["this_week"] or match["same"] or match["bare_week"]:
        return calendar.week_day(today, index)
    if match["turn"]:
        return calendar.nearest_weekday(today, index, past=turn_of(match["turn"]) < 0)
    if match["this"] in {"همین", "hamin"} and calendar.weekday(today) == index:
        return today
    return calendar.nearest_weekday(today, index, is_past(text, *match.span()))
