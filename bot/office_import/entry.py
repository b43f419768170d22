"""One row of a table of offices as an entry of `data/offices`, with all that cannot be read in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from bot.office_import import values
from bot.office_import.headings import DAYS, REQUIRED, WORKDAYS

_LONGEST_CELL: Final = 1000
_TEXTS: Final = ("name", "city", "address")
# In the order of the entry.
_READERS: Final[dict[str, Callable[[str], Any]]] = {
    "district": values.whole,
    "lat": values.degrees,
    "long": values.degrees,
    "phones": values.phones,
    "services": values.services,
}


@dataclass(slots=True)
class Entry:
    """An entry of what could be read: `tree`. `unread`: its fields that are left out, each told of in `problems`."""

    tree: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, cells: Mapping[str, str], source: Mapping[str, str]) -> "Entry":
        """The entry of a row. `source`: `title`, `url` and `accessed` for a row that does not tell its own."""
        entry = cls()
        entry._refuse(cells)
        entry._put("kind", cells, values.kind)
        entry._put("id", cells, lambda cell: values.identifier(cell, entry.tree.get("kind", "office")))
        for name in _TEXTS:
            entry._put(name, cells, partial(_bilingual, english=cells.get(f"{name}_en")))
        for name, reader in _READERS.items():
            entry._put(name, cells, reader)
        entry._put_hours(cells)
        entry.tree["closed_on_holidays"] = entry._read("closed_on_holidays", cells, values.yes, True)
        accessed = entry._read("accessed", cells, values.day, source["accessed"], "source")
        title, url = cells.get("source_title", source["title"]), cells.get("source_url", source["url"])
        entry.tree["source"] = {"title": title, "url": url, "accessed": accessed}
        entry.tree |= {"sample": False, "verified": entry._read("verified", cells, values.day)}
        return entry

    def _refuse(self, cells: Mapping[str, str]) -> None:
        """Note cells that are missing or much too long."""
        empty = [name for name in REQUIRED if name not in cells]
        long = [name for name in cells if len(cells[name]) > _LONGEST_CELL]
        self.problems += [f"{name} is empty" for name in empty]
        self.problems += [f"{name} is longer than {_LONGEST_CELL} characters" for name in long]
        self.unread.update(empty, long)

    def _put(self, name: str, cells: Mapping[str, str], read_cell: Callable[[str], Any]) -> None:
        """Read a cell into the field of its name; a row without it leaves the field out."""
        value = self._read(name, cells, read_cell)
        if value is not None:
            self.tree[name] = value

    def _put_hours(self, cells: Mapping[str, str]) -> None:
        told = {day: day if day in cells else WORKDAYS for day in DAYS if _tells(cells, day)}
        read = {
            column: self._read(column, cells, values.hours, field_name="hours")
            for column in dict.fromkeys(told.values())
        }
        self.tree["hours"] = {day: read[column] for day, column in told.items() if read[column] is not None}

    def _read(
        self,
        name: str,
        cells: Mapping[str, str],
        read_cell: Callable[[str], Any],
        otherwise: Any = None,
        field_name: str | None = None,
    ) -> Any:
        """The value of a cell; `otherwise` where there is none, or it cannot be read."""
        if name not in cells or name in self.unread:
            return otherwise
        try:
            return read_cell(cells[name])
        except ValueError as error:
            self.problems.append(f"{name}: {error}")
            self.unread.add(field_name or name)
            return otherwise


def _tells(cells: Mapping[str, str], day: str) -> bool:
    return day in cells or (WORKDAYS in cells and DAYS.index(day) < DAYS.index("thursday"))


def _bilingual(cell: str, english: str | None) -> Any:
    text = values.persian(cell)
    return {"fa": text, "en": english} if english else text
