"""POST /messages: what is taken, once, and what is refused."""

import uuid

import pytest
from sqlalchemy import func, select

from bot.messages import Incoming, Kind
from store import session
from store.models import Update
from tests.web.client import Client
from tests.web.serving import Served


async def stored(client: Client) -> list[Incoming]:
    async with session.transaction() as connection:
        rows = await connection.scalars(select(Update.incoming).order_by(Update.id))
        return [Incoming.from_json(row) for row in rows]


async def test_text_is_kept_and_answered(client: Client) -> None:
    status, body = await client.post({"text": "سلام شهریار"})
    assert (status, body["message"]["from"], body["message"]["text"]) == (202, "citizen", "سلام شهریار")
    assert [reply["text"] for reply in await client.replies(1)] == ["شنیدم: سلام شهریار"]


async def test_conversation_is_named_by_a_hash_that_does_not_hold_the_cookie(client: Client) -> None:
    await client.post({"text": "سلام"})
    (incoming,) = await stored(client)
    channel, _, address = incoming.conversation.partition(":")
    assert channel == "web" and len(address) == 32 and set(address) <= set("0123456789abcdef")
    assert client.cookie not in incoming.conversation + incoming.update_id


async def test_repetition_with_the_same_id_is_taken_once(client: Client) -> None:
    body = {"id": str(uuid.uuid4()), "text": "فقط یک بار"}
    first = await client.post(body)
    second = await client.post(body)
    assert first == second and first[0] == 202
    assert len(await stored(client)) == 1


async def test_one_id_of_two_browsers_is_two_messages(served: Served, client: Client) -> None:
    body = {"id": str(uuid.uuid4()), "text": "سلام"}
    async with Client.open(served.address) as other:
        assert (await other.post(body))[0] == (await client.post(body))[0] == 202
    conversations = {incoming.conversation for incoming in await stored(client)}
    assert len(conversations) == 2


async def test_pressed_button_sends_the_offered_payload(client: Client) -> None:
    await client.post({"text": "گذرنامه"})
    (reply,) = await client.replies(1)
    assert [[button["title"] for button in row] for row in reply["buttons"]] == [["تمدید", "المثنی"], ["هیچ‌کدام"]]
    assert "payload" not in str(reply) and "/deny" not in str(reply)
    status, _ = await client.post({"button": reply["buttons"][1][0]["id"]})
    assert status == 202
    assert (await client.replies(2))[1]["text"] == "برگزیدید: هیچ‌کدام /deny"


async def test_button_of_another_conversation_is_refused(served: Served, client: Client) -> None:
    await client.post({"text": "گذرنامه"})
    (reply,) = await client.replies(1)
    async with Client.open(served.address) as other:
        status, body = await other.post({"button": reply["buttons"][0][0]["id"]})
    assert (status, body["error"]["code"]) == (409, "button_gone")


async def test_location_is_kept_in_degrees(client: Client) -> None:
    status, body = await client.post({"location": [35.6892, 51.389]})
    assert status == 202
    assert body["message"]["place"]["label"] == "موقعیت: \u2066۳۵٫۶۸۹۲۰\u2069، \u2066۵۱٫۳۸۹۰۰\u2069"
    (incoming,) = await stored(client)
    assert (incoming.kind, incoming.location) == (Kind.LOCATION, (35.6892, 51.389))


async def test_slash_command_becomes_a_command_and_stays_readable(client: Client) -> None:
    _, body = await client.post({"text": "/start s_passport"})
    (incoming,) = await stored(client)
    assert (incoming.kind, incoming.command, incoming.argument) == (Kind.COMMAND, "start", "s_passport")
    assert body["message"]["text"] == "/start s_passport"


async def test_control_characters_and_lone_surrogates_are_dropped(client: Client) -> None:
    _, body = await client.post({"text": "یک\x00\ud800\r\nدو\x1b"})
    assert body["message"]["text"] == "یک\nدو"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"text": "   \n "}, 400, "empty"),
        ({}, 400, "empty"),
        ({"text": "ب" * 4097}, 413, "too_long"),
        ({"text": "ب" * 40_000}, 413, "too_long"),
        ({"text": 5}, 400, "malformed"),
        ({"text": "سلام", "id": "یک"}, 400, "malformed"),
        ({"text": "سلام", "id": None}, 400, "malformed"),
        ({"button": "/deny"}, 400, "malformed"),
        ({"button": "1:0'; DROP TABLE updates"}, 400, "malformed"),
        ({"button": "999999999:0"}, 409, "button_gone"),
        ({"location": [91, 0]}, 400, "malformed"),
        ({"location": [35.7]}, 400, "malformed"),
        ({"location": "35,51"}, 400, "malformed"),
        ({"location": [float("nan"), 51]}, 400, "malformed"),
        ({"location": {"lat": 1}}, 400, "malformed"),
        ([1, 2], 400, "malformed"),
        ("text", 400, "malformed"),
    ],
)
async def test_bad_input_is_refused_with_a_persian_sentence(
    client: Client, body: object, status: int, code: str
) -> None:
    answered, data = await client.post(body)
    assert (answered, data["error"]["code"]) == (status, code)
    assert any("\u0600" <= letter <= "\u06ff" for letter in data["error"]["message"])
    async with session.transaction() as connection:
        assert await connection.scalar(select(func.count()).select_from(Update)) == 0


async def test_longest_text_is_taken(client: Client) -> None:
    status, body = await client.post({"text": "ب" * 4096})
    assert status == 202 and len(body["message"]["text"]) == 4096


async def test_body_that_is_no_json_is_refused(client: Client) -> None:
    headers = {"X-CSRF-Token": client.csrf, "Content-Type": "application/json"}
    async with client.http.post("/messages", data=b"{\xff", headers=headers) as response:
        assert response.status == 400 and (await response.json())["error"]["code"] == "malformed"


async def test_script_stays_text_in_the_page(client: Client) -> None:
    await client.post({"text": '<script>alert(1)</script> "><img src=x onerror=alert(2)>'})
    await client.replies(1)
    page = await client.load()
    assert "<script>alert" not in page and "<img src=x" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2  # the message and the reply that repeats it
