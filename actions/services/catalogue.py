"""The catalogue: one YAML file a public service (CPSV-AP fields) and the list of problem categories, read once."""

from functools import cache
from pathlib import Path
from typing import Any

from actions.services import records
from actions.services.records import Category, Service
from shahryar.errors import DataError
from shahryar.paths import DATA
from shahryar.yamls import YAMLError, parsed


class Catalogue:
    """Services and problem categories by id."""

    def __init__(self, services: dict[str, Service], categories: dict[str, Category]) -> None:
        self.services = services
        self.categories = categories

    def service(self, name: str | None) -> Service | None:
        """The service of an id, None where the catalogue has none."""
        return self.services.get(name) if name else None

    def category(self, name: str | None) -> Category | None:
        """The problem category of an id, None where there is none."""
        return self.categories.get(name) if name else None

    def siblings(self, service: Service) -> list[Service]:
        """Other records of the service's group, such as renewal and replacement of a passport."""
        return [other for other in self.services.values() if other.group == service.group and other is not service]

    def named(self, names: list[str]) -> list[Service]:
        """The services of those ids that the catalogue has, in the given order."""
        return [self.services[name] for name in names if name in self.services]


def load_yaml(path: Path) -> dict[str, Any]:
    """A YAML file's mapping. Raises DataError with file and line where it cannot be read or is none."""
    try:
        tree = parsed(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise DataError(f"{_shown(path)} cannot be read: {error}") from error
    if not isinstance(tree, dict):
        raise DataError(f"{_shown(path)} must hold a mapping")
    return tree


def _shown(path: Path) -> str:
    return str(path.relative_to(DATA.parent)) if path.is_relative_to(DATA.parent) else path.name


def load(folder: Path = DATA) -> Catalogue:
    """Read `services/*.yml` and `categories.yml` of a data folder.

    Raises:
        DataError: a file is unreadable or lacks a field; the message names file and field.
    """
    services: dict[str, Service] = {}
    for path in sorted((folder / "services").glob("*.yml")):
        service = records.service(load_yaml(path), _shown(path))
        if service.id in services or service.id != path.stem:
            raise DataError(f"{_shown(path)}: identifier must be {path.stem!r}")
        services[service.id] = service
    path = folder / "categories.yml"
    tree = load_yaml(path)
    entries = tree.get("categories", tree)
    return Catalogue(services, {key: records.category(key, value, _shown(path)) for key, value in entries.items()})


@cache
def catalogue() -> Catalogue:
    """The project's catalogue, read at first use. Raises DataError as `load` does."""
    return load()
