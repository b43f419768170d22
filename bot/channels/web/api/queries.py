"""Parameters of `/api/v1/services`, checked, and the search in names."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from actions.services.records import Service
from bot.channels.web.refusals import Refusal
from nlu.normalised import ZWNJ, normalise

PARAMETERS: Final = ("q", "life_event", "organisation", "limit", "offset")
MAX_QUERY: Final = 100  # characters
MAX_LIMIT: Final = 100
DEFAULT_LIMIT: Final = 50
MAX_OFFSET: Final = 100_000


@dataclass(frozen=True, slots=True)
class Query:
    """Which services are asked for; `words` are normalised, empty means all."""

    words: tuple[str, ...]
    life_event: str
    organisation: str
    limit: int
    offset: int

    def fits(self, service: Service) -> bool:
        """Whether the service is among those asked for, `limit` and `offset` apart."""
        if self.life_event and self.life_event not in service.life_events:
            return False
        if self.organisation and self.organisation != service.authority_id:
            return False
        name = _joined(f"{service.name.fa}\n{service.name.en}")
        return all(word in name for word in self.words)


def read_query(given: Mapping[str, str], life_events: Container[str], organisations: Container[str]) -> Query:
    """The query of a request; an empty parameter counts as absent. Raises Refusal `bad_parameter` (400)."""
    only(given, PARAMETERS)
    return Query(
        _words(given.get("q", "")),
        known_id(given, "life_event", life_events, "/api/v1/life-events"),
        known_id(given, "organisation", organisations, "/api/v1/organisations"),
        number(given, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT),
        number(given, "offset", 0, 0, MAX_OFFSET),
    )


def only(given: Mapping[str, str], allowed: tuple[str, ...] = ()) -> None:
    """Raise Refusal `bad_parameter` (400) for a parameter that the address does not know: a misspelt one says so."""
    for name in given:
        if name not in allowed:
            known = f"It knows {', '.join(allowed)}." if allowed else "It takes none."
            raise bad(f"This address has no parameter {name[:40]!r}. {known}")


def _words(text: str) -> tuple[str, ...]:
    if len(text) > MAX_QUERY:
        raise bad(f"The parameter 'q' is longer than {MAX_QUERY} characters.")
    return tuple(normalise(text).text.replace(ZWNJ, " ").split())


@lru_cache(maxsize=4096)
def _joined(name: str) -> str:
    """A name without spaces and half-spaces: people write «ثبت‌نام», «ثبت نام» and «ثبتنام»."""
    return "".join(normalise(name).text.replace(ZWNJ, " ").split())


def known_id(given: Mapping[str, str], name: str, ids: Container[str], where: str) -> str:
    """An id, empty where none is given. `where`: the address that lists them all. Raises Refusal."""
    value = given.get(name, "")
    if value and value not in ids:
        raise bad(f"The parameter {name!r} is not an id that is listed at {where}.")
    return value


def number(given: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    """A whole number within its bounds, `default` where none is given. Raises Refusal."""
    value = given.get(name, "")
    if not value:
        return default
    found = int(value) if value.isascii() and value.isdecimal() and len(value) <= len(str(most)) else -1
    if not least <= found <= most:
        raise bad(f"The parameter {name!r} must be a whole number from {least} to {most}.")
    return found


def bad(sentence: str) -> Refusal:
    """The refusal of a parameter, to be raised."""
    return Refusal("bad_parameter", 400, sentence)
