"""The reference city as a process of its own, for all end-to-end tests of a run."""

import asyncio
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg
import pytest

from actions.services import backends
from tests.conftest import named

API_KEY = "key-of-the-end-to-end-tests"


@dataclass(frozen=True)
class RunningCity:
    """The city and a look into its list."""

    url: str

    def reports(self, code: str) -> list[dict[str, object]]:
        """Requests in `/requests.json` whose description carries a tracking code."""
        found = httpx.get(f"{self.url}/requests.json", timeout=20).raise_for_status().json()
        return [report for report in found if code in str(report["description"])]


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def city(server: str) -> Iterator[RunningCity]:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE city")
    url = f"http://127.0.0.1:{free_port()}"
    settings = {
        "SHAHRYAR_CITY_DATABASE_URL": named(server, "city"),
        "SHAHRYAR_CITY_PORT": url.rpartition(":")[2],
        "SHAHRYAR_CITY_API_KEY": API_KEY,
        "SHAHRYAR_LOG_LEVEL": "WARNING",
    }
    with subprocess.Popen([sys.executable, "-m", "city"], env={**os.environ, **settings}) as process:
        _wait(url)
        yield RunningCity(url)
        process.terminate()


def _wait(url: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{url}/healthz").close()
        except urllib.error.URLError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the city did not start")


@pytest.fixture
def city_backend(city: RunningCity, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningCity]:
    """The actions of this process speak to the city."""
    monkeypatch.setenv("SHAHRYAR_CITY_URL", city.url)
    monkeypatch.setenv("SHAHRYAR_CITY_API_KEY", API_KEY)
    backends.reset()
    yield city
    backends.reset()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A small real PNG."""
    from PIL import Image

    path = tmp_path / "hole.png"
    Image.new("RGB", (64, 48), (120, 110, 100)).save(path)
    return path


async def until(condition: object, seconds: float = 60.0) -> None:
    """Wait for an (async) condition that must come true; fails when it does not."""
    for _ in range(int(seconds * 20)):
        value = condition()  # type: ignore[operator]
        if await value if asyncio.iscoroutine(value) else value:
            return
        await asyncio.sleep(0.05)
    pytest.fail("what was waited for did not come")
