"""Finding a service without typing: by situations of life, by organisation, or among those that are asked about most.

A list is named by what its button carries: `life_event` (a situation, `all` of them, or `popular`) or `organisation`
(one, or `all`), and `page`. Buttons of services carry the list that they stand in, so that there is a way back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rasa_sdk.events import SlotSet

from actions import paging, popularity
from actions.base import Buttons, Events, Speaker, answers, payload
from actions.browse_words import BROWSE
from actions.services.catalogue import catalogue
from actions.services.life_events import life_events
from actions.services.organisations import organisations
from actions.services.reading import Localised
from actions.services.records import Service
from actions.turn import Turn
from shahryar.formats import persian_digits

ALL: Final = "all"
POPULAR: Final = "popular"
Place = dict[str, str]  # entities that name a list
TOP: Final[Place] = {"life_event": ALL}
_ORGANISATIONS: Final[Place] = {"organisation": ALL}
_POPULAR: Final[Place] = {"life_event": POPULAR}


@dataclass(frozen=True, slots=True)
class Shelf:
    """A list: what is said above it, its buttons, and the list that it was opened from (None at the top)."""

    heading: str
    place: Place
    buttons: Buttons
    back: Place | None


def asked(turn: Turn) -> bool:
    """A button of browsing was pressed."""
    entities = turn.entities
    return turn.pressed and "service" not in entities and ("life_event" in entities or "organisation" in entities)


@answers(BROWSE)
def browse(turn: Turn, speaker: Speaker) -> Events:
    """Show the list that was pressed or wanted in words, the situations of life where there is no such list."""
    shelf = _shelf(turn, speaker)
    shown = paging.page(shelf.buttons, paging.number(turn.entities.get("page")))
    text = shelf.heading
    if shown.last > 1:
        numbers = [
            f"{number}" if speaker.language == "en" else persian_digits(number) for number in (shown.number, shown.last)
        ]
        text = speaker.text("browsing.paged", heading=text, page=numbers[0], pages=numbers[1])
    first, *others = _ways_on(shelf, shown.number, shown.last, speaker)
    speaker.send(text, [*shown.items, {**first, "apart": "yes"}, *others])
    return _asked_before(turn)


def button(speaker: Speaker) -> dict[str, str]:
    """The button that opens the situations of life."""
    return _button(speaker, "catalogue.button_events", TOP)


def way_back(turn: Turn, speaker: Speaker) -> Buttons:
    """The button that leads from a service back to the list in which it was pressed; none where it came otherwise."""
    service = turn.entities.get("service")
    place = {name: turn.entities[name] for name in ("life_event", "organisation") if name in turn.entities}
    if not (turn.pressed and service and place):
        return []
    names = [found.id for found in _services(place)]
    return [_button(speaker, "browsing.button_list", _paged(place, paging.page_of(names, service)))]


def services_of(event: str) -> list[Service]:
    """Services that belong to a situation of life, by id."""
    return [service for service in catalogue().services.values() if event in service.life_events]


def _services(place: Place) -> list[Service]:
    """The services of a list; none where it is a list of lists or there is no such list."""
    if place == _POPULAR:
        return popularity.popular()
    if "organisation" in place:
        return [found for found in catalogue().services.values() if found.authority_id == place["organisation"]]
    return services_of(place["life_event"])


def _shelf(turn: Turn, speaker: Speaker) -> Shelf:
    entities = turn.entities
    place = {name: entities[name] for name in ("organisation", "life_event") if name in entities}
    if place == _ORGANISATIONS:
        return Shelf(speaker.text("browsing.which_organisation"), place, _organisations(speaker), TOP)
    services = _services(place)
    if not services:
        return Shelf(speaker.text("catalogue.which_event"), TOP, _events(speaker), None)
    heading, back = _described(place, speaker)
    return Shelf(heading, place, _service_buttons(services, place, speaker), back)


def _described(place: Place, speaker: Speaker) -> tuple[str, Place]:
    """What is said above a list of services, and where it was opened."""
    if place == _POPULAR:
        return speaker.text("browsing.popular"), TOP
    if "organisation" in place:
        known, key, above = _known_organisations(), place["organisation"], _ORGANISATIONS
        heading = "browsing.services_of_organisation"
    else:
        known, key, above, heading = _known_events(), place["life_event"], TOP, "catalogue.services_of_event"
    name = known[key].text(speaker.language) if key in known else key
    return speaker.text(heading, name=name), _paged(above, paging.page_of(list(known), key))


def _ways_on(shelf: Shelf, number: int, last: int, speaker: Speaker) -> Buttons:
    """To the pages beside this one, to the list above and to the top; at the top to the other ways of looking."""
    ways = []
    if number < last:
        ways.append(_button(speaker, "browsing.button_more", _paged(shelf.place, number + 1)))
    if number > 1:
        ways.append(_button(speaker, "browsing.button_previous", _paged(shelf.place, number - 1)))
    if shelf.back is None and number == 1:
        others = (("browsing.button_organisations", _ORGANISATIONS), ("browsing.button_popular", _POPULAR))
        return [*ways, *(_button(speaker, key, place) for key, place in others)]
    if shelf.back not in (None, TOP):
        ways.append(_button(speaker, "browsing.button_back", shelf.back))
    return ways if shelf.back is None and number == 2 else [*ways, button(speaker)]  # there the page before is the top


def _asked_before(turn: Turn) -> Events:
    """What was asked of a service still to be named is asked of the one that is pressed in the end."""
    offer = str(turn.slots.get("offer") or "")
    return [SlotSet("offer", offer if offer.startswith("facet:") else "facet:")]


def _button(speaker: Speaker, key: str, place: Place) -> dict[str, str]:
    return speaker.button(key, "ask_service", **place)


def _paged(place: Place, number: int) -> Place:
    return {**place, "page": str(number)} if number > 1 else place


def _service_buttons(services: Sequence[Service], place: Place, speaker: Speaker) -> Buttons:
    return [
        {"title": service.name.text(speaker.language), "payload": payload("inform", service=service.id, **place)}
        for service in services
    ]


def _known_events() -> dict[str, Localised]:
    return {event: name for event, name in life_events().items() if services_of(event)}


def _known_organisations() -> dict[str, Localised]:
    """Those with services, the one with most of them first."""
    count = {name: len(_services({"organisation": name})) for name in organisations()}
    names = sorted((name for name in count if count[name]), key=lambda name: -count[name])
    return {name: organisations()[name].label for name in names}


def _events(speaker: Speaker) -> Buttons:
    return _lists("life_event", _known_events(), speaker)


def _organisations(speaker: Speaker) -> Buttons:
    return _lists("organisation", _known_organisations(), speaker)


def _lists(entity: str, known: dict[str, Localised], speaker: Speaker) -> Buttons:
    return [
        {"title": name.text(speaker.language), "payload": payload("ask_service", **{entity: key})}
        for key, name in known.items()
    ]
