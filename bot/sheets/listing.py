"""All sheets that there are: services under their organisations, then offices under their cities."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from actions.services.catalogue import catalogue
from actions.services.offices.directory import directory
from actions.services.organisations import organisations
from bot.sheets.pages import Group
from bot.sheets.sheet import Sheet, of_office, of_service
from shahryar import clock

Address = Callable[[str], str]  # of a sheet, from its argument


def sheet(argument: str, language: str) -> Sheet | None:
    """The sheet of `s_<service>` or `o_<office>`; None where there is no such service or office."""
    kind, _, name = argument.partition("_")
    if kind == "s":
        service = catalogue().service(name)
        return of_service(service, language, clock.today()) if service else None
    office = directory().get(name) if kind == "o" else None
    return of_office(office, language) if office else None


def arguments() -> Iterator[str]:
    """The arguments of all sheets."""
    yield from (f"s_{name}" for name in catalogue().services)
    yield from (f"o_{office.id}" for office in directory().offices)


def groups(address: Address, language: str) -> list[Group]:
    """The entries of the index."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for service in catalogue().services.values():
        organisation = organisations().get(service.authority_id)
        heading = (organisation.name if organisation else service.authority).text(language)
        found[heading].append((address(f"s_{service.id}"), service.name.text(language)))
    made = [Group(heading, entries) for heading, entries in sorted(found.items())]
    cities: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for office in directory().offices:
        cities[office.city.text(language)].append((address(f"o_{office.id}"), office.name.text(language)))
    return made + [Group(city, entries) for city, entries in sorted(cities.items())]
