"""Records of the catalogue, checked while they are read."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from actions.services.circumstances import Circumstance, When, circumstance, when
from actions.services.reading import Localised, Reader, localised
from shahryar.errors import DataError

_NAMES: Final = ("synonyms", "spoken", "weak")


@dataclass(frozen=True, slots=True)
class Link:
    """A titled address; `accessed` only for sources."""

    title: Localised
    url: str | None = None
    accessed: date | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to get the service: a site, an office, a telephone. `office`: its kind, such as `police10`."""

    kind: str
    name: Localised
    url: str | None = None
    phone: str | None = None
    note: Localised | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """A document to bring; `condition` says who must, `when` the same by circumstances."""

    name: Localised
    condition: Localised | None = None
    when: When = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next, always or by circumstances; `plain`: the same in plain language, where somebody wrote that."""

    text: Localised
    plain: Localised | None = None
    when: When = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cost:
    """`kind`: fixed (an amount of a day), tariff (see the link) or free."""

    kind: str
    description: Localised
    amount_rials: int | None = None
    as_of: date | None = None
    see: Link | None = None
    when: When = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Service:
    """One public service; what is not recorded is empty.

    Attributes:
        synonyms: other names that citizens use.
        authority_id: the organisation of `data/organisations` that knows what the record lacks.
        names: what else it is called.
        cues: words that tell it apart from the other records of its group.
        plain_description: the description in plain language, where somebody wrote that.
        longest_time: the longest usual processing time as an ISO 8601 duration, such as `P14D`.
        verified: day of the last review, None before the first.
    """

    id: str
    name: Localised
    group: str
    default: bool
    names: tuple[str, ...]
    cues: tuple[str, ...]
    description: Localised
    plain_description: Localised | None
    authority: Localised
    authority_id: str
    channels: tuple[Channel, ...]
    circumstances: tuple[Circumstance, ...]
    life_events: tuple[str, ...]
    requirements: tuple[Localised, ...]
    inputs: tuple[Input, ...]
    steps: tuple[Step, ...]
    costs: tuple[Cost, ...]
    processing_time: Localised | None
    longest_time: str | None
    outputs: tuple[Localised, ...]
    validity: Localised | None
    legal_resource: tuple[Link, ...]
    related: tuple[tuple[str, str], ...]
    sources: tuple[Link, ...]
    verified: date | None
    valid_until: date | None
    synonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of urban problem; its id is also the Open311 service code."""

    id: str
    name: Localised


def link(value: Any, where: str) -> Link:
    """A titled address from its mapping. Raises DataError."""
    read = Reader(value, where)
    return Link(read.localised("title"), read.maybe("url"), read.day("accessed"))


def _channel(value: Any, where: str) -> Channel:
    read = Reader(value, where)
    phone = read.tree.get("phone")
    return Channel(
        read.text("kind"),
        read.localised("name"),
        read.maybe("url"),
        str(phone) if phone is not None else None,
        read.maybe_localised("note"),
        read.maybe("office"),
    )


def _input(value: Any, where: str) -> Input:
    read = Reader(value, where)
    return Input(read.localised("name"), read.maybe_localised("condition"), when(read.tree, where))


def _step(value: Any, where: str) -> Step:
    text = localised(value, where)
    return (
        Step(text, Reader(value, where).maybe_localised("plain"), when(value, where))
        if isinstance(value, dict)
        else Step(text)
    )


def _cost(value: Any, where: str) -> Cost:
    read = Reader(value, where)
    amount, see = read.tree.get("amount_rials"), read.tree.get("see")
    if amount is not None and not isinstance(amount, int):
        raise DataError(f"{where}: amount_rials must be a whole number")
    page = link(see, f"{where}: see") if see is not None else None
    return Cost(
        read.text("kind"), read.localised("description"), amount, read.day("as_of"), page, when(read.tree, where)
    )


def _related(value: Any, where: str) -> tuple[str, str]:
    read = Reader(value, where)
    return read.text("relation"), read.text("service")


def service(tree: dict[str, Any], where: str) -> Service:
    """A service from its file's mapping. Raises DataError naming `where` and the field."""
    read = Reader(tree, where)
    authority = Reader(tree.get("competent_authority"), f"{where}: competent_authority")
    time = Reader(tree.get("processing_time") or {}, f"{where}: processing_time")
    return Service(
        id=read.text("identifier"),
        name=read.localised("name"),
        group=read.maybe("group") or read.text("identifier"),
        default=bool(tree.get("default", False)),
        names=tuple(str(name) for key in _NAMES for name in tree.get(key) or ()),
        cues=tuple(map(str, tree.get("cues") or ())),
        description=read.localised("description"),
        plain_description=read.maybe_localised("plain_description"),
        authority=authority.localised("name"),
        authority_id=authority.text("id"),
        channels=read.several("channels", _channel),
        circumstances=read.several("circumstances", circumstance),
        life_events=read.several("life_events", _identifier),
        requirements=read.several("requirements", localised),
        inputs=read.several("inputs", _input),
        steps=read.several("steps", _step),
        costs=read.several("costs", _cost),
        processing_time=time.localised("description") if time.tree else None,
        longest_time=time.maybe("iso"),
        outputs=read.several("outputs", localised),
        validity=read.maybe_localised("validity"),
        legal_resource=read.several("legal_resource", link),
        related=read.several("related", _related),
        sources=read.several("sources", link),
        verified=read.day("verified"),
        valid_until=read.day("valid_until"),
        synonyms=tuple(str(name) for name in tree.get("synonyms") or ()),
    )


def _identifier(value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise DataError(f"{where} must be an id")
    return value


def category(key: str, tree: Any, where: str) -> Category:
    """A problem category from its entry. Raises DataError."""
    return Category(key, Reader(tree, f"{where}: {key}").localised("name"))
