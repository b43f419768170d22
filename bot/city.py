"""The reference city as a process of its own: joined where it runs already, started where not, restarted when it dies."""

import asyncio
import contextlib
import hashlib
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import httpx
import structlog

from bot.settings import Settings
from shahryar.errors import BackendUnavailable

log = structlog.stdlib.get_logger(__name__)
_START = 20.0  # seconds that the city may take to answer
_CHECK = 2.0  # seconds between two looks at it


def instance(api_key: str) -> str:
    """Name by which a city that holds this key is known; tells ours from another one on the same port."""
    return hashlib.sha256(f"instance:{api_key}".encode()).hexdigest()[:16]


class City:
    """Keeps one reference city for this data folder.

    Several processes share it (its address lies in `city.url`); whoever started it ends it, and then another one of
    them starts it anew.
    """

    def __init__(self, settings: Settings, database: str) -> None:
        self._settings = settings
        self._database = database
        self._note = settings.folder / "city.url"
        self._process: asyncio.subprocess.Process | None = None

    async def ensure(self) -> str:
        """Its base URL; starts it where it does not run. Raises BackendUnavailable when it does not start."""
        known = self._note.read_text(encoding="ascii") if self._note.exists() else self._settings.city_address
        if await self._ours(known):
            return known
        port = _free_port(urlsplit(known).port or self._settings.city_port)  # where others look for it, if it may be
        url = f"http://127.0.0.1:{port}"
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "city",
            env=environment(self._settings, self._database, port),
            stdin=asyncio.subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C in the terminal is for us; we then end the city in order
        )
        await self._wait(url)
        self._note.write_text(url, encoding="ascii")
        return url

    async def watch(self) -> None:
        """Start it again whenever it is gone."""
        while True:
            await asyncio.sleep(_CHECK)
            try:
                await self.ensure()
            except BackendUnavailable as error:
                log.error("the city is down", code=error.code, error=error.message)

    async def stop(self) -> None:
        """End it where this process started it."""
        if self._process and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()

    async def _ours(self, url: str) -> bool:
        try:
            async with httpx.AsyncClient(timeout=5) as client:
                health = (await client.get(f"{url}/healthz")).json()
        except (httpx.HTTPError, ValueError):
            return False
        return bool(health.get("instance") == instance(self._settings.api_key()))

    async def _wait(self, url: str) -> None:
        deadline = asyncio.get_running_loop().time() + _START
        while not await self._ours(url):
            dead = self._process is None or self._process.returncode is not None
            if dead or asyncio.get_running_loop().time() > deadline:
                raise BackendUnavailable(f"the reference city did not start at {url}; see the log line above")
            await asyncio.sleep(0.1)


def environment(settings: Settings, database: str, port: int) -> dict[str, str]:
    """Environment of the city's process."""
    return {
        **os.environ,
        "SHAHRYAR_CITY_DATABASE_URL": database,
        "SHAHRYAR_CITY_PORT": str(port),
        "SHAHRYAR_CITY_API_KEY": settings.api_key(),
        "SHAHRYAR_LOG_LEVEL": settings.log_level,
        "SHAHRYAR_CITY_INSTANCE": instance(settings.api_key()),
    }


def _free_port(wanted: int) -> int:
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise BackendUnavailable("no free port for the reference city; set SHAHRYAR_CITY_PORT")


@asynccontextmanager
async def running(settings: Settings, database: str) -> AsyncIterator[str]:
    """Base URL of the Open311 server while the block lasts: the configured one, else the reference city."""
    if settings.city_url:
        yield settings.city_address
        return
    city = City(settings, database)
    try:
        url = await city.ensure()
        watcher = asyncio.create_task(city.watch(), name="city")
        try:
            yield url
        finally:
            watcher.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watcher
    finally:
        await city.stop()
