"""The services of the city, read from `seed/services.yml`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shahryar.errors import DataError
from shahryar.yamls import YAMLError, parsed

SEED = Path(__file__).parent / "seed" / "services.yml"
DATATYPES = ("string", "number", "datetime", "text", "singlevaluelist", "multivaluelist")
TYPES = ("realtime", "batch", "blackbox")


@dataclass(frozen=True)
class Attribute:
    """A question that a service asks. `values` maps keys to Persian names and is empty unless it is a list."""

    code: str
    datatype: str
    description: str
    datatype_description: str | None
    required: bool
    variable: bool
    order: int
    values: Mapping[str, str]

    def definition(self) -> dict[str, Any]:
        """The attribute as a service definition shows it."""
        return {
            "variable": self.variable,
            "code": self.code,
            "datatype": self.datatype,
            "required": self.required,
            "datatype_description": self.datatype_description,
            "order": self.order,
            "description": self.description,
            "values": [{"key": key, "name": name} for key, name in self.values.items()],
        }


@dataclass(frozen=True)
class Service:
    """A kind of report. Reports of a private or blackbox service are hidden from those without an API key."""

    code: str
    name: str
    description: str
    type: str
    keywords: tuple[str, ...]
    group: str
    agency: str
    notice: str
    working_days: int | None
    private: bool
    attributes: tuple[Attribute, ...]

    @property
    def hidden(self) -> bool:
        """Whether its reports are kept from the public answers."""
        return self.private or self.type == "blackbox"

    def listing(self) -> dict[str, Any]:
        """The service as the list of services shows it."""
        return {
            "service_code": self.code,
            "service_name": self.name,
            "description": self.description,
            "metadata": bool(self.attributes),
            "type": self.type,
            "keywords": ",".join(self.keywords),
            "group": self.group,
        }

    def definition(self) -> dict[str, Any]:
        """The service definition; a service without metadata has an empty list of attributes."""
        return {"service_code": self.code, "attributes": [attribute.definition() for attribute in self.attributes]}


class Catalogue:
    """All services in the order of the seed file, with what the discovery document says of the city."""

    def __init__(self, services: list[Service], city: str, contact: str, key_service: str, changeset: str) -> None:
        self._services = {service.code: service for service in services}
        self.city = city
        self.contact = contact
        self.key_service = key_service
        self.changeset = changeset

    def __iter__(self) -> Iterator[Service]:
        return iter(self._services.values())

    def get(self, code: str) -> Service | None:
        """The service with this code, if there is one."""
        return self._services.get(code)


def load(path: Path = SEED) -> Catalogue:
    """Reads and checks a seed file.

    Raises:
        DataError: the file cannot be read, or an entry is wrong; the message names it.
    """
    try:
        content = parsed(path.read_text(encoding="utf-8"))
    except (OSError, YAMLError) as error:
        raise DataError(f"{path.name} cannot be read: {error}") from error
    try:
        services = [_service(entry, content, path) for entry in content["services"]]
        return Catalogue(services, *(content[name] for name in ("city", "contact", "key_service", "changeset")))
    except (KeyError, TypeError) as error:
        raise DataError(f"{path.name} lacks a part or is malformed ({error})") from error


def _service(entry: dict[str, Any], content: dict[str, Any], path: Path) -> Service:
    code = str(entry.get("code", "?"))
    try:
        service = Service(
            code=code,
            name=entry["name"],
            description=entry["description"],
            type=entry.get("type", "realtime"),
            keywords=tuple(entry["keywords"]),
            group=entry["group"],
            agency=content["agencies"][entry["agency"]],
            notice=entry.get("notice", content["notice"]),
            working_days=entry.get("working_days"),
            private=entry.get("private", False),
            attributes=tuple(_attribute(item, order) for order, item in enumerate(entry.get("attributes", []), 1)),
        )
    except (KeyError, TypeError) as error:
        raise DataError(f"{path.name}: service {code!r} is incomplete or malformed ({error})") from error
    _check(service, path)
    return service


def _attribute(item: dict[str, Any], order: int) -> Attribute:
    return Attribute(
        code=item["code"],
        datatype=item["datatype"],
        description=item["description"],
        datatype_description=item.get("hint"),
        required=item.get("required", False),
        variable=item.get("variable", True),
        order=order,
        values={str(key): name for key, name in item.get("values", {}).items()},
    )


def _check(service: Service, path: Path) -> None:
    if service.type not in TYPES:
        raise DataError(f"{path.name}: service {service.code!r} has the unknown type {service.type!r}")
    for attribute in service.attributes:
        if attribute.datatype not in DATATYPES:
            raise DataError(f"{path.name}: {service.code}.{attribute.code} has an unknown datatype")
        if attribute.datatype.endswith("list") != bool(attribute.values):
            raise DataError(f"{path.name}: {service.code}.{attribute.code}: lists, and only lists, need values")
