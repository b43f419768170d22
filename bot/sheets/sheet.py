"""What stands on a sheet."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from actions.facets import provenance
from actions.services.records import Input, Service
from shahryar.texts import say

_MOST_DOCUMENTS: Final = 5  # so that every sheet stays one page


@dataclass(frozen=True, slots=True)
class Sheet:
    """One printed page.

    Attributes:
        argument: what its code carries: `s_<service>` or `o_<office>`.
        name: of the service or office, large.
        under: a line below the name: the organisation behind a service, the address of an office.
        documents: the first of those that are asked of everybody; empty where there are none.
        more: there are further documents.
        notes: where it comes from and what holds of it, small.
    """

    argument: str
    name: str
    under: str
    documents: tuple[str, ...] = ()
    more: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """What a sheet needs to know of an office. `sample`: it is made up, which the sheet then says."""

    id: str
    name: str
    address: str
    sample: bool


def of_service(service: Service, language: str, today: date) -> Sheet:
    """The sheet of a service. `today`: Tehran's day, for records that are out of date."""
    always = [item for item in service.inputs if not item.when]
    shown = tuple(_document(item, language) for item in always[:_MOST_DOCUMENTS])
    return Sheet(
        f"s_{service.id}",
        service.name.text(language),
        service.authority.text(language),
        shown,
        len(service.inputs) > len(shown),
        tuple(provenance(service, language, today)),
    )


def of_office(place: Place, language: str) -> Sheet:
    """The sheet of an office."""
    notes = (say("sheets.sample", language),) if place.sample else ()
    return Sheet(f"o_{place.id}", place.name, place.address, notes=notes)


def _document(item: Input, language: str) -> str:
    name = item.name.text(language)
    return f"{name} ({item.condition.text(language)})" if item.condition else name
