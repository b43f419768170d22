"""Failures to order, as the real Bot sees them, and raw HTTP in all forms of body."""

import aiohttp
import pytest
from telegram import Bot
from telegram.error import NetworkError, TimedOut

from tests.telegram.double import Double, Kind


@pytest.mark.parametrize(
    ("kind", "error", "words"),
    [
        (Kind.TIMEOUT, TimedOut, "Timed out"),
        (Kind.ERROR, NetworkError, "Internal Server Error"),
        (Kind.GATEWAY, NetworkError, "Bad Gateway"),
        (Kind.DROP, NetworkError, "httpx."),
    ],
)
@pytest.mark.parametrize("after", [False, True])
async def test_ordered_failure(
    double: Double, bot: Bot, kind: Kind, error: type[NetworkError], words: str, after: bool
) -> None:
    double.user(1).say("سلام")
    double.fail("sendMessage", kind, after=after)
    with pytest.raises(error, match=words):
        await bot.send_message(1, "یک")
    assert len(double.user(1).messages) == int(after)
    await bot.send_message(1, "دو")
    assert double.user(1).messages[-1]["text"] == "دو"


async def test_failures_of_any_method_and_several_times(double: Double, bot: Bot) -> None:
    double.fail("*", Kind.ERROR, times=2)
    for _ in range(2):
        with pytest.raises(NetworkError):
            await bot.get_me()
    assert (await bot.get_me()).is_bot


@pytest.mark.parametrize("form", ["json", "form", "multipart", "query"])
async def test_every_form_of_body(double: Double, form: str) -> None:
    double.user(1).say("سلام")
    values = {"chat_id": "1", "text": "سلام"}
    multipart = aiohttp.MultipartWriter("form-data")
    for name, value in values.items():
        multipart.append(value).set_content_disposition("form-data", name=name)
    bodies = {
        "json": {"json": values},
        "form": {"data": values},
        "multipart": {"data": multipart},
        "query": {"params": values},
    }
    url = f"{double.base_url}{double.token}/sendMessage"
    async with aiohttp.ClientSession() as session, session.post(url, **bodies[form]) as response:
        body = await response.json()
    assert body["ok"] is True and body["result"]["text"] == "سلام"


async def test_refusals_over_raw_http(double: Double) -> None:
    async def ask(path: str, **body: object) -> tuple[int, str]:
        async with aiohttp.ClientSession() as session, session.post(f"{double.root}{path}", **body) as response:
            return response.status, (await response.json())["description"]

    own = f"/bot{double.token}"
    assert await ask(f"{own}/danceNow") == (404, "Not Found: method not found")
    assert await ask("/bot123/getMe") == (404, "Not Found")
    assert await ask(f"/bot123:{'A' * 35}/getMe") == (401, "Unauthorized")
    assert (await ask(f"{own}/sendMessage", json={"text": "x"}))[1] == "Bad Request: chat_id is empty"
    broken = await ask(f"{own}/getMe", data="{", headers={"Content-Type": "application/json"})
    assert broken == (400, "Bad Request: can't parse JSON object")
