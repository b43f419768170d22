"""Every way of sending and changing a message, through the real Bot."""

from io import BytesIO

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, Forbidden

from tests.telegram.double import Double


@pytest.fixture
def chat(double: Double) -> int:
    citizen = double.user(7)
    citizen.say("سلام")
    return citizen.id


async def test_text_comes_back_as_telegram_returns_it(double: Double, bot: Bot, chat: int) -> None:
    sent = await bot.send_message(chat, "  <b>سلام</b> &lt;3  ", parse_mode=ParseMode.HTML)
    assert sent.text == "سلام <3"
    assert [(one.type, one.offset, one.length) for one in sent.entities] == [("bold", 0, 4)]
    assert sent.chat.id == chat and sent.from_user is not None and sent.from_user.is_bot
    assert (await double.user(7).wait_reply())["message_id"] == sent.message_id


async def test_text_of_4096_is_taken_and_of_4097_refused(bot: Bot, chat: int) -> None:
    assert len((await bot.send_message(chat, "ش" * 4096)).text or "") == 4096
    with pytest.raises(BadRequest, match="(?i)message is too long"):
        await bot.send_message(chat, "ش" * 4097)


async def test_length_counts_after_parsing_and_in_utf16(bot: Bot, chat: int) -> None:
    sent = await bot.send_message(chat, f"<b>{'ش' * 4090}</b>&amp;", parse_mode=ParseMode.HTML)
    assert len(sent.text or "") == 4091
    with pytest.raises(BadRequest, match="(?i)too long"):
        await bot.send_message(chat, "😀" * 2049)


@pytest.mark.parametrize(("text", "refusal"), [("", "text is empty"), (" \n ", "must be non-empty")])
async def test_empty_text_is_refused(bot: Bot, chat: int, text: str, refusal: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){refusal}"):
        await bot.send_message(chat, text)


async def test_unknown_chat_is_refused(double: Double, bot: Bot) -> None:
    double.user(8)  # known as a person, but never wrote
    for chat_id in (8, 999):
        with pytest.raises(BadRequest, match="(?i)chat not found"):
            await bot.send_message(chat_id, "سلام")


async def test_blocked_bot_is_forbidden_until_unblocked(double: Double, bot: Bot, chat: int) -> None:
    double.user(7).block()
    with pytest.raises(Forbidden, match="(?i)bot was blocked by the user"):
        await bot.send_message(chat, "سلام")
    double.user(7).unblock()
    assert (await bot.send_message(chat, "سلام")).text == "سلام"


async def test_photo_is_resized_and_has_a_caption(bot: Bot, chat: int, jpeg: bytes) -> None:
    sent = await bot.send_photo(chat, jpeg, caption="<i>چاله</i>", parse_mode=ParseMode.HTML)
    assert sent.caption == "چاله" and sent.caption_entities[0].type == "italic"
    assert [size.width for size in sent.photo] == [90, 320, 640]
    again = await bot.send_photo(chat, sent.photo[-1].file_id)
    assert again.photo[-1].width == 640


async def test_photo_refusals(bot: Bot, chat: int, jpeg: bytes) -> None:
    with pytest.raises(BadRequest, match="(?i)caption is too long"):
        await bot.send_photo(chat, jpeg, caption="ش" * 1025)
    with pytest.raises(BadRequest, match="(?i)IMAGE_PROCESS_FAILED"):
        await bot.send_photo(chat, b"no picture")
    with pytest.raises(BadRequest, match="(?i)wrong file identifier"):
        await bot.send_photo(chat, "nothing")
    assert len((await bot.send_photo(chat, jpeg, caption="ش" * 1024)).caption or "") == 1024


async def test_document_and_voice(bot: Bot, chat: int) -> None:
    document = (await bot.send_document(chat, BytesIO(b"%PDF"), filename="نامه.pdf", caption="نامه")).document
    assert document is not None and document.file_name == "نامه.pdf" and document.file_size == 4
    voice = (await bot.send_voice(chat, b"OggS", duration=3)).voice
    assert voice is not None and voice.file_size == 4 and voice.mime_type


async def test_location_and_venue(bot: Bot, chat: int) -> None:
    location = (await bot.send_location(chat, 35.7, 51.4)).location
    assert location is not None and (location.latitude, location.longitude) == (35.7, 51.4)
    venue = (await bot.send_venue(chat, 35.7, 51.4, "شهرداری", "میدان")).venue
    assert venue is not None and venue.title == "شهرداری"
    with pytest.raises(BadRequest, match="(?i)wrong location"):
        await bot.send_location(chat, 91.0, 51.4)


async def test_chat_action(double: Double, bot: Bot, chat: int) -> None:
    assert await bot.send_chat_action(chat, ChatAction.TYPING)
    assert double.user(7).chat.actions == ["typing"]
    with pytest.raises(BadRequest, match="(?i)wrong parameter action"):
        await bot.send_chat_action(chat, "dancing")


@pytest.mark.parametrize(("data", "taken"), [("x" * 64, True), ("x" * 65, False), ("ش" * 32, True), ("ش" * 33, False)])
async def test_callback_data_is_measured_in_bytes(bot: Bot, chat: int, data: str, taken: bool) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("بله", callback_data=data)]])
    if taken:
        assert (await bot.send_message(chat, "؟", reply_markup=markup)).reply_markup == markup
    else:
        with pytest.raises(BadRequest, match="(?i)button_data_invalid"):
            await bot.send_message(chat, "؟", reply_markup=markup)


async def test_buttons_need_a_title_and_one_kind(bot: Bot, chat: int) -> None:
    for button in (InlineKeyboardButton("", callback_data="x"), InlineKeyboardButton("بله")):
        with pytest.raises(BadRequest, match="(?i)can't parse inline keyboard button"):
            await bot.send_message(chat, "؟", reply_markup=InlineKeyboardMarkup([[button]]))
    with pytest.raises(BadRequest, match="(?i)Wrong HTTP URL"):
        link = InlineKeyboardButton("پیوند", url="http://localhost/")
        await bot.send_message(chat, "؟", reply_markup=InlineKeyboardMarkup([[link]]))


async def test_reply_keyboard_appears_and_goes(double: Double, bot: Bot, chat: int) -> None:
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("📍 ارسال موقعیت", request_location=True)], ["بی‌خیال"]])
    sent = await bot.send_message(chat, "کجا؟", reply_markup=keyboard)
    assert sent.reply_markup is None
    assert double.user(7).keyboard[0][0]["request_location"] is True
    with pytest.raises(BadRequest, match="(?i)message can't be edited"):
        await bot.edit_message_text("کجاست؟", chat, sent.message_id)
    await bot.send_message(chat, "ممنون", reply_markup=ReplyKeyboardRemove())
    assert double.user(7).keyboard == []


async def test_location_is_requested_in_private_chats_only(double: Double, bot: Bot) -> None:
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("📍", request_location=True)]])
    with pytest.raises(BadRequest, match="(?i)private chats only"):
        await bot.send_message(double.group("کارکنان").id, "کجا؟", reply_markup=keyboard)


async def test_reply_to_a_message(bot: Bot, chat: int) -> None:
    sent = await bot.send_message(chat, "بله", reply_to_message_id=1)
    assert sent.reply_to_message is not None and sent.reply_to_message.text == "سلام"
    with pytest.raises(BadRequest, match="(?i)message to be replied not found"):
        await bot.send_message(chat, "بله", reply_to_message_id=99)


async def test_edit_text_drops_the_keyboard_unless_given(double: Double, bot: Bot, chat: int) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("بله", callback_data="y")]])
    sent = await bot.send_message(chat, "یک", reply_markup=markup)
    edited = await bot.edit_message_text("دو", chat, sent.message_id)
    assert getattr(edited, "text", None) == "دو" and getattr(edited, "reply_markup", 1) is None
    assert double.user(7).messages[-1]["text"] == "دو"
    with pytest.raises(BadRequest, match="(?i)message is not modified"):
        await bot.edit_message_text("دو", chat, sent.message_id)


async def test_edit_markup_and_caption(bot: Bot, chat: int, jpeg: bytes) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("بله", callback_data="y")]])
    sent = await bot.send_photo(chat, jpeg, caption="یک", reply_markup=markup)
    bare = await bot.edit_message_reply_markup(chat, sent.message_id)
    assert getattr(bare, "reply_markup", 1) is None
    with pytest.raises(BadRequest, match="(?i)message is not modified"):
        await bot.edit_message_reply_markup(chat, sent.message_id)
    assert getattr(await bot.edit_message_caption(chat, sent.message_id, caption="دو"), "caption", "") == "دو"
    with pytest.raises(BadRequest, match="(?i)no text in the message"):
        await bot.edit_message_text("سه", chat, sent.message_id)


async def test_only_own_and_present_messages_are_edited(bot: Bot, chat: int) -> None:
    with pytest.raises(BadRequest, match="(?i)message can't be edited"):
        await bot.edit_message_text("x", chat, 1)
    with pytest.raises(BadRequest, match="(?i)message to edit not found"):
        await bot.edit_message_text("x", chat, 99)


async def test_delete(double: Double, bot: Bot, chat: int) -> None:
    sent = await bot.send_message(chat, "یک")
    assert await bot.delete_message(chat, sent.message_id)
    assert double.user(7).messages == []
    with pytest.raises(BadRequest, match="(?i)message to delete not found"):
        await bot.delete_message(chat, sent.message_id)
