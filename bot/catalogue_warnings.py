"""What in the records can be used but should be looked at: texts in one language only, and what has grown old."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from actions.services.freshness import expired, of_past_year
from bot.catalogue_checks import read, shown
from shahryar.formats import jalali_year
from shahryar.paths import DATA

_PERSIAN: Final = re.compile("[\u0600-\u06ff]")
_REVIEWED: Final = timedelta(days=365)
_LANGUAGES: Final = {"fa", "en"}


def catalogue_warnings(today: date, data: Path = DATA) -> Iterator[str]:
    """What to look at in services, organisations, situations of life and kinds of problems, each with its file.

    Args:
        today: the day in Tehran, from which ages are counted.
        data: folder of the files; those that cannot be read are left out.
    """
    for path in sorted((data / "services").glob("*.yml")):
        record = read(path)
        if isinstance(record, dict):
            yield from (f"{shown(path)}: {warning}" for warning in _stale(record, today))
    folders = (*(data / "services").glob("*.yml"), *(data / "organisations").glob("*.yml"))
    for path in (*sorted(folders), data / "life_events.yml", data / "categories.yml"):
        yield from (f"{shown(path)}: {warning}" for warning in _untranslated(read(path)))


def _stale(record: dict[str, Any], today: date) -> Iterator[str]:
    until = _day(record.get("valid_until"))
    if expired(until, today):
        yield f"valid_until: {until} is over; answers withhold its figures"
    verified = _day(record.get("verified"))
    if verified is not None and today - verified > _REVIEWED:
        yield f"verified: {verified} is more than a year ago"
    for place, cost in enumerate(record.get("costs") or []):
        as_of = _day(cost.get("as_of")) if isinstance(cost, dict) else None
        if as_of is not None and of_past_year(as_of, today):
            yield f"costs[{place}].as_of: {as_of} lies in {jalali_year(as_of)}, this year is {jalali_year(today)}"


def _day(value: Any) -> date | None:
    """A day of a record; None where there is none, or where the schema complains of it."""
    try:
        return date.fromisoformat(str(value)) if value is not None else None
    except ValueError:
        return None


def _untranslated(value: Any, where: str = "") -> Iterator[str]:
    """Texts without Persian or English, and English that is none, with their places."""
    if isinstance(value, list):
        for place, item in enumerate(value):
            yield from _untranslated(item, f"{where}[{place}]")
    elif isinstance(value, dict) and value.keys() & _LANGUAGES:
        yield from (f"{where}: {fault}" for fault in _faults(value))
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _untranslated(item, f"{where}.{name}" if where else str(name))


def _faults(text: dict[str, Any]) -> Iterator[str]:
    persian, english = (str(text.get(language) or "").strip() for language in ("fa", "en"))
    if not persian:
        yield "has no Persian text"
    if not english:
        yield "has no English text; English answers show the Persian one"
    elif english == persian:
        yield "the English text is the Persian one"
    elif _PERSIAN.search(english):
        yield "the English text has Persian letters"
