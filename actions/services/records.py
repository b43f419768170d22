"""Records of the catalogue, checked while they are read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from shahryar.errors import DataError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Localised:
    """A text in both languages."""

    fa: str
    en: str

    def text(self, language: str) -> str:
        """The text in a language; Persian where there is none."""
        return self.en if language == "en" and self.en else self.fa


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
    """A document to bring; `condition` says who must."""

    name: Localised
    condition: Localised | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """`kind`: fixed (an amount of a day), tariff (see the link) or free."""

    kind: str
    description: Localised
    amount_rials: int | None = None
    as_of: date | None = None
    see: Link | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """One public service; what is not recorded is empty.

    Attributes:
        authority_id: the organisation of `data/organisations` that knows what the record lacks.
        verified: day of the last review, None before the first.
    """

    id: str
    name: Localised
    group: str
    default: bool
    description: Localised
    authority: Localised
    authority_id: str
    channels: tuple[Channel, ...]
    requirements: tuple[Localised, ...]
    inputs: tuple[Input, ...]
    steps: tuple[Localised, ...]
    costs: tuple[Cost, ...]
    processing_time: Localised | None
    outputs: tuple[Localised, ...]
    validity: Localised | None
    legal_resource: tuple[Link, ...]
    related: tuple[tuple[str, str], ...]
    sources: tuple[Link, ...]
    verified: date | None
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of urban problem; its id is also the Open311 service code."""

    id: str
    name: Localised


class _Reader:
    """Reads fields of one mapping; every complaint names the file and the field."""

    def __init__(self, tree: Any, where: str) -> None:
        if not isinstance(tree, dict):
            raise DataError(f"{where} must be a mapping")
        self.tree = tree
        self.where = where

    def text(self, key: str) -> str:
        value = self.tree.get(key)
        if not isinstance(value, str) or not value.strip():
            raise DataError(f"{self.where}: {key} must be a text")
        return value.strip()

    def maybe(self, key: str) -> str | None:
        return self.text(key) if self.tree.get(key) is not None else None

    def localised(self, key: str) -> Localised:
        return localised(self.tree.get(key), f"{self.where}: {key}")

    def maybe_localised(self, key: str) -> Localised | None:
        return self.localised(key) if self.tree.get(key) is not None else None

    def day(self, key: str) -> date | None:
        value = self.tree.get(key)
        if value is None or isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError as error:
            raise DataError(f"{self.where}: {key} must be a day such as 2026-05-01") from error

    def several(self, key: str, read: Callable[[Any, str], T]) -> tuple[T, ...]:
        items = self.tree.get(key) or []
        if not isinstance(items, list):
            raise DataError(f"{self.where}: {key} must be a list")
        return tuple(read(item, f"{self.where}: {key}[{index}]") for index, item in enumerate(items))


def localised(value: Any, where: str) -> Localised:
    """A `{fa, en}` mapping or a bare text (the same in both languages). Raises DataError."""
    if isinstance(value, str) and value.strip():
        return Localised(value.strip(), value.strip())
    if isinstance(value, dict) and isinstance(value.get("fa"), str) and value["fa"].strip():
        return Localised(value["fa"].strip(), str(value.get("en") or "").strip())
    raise DataError(f"{where} must be a text in fa and en")


def _link(value: Any, where: str) -> Link:
    read = _Reader(value, where)
    return Link(read.localised("title"), read.maybe("url"), read.day("accessed"))


def _channel(value: Any, where: str) -> Channel:
    read = _Reader(value, where)
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
    read = _Reader(value, where)
    return Input(read.localised("name"), read.maybe_localised("condition"))


def _cost(value: Any, where: str) -> Cost:
    read = _Reader(value, where)
    amount, see = read.tree.get("amount_rials"), read.tree.get("see")
    if amount is not None and not isinstance(amount, int):
        raise DataError(f"{where}: amount_rials must be a whole number")
    link = _link(see, f"{where}: see") if see is not None else None
    return Cost(read.text("kind"), read.localised("description"), amount, read.day("as_of"), link)


def _related(value: Any, where: str) -> tuple[str, str]:
    read = _Reader(value, where)
    return read.text("relation"), read.text("service")


def service(tree: dict[str, Any], where: str) -> Service:
    """A service from its file's mapping. Raises DataError naming `where` and the field."""
    read = _Reader(tree, where)
    authority = _Reader(tree.get("competent_authority"), f"{where}: competent_authority")
    time = tree.get("processing_time")
    processing = _Reader(time, f"{where}: processing_time").localised("description") if time is not None else None
    return Service(
        id=read.text("identifier"),
        name=read.localised("name"),
        group=read.maybe("group") or read.text("identifier"),
        default=bool(tree.get("default", False)),
        description=read.localised("description"),
        authority=authority.localised("name"),
        authority_id=authority.text("id"),
        channels=read.several("channels", _channel),
        requirements=read.several("requirements", localised),
        inputs=read.several("inputs", _input),
        steps=read.several("steps", localised),
        costs=read.several("costs", _cost),
        processing_time=processing,
        outputs=read.several("outputs", localised),
        validity=read.maybe_localised("validity"),
        legal_resource=read.several("legal_resource", _link),
        related=read.several("related", _related),
        sources=read.several("sources", _link),
        verified=read.day("verified"),
        valid_until=read.day("valid_until"),
    )


def category(key: str, tree: Any, where: str) -> Category:
    """A problem category from its entry. Raises DataError."""
    return Category(key, _Reader(tree, f"{where}: {key}").localised("name"))
