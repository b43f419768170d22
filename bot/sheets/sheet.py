"""What stands on a sheet."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from actions.facets.provenance import official, source_lines
from actions.services.freshness import expired
from actions.services.offices.records import Office
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
        sample: it is of an invented office, which is said across the sheet.
    """

    argument: str
    name: str
    under: str
    documents: tuple[str, ...] = ()
    more: bool = False
    notes: tuple[str, ...] = ()
    sample: bool = False


def of_service(service: Service, language: str, today: date) -> Sheet:
    """The sheet of a service. `today`: Tehran's day, for records that are out of date."""
    always = [item for item in service.inputs if not item.when]
    shown = tuple(_document(item, language) for item in always[:_MOST_DOCUMENTS])
    warning = official(service, language) if expired(service.valid_until, today) else []
    return Sheet(
        f"s_{service.id}",
        service.name.text(language),
        service.authority.text(language),
        shown,
        len(service.inputs) > len(shown),
        (*source_lines(service, language, today)[1:], *warning),
    )


def of_office(office: Office, language: str) -> Sheet:
    """The sheet of an office; that of an invented one says so."""
    city, address = office.city.text(language), office.address.text(language)
    under = address if address.startswith(city) else say("sheets.in_city", language, city=city, address=address)
    source = say("sheets.source", language, title=office.source.title.text(language))
    return Sheet(f"o_{office.id}", office.name.text(language), under, notes=(source,), sample=office.sample)


def _document(item: Input, language: str) -> str:
    name = item.name.text(language)
    return f"{name} ({item.condition.text(language)})" if item.condition else name
