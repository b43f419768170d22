"""Reading the fields of a data file, each complaint with file and field."""

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


class Reader:
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
