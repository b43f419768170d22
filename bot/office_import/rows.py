"""A table of offices, row by row, as entries of `data/offices`, with all that is wrong in each row."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bot.office_checks import entry_problems, twice, validator
from bot.office_import.entry import Entry
from bot.office_import.headings import REQUIRED, fields_of
from shahryar.errors import DataError
from shahryar.paths import DATA

_MOST_BYTES: Final = 20_000_000
_MOST_ROWS: Final = 20_000


@dataclass(slots=True)
class Table:
    """`good`: number of a row as a spreadsheet counts → its entry. `wrong`: likewise → all that is wrong with it."""

    good: dict[int, dict[str, Any]] = field(default_factory=dict)
    wrong: dict[int, list[str]] = field(default_factory=dict)
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
    fields = _fields(header, path.name, source)
    table = Table(unused=[name for name, known in zip(header, fields, strict=True) if known is None and name.strip()])
    schema, known = validator(), {service.stem for service in (DATA / "services").glob("*.yml")}
    seen: dict[str, str] = {}
    for number, row in enumerate(rows, start=2):
        if number > _MOST_ROWS + 1:
            raise DataError(f"{path.name}: more than {_MOST_ROWS} rows; split the file")
        if not any(cell.strip() for cell in row):
            continue
        cells = {name: cell.strip() for name, cell in zip(fields, row, strict=False) if name and cell.strip()}
        entry = Entry.of(cells, source)
        extra = ["has more cells than there are headings"] if any(row[len(header) :]) else []
        problems = [*extra, *entry.problems, *entry_problems(entry.tree, schema, known, entry.unread)]
        problems += () if problems else twice(entry.tree, f"row {number}", seen)
        if problems:
            table.wrong[number] = [*dict.fromkeys(problems)]
        else:
            table.good[number] = entry.tree
    return table


def _fields(header: Sequence[str], name: str, source: Mapping[str, str]) -> list[str | None]:
    """The field of each column. Raises DataError with all that is wrong with the headings and the source."""
    fields = fields_of(header)
    missing = [needed for needed in REQUIRED if needed not in fields]
    doubled = sorted({one for one in fields if one and fields.count(one) > 1})
    wrong = [f"there is no column {', '.join(missing)}; docs/recipes.md lists the headings"] if missing else []
    wrong += [f"two columns stand for {one}" for one in doubled]
    if not (source["title"] and source["url"]) and not {"source_title", "source_url"} <= set(fields):
        wrong.append("citizens are told where a list comes from: give --source-title and --source-url")
    if wrong:
        raise DataError(f"{name}: {'; '.join(wrong)}")
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
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise DataError(f"{path.name} is no table of commas or semicolons: line {reader.line_num}: {error}") from error
