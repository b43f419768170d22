"""The connection of the city server to PostgreSQL."""

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from shahryar.errors import StoreError

Sessions = async_sessionmaker[AsyncSession]


def make_engine(database_url: str) -> AsyncEngine:
    """An engine that checks pooled connections, so that a restart of PostgreSQL costs nobody an error."""
    return create_async_engine(
        database_url, pool_pre_ping=True, pool_size=10, pool_timeout=10, connect_args={"connect_timeout": 5}
    )


def make_sessions(engine: AsyncEngine) -> Sessions:
    """Sessions whose objects stay readable after the commit."""
    return async_sessionmaker(engine, expire_on_commit=False)


async def ping(engine: AsyncEngine) -> None:
    """Asks the database for one row.

    Raises:
        StoreError: it cannot be reached.
    """
    try:
        async with engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
    except DBAPIError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise StoreError(
            f"the city's database cannot be reached ({reason}); check SHAHRYAR_CITY_DATABASE_URL"
        ) from error
