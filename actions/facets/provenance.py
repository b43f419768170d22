"""Where an answer comes from and how old it is, and the official channel where it is too old."""

from datetime import date
from urllib.parse import unquote

from actions.services.organisations import organisations
from actions.services.records import Channel, Service
from shahryar.formats import isolate, jalali, persian_digits
from shahryar.texts import say


def source_lines(service: Service, language: str, today: date) -> list[str]:
    """The source, and the day of the last review, below a blank line."""
    authority = service.authority.text(language)
    titles = [source.title.text(language) for source in service.sources] or [authority]
    if service.verified is None:
        reviewed = say("catalogue.unreviewed", language, authority=authority)
    else:
        reviewed = say("catalogue.reviewed", language, day=jalali(service.verified, language, weekday=False))
    return ["", say("catalogue.source", language, title=titles[0], reviewed=reviewed)]


def outdated(service: Service, language: str) -> list[str]:
    """Instead of figures that held until a day that is over: since when, and who knows the new ones."""
    return [_until("catalogue.outdated", service, language), *_contacts(service, language)]


def official(service: Service, language: str) -> list[str]:
    """Below facts that held until a day that is over: since when, and whom to ask before acting."""
    return [_until("catalogue.expired", service, language), *_contacts(service, language)]


def site(service: Service, language: str) -> list[str]:
    """The official site: the service's own, else its authority's; none where neither is recorded."""
    own = next((channel.url for channel in service.channels if channel.url), None)
    if own:
        return [say("catalogue.site", language, site=isolate(readable(own)))]
    return site_of_authority(service, language)


def site_of_authority(service: Service, language: str) -> list[str]:
    """The official site of the organisation behind the service."""
    found = organisations().get(service.authority_id)
    if found is None or found.url is None:
        return []
    return [say("catalogue.site_of", language, name=found.name.text(language), site=isolate(readable(found.url)))]


def phone_text(number: str, language: str) -> str:
    """A telephone number as a citizen reads it."""
    return isolate(number if language == "en" else persian_digits(number))


def readable(url: str) -> str:
    """The address with its Persian words as words, where it stays one piece."""
    plain = unquote(url)
    return plain if plain.isprintable() and " " not in plain else url


def _until(key: str, service: Service, language: str) -> str:
    day = jalali(service.valid_until, language, weekday=False) if service.valid_until else ""
    return say(key, language, day=day, authority=service.authority.text(language))


def _contacts(service: Service, language: str) -> list[str]:
    """Site and telephone: of the service where it has them, else of its authority."""
    return [*site(service, language), *_phone(service, language)]


def _phone(service: Service, language: str) -> list[str]:
    own: Channel | None = next((channel for channel in service.channels if channel.phone), None)
    found = organisations().get(service.authority_id)
    if own and own.phone:
        name, number = own.name, own.phone
    elif found and found.phone:
        name, number = found.name, found.phone
    else:
        return []
    return [say("catalogue.phone_of", language, name=name.text(language), phone=phone_text(number, language))]
