"""Two times that belong together: «ساعت ۸ تا ۱۴», «از ۸ تا ۱۰ شب»."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from nlu.entities.date.numbers import AND, END, SEP, START, WORD, around, number_of
from nlu.entities.time.clock import HOUR, NOT_COUNTED, SAAT

_TO: Final = rf"{SEP}(?:تا|الی|ta|-){SEP}"
_TO_WHOLE: Final = re.compile(_TO)
_FROM_BEFORE: Final = re.compile(rf"{START}(?P<hour>{HOUR})(?:{AND}(?P<half>نیم|nim))?{_TO}(?:{SAAT})?$")
_TO_AFTER: Final = re.compile(rf"{_TO}(?P<hour>{HOUR})(?:{AND}(?P<half>نیم|nim))?{END}(?![:/.,\-][0-9]){NOT_COUNTED}")
# «دو ساعت», «هر ساعت» before a number: a length.
OF_LENGTH: Final = re.compile(rf"{START}(?:{WORD}|[0-9]+|هر|چند|نیم){SEP}$")
# «منطقه ۱۱ تا ساعت ۲۲»: the number is of a place.
_OF_PLACE: Final = re.compile(
    rf"{START}(?:منطقه|ناحیه|پلاک|کوچه|خیابان|خیابون|شماره|واحد|طبقه|شعبه|کد|خط|فاز|مدرسه|پلیس|\+|mantaghe|kooche|pelak)"
    rf"{SEP}(?:ی{SEP})?(?:شماره{SEP})?$"
)
# «ساعت ۹ نبود ۱۱ بود»
_INSTEAD: Final = re.compile(
    rf"{SEP}(?:نبود|نیست|نه){SEP}[،,]?{SEP}(?P<hour>{HOUR})(?:{AND}(?P<half>نیم|nim))?(?={SEP}(?:بود|هست|است|درست\w*|ه)?{SEP}(?:$|[.!،]))"
)


@dataclass(frozen=True, slots=True)
class Time:
    """A time and the span of normalised text that tells it; `hour` and `part` are as they were said."""

    start: int
    end: int
    hour: int
    minute: int
    part: str


def with_shared_part(text: str, time: Time, others: Iterable[Time]) -> Time:
    """«ساعت ۴ تا ۶ عصر»: the first end takes the part of the day of the second, if it is the smaller hour."""
    if time.part:
        return time
    for other in others:
        smaller = other.part and time.hour % 12 < other.hour
        if smaller and _TO_WHOLE.fullmatch(text, time.end, other.start):
            return replace(time, part=other.part)
    return time


def other_ends(text: str, time: Time) -> Iterator[Time]:
    """The bare hour at the other end of «۸ تا ۱۰ شب» or «ساعت ۸ تا ۱۴», or put in its place («ساعت ۹ نبود ۱۱ بود»)."""
    cut = max(0, time.start - len(around(text, time.start, time.end)[0]))
    first = _FROM_BEFORE.search(text, cut, time.start)
    if first and not (OF_LENGTH.search(text, cut, first.start()) or _OF_PLACE.search(text, cut, first.start())):
        yield from _bare(first, time)
    second = _TO_AFTER.match(text, time.end) or _INSTEAD.match(text, time.end)
    if second:
        yield from _bare(second, None)


def _bare(match: re.Match[str], other: Time | None) -> Iterator[Time]:
    hour = number_of(match["hour"])
    if hour is not None:
        part = other.part if other and hour % 12 < other.hour else ""
        end = match.end("half" if match["half"] else "hour")
        yield Time(match.start("hour"), end, hour, 30 if match["half"] else 0, part)
