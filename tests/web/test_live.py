"""GET /events and GET /history: nothing twice, nothing missed, earlier pages on demand."""

import asyncio
import contextlib

import aiohttp
import pytest
from sqlalchemy import insert

from bot import turns
from bot.channels.web.history import Cursor
from bot.channels.web.limits import Limits
from bot.channels.web.site import SITE
from bot.channels.web.views import lines, pieces
from bot.messages import Outgoing
from store import session
from store.models import OutgoingMessage
from store.updates import signal
from tests.web.client import Client, conversation_of
from tests.web.serving import Served, serve


async def test_message_and_reply_come_as_events_with_the_typing_sign(client: Client) -> None:
    async with client.events() as events:
        assert await events.next("typing") is False
        await client.post({"text": "سلام"})
        assert (await events.next("message"))["from"] == "citizen"
        reply = await events.next("message")
        assert (reply["from"], reply["text"]) == ("shahryar", "شنیدم: سلام")
        assert await events.next("typing") is False


async def test_typing_lasts_until_the_answer(served: Served, client: Client) -> None:
    served.worker.paused = True
    async with client.events() as events:
        assert await events.next("typing") is False
        await client.post({"text": "سلام"})
        assert await events.next("typing") is True
        served.worker.paused = False
        while await events.next("typing"):
            pass
        assert len(await client.replies(1)) == 1


async def test_stream_has_the_headers_of_one(client: Client) -> None:
    async with client.events() as events:
        headers = events.response.headers
    assert headers["Content-Type"].startswith("text/event-stream")
    assert headers["Cache-Control"] == "no-store" and headers["X-Accel-Buffering"] == "no"


async def test_reconnection_catches_up_what_was_missed(client: Client) -> None:
    await client.post({"text": "یک"})
    async with client.events() as events:
        ids = {(await events.next("message"))["id"], (await events.next("message"))["id"]}
        last = events.last_id
    await client.post({"text": "دو"})
    await client.replies(2)
    async with client.events(last_id=last) as events:
        texts: list[str] = []
        while len(texts) < 2:
            message = await events.next("message")
            if message["id"] not in ids:  # the overlap may repeat
                texts.append(message["text"])
    assert texts == ["دو", "شنیدم: دو"]


async def test_reply_that_commits_after_a_later_one_is_not_lost(client: Client) -> None:
    await client.post({"text": "سلام"})
    await client.replies(1)
    conversation = conversation_of(client)
    async with client.events() as events:
        assert [(await events.next("message"))["from"] for _ in range(2)] == ["citizen", "shahryar"]
        row = {"conversation_id": conversation, "message": Outgoing("زودتر شماره گرفت").to_json()}
        async with session.engine().begin() as slow:
            await slow.execute(insert(OutgoingMessage).values(row))
            async with session.transaction() as connection:
                await turns.send(connection, conversation, [Outgoing("زودتر رسید")])
            assert (await events.next("message"))["text"] == "زودتر رسید"
            await signal(slow, conversation)
        assert (await events.next("message"))["text"] == "زودتر شماره گرفت"


async def test_message_of_our_own_accord_arrives(client: Client) -> None:
    await client.post({"text": "سلام"})
    await client.replies(1)
    async with client.events() as events:
        await events.next("message")
        await events.next("message")
        async with session.transaction() as connection:
            await turns.send(connection, conversation_of(client), [Outgoing("درخواستتان رسید.")])
        assert (await events.next("message"))["text"] == "درخواستتان رسید."


async def test_other_conversations_are_not_heard(served: Served, client: Client) -> None:
    async with Client.open(served.address) as other:
        await other.post({"text": "راز"})
        await other.replies(1)
    assert (await client.history())["messages"] == []
    async with client.events() as events:
        await client.post({"text": "سلام"})
        assert (await events.next("message"))["text"] == "سلام"


async def test_streams_of_one_conversation_are_limited(database: str) -> None:
    limits = Limits(streams_per_conversation=1)
    async with (
        serve(database, limits=limits) as served,
        Client.open(served.address) as client,
        client.events(),
        client.http.get("/events") as response,
    ):
        assert (response.status, (await response.json())["error"]["code"]) == (429, "too_many_pages")


async def test_stream_of_a_closed_page_does_not_count(database: str) -> None:
    limits = Limits(streams_per_conversation=1)
    async with serve(database, limits=limits) as served, Client.open(served.address) as client:
        async with client.events() as events:
            await events.next("typing")
        async with asyncio.timeout(10):  # far less than the beat that would find out by itself
            status = 429
            while status != 200:
                status = (await client.http.get("/events")).status
        assert served.app[SITE].streams.count <= 2


async def test_streams_end_when_the_server_stops(database: str) -> None:
    async with contextlib.AsyncExitStack() as server:
        served = await server.enter_async_context(serve(database))
        async with Client.open(served.address) as client, client.events() as events:
            await events.next("typing")
            await server.aclose()
            assert await events.response.content.read() == b""


@pytest.mark.parametrize("path", ["/events", "/history"])
async def test_conversation_needs_its_cookie(served: Served, path: str) -> None:
    async with aiohttp.ClientSession() as http, http.get(served.address + path) as response:
        assert response.status == 403


async def test_history_pages_backwards_to_the_beginning(client: Client) -> None:
    await client.post({"text": "آغاز"})
    await client.replies(1)
    async with session.transaction() as connection:
        lines = [Outgoing(f"خبر {number}") for number in range(130)]
        await turns.send(connection, conversation_of(client), lines)
    texts: list[str] = []
    page = await client.history()
    while True:
        texts = [message["text"] for message in page["messages"]] + texts
        if not page["earlier"]:
            break
        page = await client.history(page["earlier"])
    assert texts == ["آغاز", "شنیدم: آغاز", *(f"خبر {number}" for number in range(130))]


async def test_only_replies_after_the_last_message_are_active(client: Client) -> None:
    await client.post({"text": "گذرنامه"})
    await client.replies(1)
    await client.post({"text": "چاله"})
    await client.replies(2)
    messages = (await client.history())["messages"]
    assert [message["active"] for message in messages] == [False, False, False, True]
    page = await client.load()
    assert "بدون موقعیت" in page and "هیچ‌کدام" not in page


def test_cursor_reads_what_it_writes_and_nothing_else() -> None:
    assert Cursor.parse(str(Cursor(7, 9))) == Cursor(7, 9)
    assert Cursor.parse("7-9; DROP TABLE") == Cursor.parse("") == Cursor(0, 0)


def test_addresses_in_a_text_become_links_without_their_full_stop() -> None:
    cut = pieces("ببینید: \u2066https://city.example/a?b=1\u2069 و http://x.example/؟")
    assert [piece["link"] for piece in cut if piece["link"]] == ["https://city.example/a?b=1", "http://x.example/"]
    assert (
        "".join(piece["text"] for piece in cut) == "ببینید: \u2066https://city.example/a?b=1\u2069 و http://x.example/؟"
    )


def test_a_number_to_call_can_be_tapped() -> None:
    cut = pieces("☎ \u2066۱۹۴\u2069 — امداد گاز، ☎ 125 (آتش‌نشانی)، پلاک ۱۹۴")
    assert [piece["link"] for piece in cut if piece["link"]] == ["tel:194", "tel:125"]


def test_points_of_a_list_are_told_from_their_marks() -> None:
    told = lines(
        "راه‌ها:\n• سامانه\n\u2066https://a.example/\u2069\nثبتش کنم؟\n۱۲. دفتر\nنشانی\n\nhttps://b.example/\n۱۲.۵ متر"
    )
    assert [line["mark"] for line in told] == ["", "• ", "", "", "۱۲. ", "", "", "", ""]
    assert [at for at, line in enumerate(told) if line["under"]] == [2, 5]
    assert told[1]["pieces"] == [{"text": "سامانه", "link": ""}] and told[6]["pieces"] == []


def test_the_amount_of_a_past_year_stands_under_its_cost_and_headings_stand_out() -> None:
    text = "هزینه\n• صدور\nمبلغ سال ۱۴۰۴: ۵ تومان\nمبلغ امسال را این‌جا ببینید: درگاه\n• تمدید\nAmount of the Iranian year 1404: 5"
    told = lines(text, ["هزینه"])
    assert [at for at, line in enumerate(told) if line["under"]] == [2, 5]
    assert [at for at, line in enumerate(told) if line["heading"]] == [0]
