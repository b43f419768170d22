"""`shahryar sheets`: all sheets with QR codes as files."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.settings import Settings, load
from shahryar import clock
from shahryar.errors import DataError, UsageError
from shahryar.texts import DEFAULT


def sheets(
    out: Annotated[Path, typer.Option(help="Folder for the pages; made where it is missing.")] = Path("sheets"),
    service: Annotated[str, typer.Option(help="Id of a service: its sheet alone.")] = "",
    bot: Annotated[str, typer.Option(help="User name of the bot that the codes open.")] = "",
    url: Annotated[str, typer.Option(help="Address of the web chat that the codes open where there is no bot.")] = "",
) -> None:
    """Write printable sheets with QR codes: a page for each service and office, and an index."""
    from bot.sheets import listing, pages
    from bot.sheets.links import links

    settings = load()
    known = links(bot or asyncio.run(_bot_name(settings)), url or settings.public_url)
    today = clock.today()
    wanted = [f"s_{service}"] if service else list(listing.arguments())
    made = {}
    for argument in wanted:
        sheet = listing.sheet(argument, DEFAULT)
        if sheet is None:
            raise UsageError(f"there is no service {service!r}; the files of data/services are named after their ids")
        made[_file(argument)] = pages.page(sheet, known, DEFAULT, today)
    if not service:
        made["index.html"] = pages.index(listing.groups(_file, DEFAULT), DEFAULT)
    _write(out, made)
    sys.stdout.write(f"{len(made)} page(s) written to {out}\n")


async def _bot_name(settings: Settings) -> str:
    from bot.channels.telegram.naming import BotName

    token = settings.telegram_token.get_secret_value()
    return await BotName(settings.telegram_bot_name, token, settings.telegram_base_url)()


def _file(argument: str) -> str:
    return f"{argument.replace('_', '-', 1)}.html"


def _write(folder: Path, made: dict[str, str]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, html in made.items():
            (folder / name).write_text(html, encoding="utf-8")
    except OSError as error:
        raise DataError(f"{folder} cannot be written ({error.strerror}); choose another folder by --out") from error
