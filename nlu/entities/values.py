"""All values of a message, the more particular kinds first."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from nlu.entities.city import rules as city
from nlu.entities.city.gazetteer import CityName
from nlu.entities.mobile import rules as mobile
from nlu.entities.national_id import rules as national_id
from nlu.entities.number import rules as number
from nlu.entities.tracking_code import rules as tracking_code
from nlu.mentions import Mention, without_overlaps
from nlu.text import NormalisedText, normalise

Rule = Callable[[NormalisedText], Iterable[Mention]]
RULES: Final[Mapping[str, Rule]] = {
    mobile.ENTITY: mobile.find,
    national_id.ENTITY: national_id.find,
    tracking_code.ENTITY: tracking_code.find,
    number.ENTITY: number.find,
}


def find(raw: str, cities: Mapping[str, CityName], taken: Iterable[Mention] = ()) -> list[Mention]:
    """Values of a raw text, none overlapping another or anything in `taken`, in order of offset."""
    text = normalise(raw)

    def all_kinds() -> Iterator[Mention]:
        for rule in RULES.values():
            yield from rule(text)
        yield from city.find(text, cities)

    return without_overlaps(all_kinds(), taken)
