"""Records of offices, checked while they are read: `data/offices/*.yml` on the schema of `data/offices.schema.json`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from actions.services.reading import Localised, Reader
from actions.services.records import Link
from shahryar.errors import DataError

KINDS: Final = (
    "pishkhan",
    "police10",
    "municipality",
    "civil-registry",
    "post",
    "court",
    "tax",
    "social-security",
    "utility",
    "fire-station",
)
# As `date.weekday` counts them.
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Point = tuple[float, float]  # latitude and longitude in degrees
Hours = tuple[tuple[int, int], ...]  # from and to, in minutes since midnight; none: closed all day
_RANGE: Final = re.compile(r"([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")
_DAY: Final = 24 * 60
_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_ID: Final = 60


@dataclass(frozen=True, slots=True)
class Office:
    """One office.

    Attributes:
        kind: of KINDS.
        district: number of the municipal district, None where it has none or is not known.
        hours: weekday (0 is Monday) → hours; a day that is not in it is not known.
        services: ids of the catalogue, None where it has those of its kind.
        sample: invented, to show what an answer looks like.
        verified: day of the last review, None before the first.
    """

    id: str
    kind: str
    name: Localised
    city: Localised
    district: int | None
    address: Localised
    point: Point | None
    phones: tuple[str, ...]
    hours: Mapping[int, Hours]
    closed_on_holidays: bool
    services: tuple[str, ...] | None
    source: Link
    sample: bool
    verified: date | None


def office(value: Any, where: str) -> Office:
    """An office from its entry. Raises DataError naming file, entry and field."""
    read = Reader(value, where)
    identifier = read.text("id")
    if len(identifier) > _LONGEST_ID or not _ID.fullmatch(identifier):  # it becomes part of links and file names
        raise DataError(f"{where}: id must be Latin letters, digits and single dashes, at most {_LONGEST_ID}")
    read = Reader(value, f"{where} ({identifier})")
    kind = read.text("kind")
    if kind not in KINDS:
        raise DataError(f"{read.where}: kind must be one of {', '.join(KINDS)}")
    source = Reader(read.tree.get("source"), f"{read.where}: source")
    district = read.tree.get("district")
    if district is not None and not isinstance(district, int):
        raise DataError(f"{read.where}: district must be a whole number")
    return Office(
        id=identifier,
        kind=kind,
        name=read.localised("name"),
        city=read.localised("city"),
        district=district,
        address=read.localised("address"),
        point=_point(read),
        phones=tuple(str(phone) for phone in read.tree.get("phones") or []),
        hours=_hours(read),
        closed_on_holidays=bool(read.tree.get("closed_on_holidays", True)),
        services=_services(read),
        source=Link(source.localised("title"), source.maybe("url"), source.day("accessed")),
        sample=bool(read.tree.get("sample")),
        verified=read.day("verified"),
    )


def hours_of(text: str) -> tuple[int, int]:
    """`08:00-14:30` as minutes since midnight. Raises ValueError for what is none, or ends before it begins."""
    match = _RANGE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text[:20]!r} is not of the form 08:00-14:30")
    opens, closes = int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
    if not opens < closes <= _DAY:
        raise ValueError(f"{text} must end after it begins, by 24:00; hours past midnight belong to the next day")
    return opens, closes


def _point(read: Reader) -> Point | None:
    lat, long = read.tree.get("lat"), read.tree.get("long")
    if lat is None and long is None:
        return None
    if not isinstance(lat, int | float) or not isinstance(long, int | float):
        raise DataError(f"{read.where}: lat and long must be degrees, both or neither")
    return float(lat), float(long)


def _hours(read: Reader) -> dict[int, Hours]:
    tree = read.tree.get("hours") or {}
    if not isinstance(tree, dict) or not tree.keys() <= set(WEEKDAYS):
        raise DataError(f"{read.where}: hours must map days such as saturday to lists of hours")
    known = {WEEKDAYS.index(day): ranges for day, ranges in tree.items() if ranges is not None}
    try:
        return {day: tuple(hours_of(str(one)) for one in ranges) for day, ranges in known.items()}
    except (ValueError, TypeError) as error:
        raise DataError(f"{read.where}: hours: {error}") from error


def _services(read: Reader) -> tuple[str, ...] | None:
    names = read.tree.get("services")
    if names is not None and not isinstance(names, list):
        raise DataError(f"{read.where}: services must be a list of ids")
    return tuple(str(name) for name in names) if names is not None else None


def offices_of(tree: Any, where: str) -> tuple[Office, ...]:
    """The offices of a file's mapping. Raises DataError."""
    return Reader(tree, where).several("offices", office)
