"""Replies through the real Bot to the double: limits, failures, refusals."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.channels.telegram.sender import TelegramSender
from shahryar.errors import ChannelError
from tests.telegram.conftest import picture, real_bot
from tests.telegram.double import Double, Kind
from tests.telegram.double.registry import METHODS
from tests.telegram.fakes import no_picture, persian, reply


@pytest.fixture
def sender(double: Double, bot: Bot) -> TelegramSender:
    double.user(7).say("سلام")
    return TelegramSender(bot, no_picture, persian)


@pytest.fixture
async def limited_bot(limited: Double) -> AsyncIterator[Bot]:
    async with real_bot(limited) as running:
        yield running


def texts(double: Double, user: int = 7) -> list[str]:
    return [message.get("text", message.get("caption", "")) for message in double.user(user).messages]


async def test_what_was_written_is_never_markup(double: Double, sender: TelegramSender) -> None:
    text = "<b>۱ < ۲ & ۳</b> &amp; *_[x](http://example.org)"
    reference = await sender.send(reply(1, 7, text))
    assert texts(double) == [text]
    assert reference == str(double.user(7).messages[-1]["message_id"])


async def test_headings_are_bold_and_nothing_else_is(double: Double, sender: TelegramSender) -> None:
    text = "🚗 خودرو <b>\n\nمدارک\n• مدارک خودرو\n\nهزینه\nمدارک"
    await sender.send(reply(1, 7, text, headings=["هزینه", "مدارک"]))
    [message] = double.user(7).messages
    units = message["text"].encode("utf-16-le")
    bold = [entity for entity in message["entities"] if entity["type"] == "bold"]
    cut = [units[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le") for one in bold]
    assert message["text"] == text and cut == ["مدارک", "هزینه", "مدارک"]
    assert units[: 2 * bold[0]["offset"]].decode("utf-16-le").endswith("\n\n")


async def test_buttons_are_pressed_by_title(double: Double, sender: TelegramSender) -> None:
    await sender.send(reply(5, 7, "چه چیزی را بگویم؟", "مدارک,هزینه"))
    double.user(7).press("هزینه")
    query = list(double.world.queue.pending.values())[-1]["callback_query"]
    assert query["data"] == "b:5:1"


async def test_request_keyboard_comes_and_goes(double: Double, sender: TelegramSender) -> None:
    await sender.send(reply(1, 7, "کجاست؟", request="location"))
    assert double.user(7).keyboard[0][0]["request_location"] is True
    await sender.send(reply(2, 7, "ممنون"))
    assert double.user(7).keyboard == []


async def test_place_then_text(double: Double, sender: TelegramSender) -> None:
    await sender.send(reply(1, 7, "اینجاست", location=(35.7, 51.4)))
    place, text = double.user(7).messages
    assert place["location"] == {"latitude": 35.7, "longitude": 51.4} and text["text"] == "اینجاست"


async def test_a_place_with_a_name_is_a_venue(double: Double, sender: TelegramSender) -> None:
    venue = ("دفتر پست <b>&", "خیابان زند، پلاک ۱۲")
    await sender.send(reply(1, 7, "اینجاست", "ساعت کار", location=(35.7, 51.4), venue=venue))
    place, text = double.user(7).messages
    assert (place["venue"]["title"], place["venue"]["address"]) == venue
    assert place["location"] == {"latitude": 35.7, "longitude": 51.4}
    assert text["text"] == "اینجاست" and text["reply_markup"]


async def test_a_venue_that_is_refused_goes_as_a_bare_point(double: Double, sender: TelegramSender) -> None:
    await sender.send(reply(1, 7, "اینجاست", location=(35.7, 51.4), venue=("دفتر پست", "")))
    place, text = double.user(7).messages
    assert "venue" not in place and place["location"] == {"latitude": 35.7, "longitude": 51.4}
    assert text["text"] == "اینجاست"


async def test_a_server_that_does_not_know_venues_gets_a_bare_point(
    double: Double, sender: TelegramSender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(METHODS, "sendvenue")  # answered with 404
    await sender.send(reply(1, 7, "اینجاست", location=(35.7, 51.4), venue=("دفتر پست", "خیابان زند")))
    place, text = double.user(7).messages
    assert "venue" not in place and place["location"] == {"latitude": 35.7, "longitude": 51.4}
    assert text["text"] == "اینجاست"


async def test_picture_from_the_store(double: Double, bot: Bot) -> None:
    async def stored(attachment: str) -> bytes | None:
        return picture(300, 200) if attachment == "abc" else None

    double.user(7).say("سلام")
    await TelegramSender(bot, stored, persian).send(reply(1, 7, "عکس", image="abc"))
    [message] = double.user(7).messages
    assert message["photo"][-1]["width"] == 300 and message["caption"] == "عکس"


@pytest.mark.parametrize("image", ["gone", "https://example.org/gone.jpg"])
async def test_a_picture_that_is_gone_leaves_its_text(double: Double, sender: TelegramSender, image: str) -> None:
    await sender.send(reply(1, 7, "متن", "بله", image=image))
    [message] = double.user(7).messages
    assert message["text"] == "متن" and message["reply_markup"]


async def test_a_picture_without_text_that_is_gone_is_refused_for_good(sender: TelegramSender) -> None:
    for image in ("gone", "https://example.org/gone.jpg"):
        with pytest.raises(ChannelError) as caught:
            await sender.send(reply(1, 7, image=image))
        assert caught.value.permanent


async def test_blocked_and_unknown_chats_are_permanent(double: Double, sender: TelegramSender) -> None:
    double.user(7).block()
    for queued in (reply(1, 7, "سلام"), reply(2, 999, "سلام")):
        with pytest.raises(ChannelError) as caught:
            await sender.send(queued)
        assert caught.value.permanent


async def test_a_conversation_without_chat_id_is_permanent(sender: TelegramSender) -> None:
    with pytest.raises(ChannelError) as caught:
        await sender.send(reply(1, "abc", "سلام"))  # type: ignore[arg-type]
    assert caught.value.permanent


@pytest.mark.parametrize("kind", [Kind.ERROR, Kind.GATEWAY, Kind.DROP, Kind.TIMEOUT])
async def test_trouble_on_the_way_is_not_permanent(double: Double, sender: TelegramSender, kind: Kind) -> None:
    double.fail("sendMessage", kind)
    with pytest.raises(ChannelError) as caught:
        await sender.send(reply(1, 7, "سلام"))
    assert not caught.value.permanent and texts(double) == []
    await sender.send(reply(1, 7, "سلام"))
    assert texts(double) == ["سلام"]


async def test_a_refused_token_is_not_told(double: Double) -> None:
    token = "123456789:AA-a_token_of_someone_else-00000000"
    sender = TelegramSender(Bot(token, base_url=double.base_url), no_picture, persian)
    with pytest.raises(ChannelError) as caught:
        await sender.send(reply(1, 7, "سلام"))
    assert token not in str(caught.value) and not caught.value.permanent


async def test_a_second_try_goes_on_where_the_first_broke_off(double: Double, sender: TelegramSender) -> None:
    queued = reply(1, 7, "اینجاست", location=(35.7, 51.4))
    double.fail("sendMessage", Kind.ERROR)
    with pytest.raises(ChannelError):
        await sender.send(queued)
    await sender.send(queued)
    assert ["location" in message for message in double.user(7).messages] == [True, False]


async def test_two_messages_to_a_chat_keep_the_limit(limited: Double, limited_bot: Bot) -> None:
    limited.user(7).say("سلام")
    sender = TelegramSender(limited_bot, no_picture, persian)
    await sender.send(reply(1, 7, "یک"))
    await sender.send(reply(2, 7, "دو"))
    assert texts(limited) == ["یک", "دو"]
    assert [call.code for call in limited.calls if call.method == "sendMessage"] == [200, 200]


async def test_a_flood_of_chats_keeps_the_overall_limit(limited: Double, limited_bot: Bot) -> None:
    limited.limits.overall_burst = (
        10  # so many may be held up on the way on a busy machine; 45 at once would still be refused
    )
    for user in range(1, 46):
        limited.user(user).say("سلام")
    sender = TelegramSender(limited_bot, no_picture, persian)
    await asyncio.gather(*(sender.send(reply(user, user, "سلام")) for user in range(1, 46)))
    assert [call.code for call in limited.calls if call.method == "sendMessage"] == [200] * 45


async def test_retry_after_is_honoured(limited: Double, limited_bot: Bot) -> None:
    limited.user(7).say("سلام")
    await limited_bot.send_message(7, "از جای دیگر")
    await TelegramSender(limited_bot, no_picture, persian).send(reply(1, 7, "پاسخ"))
    assert texts(limited) == ["از جای دیگر", "پاسخ"]
    assert [call.code for call in limited.calls if call.method == "sendMessage"] == [200, 429, 200]


async def test_a_long_wait_goes_back_to_the_outbox(limited: Double, limited_bot: Bot) -> None:
    group = limited.group("محله")
    limited.limits.chat_burst = 50
    limited.limits.slack = -100.0
    for number in range(20):
        await limited_bot.send_message(group.id, str(number))
    with pytest.raises(ChannelError) as caught:
        await TelegramSender(limited_bot, no_picture, persian).send(reply(1, group.id, "پاسخ"))
    assert not caught.value.permanent
