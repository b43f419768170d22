"""GET / and plain forms: the whole conversation without script."""

import re

from bot import turns
from bot.messages import Outgoing
from shahryar.texts import catalogue
from store import session
from tests.web.client import Client, conversation_of
from tests.web.serving import serve


async def test_new_conversation_greets_and_suggests(client: Client) -> None:
    assert '<html lang="fa" dir="rtl">' in client.html
    assert "من شهریارم" in client.html
    assert 'value="مدارک گذرنامه"' in client.html and 'value="چراغ کوچه‌مان سوخته"' in client.html


async def test_form_comes_back_with_the_reply(client: Client) -> None:
    response = await client.submit("/messages", text="سلام از فرم")
    assert (response.status, response.headers["Location"]) == (303, "/#last")
    page = await client.load()
    assert "شنیدم: سلام از فرم" in page and 'id="last"' in page
    assert 'value="مدارک گذرنامه"' not in page  # suggestions are for the beginning


async def test_form_sends_button_and_location(client: Client) -> None:
    await client.submit("/messages", text="گذرنامه")
    (reply,) = await client.replies(1)
    await client.load()
    await client.submit("/messages", button=reply["buttons"][0][1]["id"])
    await client.submit("/messages", latitude="35.7", longitude="51.4")
    page = await client.load()
    assert "برگزیدید: المثنی" in page and "جایش را گرفتم." in page


async def test_form_sent_twice_is_taken_once_but_another_text_of_it_is_taken(client: Client) -> None:
    key = "6f1c1a52-5f1f-4d5c-9f0e-0123456789ab"
    for text in ("یک", "یک", "دو"):
        await client.submit("/messages", id=key, text=text)
    sent = [message["text"] for message in (await client.history())["messages"] if message["from"] == "citizen"]
    assert sent == ["یک", "دو"]


async def test_page_comes_before_a_late_answer_and_says_so(database: str) -> None:
    async with serve(database, reply_wait=0.2) as served, Client.open(served.address) as client:
        served.worker.paused = True
        response = await client.submit("/messages", text="سلام")
        page = await client.load()
    assert response.status == 303
    assert "دارم جواب را آماده می‌کنم" in page and 'http-equiv="refresh"' in page


async def test_too_long_form_keeps_what_was_written(client: Client) -> None:
    text = "ب" * 4097
    response = await client.submit("/messages", text=text)
    page = await response.text()
    assert response.status == 413 and text in page and "۴۰۹۶" in page


async def test_language_is_switched_and_kept(client: Client) -> None:
    response = await client.submit("/language", language="en")
    assert (response.status, response.headers["Location"]) == (303, "/")
    page = await client.load()
    assert '<html lang="en" dir="ltr">' in page and "I am Shahryar" in page
    await client.submit("/language", language="fa")
    assert 'dir="rtl"' in await client.load()


async def test_unknown_language_is_refused(client: Client) -> None:
    assert (await client.submit("/language", language="../fa")).status == 400


async def test_times_are_in_persian_digits(client: Client) -> None:
    await client.post({"text": "سلام"})
    (message, *_) = (await client.history())["messages"]
    assert set(message["time"]) <= set("۰۱۲۳۴۵۶۷۸۹:") and len(message["time"]) == 5
    assert "۱۴" in message["day"] and "+00:00" in message["at"]


async def test_earlier_messages_are_one_link_away(client: Client) -> None:
    await client.post({"text": "آغاز"})
    await client.replies(1)
    async with session.transaction() as connection:
        await turns.send(connection, conversation_of(client), [Outgoing(f"خبر {number}") for number in range(70)])
    page = await client.load()
    link = re.search(r'href="(/\?before=[0-9-]+)"', page)
    assert link and "آغاز" not in page and "خبر 69" in page
    page = await client.load(link[1])
    assert "شنیدم: آغاز" in page and "خبر 69" not in page and "برگشت به پیام‌های تازه" in page


def test_both_languages_have_the_same_texts() -> None:
    persian, english = ({key for key in catalogue(language) if key.startswith("web.")} for language in ("fa", "en"))
    assert persian == english and len(persian) > 40


async def test_static_files_have_their_types(client: Client) -> None:
    expected = {
        "chat.js": "javascript",
        "chat.css": "text/css",
        "icon.svg": "image/svg",
        "manifest.webmanifest": "json",
    }
    for name, kind in expected.items():
        async with client.http.get(f"/static/{name}") as response:
            assert response.status == 200 and kind in response.content_type
