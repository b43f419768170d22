"""Which day a question about opening hours means."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from actions.kinds import tokens
from actions.services.dialogue import lists
from shahryar import clock

if TYPE_CHECKING:
    from actions.turn import Turn

_WEEK: Final = 7


def meant(turn: "Turn", today: date | None = None) -> date | None:
    """The day to come that is asked about («شنبه بازه؟», «پنجشنبه‌ها», `tomorrow`); None for today, and for one that is over.

    `today`: in Tehran; now where it is not given.
    """
    today = today or clock.today()
    day = _by_date(turn.entities.get("date", "")) or _by_word(turn.said, today)
    return day if day and day > today else None


def named(text: str) -> set[str]:
    """The words of a text that tell a day."""
    found = {name for names in _all_names() for name in names if f" {name} " in _spaced(text)}
    return {word for name in found for word in name.split()}


def _by_date(told: str) -> date | None:
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None


def _by_word(text: str, today: date) -> date | None:
    """The coming day of a name, the longest name first: «پنج شنبه» is no «شنبه»."""
    ahead = {name: int(days) for days, names in lists()["days_ahead_words"].items() for name in names}
    weekdays = {name: int(day) for day, names in lists()["weekday_words"].items() for name in names}
    spaced = _spaced(text)
    name = max((name for name in (*ahead, *weekdays) if f" {name} " in spaced), key=len, default=None)
    if name is None:
        return None
    until = ahead[name] if name in ahead else (weekdays[name] - today.weekday() - 1) % _WEEK + 1
    return today + timedelta(days=until)


def _all_names() -> list[list[str]]:
    return [*lists()["days_ahead_words"].values(), *lists()["weekday_words"].values()]


def _spaced(text: str) -> str:
    return f" {' '.join(tokens(text))} "
