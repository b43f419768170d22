"""The text catalogue `data/texts/<language>/<section>.yml`: every sentence of ours that is not a Rasa response."""

from functools import cache
from typing import Any

from shahryar.errors import DataError
from shahryar.paths import DATA
from shahryar.yamls import YAMLError, parsed

LANGUAGES = ("fa", "en")
DEFAULT = "fa"


@cache
def catalogue(language: str) -> dict[str, str]:
    """All texts of a language, flat: `{"requests.ask_location": "…"}`. Raises DataError where a file is unusable."""
    texts: dict[str, str] = {}
    for path in sorted((DATA / "texts" / language).glob("*.yml")):
        try:
            tree = parsed(path.read_text(encoding="utf-8"))
        except (OSError, YAMLError) as error:
            raise DataError(f"cannot read data/texts/{language}/{path.name}: {error}") from error
        texts.update(_flatten(tree, f"{path.stem}."))
    return texts


def _flatten(tree: dict[str, Any], prefix: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in tree.items():
        name = f"{prefix}{key}"
        pairs.extend(_flatten(value, f"{name}.") if isinstance(value, dict) else [(name, str(value))])
    return pairs


def say(key: str, language: str = DEFAULT, **values: object) -> str:
    """The text of a key with its `{placeholders}` filled in; an unknown language speaks Persian.

    Raises:
        DataError: the key is unknown, or a placeholder has no value.
    """
    texts = catalogue(language if language in LANGUAGES else DEFAULT)
    try:
        return texts[key].format(**values)
    except KeyError as error:
        raise DataError(f"text {key!r} ({language}) is missing or lacks a value: {error}") from error
