"""When an office is open: today, the next time, and over the week."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Final

from actions.services.offices.holidays import Holiday, holiday
from actions.services.offices.records import Hours, Office
from shahryar.formats import TEHRAN

WEEK: Final = (5, 6, 0, 1, 2, 3, 4)  # Saturday to Friday, as `date.weekday` counts
_AHEAD: Final = 14  # days to look for the next opening: Nowruz is over by then


class State(StrEnum):
    """How an office stands now."""

    UNKNOWN = "unknown"
    HOLIDAY = "holiday"
    CLOSED = "closed"  # all day
    LATER = "later"  # opens later today
    BREAK = "break"  # was open today and opens again
    OPEN = "open"
    OVER = "over"  # for today


@dataclass(frozen=True, slots=True)
class Today:
    """The state, what is left of the day's hours, and the holiday where one decides."""

    state: State
    hours: Hours = ()
    holiday: Holiday | None = None


def today(office: Office, now: datetime) -> Today:
    """How the office stands at a moment (aware of its time zone)."""
    local = now.astimezone(TEHRAN)
    found = closing_holiday(office, local.date())
    if found is not None:
        return Today(State.HOLIDAY, holiday=found)
    hours = office.hours.get(local.weekday())
    if hours is None:
        return Today(State.UNKNOWN)
    if not hours:
        return Today(State.CLOSED)
    minute = local.hour * 60 + local.minute
    left = tuple(part for part in sorted(hours) if minute < part[1])
    if not left:
        return Today(State.OVER)
    if left[0][0] <= minute:
        return Today(State.OPEN, left)
    return Today(State.LATER if len(left) == len(hours) else State.BREAK, left)


def next_opening(office: Office, now: datetime) -> tuple[date, int] | None:
    """The next day after today on which it opens, and the minute; None where an unknown day comes before it."""
    local = now.astimezone(TEHRAN).date()
    for ahead in range(1, _AHEAD + 1):
        day = local + timedelta(days=ahead)
        if closing_holiday(office, day) is not None:
            continue
        hours = office.hours.get(day.weekday())
        if hours is None:
            return None
        if hours:
            return day, min(hours)[0]
    return None


def on(office: Office, day: date) -> Today:
    """How the office stands on another day: closed, or LATER with all hours of that day."""
    return today(office, datetime.combine(day, time.min, TEHRAN))


def closing_holiday(office: Office, day: date) -> Holiday | None:
    """The official holiday for which the office is closed on a day."""
    return holiday(day) if office.closed_on_holidays else None


def week(office: Office) -> list[tuple[tuple[int, int], Hours | None]]:
    """First and last weekday of each run of days with the same hours, Saturday first; None where they are not known."""
    runs = groupby(WEEK, key=lambda day: office.hours.get(day))
    return [((days[0], days[-1]), hours) for hours, days in ((hours, list(group)) for hours, group in runs)]
