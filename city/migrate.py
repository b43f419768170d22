"""Brings the schema `city` to the newest revision."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from city.models import SCHEMA

SCRIPTS = Path(__file__).parent / "migrations"
_LOCK = 0x53484352_43495459  # any constant will do; all servers that migrate this schema must share it


async def migrate(engine: AsyncEngine) -> None:
    """Runs what is missing, in one transaction under an advisory lock: of two servers that start at once the second waits."""
    async with engine.begin() as connection:
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        await connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
        await connection.run_sync(_upgrade)


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
