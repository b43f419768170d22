"""Records of the catalogue as the public interface gives them; their shape is promised by `openapi.py`."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from actions.services.circumstances import When
from actions.services.jsonld import service_iri
from actions.services.organisations import Organisation
from actions.services.reading import Localised
from actions.services.records import Channel, Cost, Link, Service

View = dict[str, Any]


def summary(service: Service, base: str) -> View:
    """A service in a list."""
    return {
        "id": service.id,
        "name": text(service.name),
        "authority": {"id": service.authority_id, "name": text(service.authority)},
        "life_events": list(service.life_events),
        "href": service_iri(service.id, base),
    }


def full(service: Service, base: str) -> View:
    """All that a service's record holds; what is not recorded is null or an empty list."""
    return {
        **summary(service, base),
        "description": text(service.description),
        "channels": [_channel(channel) for channel in service.channels],
        "circumstances": [
            {
                "id": asked.id,
                "question": text(asked.question),
                "options": [{"id": option.id, "label": text(option.label)} for option in asked.options],
            }
            for asked in service.circumstances
        ],
        "requirements": [text(requirement) for requirement in service.requirements],
        "inputs": [
            {"name": text(item.name), "condition": _maybe(item.condition), "when": _when(item.when)}
            for item in service.inputs
        ],
        "steps": [{"text": text(step.text), "when": _when(step.when)} for step in service.steps],
        "costs": [_cost(cost) for cost in service.costs],
        "processing_time": _maybe(service.processing_time),
        "longest_time": service.longest_time,
        "outputs": [text(output) for output in service.outputs],
        "validity": _maybe(service.validity),
        "legal_resources": [{"title": text(law.title), "url": law.url} for law in service.legal_resource],
        "related": [
            {"relation": relation, "id": other, "href": service_iri(other, base)} for relation, other in service.related
        ],
        "sources": [_source(source) for source in service.sources],
        "verified": day(service.verified),
        "valid_until": day(service.valid_until),
    }


def life_event(event: str, name: Localised, services: Mapping[str, Service]) -> View:
    """A situation of life, with the number of services in it."""
    number = sum(event in service.life_events for service in services.values())
    return {"id": event, "name": text(name), "services": number}


def organisation(organisation: Organisation, services: Mapping[str, Service]) -> View:
    """An organisation, with the number of its services; `url` is its official address."""
    return {
        "id": organisation.id,
        "name": text(organisation.name),
        "url": organisation.url,
        "phone": organisation.phone,
        "services": sum(service.authority_id == organisation.id for service in services.values()),
        "sources": [_source(source) for source in organisation.sources],
    }


def text(localised: Localised) -> dict[str, str]:
    """`{"fa", "en"}`; without `en` where there is no English."""
    return {"fa": localised.fa, **({"en": localised.en} if localised.en else {})}


def _maybe(localised: Localised | None) -> dict[str, str] | None:
    return text(localised) if localised else None


def day(value: date | None) -> str | None:
    """ISO 8601, None where it is not recorded."""
    return value.isoformat() if value else None


def _when(when: When) -> dict[str, list[str]]:
    return {circumstance: list(options) for circumstance, options in when.items()}


def _link(link: Link) -> View:
    return {"title": link.title.fa, "url": link.url}


def _source(source: Link) -> View:
    return {**_link(source), "accessed": day(source.accessed)}


def _channel(channel: Channel) -> View:
    return {
        "kind": channel.kind,
        "name": text(channel.name),
        "url": channel.url,
        "phone": channel.phone,
        "office": channel.office,
        "note": _maybe(channel.note),
    }


def _cost(cost: Cost) -> View:
    return {
        "kind": cost.kind,
        "description": text(cost.description),
        "amount_rials": cost.amount_rials,
        "as_of": day(cost.as_of),
        "see": _link(cost.see) if cost.see else None,
        "when": _when(cost.when),
    }
