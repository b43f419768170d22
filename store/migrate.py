"""Bring the database to the newest schema; several processes may try at once."""

import asyncio
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from shahryar.errors import StoreError
from store.session import sqlalchemy_url

_LOCK = 5_306_031  # any number of ours: migrations run one after another


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings, with the connection to use."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    made.attributes["connection"] = connection
    return made


def upgrade_now(url: str) -> None:
    """Migrate to the newest schema, blocking.

    Raises:
        StoreError: PostgreSQL cannot be reached, or refuses.
    """
    engine = create_engine(sqlalchemy_url(url))
    try:
        with engine.connect() as guard:
            guard.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
            with engine.begin() as connection:
                command.upgrade(config(connection), "head")
    except (OperationalError, ProgrammingError) as error:
        raise StoreError(f"the database cannot be migrated: {str(error.orig).splitlines()[0]}") from error
    finally:
        engine.dispose()


async def upgrade(url: str) -> None:
    """Migrate to the newest schema. Raises StoreError as `upgrade_now` does."""
    await asyncio.to_thread(upgrade_now, url)
