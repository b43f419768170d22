"""All values of a message, the more particular kinds first."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from nlu.entities.address import rules as address
from nlu.entities.amount import rules as amount
from nlu.entities.bill_id import rules as bill_id
from nlu.entities.city import rules as city
from nlu.entities.city.gazetteer import CityName
from nlu.entities.date import rules as day
from nlu.entities.district import rules as district
from nlu.entities.duration import rules as duration
from nlu.entities.email import rules as email
from nlu.entities.iban import rules as iban
from nlu.entities.mobile import rules as mobile
from nlu.entities.national_id import rules as national_id
from nlu.entities.number import rules as number
from nlu.entities.office import rules as office
from nlu.entities.payment_id import rules as payment_id
from nlu.entities.plate import rules as plate
from nlu.entities.postal_code import rules as postal_code
from nlu.entities.province import rules as province
from nlu.entities.time import rules as time
from nlu.entities.tracking_code import rules as tracking_code
from nlu.entities.url import rules as url
from nlu.mentions import Mention, without_overlaps
from nlu.text import NormalisedText, read

Rule = Callable[[NormalisedText], Iterable[Mention]]
# In the order in which they are believed: «خیابان ۱۵ خرداد» is an address and no date, «۱۲ آذر» a date and no number.
IDS: Final[Mapping[str, Rule]] = {
    rule.ENTITY: rule.find
    for rule in (email, url, iban, bill_id, payment_id, plate, postal_code, mobile, national_id, tracking_code)
}
PLACES: Final[Mapping[str, Rule]] = {rule.ENTITY: rule.find for rule in (address, office, district, province)}
QUANTITIES: Final[Mapping[str, Rule]] = {rule.ENTITY: rule.find for rule in (time, duration, amount, number)}
RULES: Final[Mapping[str, Rule]] = {**IDS, **PLACES, **QUANTITIES}

FAULTS: Final[Mapping[str, Callable[[str], str | None]]] = {
    rule.ENTITY: rule.fault for rule in (iban, bill_id, payment_id, plate, postal_code, mobile, national_id)
}


def faults(raw: str) -> dict[str, str]:
    """Kind of value → what is wrong with what looks meant as one: "length", "check_digit" or "shape"."""
    if not any(char.isdigit() for char in raw):
        return {}
    found = {kind: fault(raw) for kind, fault in FAULTS.items()}
    return {kind: wrong for kind, wrong in found.items() if wrong}


def find(raw: str, cities: Mapping[str, CityName], today: date, taken: Iterable[Mention] = ()) -> list[Mention]:
    """Values of a raw text, none overlapping another or anything in `taken`, in order of offset.

    Args:
        raw: the message.
        cities: what `gazetteer.build` gave.
        today: the day from which relative dates are told.
        taken: what was understood before.
    """
    text = read(raw)

    def all_kinds() -> Iterator[Mention]:
        for rule in (*IDS.values(), *PLACES.values()):
            yield from rule(text)
        yield from day.find(text, today)
        for rule in QUANTITIES.values():
            yield from rule(text)
        yield from city.find(text, cities)

    return without_overlaps(all_kinds(), taken)


def find_all(raws: Iterable[str], cities: Mapping[str, CityName], today: date) -> list[list[Mention]]:
    """As `find`, of many texts."""
    return [find(raw, cities, today) for raw in raws]
