"""Replies as messages of Telegram's, without a server."""

import pytest
from telegram import InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.channels.telegram.keyboards import inline, pressed
from bot.channels.telegram.outgoing import parts
from bot.texts.splitting import length16
from tests.telegram.fakes import reply


def test_text_takes_away_an_old_reply_keyboard() -> None:
    [part] = parts(reply(1, 7, "سلام <b>&"), "fa")
    assert (part.kind, part.text) == ("text", "سلام <b>&")
    assert isinstance(part.markup, ReplyKeyboardRemove)


def test_long_text_is_split_and_the_buttons_come_under_the_last_piece() -> None:
    found = parts(reply(1, 7, "یک جملهٔ ساده. " * 600, "مدارک"), "fa")
    assert len(found) > 1 and all(length16(part.text) <= 4096 for part in found)
    assert [part.markup is not None for part in found] == [False] * (len(found) - 1) + [True]


def test_callback_data_name_reply_and_index_within_64_bytes() -> None:
    markup = inline(reply(10**17, 7, "؟", "یک,دو/سه"))
    assert markup is not None
    data = [str(button.callback_data) for row in markup.inline_keyboard for button in row]
    assert data == [f"b:{10**17}:{index}" for index in range(3)]
    assert all(len(one.encode()) <= 64 for one in data)
    assert [pressed(one) for one in data] == [(10**17, index) for index in range(3)]
    assert [len(row) for row in markup.inline_keyboard] == [2, 1]


def test_a_picture_carries_a_short_text_and_its_buttons() -> None:
    [part] = parts(reply(1, 7, "عکس", "بله", image="abc"), "fa")
    assert (part.kind, part.text, part.image) == ("photo", "عکس", "abc")
    assert isinstance(part.markup, InlineKeyboardMarkup)


def test_a_text_too_long_for_a_caption_follows_the_picture() -> None:
    found = parts(reply(1, 7, "ش" * 1025, image="abc"), "fa")
    assert [(part.kind, len(part.text)) for part in found] == [("photo", 0), ("text", 1025)]
    assert len(parts(reply(1, 7, "ش" * 1024, image="abc"), "fa")) == 1


def test_a_place_comes_before_its_text() -> None:
    found = parts(reply(1, 7, "اینجاست", location=(35.7, 51.4)), "fa")
    assert [(part.kind, part.place) for part in found] == [("location", (35.7, 51.4)), ("text", None)]


@pytest.mark.parametrize(("kind", "field"), [("location", "request_location"), ("contact", "request_contact")])
def test_a_request_is_a_reply_keyboard(kind: str, field: str) -> None:
    [part] = parts(reply(1, 7, "کجاست؟", request=kind), "fa")
    assert isinstance(part.markup, ReplyKeyboardMarkup)
    [[button]] = part.markup.keyboard
    assert getattr(button, field) is True and part.markup.one_time_keyboard


def test_buttons_and_a_request_are_two_messages() -> None:
    first, second = parts(reply(1, 7, "کجاست؟", "انصراف", request="location"), "fa")
    assert isinstance(first.markup, InlineKeyboardMarkup) and isinstance(second.markup, ReplyKeyboardMarkup)
    assert "موقعیت" in second.text


def test_buttons_without_text_get_a_line() -> None:
    [part] = parts(reply(1, 7, "", "بله,نه"), "fa")
    assert part.text and isinstance(part.markup, InlineKeyboardMarkup)


def test_an_empty_reply_is_no_message() -> None:
    assert parts(reply(1, 7, " \n"), "fa") == []


def test_the_requests_speak_the_citizens_language() -> None:
    markup = parts(reply(1, 7, "Where?", request="location"), "en")[0].markup
    assert isinstance(markup, ReplyKeyboardMarkup) and markup.keyboard[0][0].text.isascii() is False
    assert "location" in markup.keyboard[0][0].text
