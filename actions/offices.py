"""Offices, their hours, and the news of the day: none of these is recorded yet; what services need them is."""

from actions import guidance, popularity
from actions.base import Buttons, CitizenAction, Events, Speaker
from actions.catalogue import service_buttons
from actions.services.catalogue import catalogue
from actions.services.reading import Localised
from actions.services.records import Service
from actions.turn import Turn

_SHOWN = 6


class Offices(CitizenAction):
    """Answers who looks for an office, asks when it is open, or what the city announces today."""

    action_name = "action_offices"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        if turn.intent == "ask_city_info":
            return _news(turn, speaker)
        kind = turn.entities.get("office")
        services = _served_at(kind)
        if services:
            return _office(turn, speaker, str(kind), services)
        service = None if kind else guidance.likely_service(turn)
        if service is None:
            return guidance.ask_service(turn, speaker, f"offices.{turn.intent}_which", "ask_channel")
        return guidance.guide(turn, speaker, f"offices.{turn.intent}", service)


def _news(turn: Turn, speaker: Speaker) -> Events:
    service = catalogue().service(turn.entities.get("service"))
    if service is not None:
        return guidance.guide(turn, speaker, "offices.ask_city_info", service)
    guidance.tell(turn, speaker, [speaker.text("offices.ask_city_info")], speaker.menu())
    return []


def _served_at(kind: str | None) -> list[Service]:
    """Services that are got at a kind of office, such as `police10`; those most asked for first."""
    if kind is None:
        return []
    popular = popularity.popular()
    found = sorted(catalogue().services.values(), key=lambda service: service not in popular)
    return [service for service in found if any(channel.office == kind for channel in service.channels)]


def _office(turn: Turn, speaker: Speaker, kind: str, services: list[Service]) -> Events:
    lines = [
        speaker.text(f"offices.{turn.intent}"),
        speaker.text("offices.services_at", office=_name(kind, services).text(speaker.language)),
    ]
    buttons: Buttons = service_buttons(services[:_SHOWN], "ask_channel", speaker)
    guidance.tell(turn, speaker, lines, [*buttons, speaker.button("common.menu_help", "help")])
    return []


def _name(kind: str, services: list[Service]) -> Localised:
    """The office as the records call it, by the shortest of its names."""
    names = [channel.name for service in services for channel in service.channels if channel.office == kind]
    return min(names, key=lambda name: (len(name.fa), name.fa))
