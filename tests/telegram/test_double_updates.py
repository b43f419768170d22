"""getUpdates, driven people, pressed buttons, files."""

import asyncio

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup
from telegram.error import BadRequest, Conflict, InvalidToken

from tests.telegram.conftest import real_bot
from tests.telegram.double import Callback, Double, Limits


async def test_get_me(bot: Bot) -> None:
    assert (await bot.get_me()).username == "shahryar_test_bot"


async def test_wrong_token_is_unauthorized(double: Double) -> None:
    with pytest.raises(InvalidToken, match="rejected by the server"):
        async with real_bot(double, "123456789:AA-a_token_of_someone_else-00000000"):
            raise AssertionError("the bot must not start")


async def test_updates_stay_until_the_offset_moves(double: Double, bot: Bot) -> None:
    double.user(1).say("یک")
    double.user(1).say("دو")
    first = await bot.get_updates()
    assert [update.message.text for update in first if update.message] == ["یک", "دو"]
    assert [update.update_id for update in await bot.get_updates()] == [update.update_id for update in first]
    rest = await bot.get_updates(offset=first[1].update_id)
    assert [update.update_id for update in rest] == [first[1].update_id]
    assert await bot.get_updates(offset=first[1].update_id + 1) == ()
    assert double.world.queue.served == {first[0].update_id: 2, first[1].update_id: 3}


async def test_negative_offset_and_limit(double: Double, bot: Bot) -> None:
    for text in ("یک", "دو", "سه"):
        double.user(1).say(text)
    assert len(await bot.get_updates(limit=2)) == 2
    last = await bot.get_updates(offset=-1)
    assert [update.message.text for update in last if update.message] == ["سه"]
    assert len(await bot.get_updates()) == 1


async def test_long_poll_ends_when_something_comes(double: Double, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.sleep(0.05)
    assert not poll.done()
    double.user(1).say("سلام")
    assert len(await poll) == 1


async def test_a_second_poll_ends_the_first_with_conflict(double: Double, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.sleep(0.05)
    assert await bot.get_updates(timeout=0) == ()
    with pytest.raises(Conflict, match="(?i)terminated by other getUpdates"):
        await poll


async def test_allowed_updates_filter_what_is_queued(double: Double, bot: Bot) -> None:
    await bot.get_updates(allowed_updates=["message"])
    message = double.user(1).say("یک")
    double.user(1).edit(message, "دو")
    assert len(await bot.get_updates()) == 1


async def test_everything_a_person_can_send_parses(double: Double, bot: Bot, jpeg: bytes) -> None:
    citizen = double.user(1, "رضا")
    citizen.send_location(35.7, 51.4)
    citizen.send_venue(35.7, 51.4, "پارک", "خیابان")
    citizen.send_photo(jpeg, caption="چاله")
    citizen.send_contact()
    citizen.send_contact(phone="989350000000", user_id=5)
    citizen.send_voice()
    citizen.send_sticker()
    citizen.send_document(b"%PDF", "a.pdf", "application/pdf")
    citizen.block()
    updates = await bot.get_updates()
    messages = [update.message for update in updates if update.message]
    assert [bool(one.location) for one in messages] == [True, True] + [False] * 6
    assert messages[1].venue is not None and messages[1].venue.title == "پارک"
    assert messages[2].photo[-1].width == 640 and messages[2].caption == "چاله"
    assert messages[3].contact is not None and messages[3].contact.user_id == 1
    assert messages[4].contact is not None and messages[4].contact.user_id == 5
    assert messages[5].voice and messages[6].sticker and messages[7].document
    assert updates[-1].my_chat_member is not None and updates[-1].my_chat_member.new_chat_member.status == "kicked"


async def test_an_edit_comes_as_edited_message(double: Double, bot: Bot) -> None:
    message = double.user(1).say("یک")
    double.user(1).edit(message, "دو")
    update = (await bot.get_updates())[-1]
    assert update.edited_message is not None and update.edited_message.text == "دو"
    assert update.edited_message.message_id == message["message_id"] and update.edited_message.edit_date


async def test_command_entities(double: Double, bot: Bot) -> None:
    double.user(1).say("/start s_passport")
    message = (await bot.get_updates())[0].message
    assert message is not None
    assert [(one.type, one.offset, one.length) for one in message.entities] == [("bot_command", 0, 6)]


async def test_an_inline_button_is_answered_once(double: Double, bot: Bot) -> None:
    citizen = double.user(1)
    citizen.say("سلام")
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("بله", callback_data="b:1:0")]])
    sent = await bot.send_message(1, "؟", reply_markup=markup)
    pressed = citizen.press("بله")
    query = (await bot.get_updates())[-1].callback_query
    assert isinstance(pressed, Callback) and query is not None and query.data == "b:1:0"
    assert query.message is not None and query.message.message_id == sent.message_id
    assert await bot.answer_callback_query(query.id, "ممنون")
    assert (await pressed.wait_answer())["text"] == "ممنون"
    with pytest.raises(BadRequest, match="(?i)query ID is invalid"):
        await bot.answer_callback_query(query.id)


async def test_unknown_and_expired_queries_are_refused() -> None:
    async with Double(limits=Limits(enabled=False), callback_lifetime=-1.0) as double, real_bot(double) as bot:
        with pytest.raises(BadRequest, match="(?i)query is too old"):
            await bot.answer_callback_query("4711")
        citizen = double.user(1)
        callback = citizen.press_data(citizen.say("سلام"), "x")
        with pytest.raises(BadRequest, match="(?i)query is too old"):
            await bot.answer_callback_query(callback.query["id"])


async def test_reply_keyboard_buttons(double: Double, bot: Bot) -> None:
    citizen = double.user(1)
    citizen.say("سلام")
    rows = [[KeyboardButton("📍", request_location=True), KeyboardButton("📱", request_contact=True)], ["انصراف"]]
    await bot.send_message(1, "؟", reply_markup=ReplyKeyboardMarkup(rows))
    for title in ("📍", "📱", "انصراف"):
        citizen.press(title)
    messages = [update.message for update in (await bot.get_updates())[1:]]
    assert messages[0] is not None and messages[0].location is not None
    assert messages[1] is not None and messages[1].contact is not None and messages[1].contact.user_id == 1
    assert messages[2] is not None and messages[2].text == "انصراف"
    with pytest.raises(LookupError, match="on the screen"):
        citizen.press("نیست")


async def test_files_are_downloaded(double: Double, bot: Bot, jpeg: bytes) -> None:
    message = double.user(1).send_photo(jpeg, resize=False)
    file = await bot.get_file(message["photo"][-1]["file_id"])
    assert bytes(await file.download_as_bytearray()) == jpeg
    with pytest.raises(BadRequest, match="(?i)invalid file_id"):
        await bot.get_file("nothing")


async def test_files_over_20_mb_are_refused(double: Double, bot: Bot) -> None:
    message = double.user(1).send_document(bytes(20_000_001), "a.bin", "application/octet-stream")
    with pytest.raises(BadRequest, match="(?i)file is too big"):
        await bot.get_file(message["document"]["file_id"])


async def test_waiting_for_a_reply_that_does_not_come(double: Double) -> None:
    with pytest.raises(TimeoutError):
        await double.user(1).wait_reply(0.01)
