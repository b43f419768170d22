"""The offices that are known, and the search among them. Samples give way to real offices."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from actions.services.catalogue import catalogue
from actions.services.offices.distance import kilometres
from actions.services.offices.records import Office, Point, offices_of
from shahryar.errors import DataError
from shahryar.paths import DATA
from shahryar.yamls import YAMLError, parsed

REACH_KM: Final = 50.0  # further away is not «near»


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: a kind of office, else a service, else any; in a city and its district, or anywhere."""

    kind: str | None = None
    service: str | None = None
    city: str | None = None
    district: int | None = None


class Directory:
    """Offices by id and by what is wanted, in the order of the files.

    Where a city has a real office of a kind, its samples of that kind do not exist.
    """

    def __init__(self, offices: Iterable[Office] = ()) -> None:
        every = list(offices)
        real = {(city_key(office.city.fa), office.kind) for office in every if not office.sample}
        self.offices = tuple(o for o in every if not o.sample or (city_key(o.city.fa), o.kind) not in real)
        self._by_id = {office.id: office for office in self.offices}

    def get(self, name: str | None) -> Office | None:
        """The office of an id."""
        return self._by_id.get(name) if name else None

    def has(self, wanted: Wanted) -> bool:
        """Anywhere there is an office of what is wanted."""
        return any(_serves(office, wanted) for office in self.offices)

    def find(self, wanted: Wanted) -> list[Office]:
        """Offices that match; the real ones alone where there are any."""
        city = city_key(wanted.city) if wanted.city else None
        found = [
            office
            for office in self.offices
            if _serves(office, wanted)
            and (city is None or city_key(office.city.fa) == city)
            and (wanted.district is None or office.district == wanted.district)
        ]
        return [office for office in found if not office.sample] or found

    def near(self, point: Point, wanted: Wanted) -> list[tuple[float, Office]]:
        """Offices within REACH_KM with their distance in kilometres, nearest first; the real ones alone where there are any.

        City and district of `wanted` do not count: who is near a border may have it nearer on the other side.
        """
        found = [
            (kilometres(point, office.point), office)
            for office in self.offices
            if office.point and _serves(office, wanted)
        ]
        within = sorted((pair for pair in found if pair[0] <= REACH_KM), key=lambda pair: pair[0])
        return [pair for pair in within if not pair[1].sample] or within

    def cities(self, wanted: Wanted) -> list[Office]:
        """One office for each city that has what is wanted, cities with real offices first."""
        first: dict[str, Office] = {}
        for office in sorted((o for o in self.offices if _serves(o, wanted)), key=lambda office: office.sample):
            first.setdefault(city_key(office.city.fa), office)
        return list(first.values())


@cache
def kinds_for(service: str | None) -> frozenset[str]:
    """Kinds of offices where a service is got, by its record."""
    found = catalogue().service(service)
    return frozenset(channel.office for channel in found.channels if channel.office) if found else frozenset()


def city_key(name: str) -> str:
    """A city's name without what people write differently: spaces, half-spaces, Arabic letters."""
    return re.sub(r"[\s\u200c]", "", name).replace("ي", "ی").replace("ك", "ک").replace("آ", "ا")


def _serves(office: Office, wanted: Wanted) -> bool:
    if wanted.kind is not None:
        return office.kind == wanted.kind
    if wanted.service is None:
        return True
    if office.services is not None:
        return wanted.service in office.services
    return office.kind in kinds_for(wanted.service)


def load(folder: Path = DATA / "offices") -> Directory:
    """Read all files of a folder.

    Raises:
        DataError: a file is unreadable or an entry wrong; the message names file, entry and field.
    """
    found: dict[str, Office] = {}
    for path in sorted(folder.glob("*.yml")):
        for office in offices_of(read_file(path), f"data/offices/{path.name}"):
            if office.id in found:
                raise DataError(f"data/offices/{path.name}: the id {office.id} is there twice")
            found[office.id] = office
    return Directory(found.values())


def read_file(path: Path) -> Any:
    """A file's content, by the parser in C: a country's offices are tens of thousands of lines.

    Raises:
        DataError: it cannot be read; the message names file and line.
    """
    try:
        return parsed(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise DataError(f"data/offices/{path.name} cannot be read: {error}") from error


_attached: dict[str, Directory] = {}


def directory() -> Directory:
    """The project's offices, read at first use. Raises DataError as `load` does."""
    if "project" not in _attached:
        _attached["project"] = load()
    return _attached["project"]


def attach(given: Directory | None) -> None:
    """Use these offices from now on; None: read the project's again."""
    _attached.clear()
    if given is not None:
        _attached["project"] = given
