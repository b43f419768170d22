"""Days in a message: Jalali and Gregorian, by number, by weekday, and told from today, as ISO days.

Choices where Persian leaves room:
- A week, a month or a year is no day: «هفتهٔ بعد», «ماه گذشته», «پارسال» and «دو سال پیش» tell none; «سه روز پیش», «دو هفته دیگه»
  and «یک ماه پیش» do. The week runs from شنبه to جمعه: «سه‌شنبهٔ هفتهٔ بعد» is that day of the next week. «اول هفته» is the
  coming شنبه, «آخر هفته» the coming پنجشنبه.
- «آخر ماه» is the last day of the running month, «وسط ماه» the next fifteenth, «اول ماه» the next first.
- A weekday, a day of a month or a day and month without a year is the next one after today, or the last one where the verb of
  the sentence is in the past (`tense`). A day and month that passed at most 100 days ago is that one, unless a turn or a term is
  set for it («نوبت ۲۰ آبان», «تا ۲۰ آبان»). Today is meant only by «امروز», «امشب» and «همین یکشنبه», or looking back («از ۱ آذر
  قطعه» said on ۱ آذر).
- «۱۲/۹» is day/month, and month/day only where that alone exists. Of two readings of «۵/۹/۱۲» the nearer year is taken.
- «یه روز دیگه» is some other day and «دو سه روز پیش» a guess: no day. «هر شنبه», «جمعه‌ها» and «روزهای زوج» recur: no day.
- «سه‌شنبه عصر» and «فردا ساعت ۵»: the span is «سه‌شنبه» and «فردا». «سه‌شنبه ۱۲ آذر» is one mention, its value the 12th.
"""

import datetime
import re
from collections.abc import Iterable, Iterator
from typing import Final

from nlu.entities.date import absolute, calendar, numeric, relative, weekdays
from nlu.entities.date.numbers import SEP
from nlu.entities.date.words import Found
from nlu.mentions import Mention, mention_at
from nlu.text import NormalisedText

ENTITY = "date"
# Most messages tell no day: without one of these there is none.
_TRIGGER: Final = re.compile(
    r"[0-9] ?[/.\-] ?[0-9]|ش(?:نب|مب|بن|نی)|جمعه|جمه|جومه|ادینه|فرد|فرذ|فرر|رو[زرذ]|شب|هفت|ماه|برج|سال|[a-z]{3}"
    # months, with their misspellings
    r"|فرور?[دی]|اردی|اردب|خردا|خورد|خداد|تیر|مردا|شهر[یوب]|شحر|مهر|ابا|[اع][ذز]ر|دی\b|بهم|بحم|بهن|[سصث][فق]ن"
    r"|ژ|فوریه|مارس|اوری|جول|اوت|اگو|سپت|اکت|نوا|دسا"
    # «۱۲ ام», «بیستم», «سی‌ام»
    r"|[0-9]\W?ا?م|[کوجهتشر]م\b|سی\W?ام"
)
_BETWEEN: Final = re.compile(rf"{SEP}[،,]?{SEP}(?:(?:روز|مورخ|مورخه|به تاریخ|تاریخ|یعنی){SEP})?\(?")


def find(text: NormalisedText, today: datetime.date) -> Iterator[Mention]:
    """Days in a message, as ISO 8601 Gregorian days.

    Args:
        text: the message.
        today: the day it was written, in Tehran.
    """
    words = text.text
    if not _TRIGGER.search(words):
        return
    everything = [
        *weekdays.find(words, today),
        *numeric.find(words, today),
        *absolute.find(words, today),
        *relative.find(words, today),
    ]
    for found in _joined(words, _without_overlaps(everything)):
        yield mention_at(text, ENTITY, (found.start, found.end), found.day.isoformat())


def _without_overlaps(everything: Iterable[Found]) -> list[Found]:
    """The longer of two that overlap, in order of offset."""
    kept: list[Found] = []
    for found in sorted(everything, key=lambda found: found.start - found.end):
        if all(found.end <= other.start or other.end <= found.start for other in kept):
            kept.append(found)
    return sorted(kept, key=lambda found: found.start)


def _joined(text: str, days: Iterable[Found]) -> Iterator[Found]:
    """Neighbours that tell the same day («فردا دوشنبه», «شنبه ۷ آذر») as one."""
    held: Found | None = None
    for found in days:
        day = held and _same_day(text, held, found)
        if held and day:
            held = Found(held.start, found.end, day)
            continue
        if held:
            yield held
        held = found
    if held:
        yield held


def _same_day(text: str, left: Found, right: Found) -> datetime.date | None:
    if not _BETWEEN.fullmatch(text, left.end, right.start):
        return None
    if left.weekday is not None and right.weekday is None:
        # A day told more exactly corrects the weekday, a day told from today must agree with it.
        return right.day if right.exact or calendar.weekday(right.day) == left.weekday else None
    if right.weekday is not None and left.weekday is None:
        return left.day if calendar.weekday(left.day) == right.weekday else None
    # «امروز ۱ آذر»: a day and month without a year is never today by itself.
    anniversary = right.exact and calendar.jalali_parts(left.day)[1:] == calendar.jalali_parts(right.day)[1:]
    return left.day if anniversary or left.day == right.day else None
