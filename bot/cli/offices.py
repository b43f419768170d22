"""`shahryar offices import` and `offices list`."""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from actions.services.offices.directory import city_key, load
from actions.services.offices.records import Office
from shahryar import clock
from shahryar.errors import DataError, UsageError
from shahryar.paths import DATA

app = typer.Typer(no_args_is_help=True)
FOLDER = DATA / "offices"
_NAMED: Final = 20  # cities that a complaint lists


@app.command("import")
def bring_in(
    file: Annotated[
        Path, typer.Argument(help="A CSV file: UTF-8, comma, semicolon or tab; headings in Persian or English.")
    ],
    source_title: Annotated[str, typer.Option(help="Where the list comes from, as citizens read it.")] = "",
    source_url: Annotated[str, typer.Option(help="Its address.")] = "",
    accessed: Annotated[
        str, typer.Option(help="Day on which it was fetched, such as 2026-11-22; today if not given.")
    ] = "",
    into: Annotated[
        str, typer.Option(help="Name of the file under data/offices; that of the CSV file if not given.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check all rows and write nothing.")] = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Write the good rows although others are wrong.")
    ] = False,
) -> None:
    """Bring a list of offices into data/offices; a second time it replaces entries of the same id."""
    from bot.office_import import files, rows, values

    try:
        day = values.day(accessed) if accessed else clock.today().isoformat()
    except ValueError as error:
        raise UsageError(f"--accessed: {error}") from error
    name = files.name_of(into or file.stem)
    table = rows.read(file, {"title": source_title, "url": source_url, "accessed": day})
    others = files.elsewhere(FOLDER, name)
    doubles = {number: entry["id"] for number, entry in table.good.items() if entry["id"] in others}
    for number, identifier in doubles.items():
        table.wrong[number] = [f"id {identifier}: is in data/offices/{others[identifier]} already"]
    for heading in table.unused:
        sys.stdout.write(f"column {heading}: not used\n")
    for number, problems in sorted(table.wrong.items()):
        sys.stdout.writelines(f"row {number}: {problem}\n" for problem in problems)
    bad = len(table.wrong)
    good = [entry for number, entry in table.good.items() if number not in doubles]
    if bad and not skip_bad:
        raise DataError(f"{bad} of {bad + len(good)} rows are wrong; nothing was written (--skip-bad takes the others)")
    if not good:
        raise DataError(f"{file.name} has no row that can be taken")
    path = FOLDER / f"{name}.yml"
    merged = files.merge(files.entries_of(path), good)
    if not dry_run:
        files.write(path, merged.entries)
    done = "would be written to" if dry_run else "written to"
    counts = f"{merged.new} new, {merged.changed} changed, {merged.same} unchanged, {bad} skipped"
    sys.stdout.write(f"{counts}; {len(merged.entries)} offices {done} data/offices/{path.name}\n")


@app.command("list")
def show(city: Annotated[str, typer.Option(help="Only those of a city, by its Persian name.")] = "") -> None:
    """List the offices that citizens are shown: id, kind, city, name."""
    offices = load(FOLDER).offices
    found = [o for o in offices if not city or city_key(o.city.fa) == city_key(city)]
    if city and not found:
        raise DataError(f"no office is recorded in {city}; {_recorded(offices)}")
    for office in found:
        mark = " (sample)" if office.sample else ""
        sys.stdout.write(f"{office.id}\t{office.kind}\t{office.city.fa}\t{office.name.fa}{mark}\n")
    sys.stdout.write(f"{len(found)} offices\n")


def _recorded(offices: Sequence[Office]) -> str:
    """The cities that have offices, those with most of them first."""
    cities = [name for name, _ in Counter(office.city.fa for office in offices).most_common()]
    if not cities:
        return "none is recorded anywhere: `shahryar offices import` brings a list in"
    more = f" and {len(cities) - _NAMED} more" if len(cities) > _NAMED else ""
    return f"there are offices in {', '.join(cities[:_NAMED])}{more}"
