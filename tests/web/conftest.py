"""The web application for each test; a test is a browser, and so a conversation, of its own."""

import contextlib
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.web.browser import Browser
from tests.web.client import Client
from tests.web.serving import Served, ThreadedServer, serve


@pytest.fixture
async def served(database: str) -> AsyncIterator[Served]:
    """The application with its defaults."""
    async with serve(database) as running:
        yield running


@pytest.fixture
async def client(served: Served) -> AsyncIterator[Client]:
    """A browser without script that has opened the page."""
    async with Client.open(served.address) as opened:
        yield opened


@pytest.fixture
def site(database: str) -> Iterator[ThreadedServer]:
    """The application beside a browser that blocks."""
    running = ThreadedServer(database)
    yield running
    running.close()


@pytest.fixture
def browse(tmp_path: Path, site: ThreadedServer) -> Iterator[Callable[..., Browser]]:
    """Opens the page in a new browser: `browse(size=PHONE, script=False, …)`."""
    with contextlib.ExitStack() as stack:

        def opened(**options: Any) -> Browser:
            browser = Browser(tmp_path / uuid.uuid4().hex, **options)
            stack.callback(browser.close)
            browser.open(site.served.address)
            return browser

        yield opened


@pytest.fixture
def browser(browse: Callable[..., Browser]) -> Browser:
    """The page on a desktop."""
    return browse()


@pytest.fixture
async def http(served: Served) -> AsyncIterator[aiohttp.ClientSession]:
    """A program on another machine that asks the public interface."""
    async with aiohttp.ClientSession(served.address) as session:
        yield session
