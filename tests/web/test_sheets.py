"""Sheets on the web port: what is served, what the code opens, and what they look like on paper and on a telephone."""

import base64
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import aiohttp
import pytest
import zxingcpp
from lxml import html
from PIL import Image

from actions.services.catalogue import catalogue
from actions.services.offices.directory import directory
from bot.channels.web.limits import Limits, Rate
from tests.web.browser import DESKTOP, PHONE, Browser
from tests.web.client import PAGE, Client
from tests.web.serving import Served, ThreadedServer, serve

URL = "https://shahryar.example"
LONG = (
    "passport",
    "property-transfer-clearance",
    "birth-certificate-replacement",
    "national-housing",
    "building-permit",
)


async def named() -> str:
    return "shahryar_bot"


def decoded(picture: bytes) -> list[str]:
    """What a telephone reads in a picture."""
    return [found.text for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))]


async def test_a_sheet_is_a_page_of_its_own_with_a_policy_that_lets_nothing_in(client: Client, served: Served) -> None:
    async with client.http.get("/sheets/s/passport", headers=PAGE) as response:
        page = await response.text()
    assert response.status == 200 and response.content_type == "text/html"
    assert "صدور گذرنامه" in page and f"{served.address}/?start=s_passport" in page
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-") and "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_every_link_of_the_index_opens_a_sheet(client: Client) -> None:
    links = html.fromstring(await client.load("/sheets")).xpath("//main//a/@href")
    assert len(links) == len(catalogue().services) + len(directory().offices)
    for link in (*links[:3], *links[-3:]):
        async with client.http.get(link) as response:
            assert response.status == 200, link


async def test_the_index_warns_of_an_address_that_no_telephone_reaches(client: Client, database: str) -> None:
    assert "فقط روی همین دستگاه" in await client.load("/sheets")
    async with serve(database, public_url=URL) as served, Client.open(served.address) as other:
        assert "فقط روی همین دستگاه" not in await other.load("/sheets")


async def test_with_a_bot_the_code_opens_telegram(database: str) -> None:
    async with serve(database, public_url=URL, bot_name=named) as served, Client.open(served.address) as client:
        page = await client.load("/sheets/s/passport")
    assert "https://t.me/shahryar_bot?start=s_passport" in page and f"{URL}/?start=s_passport" in page


@pytest.mark.parametrize("path", ["/sheets/s/moon", "/sheets/o/moon", "/sheets/x/passport", "/sheets/s/..%2fx"])
async def test_a_sheet_that_there_is_not_is_said_so_in_persian(client: Client, path: str) -> None:
    async with client.http.get(path, headers=PAGE) as response:
        assert response.status == 404 and "چنین صفحه‌ای نیست" in await response.text()


async def test_a_sheet_in_english(client: Client) -> None:
    assert '<html lang="en" dir="ltr">' in await client.load("/sheets/s/passport?language=en")
    assert "/sheets/s/passport?language=en" in await client.load("/sheets?language=en")


async def test_too_many_sheets_at_once_are_refused_and_the_chat_is_not(database: str) -> None:
    limits = Limits(address=Rate(2, 0.01))
    async with serve(database, limits=limits) as served, Client.open(served.address) as client:
        for status in (200, 200, 429):
            async with client.http.get("/sheets/s/passport", headers=PAGE) as response:
                page = await response.text()
                assert response.status == status
        assert "برگه‌ها خیلی پشت سر هم" in page and response.headers["Retry-After"].isdigit()
        assert (await client.post({"text": "سلام"}))[0] == 202


@pytest.mark.parametrize("host", ["a b/?c", "[", "x:99999"])
@pytest.mark.parametrize("path", ["/sheets", "/sheets/s/passport"])
async def test_a_host_that_is_none_gets_no_sheet(served: Served, path: str, host: str) -> None:
    async with (
        aiohttp.ClientSession(served.address) as http,
        http.get(path, headers={**PAGE, "Host": host}) as response,
    ):
        assert response.status == 400


@pytest.fixture
def printed(database: str) -> Iterator[ThreadedServer]:
    running = ThreadedServer(database, public_url=URL, bot_name=named)
    yield running
    running.close()


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Callable[[tuple[int, int]], Browser]]:
    opened: list[Browser] = []

    def make(size: tuple[int, int]) -> Browser:
        opened.append(Browser(tmp_path / str(len(opened)), size=size))
        return opened[-1]

    yield make
    for browser in opened:
        browser.close()


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_a_telephone_reads_the_code_as_it_is_drawn(
    printed: ThreadedServer, window: Callable[[tuple[int, int]], Browser], size: tuple[int, int]
) -> None:
    browser = window(size)
    office = directory().offices[0].id
    for path, link in (("s/passport", "s_passport"), (f"o/{office}", f"o_{office}")):
        browser.open(f"{printed.served.address}/sheets/{path}")
        assert decoded(base64.b64decode(browser.find(".code").screenshot_as_base64)) == [
            f"https://t.me/shahryar_bot?start={link}"
        ]
        assert browser.script("document.documentElement.scrollWidth <= innerWidth")
    assert browser.complaints() == []  # the policy lets the style in


def test_every_long_sheet_is_one_page_of_paper(
    printed: ThreadedServer, window: Callable[[tuple[int, int]], Browser]
) -> None:
    browser = window(DESKTOP)
    for service in LONG:
        for language in ("fa", "en"):
            browser.open(f"{printed.served.address}/sheets/s/{service}?language={language}")
            made = browser.command("Page.printToPDF", preferCSSPageSize=True)
            pages = re.findall(rb"/Type\s*/Page\b", base64.b64decode(made["data"]))
            assert len(pages) == 1, (service, language)
