"""`shahryar db upgrade`, `check` and `doctor`."""

import asyncio
import shutil
import sys
from typing import Annotated

import typer

from bot import app as composition
from bot.settings import load
from shahryar.errors import DataError, ShahryarError

db = typer.Typer(no_args_is_help=True)


@db.command()
def upgrade() -> None:
    """Bring the database to the newest schema."""

    async def run() -> None:
        async with composition.base(load()):
            sys.stdout.write("the database is up to date\n")

    asyncio.run(run())


def check(
    strict: Annotated[bool, typer.Option(help="Take warnings for problems.")] = False,
) -> None:
    """Check everything under data/: names file and line of what is wrong, and warns of what is old or untranslated."""
    from bot.checks import problems, warnings

    found, doubtful = problems(), warnings()
    for problem in found:
        sys.stdout.write(f"{problem}\n")
    for warning in doubtful:
        sys.stdout.write(f"warning: {warning}\n")
    wrong = len(found) + (len(doubtful) if strict else 0)
    if wrong:
        raise DataError(f"{wrong} problem(s) under data/; see the lines above")
    sys.stdout.write(f"data/ is in order; {len(doubtful)} warning(s)\n" if doubtful else "data/ is in order\n")


def doctor() -> None:
    """Say what works on this machine and what does not."""
    lines = asyncio.run(_examine())
    for works, words in lines:
        sys.stdout.write(f"{'ok  ' if works else 'FAIL'} {words}\n")
    if not all(works for works, _ in lines):
        raise typer.Exit(1)


async def _examine() -> list[tuple[bool, str]]:
    settings = load()
    python = sys.version_info[:2] == (3, 11)
    lines = [(python, f"Python {sys.version.split()[0]} (3.11 is needed)")]
    try:
        async with composition.base(settings):
            lines.append((True, f"PostgreSQL {'at SHAHRYAR_DATABASE_URL' if settings.database_url else 'embedded'}"))
    except ShahryarError as error:
        lines.append((False, str(error)))
    model = composition.trained_model(settings)
    lines.append((True, f"model {model.name if model else 'not trained yet; the first start trains it'}"))
    token = bool(settings.telegram_token.get_secret_value())
    lines.append((True, "Telegram is " + ("configured" if token else "not configured (SHAHRYAR_TELEGRAM_TOKEN)")))
    free = shutil.disk_usage(settings.folder.parent if not settings.folder.exists() else settings.folder).free
    lines.append((free > 500_000_000, f"{free // 1_000_000:,} MB free in the data folder"))
    return lines
