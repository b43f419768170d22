"""Working days of the municipality, for the day by which a report should be done."""

from datetime import UTC, datetime, timedelta

from shahryar.formats import TEHRAN

_THURSDAY, _FRIDAY = 3, 4  # datetime.weekday(); Thursday is a half day, on which outdoor work is not counted


def add_working_days(start: datetime, days: int) -> datetime:
    """The same time of day, `days` working days (Saturday to Wednesday, Tehran time) after `start`, in UTC.

    Official holidays are not known here: the sample city promises a usual time, not a deadline.
    """
    moment = start.astimezone(TEHRAN)
    left = days
    while left > 0:
        moment += timedelta(days=1)
        if moment.weekday() not in (_THURSDAY, _FRIDAY):
            left -= 1
    return moment.astimezone(UTC)
