"""Situations of life by which services are browsed: `data/life_events.yml`."""

from functools import cache
from pathlib import Path

from actions.services.catalogue import load_yaml
from actions.services.reading import Localised, localised
from shahryar.paths import DATA


def load(path: Path = DATA / "life_events.yml") -> dict[str, Localised]:
    """Id → name, in the order of the file. Raises DataError where it is unusable."""
    return {key: localised(value, f"data/{path.name}: {key}") for key, value in load_yaml(path).items()}


@cache
def life_events() -> dict[str, Localised]:
    """The project's situations of life, read at first use. Raises DataError as `load` does."""
    return load()
