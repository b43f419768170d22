"""Organisations behind the services: their names, and their official addresses where those are recorded."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from actions.services.catalogue import load_yaml
from actions.services.reading import Localised, Reader
from actions.services.records import Link, link
from shahryar.paths import DATA


@dataclass(frozen=True, slots=True)
class Organisation:
    """`url`: the official address, `phone`: its number as dialled in Iran, `short`: what people call it, for buttons.

    `own`: it is this assistant.
    """

    id: str
    name: Localised
    url: str | None = None
    phone: str | None = None
    sources: tuple[Link, ...] = ()
    short: Localised | None = None
    own: bool = False

    @property
    def label(self) -> Localised:
        """Its name as it stands on a button."""
        return self.short or self.name


def load(folder: Path = DATA / "organisations") -> dict[str, Organisation]:
    """Organisations by id. Raises DataError naming the file that is wrong."""
    return {path.stem: _organisation(path) for path in sorted(folder.glob("*.yml"))}


def _organisation(path: Path) -> Organisation:
    read = Reader(load_yaml(path), f"data/organisations/{path.name}")
    return Organisation(
        path.stem,
        read.localised("name"),
        read.maybe("url"),
        read.maybe("phone"),
        read.several("sources", link),
        read.maybe_localised("short"),
        read.tree.get("own") is True,
    )


@cache
def organisations() -> dict[str, Organisation]:
    """The project's organisations, read at first use. Raises DataError as `load` does."""
    return load()
