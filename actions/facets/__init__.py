"""Answers from one catalogue record: a facet (documents, cost …) as text, and where it comes from."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from actions.facets import lines
from actions.facets.provenance import official, outdated, site, source_lines
from actions.plain_text.records import plainly
from actions.services.freshness import expired
from actions.services.records import Service
from shahryar.texts import say

FACETS: Final = (  # in the order in which they are offered as buttons
    "ask_documents",
    "ask_cost",
    "ask_duration",
    "ask_channel",
    "ask_service",
    "ask_eligibility",
    "ask_legal_basis",
)
_FIGURES: Final = ("ask_cost", "ask_duration")  # all that these say is a number of some day


def answer(service: Service, facet: str, language: str, today: date, *, plain: bool = False) -> str:
    """The whole answer: the facet first, then the source line; what is not recorded, and who knows it.

    A record past its `valid_until` says so and names the official channel, instead of costs and times altogether.

    Args:
        service: the record, narrowed to what holds for the citizen.
        facet: of FACETS.
        language: `fa` or `en`.
        today: the day in Tehran.
        plain: in plain language.
    """
    told = plainly(service, facet, language) if plain else service
    body = lines.of(told, facet, language, today)
    if not recorded(service, facet):
        known = [*_about(told, language), *body] if facet == "ask_service" else body
        text = [*known, *_missing(service, facet, language)]
        return "\n".join([*text, *source_lines(service, language, today)] if known else text)
    head = say(f"catalogue.head_{facet}", language, name=service.name.text(language))
    if facet in _FIGURES and expired(service.valid_until, today):
        return "\n".join([head, *outdated(service, language), *source_lines(service, language, today)])
    warning = _warning(service, language, today)
    return "\n".join([head, *body, *warning, *source_lines(service, language, today)])


def together(
    records: Sequence[Service], asked: Sequence[str], language: str, today: date, *, plain: bool = False
) -> str:
    """The answers to several facets of one service one below the other, with the source line once.

    `records`: the service as each of the facets in `asked` finds it.
    """
    ending = "\n".join(source_lines(records[0], language, today))
    answers = zip(records, asked, strict=True)
    said = [
        answer(record, facet, language, today, plain=plain).removesuffix(ending).rstrip() for record, facet in answers
    ]
    return "\n\n".join(said) + f"\n{ending}"


def points(service: Service, facet: str, language: str, today: date) -> list[str]:
    """What the record says on a facet, without head and source; nothing where it says nothing or no more holds."""
    stale = facet in _FIGURES and expired(service.valid_until, today)
    return lines.of(service, facet, language, today) if recorded(service, facet) and not stale else []


def source(service: Service, language: str, today: date) -> str:
    """Where what is said comes from, and when it was reviewed."""
    return "\n".join(source_lines(service, language, today)[1:])


def overview(service: Service, language: str, today: date, *, plain: bool = False) -> str:
    """What the service is, in short, for one who only named it; in plain language, also what to do first."""
    told = plainly(service, None, language) if plain else service
    first = (
        [say("catalogue.first_step", language, step=told.steps[0].text.text(language))] if _starts(told, plain) else []
    )
    found = lines.channel_names(service, language) or _missing(service, "ask_channel", language)
    warning = _warning(service, language, today)
    return "\n".join([*_about(told, language), *first, *found, *warning, *source_lines(service, language, today)])


def ways(service: Service, language: str, today: date, *, plain: bool = False) -> str:
    """Where and how to get the service, or what it is and who knows the way."""
    if recorded(service, "ask_channel"):
        return answer(service, "ask_channel", language, today, plain=plain)
    return overview(service, language, today, plain=plain)


def recorded(service: Service, facet: str) -> bool:
    """The record answers the facet."""
    return bool(lines.RECORDED[facet](service))


def _starts(service: Service, plain: bool) -> bool:
    """There is a first step, the same for all."""
    return plain and bool(service.steps) and not service.steps[0].when


def _about(service: Service, language: str) -> list[str]:
    head = say("catalogue.head_overview", language, name=service.name.text(language))
    return [head, service.description.text(language)]


def _warning(service: Service, language: str, today: date) -> list[str]:
    return official(service, language) if expired(service.valid_until, today) else []


def _missing(service: Service, facet: str, language: str) -> list[str]:
    names = {"name": service.name.text(language), "authority": service.authority.text(language)}
    return [say(f"catalogue.missing_{facet}", language, **names), *site(service, language)]
