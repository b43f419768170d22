"""A table of offices, row by row, as entries of `data/offices`, with what is wrong in each row."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bot.office_checks import entry_problems, twice, validator
from bot.office_import import values
from bot.office_import.headings import DAYS, REQUIRED, WORKDAYS, fields_of
from shahryar.errors import DataError
from shahryar.paths import DATA

_MOST_BYTES: Final = 20_000_000
_MOST_ROWS: Final = 20_000
_LONGEST_CELL: Final = 1000
# In the order of the entry.
_READERS: Final[dict[str, Callable[[str], Any]]] = {
    "district": values.whole,
    "lat": values.degrees,
    "long": values.degrees,
    "phones": values.phones,
    "services": values.services,
}


@dataclass(slots=True)
class Table:
    """`good`: entries in the order of the rows. `wrong`: number of a row as a spreadsheet counts → what is wrong with it."""

    good: list[dict[str, Any]] = field(default_factory=list)
    wrong: dict[int, str] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)


def read(path: Path, source: Mapping[str, str]) -> Table:
    """Read a CSV file: UTF-8 with or without BOM, comma, semicolon or tab.

    Args:
        path: the file.
        source: `title`, `url` and `accessed` for rows that do not tell their own.

    Raises:
        DataError: the file as a whole is unusable: not readable, no UTF-8, too large, without a needed column.
    """
    rows = _rows(path)
    header = next(rows, [])
    fields = _fields(header, path.name)
    if not (source["title"] and source["url"]) and not {"source_title", "source_url"} <= set(fields):
        raise DataError("citizens are told where a list comes from: give --source-title and --source-url")
    table = Table(unused=[name for name, known in zip(header, fields, strict=True) if known is None and name.strip()])
    schema, known = validator(), {service.stem for service in (DATA / "services").glob("*.yml")}
    seen: dict[str, str] = {}
    for number, row in enumerate(rows, start=2):
        if number > _MOST_ROWS + 1:
            raise DataError(f"{path.name}: more than {_MOST_ROWS} rows; split the file")
        if not any(cell.strip() for cell in row):
            continue
        problems = ["has more cells than there are headings"] if any(row[len(header) :]) else []
        cells = {name: cell.strip() for name, cell in zip(fields, row, strict=False) if name and cell.strip()}
        entry = _entry(cells, source, problems)
        problems += () if problems else entry_problems(entry, schema, known)
        problems += () if problems else twice(entry, f"row {number}", seen)
        if problems:
            table.wrong[number] = "; ".join(dict.fromkeys(problems))
        else:
            table.good.append(entry)
    return table


def _fields(header: Sequence[str], name: str) -> list[str | None]:
    fields = fields_of(header)
    for needed in REQUIRED:
        if needed not in fields:
            raise DataError(f"{name}: there is no column {needed}; docs/recipes.md lists the headings")
    twice = next((one for one in fields if one and fields.count(one) > 1), None)
    if twice:
        raise DataError(f"{name}: two columns stand for {twice}")
    return fields


def _rows(path: Path) -> Iterator[list[str]]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise DataError(f"{path.name} is larger than {_MOST_BYTES // 1_000_000} MB; split it")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DataError(f"{path.name} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path.name} is not UTF-8; save it as “CSV UTF-8”") from error
    line = text.partition("\n")[0]
    delimiter = max(",;\t", key=line.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise DataError(f"{path.name} is no table of commas or semicolons: {error}") from error


def _entry(cells: Mapping[str, str], source: Mapping[str, str], problems: list[str]) -> dict[str, Any]:
    """The entry of a row; what cannot be read goes into `problems`."""

    def told(name: str, read_cell: Callable[[str], Any], otherwise: Any = None) -> Any:
        cell = cells.get(name)
        if cell is None:
            return otherwise
        try:
            return read_cell(cell)
        except ValueError as error:
            problems.append(f"{name}: {error}")
            return otherwise

    problems += [f"{name} is empty" for name in REQUIRED if name not in cells]
    problems += [
        f"{name} is longer than {_LONGEST_CELL} characters" for name in cells if len(cells[name]) > _LONGEST_CELL
    ]
    if problems:
        return {}
    kind = told("kind", values.kind, "")
    entry: dict[str, Any] = {"id": told("id", lambda cell: values.identifier(cell, kind)), "kind": kind}
    entry |= {name: _bilingual(cells, name) for name in ("name", "city")}
    entry["address"] = _bilingual(cells, "address")
    for name, reader in _READERS.items():
        if name in cells:
            entry[name] = told(name, reader)
    entry["hours"] = {day: told(day if day in cells else WORKDAYS, values.hours) for day in DAYS if _tells(cells, day)}
    entry["closed_on_holidays"] = told("closed_on_holidays", values.yes, True)
    entry["source"] = {
        "title": cells.get("source_title", source["title"]),
        "url": cells.get("source_url", source["url"]),
        "accessed": told("accessed", values.day, source["accessed"]),
    }
    return {**entry, "sample": False, "verified": told("verified", values.day)}


def _tells(cells: Mapping[str, str], day: str) -> bool:
    return day in cells or (WORKDAYS in cells and DAYS.index(day) < DAYS.index("thursday"))


def _bilingual(cells: Mapping[str, str], name: str) -> Any:
    text, english = values.persian(cells[name]), cells.get(f"{name}_en")
    return {"fa": text, "en": english} if english else text
