"""The time in Tehran, by which citizens and offices live; asked for here alone, so that a test can hold it still."""

from datetime import date, datetime

from shahryar.formats import TEHRAN


def now() -> datetime:
    """This moment."""
    return datetime.now(TEHRAN)


def today() -> date:
    """The day that it is."""
    return now().date()
