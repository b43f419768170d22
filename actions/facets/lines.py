"""A facet of a record as lines, without heading and source."""

from collections.abc import Callable
from datetime import date
from typing import Final

from actions.facets.costs import cost_lines, link_text
from actions.facets.provenance import phone_text, site_of_authority
from actions.services.circumstances import cases
from actions.services.reading import Localised
from actions.services.records import Channel, Service
from shahryar.formats import isolate, persian_digits
from shahryar.texts import say


def of(service: Service, facet: str, language: str, today: date) -> list[str]:
    """The lines of a facet; none where the record is silent. `today`: the day in Tehran, by which amounts are old."""
    return cost_lines(service, language, today) if facet == "ask_cost" else _LINES[facet](service, language)


def channel_names(service: Service, language: str) -> list[str]:
    """One line that names all ways to the service; none where none is recorded."""
    names = [channel.name.text(language) for channel in service.channels]
    separator = ", " if language == "en" else "، "
    return [say("catalogue.through", language, channels=separator.join(names))] if names else []


def _bullets(items: tuple[Localised, ...], language: str) -> list[str]:
    return [f"• {item.text(language)}" for item in items]


def _documents(service: Service, language: str) -> list[str]:
    lines = []
    for item in service.inputs:
        condition = f" ({item.condition.text(language)})" if item.condition else ""
        lines.append(f"• {item.name.text(language)}{condition}")
    return lines


def _duration(service: Service, language: str) -> list[str]:
    lines = [service.processing_time.text(language)] if service.processing_time else []
    if service.validity:
        key = "catalogue.validity" if lines else "catalogue.validity_alone"
        lines.append(say(key, language, name=service.name.text(language), validity=service.validity.text(language)))
    return lines


def _eligibility(service: Service, language: str) -> list[str]:
    return _bullets(service.requirements, language)


def _channels(service: Service, language: str) -> list[str]:
    lines = [f"• {_channel(channel, language)}" for channel in service.channels]
    online = any(channel.url for channel in service.channels)
    return lines if online or not lines else [*lines, *site_of_authority(service, language)]


def _channel(channel: Channel, language: str) -> str:
    parts = [channel.name.text(language)]
    if channel.note:
        parts.append(channel.note.text(language))
    if channel.phone:
        parts.append(say("catalogue.phone", language, phone=phone_text(channel.phone, language)))
    text = " — ".join(parts)
    return f"{text}\n{isolate(channel.url)}" if channel.url else text


def _steps(service: Service, language: str) -> list[str]:
    if not service.steps:
        return []
    lines = [service.description.text(language)]
    for number, step in enumerate(service.steps, start=1):
        mark = str(number) if language == "en" else persian_digits(number)
        case = cases(step.when, service.circumstances, language)
        lines.append(f"{mark}. {case}{step.text.text(language)}")
    return lines


def _legal(service: Service, language: str) -> list[str]:
    return [f"• {link_text(link, language)}" for link in service.legal_resource]


_LINES: Final[dict[str, Callable[[Service, str], list[str]]]] = {
    "ask_documents": _documents,
    "ask_duration": _duration,
    "ask_eligibility": _eligibility,
    "ask_channel": _channels,
    "ask_service": _steps,
    "ask_legal_basis": _legal,
}
RECORDED: Final[dict[str, Callable[[Service], object]]] = {
    "ask_documents": lambda service: service.inputs,
    "ask_cost": lambda service: service.costs,
    "ask_duration": lambda service: service.processing_time,
    "ask_eligibility": lambda service: service.requirements,
    "ask_channel": lambda service: service.channels,
    "ask_service": lambda service: service.steps,
    "ask_legal_basis": lambda service: service.legal_resource,
}
