"""Finding a service without typing: situations of life, then the services that belong to them."""

from typing import Final

from rasa_sdk.events import SlotSet

from actions.base import Buttons, Events, Speaker, payload
from actions.services.catalogue import catalogue
from actions.services.life_events import life_events
from actions.services.records import Service
from actions.turn import Turn

ALL: Final = "all"


def services_of(event: str) -> list[Service]:
    """Services that belong to a situation of life, by id."""
    return [service for service in catalogue().services.values() if event in service.life_events]


def browse(turn: Turn, speaker: Speaker) -> Events:
    """Show the services of the situation that was pressed, or the situations."""
    event = turn.entities.get("life_event", ALL)
    services = services_of(event)
    if not services:
        speaker.say("catalogue.which_event", _events(speaker))
        return _asked_before(turn)
    name = life_events()[event].text(speaker.language) if event in life_events() else event
    buttons = [
        {"title": service.name.text(speaker.language), "payload": payload("inform", service=service.id)}
        for service in services
    ]
    speaker.say("catalogue.services_of_event", [*buttons, button(speaker)], name=name)
    return _asked_before(turn)


def _asked_before(turn: Turn) -> Events:
    """What was asked of a service still to be named is asked of the one that is pressed in the end."""
    offer = str(turn.slots.get("offer") or "")
    return [SlotSet("offer", offer if offer.startswith("facet:") else "facet:")]


def button(speaker: Speaker) -> dict[str, str]:
    """The button that opens the situations of life."""
    return speaker.button("catalogue.button_events", "ask_service", life_event=ALL)


def _events(speaker: Speaker) -> Buttons:
    return [
        {"title": name.text(speaker.language), "payload": payload("ask_service", life_event=event)}
        for event, name in life_events().items()
        if services_of(event)
    ]
