"""Tokens, cookies, headers and limits."""

import uuid

import aiohttp
import pytest

from bot.channels.web.limits import Buckets, Limits, Rate
from tests.web.client import PAGE, Client
from tests.web.serving import Served, serve


async def test_message_without_the_right_token_is_refused(served: Served, client: Client) -> None:
    async with Client.open(served.address) as other:
        for token in ("", "0" * 64, other.csrf):
            status, body = await client.post({"text": "سلام"}, csrf=token)
            assert (status, body["error"]["code"]) == (403, "expired")


async def test_token_with_letters_outside_ascii_is_refused(client: Client) -> None:
    response = await client.submit("/messages", text="سلام", csrf="توکن")
    assert response.status == 403


@pytest.mark.parametrize("path", ["/messages", "/photos", "/language"])
async def test_post_without_cookie_is_refused(served: Served, path: str) -> None:
    async with aiohttp.ClientSession() as http, http.post(served.address + path, data={"text": "سلام"}) as response:
        assert response.status == 403 and (await response.json())["error"]["code"] == "expired"


async def test_form_without_token_is_refused_with_a_page(client: Client) -> None:
    response = await client.submit("/messages", csrf="", text="نوشتهٔ من")
    page = await response.text()
    assert response.status == 403 and response.content_type == "text/html"
    assert "صفحه را تازه کنید" in page and "نوشتهٔ من</textarea>" in page


async def test_cookie_is_closed_to_scripts_and_other_sites(served: Served) -> None:
    async with aiohttp.ClientSession() as http, http.get(served.address, headers=PAGE) as response:
        cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Secure" not in cookie
    assert len(response.cookies["shahryar"].value) == 43


async def test_https_makes_the_cookie_secure_and_is_held(database: str) -> None:
    async with (
        serve(database, public_url="https://chat.city.example") as served,
        aiohttp.ClientSession() as http,
        http.get(served.address, headers=PAGE) as response,
    ):
        headers = response.headers
    assert "Secure" in headers["Set-Cookie"] and headers["Set-Cookie"].startswith("__Host-shahryar=")
    assert headers["Strict-Transport-Security"] == "max-age=31536000"


async def test_policy_allows_no_inline_script_or_style(client: Client) -> None:
    async with client.http.get("/", headers=PAGE) as response:
        page, headers = await response.text(), response.headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["Cache-Control"] == "no-store"
    assert "style=" not in page and "onclick" not in page and "<script>" not in page
    assert "http://" not in page and "https://" not in page  # nothing from elsewhere


async def test_flood_of_a_conversation_is_slowed(database: str) -> None:
    limits = Limits(conversation=Rate(3, 0.1))
    async with serve(database, limits=limits) as served, Client.open(served.address) as client:
        answers = [await client.post({"text": f"{number}"}) for number in range(5)]
        assert [status for status, _ in answers] == [202, 202, 202, 429, 429]
        assert "۱۰ ثانیه" in answers[3][1]["error"]["message"]
        async with Client.open(served.address) as other:
            assert (await other.post({"text": "سلام"}))[0] == 202


async def test_flood_of_an_address_is_slowed_across_conversations(database: str) -> None:
    async with serve(database, limits=Limits(address=Rate(1, 0.01))) as served:
        statuses = []
        for _ in range(2):
            async with Client.open(served.address) as client:
                statuses.append((await client.post({"text": "سلام"}))[0])
    assert statuses == [202, 429]


async def test_addresses_behind_a_proxy_of_this_machine_are_told_apart(database: str) -> None:
    statuses = []
    async with serve(database, limits=Limits(address=Rate(1, 0.01))) as served, Client.open(served.address) as client:
        for forwarded in ("198.51.100.1, 203.0.113.5", "203.0.113.5", "198.51.100.1, 203.0.113.6"):
            headers = {"X-CSRF-Token": client.csrf, "X-Forwarded-For": forwarded}
            body = {"id": str(uuid.uuid4()), "text": "سلام"}
            async with client.http.post("/messages", json=body, headers=headers) as response:
                statuses.append(response.status)
    assert statuses == [202, 429, 202]


async def test_refused_flood_says_when_to_come_back(database: str) -> None:
    async with (
        serve(database, limits=Limits(conversation=Rate(1, 0.1))) as served,
        Client.open(served.address) as client,
    ):
        await client.submit("/messages", text="یک")
        response = await client.submit("/messages", text="دو")
    assert response.status == 429 and response.headers["Retry-After"] == "10"


def test_bucket_refills_with_time() -> None:
    now = [0.0]
    bucket = Buckets(Rate(burst=2, per_second=0.5), clock=lambda: now[0])
    assert [bucket.take("a"), bucket.take("a"), bucket.take("a"), bucket.take("b")] == [0, 0, 2, 0]
    now[0] = 2.0
    assert [bucket.take("a"), bucket.take("a")] == [0, 2]


@pytest.mark.parametrize("path", ["/nowhere", "/media/short", "/media/" + "a" * 32, "/static/../app.py"])
async def test_unknown_addresses_are_404_without_leaks(client: Client, path: str) -> None:
    async with client.http.get(path) as response:
        body = await response.json()
    assert (response.status, body["error"]["code"]) == (404, "not_found")


async def test_unknown_page_leads_back_to_the_conversation(client: Client) -> None:
    page = await client.load("/nowhere")
    assert "چنین صفحه‌ای نیست" in page and 'href="/"' in page


async def test_wrong_method_is_refused(client: Client) -> None:
    async with client.http.get("/messages") as response:
        assert response.status == 405


async def test_missing_static_file_is_404(client: Client) -> None:
    async with client.http.get("/static/none.js") as response:
        assert response.status == 404 and await response.read() == b""


@pytest.mark.parametrize(("header", "words"), [("en", "The message was empty"), ("en-US,en;q=0.9", "پیام خالی بود")])
async def test_refusal_is_in_the_language_of_the_page(client: Client, header: str, words: str) -> None:
    headers = {"X-CSRF-Token": client.csrf, "Accept-Language": header}
    body = {"id": str(uuid.uuid4()), "text": ""}
    async with client.http.post("/messages", json=body, headers=headers) as response:
        assert words in (await response.json())["error"]["message"]
