"""Buttons that lead on from an answer about a service, or to one."""

from collections.abc import Mapping
from typing import Final

from actions import deciding, facets, plainness
from actions.base import Buttons, Speaker, payload
from actions.services.catalogue import catalogue
from actions.services.offices.directory import Wanted, directory, kinds_for
from actions.services.records import Service
from actions.turn import Turn

MAX_BUTTONS: Final = 8
_FIRST_FACETS: Final = 3  # what is asked most often stays before the way to an office


def service_buttons(services: list[Service], facet: str | None, speaker: Speaker) -> Buttons:
    """A button a service, asking for the facet, or naming the service where there is none."""
    intent = facet or "inform"
    return [
        {"title": service.name.text(speaker.language), "payload": payload(intent, service=service.id)}
        for service in services
    ]


def second_wish(turn: Turn, speaker: Speaker) -> Buttons:
    """The button for a problem named in the same message as the question: its report is offered, so that it is not lost."""
    problem = next(filter(None, map(catalogue().category, turn.categories)), None) if not turn.form_open else None
    if problem is None:
        return []
    title = speaker.text("common.suggest_report", name=problem.name.text(speaker.language))
    return [{"title": title, "payload": payload("report_problem", problem_category=problem.id)}]


def next_buttons(
    service: Service, facet: str | None, known: Mapping[str, str], speaker: Speaker, *, named: bool
) -> Buttons:
    """What else can be asked about the service.

    Args:
        known: circumstance → option, as far as they are told.
        named: by this message, perhaps only by the name of its family.
    """
    others = [name for name in facets.FACETS if name != facet and facets.recorded(service, name)]
    buttons = [speaker.button(f"catalogue.button_{name}", name, service=service.id) for name in others]
    if facet is None:
        cases = deciding.documents_of_each(service, known, speaker)
        buttons = [*cases, *buttons[bool(cases) :]]
    if named and service.default:
        # The citizen named only the group («گذرنامه»): renewal or replacement may be what is meant.
        siblings = service_buttons(catalogue().siblings(service), facet, speaker)
        buttons = buttons[: max(4, MAX_BUTTONS - 1 - len(siblings))] + siblings
    place = _FIRST_FACETS if facet is None else 0
    buttons[place:place] = _nearest_office(service, facet, speaker)
    return buttons[:MAX_BUTTONS] or speaker.menu()


def _nearest_office(service: Service, facet: str | None, speaker: Speaker) -> Buttons:
    """The button that looks for an office, where the service is got at one and offices of that kind are recorded."""
    if facet not in (None, "ask_channel") or not kinds_for(service.id):
        return []
    known = directory().has(Wanted(service=service.id))
    return [speaker.button("offices.button_nearest", "find_office", service=service.id)] if known else []


def other_language(service: Service, facet: str | None, speaker: Speaker, *, plain: bool) -> dict[str, str]:
    """The button that gives the same answer in plain language, or in normal language where it is plain."""
    key, wanted = ("button_normal", plainness.OFF) if plain else ("button_plain", plainness.ON)
    return speaker.button(f"catalogue.{key}", facet or "inform", service=service.id, plain=wanted)
