"""POST /photos and GET /media/{id}."""

import uuid

import aiohttp

from tests.web.client import PAGE, Client
from tests.web.pictures import png


async def test_photo_is_kept_and_served_as_it_was(client: Client) -> None:
    data = png()
    status, body = await client.photo(data, "جلوی در")
    assert (status, body["message"]["text"]) == (202, "جلوی در")
    address = body["message"]["image"]
    assert (await client.replies(1))[0]["image"] == address
    async with client.http.get(address) as response:
        assert await response.read() == data
        assert response.content_type == "image/png" and response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"].startswith("private")
        assert "sandbox" in response.headers["Content-Security-Policy"]


async def test_address_of_a_photo_cannot_be_guessed(client: Client) -> None:
    first = (await client.photo(png()))[1]["message"]["image"]
    second = (await client.photo(png()))[1]["message"]["image"]
    assert first != second and len(first.removeprefix("/media/")) == 32


async def test_repeated_upload_is_taken_once(client: Client) -> None:
    key = str(uuid.uuid4())
    first = await client.photo(png(), id=key)
    assert await client.photo(png(), id=key) == first
    assert len((await client.history())["messages"]) <= 2


async def test_what_is_no_picture_is_refused_whatever_it_says(client: Client) -> None:
    status, body = await client.photo(b"<svg onload=alert(1)>")
    assert (status, body["error"]["code"]) == (415, "photo_kind")
    assert (await client.history())["messages"] == []


async def test_empty_picture_is_refused(client: Client) -> None:
    status, body = await client.photo(b"")
    assert (status, body["error"]["code"]) == (400, "photo_kind")


async def test_large_picture_is_refused(client: Client) -> None:
    status, body = await client.photo(png() + bytes(10 * 1024 * 1024))
    assert (status, body["error"]["code"]) == (413, "photo_large")
    assert "۱۰ مگابایت" in body["error"]["message"]


async def test_picture_before_its_token_is_not_read(client: Client) -> None:
    form = aiohttp.FormData()
    form.add_field("photo", png(), filename="a.png")
    form.add_field("csrf", client.csrf)
    async with client.http.post("/photos", data=form) as response:
        assert (response.status, (await response.json())["error"]["code"]) == (403, "expired")


async def test_broken_multipart_is_refused(client: Client) -> None:
    headers = {"X-CSRF-Token": client.csrf, "Content-Type": "multipart/form-data; boundary=x"}
    async with client.http.post("/photos", data=b"no boundary here", headers=headers) as response:
        assert response.status == 400
    headers["Content-Type"] = "text/plain"
    async with client.http.post("/photos", data=b"text", headers=headers) as response:
        assert (response.status, (await response.json())["error"]["code"]) == (400, "malformed")


async def test_too_many_fields_are_refused(client: Client) -> None:
    status, body = await client.photo(png(), **{f"field{number}": "x" for number in range(12)})
    assert (status, body["error"]["code"]) == (400, "malformed")


async def test_plain_form_sends_a_photo(client: Client) -> None:
    form = aiohttp.FormData({"csrf": client.csrf, "id": str(uuid.uuid4())})
    form.add_field("photo", png(), filename="عکس.png", content_type="image/png")
    form.add_field("caption", "چاله")
    async with client.http.post("/photos", data=form, headers=PAGE) as response:
        page = await response.text()
        assert response.status == 200 and response.history[0].headers["Location"] == "/#last"
    assert "عکس رسید. چاله" in page and page.count('<img src="/media/') == 2
