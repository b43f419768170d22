"""Organisations behind the services: their names, and their official addresses where those are recorded."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from actions.services.catalogue import load_yaml
from actions.services.reading import Localised, localised
from shahryar.errors import DataError
from shahryar.paths import DATA


@dataclass(frozen=True, slots=True)
class Organisation:
    """`url`: the official address, None where none is recorded. `short`: what people call it, for buttons."""

    id: str
    name: Localised
    url: str | None = None
    short: Localised | None = None

    @property
    def label(self) -> Localised:
        """Its name as it stands on a button."""
        return self.short or self.name


def load(folder: Path = DATA / "organisations") -> dict[str, Organisation]:
    """Organisations by id. Raises DataError naming the file that is wrong."""
    return {path.stem: _organisation(path) for path in sorted(folder.glob("*.yml"))}


def _organisation(path: Path) -> Organisation:
    tree = load_yaml(path)
    where = f"data/organisations/{path.name}"
    url = tree.get("url")
    if url is not None and not isinstance(url, str):
        raise DataError(f"{where}: url must be a text")
    short = localised(tree["short"], f"{where}: short") if "short" in tree else None
    return Organisation(path.stem, localised(tree.get("name"), f"{where}: name"), url, short)


@cache
def organisations() -> dict[str, Organisation]:
    """The project's organisations, read at first use. Raises DataError as `load` does."""
    return load()
