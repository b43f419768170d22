"""Answers from one catalogue record: a facet (documents, cost …) as text, and where it comes from."""

from collections.abc import Callable, Sequence
from datetime import date
from urllib.parse import unquote

from actions.services.organisations import organisations
from actions.services.reading import Localised
from actions.services.records import Channel, Cost, Link, Service
from shahryar.formats import isolate, jalali, persian_digits, toman
from shahryar.texts import say

FACETS = (
    "ask_documents",
    "ask_cost",
    "ask_duration",
    "ask_channel",
    "ask_eligibility",
    "ask_service",
    "ask_legal_basis",
)


def answer(service: Service, facet: str, language: str, today: date) -> str:
    """The whole answer: the facet first, then the source line; what is not recorded, and who knows it. `facet`: of FACETS."""
    body = _LINES[facet](service, language)
    if not recorded(service, facet):
        told = [*_about(service, language), *body] if facet == "ask_service" else body
        text = [*told, *_missing(service, facet, language)]
        return "\n".join([*text, *_provenance(service, language, today)] if told else text)
    head = say(f"catalogue.head_{facet}", language, name=service.name.text(language))
    return "\n".join([head, *body, *_provenance(service, language, today)])


def together(records: Sequence[Service], asked: Sequence[str], language: str, today: date) -> str:
    """The answers to several facets of one service one below the other, with the source line once.

    `records`: the service as each of the facets in `asked` finds it.
    """
    ending = "\n".join(_provenance(records[0], language, today))
    answers = zip(records, asked, strict=True)
    told = [answer(record, facet, language, today).removesuffix(ending).rstrip() for record, facet in answers]
    return "\n\n".join(told) + f"\n{ending}"


def lines(service: Service, facet: str, language: str) -> list[str]:
    """What the record says on a facet, without head and source; nothing where it says nothing."""
    return _LINES[facet](service, language) if recorded(service, facet) else []


def source(service: Service, language: str, today: date) -> str:
    """Where what is said comes from, and when it was reviewed."""
    return "\n".join(_provenance(service, language, today)[1:])


def overview(service: Service, language: str, today: date) -> str:
    """What the service is, in short, for one who only named it."""
    ways = _channel_names(service, language) or _missing(service, "ask_channel", language)
    return "\n".join([*_about(service, language), *ways, *_provenance(service, language, today)])


def ways(service: Service, language: str, today: date) -> str:
    """Where and how to get the service, or what it is and who knows the way."""
    if recorded(service, "ask_channel"):
        return answer(service, "ask_channel", language, today)
    return overview(service, language, today)


def recorded(service: Service, facet: str) -> bool:
    """The record answers the facet."""
    return bool(_RECORDED[facet](service))


def _about(service: Service, language: str) -> list[str]:
    head = say("catalogue.head_overview", language, name=service.name.text(language))
    return [head, service.description.text(language)]


def _missing(service: Service, facet: str, language: str) -> list[str]:
    names = {"name": service.name.text(language), "authority": service.authority.text(language)}
    own = next((channel.url for channel in service.channels if channel.url), None)
    site = (
        [say("catalogue.site", language, site=isolate(_readable(own)))]
        if own
        else _site_of_authority(service, language)
    )
    return [say(f"catalogue.missing_{facet}", language, **names), *site]


def _site_of_authority(service: Service, language: str) -> list[str]:
    found = organisations().get(service.authority_id)
    if found is None or found.url is None:
        return []
    return [say("catalogue.site_of", language, name=found.name.text(language), site=isolate(_readable(found.url)))]


def _provenance(service: Service, language: str, today: date) -> list[str]:
    authority = service.authority.text(language)
    titles = [source.title.text(language) for source in service.sources] or [authority]
    if service.verified is None:
        reviewed = say("catalogue.unreviewed", language, authority=authority)
    else:
        reviewed = say("catalogue.reviewed", language, day=jalali(service.verified, language))
    lines = ["", say("catalogue.source", language, title=titles[0], reviewed=reviewed)]
    if service.valid_until is not None and service.valid_until < today:
        day = jalali(service.valid_until, language)
        lines.append(say("catalogue.expired", language, day=day, authority=authority))
    return lines


def _bullets(items: tuple[Localised, ...], language: str) -> list[str]:
    return [f"• {item.text(language)}" for item in items]


def _documents(service: Service, language: str) -> list[str]:
    lines = []
    for item in service.inputs:
        condition = f" ({item.condition.text(language)})" if item.condition else ""
        lines.append(f"• {item.name.text(language)}{condition}")
    return lines


def _costs(service: Service, language: str) -> list[str]:
    return [f"• {_cost(cost, language)}" for cost in service.costs]


def _cost(cost: Cost, language: str) -> str:
    text = cost.description.text(language)
    as_of = f" ({say('catalogue.as_of', language, day=jalali(cost.as_of, language))})" if cost.as_of else ""
    if cost.amount_rials is not None:
        text = f"{toman(cost.amount_rials, language)}{as_of} — {text}"
    else:
        text += as_of
    if cost.see is not None:
        text += f"\n{say('catalogue.see', language, link=_link(cost.see, language))}"
    return text


def _link(link: Link, language: str) -> str:
    title = link.title.text(language)
    return f"{title}\n{isolate(_readable(link.url))}" if link.url else title


def _readable(url: str) -> str:
    """The address with its Persian words as words, where it stays one piece."""
    plain = unquote(url)
    return plain if plain.isprintable() and " " not in plain else url


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
    return lines if online or not lines else [*lines, *_site_of_authority(service, language)]


def _channel(channel: Channel, language: str) -> str:
    parts = [channel.name.text(language)]
    if channel.note:
        parts.append(channel.note.text(language))
    if channel.phone:
        phone = channel.phone if language == "en" else persian_digits(channel.phone)
        parts.append(say("catalogue.phone", language, phone=isolate(phone)))
    text = " — ".join(parts)
    return f"{text}\n{isolate(channel.url)}" if channel.url else text


def _channel_names(service: Service, language: str) -> list[str]:
    names = [channel.name.text(language) for channel in service.channels]
    separator = ", " if language == "en" else "، "
    return [say("catalogue.through", language, channels=separator.join(names))] if names else []


def _steps(service: Service, language: str) -> list[str]:
    if not service.steps:
        return []
    lines = [service.description.text(language)]
    for number, step in enumerate(service.steps, start=1):
        mark = str(number) if language == "en" else persian_digits(number)
        lines.append(f"{mark}. {step.text.text(language)}")
    return lines


def _legal(service: Service, language: str) -> list[str]:
    return [f"• {_link(link, language)}" for link in service.legal_resource]


_LINES: dict[str, Callable[[Service, str], list[str]]] = {
    "ask_documents": _documents,
    "ask_cost": _costs,
    "ask_duration": _duration,
    "ask_eligibility": _eligibility,
    "ask_channel": _channels,
    "ask_service": _steps,
    "ask_legal_basis": _legal,
}
_RECORDED: dict[str, Callable[[Service], object]] = {
    "ask_documents": lambda service: service.inputs,
    "ask_cost": lambda service: service.costs,
    "ask_duration": lambda service: service.processing_time,
    "ask_eligibility": lambda service: service.requirements,
    "ask_channel": lambda service: service.channels,
    "ask_service": lambda service: service.steps,
    "ask_legal_basis": lambda service: service.legal_resource,
}
