"""`/?start=s_passport`, as a printed code has it, opens the service without Telegram."""

from collections.abc import Callable

import pytest

from actions.services.offices.directory import directory
from tests.web.browser import PHONE, Browser
from tests.web.client import Client

LINK = "/?start=s_passport"


async def test_without_script_the_service_is_one_press_away(client: Client) -> None:
    page = await client.load(LINK)
    assert 'name="start" value="s_passport"' in page and "صدور گذرنامه" in page
    await client.submit("/messages", start="s_passport")
    page = await client.load()
    assert "برگزیدید: صدور گذرنامه /ask_service{&#34;service&#34;: &#34;passport&#34;}" in page


async def test_looking_at_the_address_takes_nothing_in(client: Client) -> None:
    await client.load(LINK)
    assert (await client.history())["messages"] == []


@pytest.mark.parametrize(
    ("link", "title"), [("c_pothole", "چاله"), (f"o_{directory().offices[0].id}", directory().offices[0].name.fa)]
)
async def test_problems_and_offices_are_opened_too(client: Client, link: str, title: str) -> None:
    assert title in await client.load(f"/?start={link}")
    status, answer = await client.post({"start": link})
    assert status == 202 and title in answer["message"]["text"]


@pytest.mark.parametrize(
    "link", ["s_moon", "x_passport", "passport", "s_", "s_../x", '"><script>', "s_passport;c_pothole"]
)
async def test_what_nothing_opens_is_left_out_and_refused(client: Client, link: str) -> None:
    page = await client.load(f"/?start={link}")
    assert 'name="start"' not in page and "من شهریارم" in page
    assert (await client.post({"start": link}))[0] == 400


async def test_a_link_that_is_no_text_is_malformed(client: Client) -> None:
    assert (await client.post({"start": 5}))[0] == 400


async def test_the_title_is_in_the_language_of_the_conversation(client: Client) -> None:
    await client.submit("/language", language="en")
    assert "Issue of a passport" in await client.load(LINK) or "assport" in await client.load(LINK)
    assert "صدور گذرنامه" not in await client.load(LINK)


@pytest.mark.parametrize("size", [PHONE, (1280, 800)])
def test_the_script_opens_it_by_itself_once(browse: Callable[..., Browser], size: tuple[int, int]) -> None:
    browser = browse(size=size)
    address = browser.driver.current_url.rstrip("/")
    browser.say("سلام", "شنیدم: سلام")
    browser.open(f"{address}{LINK}")
    browser.wait("برگزیدید: صدور گذرنامه")
    assert "شنیدم: سلام" in browser.log()  # the conversation goes on
    assert browser.driver.current_url == f"{address}/"
    browser.driver.refresh()
    browser.wait("برگزیدید: صدور گذرنامه")
    assert browser.log().count("برگزیدید: صدور گذرنامه") == 1
    assert browser.complaints() == []
