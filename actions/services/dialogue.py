"""Lists that steer the dialogue, and words by which it knows short answers: data/dialogue/*.yml, read once."""

from functools import cache
from pathlib import Path
from typing import Any

from actions.services.catalogue import load_yaml
from shahryar.errors import DataError
from shahryar.paths import DATA


def load(folder: Path = DATA / "dialogue") -> dict[str, Any]:
    """All lists of a folder by name. Raises DataError where a file is unusable, or two files have a list of the same name."""
    found: dict[str, Any] = {}
    for path in sorted(folder.glob("*.yml")):
        tree = load_yaml(path)
        if twice := sorted(found.keys() & tree.keys()):
            raise DataError(f"data/dialogue/{path.name}: in another file too: {', '.join(twice)}")
        found |= tree
    return found


@cache
def lists() -> dict[str, Any]:
    """The project's lists, read at first use. Raises DataError as `load` does."""
    return load()
