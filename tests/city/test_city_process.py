"""`python -m city` as a process, migrations, and clients that others wrote."""

import asyncio
import itertools
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from city.migrate import migrate
from city.models import SCHEMA, Base
from city.session import make_engine
from tests.city.city_client import KEY, City


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def process(**environment: str) -> Iterator[subprocess.Popen[str]]:
    """`python -m city` with these settings; killed if it outlives the test."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SHAHRYAR_CITY_")}
    child = subprocess.Popen(
        [sys.executable, "-m", "city"], env={**kept, **environment}, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        yield child
    finally:
        child.kill()
        child.communicate()


def wait_until_serving(child: subprocess.Popen[str]) -> None:
    """Reads the log until the server says that it serves."""
    assert child.stderr is not None
    for line in child.stderr:
        if '"serving"' in line:
            return
    raise AssertionError("the server ended before it served")


def test_starts_serves_and_stops(postgres_url: str) -> None:
    port = str(free_port())
    settings = {
        "SHAHRYAR_CITY_DATABASE_URL": postgres_url,
        "SHAHRYAR_CITY_PORT": port,
        "SHAHRYAR_CITY_API_KEY": "own key",
    }
    with process(**settings) as first:
        wait_until_serving(first)
        form = b"api_key=own+key&service_code=pothole&address_id=1"
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/requests.xml", form) as answer:
            assert b"<service_request_id>" in answer.read()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/requests.xml?api_key=own+key") as answer:
            assert answer.status == 200
        with process(**settings) as second:
            _, complaint = second.communicate(timeout=60)
            assert second.returncode == 1
            (line,) = [line for line in complaint.splitlines() if not line.startswith("{")]
            assert f"cannot listen at 127.0.0.1:{port}" in line
        first.send_signal(signal.SIGTERM)
        _, log = first.communicate(timeout=60)
    assert first.returncode == 0
    assert '"stopping"' in log
    assert "own" not in log
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz")


@pytest.mark.parametrize(
    ("environment", "code", "words"),
    [
        ({}, 2, "SHAHRYAR_CITY_DATABASE_URL is not set"),
        ({"SHAHRYAR_CITY_DATABASE_URL": "postgresql:///x?host=/nonexistent"}, 1, "database cannot be reached"),
    ],
)
def test_refuses_in_one_line(environment: dict[str, str], code: int, words: str) -> None:
    with process(**environment) as child:
        _, complaint = child.communicate(timeout=60)
    assert child.returncode == code
    (line,) = complaint.splitlines()
    assert words in line


async def test_migrations_run_at_the_same_time_and_again(postgres_url: str) -> None:
    engine = make_engine(postgres_url)
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("DROP DATABASE IF EXISTS twice"))
        await connection.execute(text("CREATE DATABASE twice"))
    await engine.dispose()
    engines = [make_engine(postgres_url.replace("/postgres?", "/twice?")) for _ in range(4)]
    await asyncio.gather(*(migrate(each) for each in engines))
    await migrate(engines[0])

    def inspect(connection: Connection) -> tuple[Any, ...]:
        versions = connection.execute(text(f"SELECT version_num FROM {SCHEMA}.alembic_version")).scalars().all()
        outside = connection.execute(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")).scalar_one()
        options = {
            "version_table_schema": SCHEMA,
            "include_schemas": True,
            "include_name": lambda name, kind, _parents: kind != "schema" or name == SCHEMA,
        }
        return versions, outside, compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)

    async with engines[0].connect() as connection:
        versions, outside, differences = await connection.run_sync(inspect)
    for each in engines:
        await each.dispose()
    assert (list(versions), outside) == (["0001"], 0)
    assert differences == []


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The `three` package, unchanged; it was written for Python 2, whose `itertools.ifilter` it still imports."""
    monkeypatch.setattr(itertools, "ifilter", filter, raising=False)
    import three as client

    return client


async def test_third_party_client(city: City, three: ModuleType) -> None:
    client = three.Three(city.url, api_key=KEY, jurisdiction="sample-city.example")

    def first() -> tuple[Any, ...]:
        posted = client.post(
            "pothole", address="خیابان آزادی", name="زهرا نمونه", phone="0", description="چاله", lat="35.7", long="51.4"
        )
        batch = client.post("other-problem", address="خیابان آزادی", description="صندلی شکسته")
        return client.discovery(), client.services(), client.services("pothole"), posted, batch

    discovery, services, definition, posted, batch = await asyncio.to_thread(first)
    assert discovery["endpoints"][0]["url"] == city.url
    assert len(services) == 31
    assert definition["attributes"][0]["code"] == "size"
    identity = posted[0]["service_request_id"]
    city.clock.advance(seconds=5)

    def second() -> tuple[Any, ...]:
        today = city.clock().strftime("%m-%d-%Y")
        return (
            client.request(identity),
            client.requests("pothole", status="open"),
            client.requests(start="01-01-2020", end="03-01-2020"),
            client.requests(between=[today, today]),
            client.token(batch[0]["token"]),
            client.post("pothole", api_key="wrong", address="x"),
        )

    one, many, old, today, token, refused = await asyncio.to_thread(second)
    assert one == many
    assert (one[0]["service_request_id"], one[0]["address"]) == (identity, "خیابان آزادی")
    assert old == today == []
    assert token[0]["service_request_id"] not in (None, identity)
    assert refused == [{"code": 403, "description": "api_key is not valid."}]
