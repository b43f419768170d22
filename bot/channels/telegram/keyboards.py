"""Keyboards: buttons under a reply, and the request to share a place or a number."""

import re

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)

from bot.channels.base import Queued
from shahryar.texts import say

_DATA = re.compile(r"b:(\d{1,18}):(\d{1,3})", re.ASCII)


def inline(queued: Queued) -> InlineKeyboardMarkup | None:
    """The reply's buttons; None where it has none.

    A payload may be longer than Telegram's 64 bytes of callback data, so that the data name the button instead:
    `b:<reply id>:<index over all rows>`.
    """
    index = 0
    rows = []
    for row in queued.message.buttons:
        keys = []
        for button in row:
            keys.append(InlineKeyboardButton(button.title, callback_data=f"b:{queued.id}:{index}"))
            index += 1
        if keys:
            rows.append(keys)
    return InlineKeyboardMarkup(rows) if rows else None


def pressed(data: str) -> tuple[int, int] | None:
    """Reply id and index that callback data name; None for data that are not ours."""
    match = _DATA.fullmatch(data)
    return (int(match[1]), int(match[2])) if match else None


def request(kind: str, language: str) -> ReplyKeyboardMarkup:
    """The keyboard that shares the citizen's place (`location`) or number (`contact`) with one touch."""
    key = KeyboardButton(
        say(f"telegram.share_{kind}", language),
        request_location=kind == "location" or None,
        request_contact=kind == "contact" or None,
    )
    return ReplyKeyboardMarkup([[key]], resize_keyboard=True, one_time_keyboard=True)
