"""Outgoing → the messages that Telegram gets, in order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from telegram import InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.channels.base import Queued
from bot.channels.telegram.keyboards import inline, request
from bot.texts.splitting import length16, split
from shahryar.texts import say

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove


@dataclass(frozen=True, slots=True)
class Part:
    """One message of Telegram's: a text, a photo with an optional caption (`text`), or a point on the map.

    `venue`: name and address of what lies at the point. `bold`: where in the text a heading begins and how long it is, in
    UTF-16 units.
    """

    kind: Literal["text", "photo", "location"]
    text: str = ""
    image: str = ""
    place: tuple[float, float] | None = None
    venue: tuple[str, str] | None = None
    markup: Markup | None = None
    bold: tuple[tuple[int, int], ...] = ()


def parts(queued: Queued, language: str) -> list[Part]:
    """A reply as messages: picture, place, text; keyboards come under the last one, where the eye is.

    A message takes one keyboard. So a reply with buttons that also requests a place or number gets a line of its own
    for the request, and a reply without buttons takes away the request's keyboard that may still be on the screen.
    """
    message = queued.message
    found = _bodies(message.text, message.image, message.location, message.venue)
    found = [replace(part, bold=_bold(part.text, message.headings)) for part in found]
    buttons = inline(queued)
    asked = request(message.request, language) if message.request else None
    if not found and (buttons or asked):
        found.append(Part("text", say("telegram.choose", language)))
    if not found:
        return []
    found[-1] = replace(found[-1], markup=buttons or asked or ReplyKeyboardRemove())
    if buttons and asked:
        found.append(Part("text", say(f"telegram.or_share_{message.request}", language), markup=asked))
    return found


def _bold(text: str, headings: Sequence[str]) -> tuple[tuple[int, int], ...]:
    found, position = [], 0
    for line in text.split("\n"):
        if line in headings:
            found.append((position, length16(line)))
        position += length16(line) + 1
    return tuple(found)


def _bodies(
    text: str, image: str | None, place: tuple[float, float] | None, venue: tuple[str, str] | None
) -> list[Part]:
    found = []
    if image:
        caption = text.strip() if length16(text.strip()) <= CAPTION_LIMIT and place is None else ""
        found.append(Part("photo", caption, image=image))
        text = "" if caption else text
    if place:
        found.append(Part("location", place=place, venue=venue))
    return found + [Part("text", piece) for piece in split(text, TEXT_LIMIT)]
