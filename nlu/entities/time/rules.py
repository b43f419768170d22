"""Times of the day as HH:MM: «ساعت ده و نیم», «۸:۳۰», «پنج و نیم عصر», «یه ربع به هشت», «۷ صبح تا ۲ ظهر».

The span holds «ساعت» and the part of the day. Without a part of the day the hour stays as it was said («ساعت ۵» is 05:00).
A part of the day alone («صبح», «نصفه شب») is no time.
In «۲ تا ۵ عصر» the part belongs to both ends where the first is the smaller hour.
"""

import re
from collections.abc import Iterator
from typing import Final

from nlu.entities.date.numbers import AND, END, NUMBER, SEP, START, WORD, around, number_of
from nlu.entities.date.words import WEEKDAY
from nlu.entities.digits import NOT_BEFORE
from nlu.entities.time.clock import COUNTED, HOUR, NOT_COUNTED, PART, SAAT, clock, kind_of_part
from nlu.entities.time.ranges import OF_LENGTH, Time, other_ends, with_shared_part
from nlu.mentions import Mention, mention_at
from nlu.text import NormalisedText

ENTITY = "time"
_TRIGGER: Final = re.compile(
    r"[0-9]:[0-9]|ساع|صاع|صب|ظ|عصر|غروب|شب|بامداد|سحر|نیم|ربع|دقیق|دیق|saa?t|sa'at|sob|zohr|asr|shab|nim|rob|[0-9] ?[ap]m"
)
_MINUTES_WORD: Final = rf"(?:دقیقه|دیقه|دقه|daghigheh?|dayghe|deyghe){END}"
_ENDS: Final = rf"(?:ه|م|ست|س)?{END}"
_TAIL: Final = (
    rf"(?:(?P<sign>[:./])(?P<digits>[0-5][0-9])(?::[0-5][0-9])?(?![0-9])|{AND}(?P<half>نیم|nim)(?={_ENDS})|{AND}(?P<quarter>ربع|rob)(?={_ENDS})"
    rf"|{SEP}(?:یه{SEP}|یک{SEP})?(?P<less>ربع{SEP}کم){END}|{AND}(?P<minutes>{NUMBER}){SEP}(?P<unit>{_MINUTES_WORD})"
    rf"|{AND}(?P<bare>[0-9]{{2}}|{NUMBER}){END}{NOT_COUNTED})?"
)
_SHAPE: Final = re.compile(
    rf"{START}{NOT_BEFORE}(?:(?P<lead>{PART}){SEP}(?={SAAT}))?(?P<saat>{SAAT})?(?P<hour>{HOUR}){_TAIL}(?:{SEP}(?P<part>{PART}))?"
    rf"(?<![ \u200c])(?=(?:ه|م|و|رو|س|ست|ی|مو|مونو)?{END}|تا[ 0-9])(?![:/.,][0-9])"
)
_BEFORE_HOUR: Final = re.compile(
    rf"{START}(?:{SAAT})?(?:(?:یه|یک|1|ye|yek){SEP})?(?:(?P<quarter>ربع|rob)|(?P<minutes>{NUMBER}){SEP}{_MINUTES_WORD}){SEP}"
    rf"(?:(?:مونده|مانده){SEP})?(?:به|be){SEP}(?:{SAAT})?(?P<hour>{HOUR})(?:{SEP}(?P<part>{PART}))?(?=(?:ه|و)?{END})"
)
# «سه و نیم» is a time where such a word stands before it.
_TIME_BEFORE: Final = re.compile(
    rf"{START}(?:از|تا|سر|راس|حدود|حدودا|حدودای|طرفای|قبل از|بعد از|امروز|فردا|پسفردا|امشب|دیشب|دیروز|az|ta|farda"
    rf"|{WEEKDAY}|{PART})[ \u200c،]{{0,3}}$"
)
_UNTIL_NIGHT: Final = re.compile(rf"{START}(?:تا|از|حدود|حدودای|طرفای|بعد از|قبل از|ta|az){SEP}$")
_COUNTED_AFTER: Final = re.compile(rf"{SEP}(?:{_MINUTES_WORD}|(?:{COUNTED}){END})")
_SECOND_HALF: Final = re.compile(rf"(?:{WORD}|[0-9]){AND}$")
_NUMBER_BEFORE: Final = re.compile(rf"(?:{AND}|{WORD}{SEP})$")
_REFUSED_PART: Final = re.compile(rf"{PART}[ ،,]{{0,3}}$")
_NIGHT_BEFORE: Final = re.compile(rf"{START}(?:امشب|دیشب|پریشب|emshab|dishab){SEP}$")
_DAY_THEN_PART: Final = re.compile(
    rf"^{SEP}(?:(?P<night>امشب|دیشب){END}|(?:فردا|امروز|پس{SEP}فردا|دیروز|{WEEKDAY}){SEP}(?P<part>{PART}))"
)


def find(text: NormalisedText) -> Iterator[Mention]:
    """Times of the day in a message, as HH:MM."""
    words = text.text
    if not _TRIGGER.search(words):
        return
    for time in sorted(_times(words), key=lambda time: time.start):
        value = clock(time.hour, time.minute, time.part)
        if value:
            yield mention_at(text, ENTITY, (time.start, time.end), value)


def _times(text: str) -> Iterator[Time]:
    held: list[Time] = []
    for found in (*_to_the_hour(text), *_plain(text)):
        if clock(found.hour, found.minute, found.part) and all(
            found.end <= t.start or t.end <= found.start for t in held
        ):
            held.append(found)
    for time in held:
        yield with_shared_part(text, time, held)
        for other in other_ends(text, time):
            if all(other.end <= t.start or t.end <= other.start for t in held):
                yield other


def _plain(text: str) -> Iterator[Time]:
    for match in _SHAPE.finditer(text):
        hour = number_of(match["hour"])
        if hour is None or not _believable(text, match):
            continue
        minute = _minute(match)
        if match["less"]:
            hour, minute = (hour or 24) - 1, 45
        part = kind_of_part(match["part"] or match["lead"]) or _part_beside(text, match)
        yield Time(*match.span(), hour, minute, part)


def _minute(match: re.Match[str]) -> int:
    if match["half"] or match["quarter"]:
        return 30 if match["half"] else 15
    told = match["digits"] or match["minutes"] or match["bare"]
    return (number_of(told) or 0) if told else 0


def _believable(text: str, match: re.Match[str]) -> bool:
    before, after = around(text, *match.span())
    if match["bare"] and (match["bare"][0] not in "0123456789" and (number_of(match["bare"]) or 0) < 10):
        return False
    if match["saat"]:
        return not (OF_LENGTH.search(before) and _COUNTED_AFTER.match(after))
    if match["part"]:
        return _has_part(match, before, after)
    if match["sign"]:
        return match["sign"] == ":"
    if match["quarter"] or match["less"]:
        return True
    if match["unit"]:
        return not _NUMBER_BEFORE.search(before)
    alone = not before.strip() and not after.strip(" .؟?!")
    return bool(match["half"] and (alone or _TIME_BEFORE.search(before)) and not _COUNTED_AFTER.match(after))


def _has_part(match: re.Match[str], before: str, after: str) -> bool:
    """«دو شب» is two nights unless a bound is told; «نه صبح میام» is a refusal."""
    if _SECOND_HALF.search(before):
        return False
    if match["half"] or match["digits"] or match["bare"] or match["quarter"] or match["unit"]:
        return True
    if match["hour"] == "نه" and (_REFUSED_PART.search(before) or (not before.strip() and after.strip(" .؟?!"))):
        return False
    if match["part"] not in {"شب", "shab"}:
        return True
    # «۱۰ شبه» are ten nights.
    few = (number_of(match["hour"]) or 0) <= 4
    return not after.startswith("ه") and (not few or bool(_UNTIL_NIGHT.search(before)))


def _part_beside(text: str, match: re.Match[str]) -> str:
    if _NIGHT_BEFORE.search(around(text, *match.span())[0]):
        return "night"
    after = _DAY_THEN_PART.match(around(text, *match.span())[1])
    return ("night" if after["night"] else kind_of_part(after["part"])) if after else ""


def _to_the_hour(text: str) -> Iterator[Time]:
    for match in _BEFORE_HOUR.finditer(text):
        hour, less = number_of(match["hour"]), 15 if match["quarter"] else number_of(match["minutes"])
        if hour is not None and less and less < 60:
            part = kind_of_part(match["part"])
            yield Time(*match.span(), (hour or 24) - 1 or 12, 60 - less, part)
