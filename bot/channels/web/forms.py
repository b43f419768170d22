"""What a browser sends, read and checked: JSON from the script, URL-encoded or multipart forms without it."""

import hashlib
import json
import math
import re
import unicodedata
import uuid
from dataclasses import dataclass
from typing import Any

from aiohttp import BodyPartReader, MultipartReader, web

from bot.channels.web.identity import Visitor, check_csrf
from bot.channels.web.refusals import Refusal, malformed
from bot.intake import MAX_TEXT
from store.conversations import MAX_ATTACHMENT

_BUTTON = re.compile(r"(\d{1,18}):(\d{1,3})", re.ASCII)
_FIELD = 64 * 1024  # bytes of a text field in a multipart form
_FIELDS = 8
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Message:
    """What was sent: exactly one of text, button (number of the reply, index), location (degrees) and start (a deep link's)."""

    key: str
    text: str = ""
    button: tuple[int, int] | None = None
    location: tuple[float, float] | None = None
    start: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture's bytes and its caption."""

    key: str
    data: bytes
    caption: str


async def read_message(request: web.Request, visitor: Visitor) -> Message:
    """The message of a POST. Raises Refusal for a wrong token or a malformed body."""
    if request.content_type == "application/json":
        return _from_json(await _json(request, visitor))
    fields = await read_form(request, visitor)
    place = [fields[name] for name in ("latitude", "longitude") if fields.get(name)]
    return _message(fields.get("id", ""), fields, location=place or None, form=True)


async def read_form(request: web.Request, visitor: Visitor) -> dict[str, str]:
    """Text fields of a form whose token is right. Raises Refusal."""
    if request.content_type not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        raise malformed("the body is neither JSON nor a form")
    try:
        posted = await request.post()
    except ValueError as error:
        raise malformed("the form cannot be decoded") from error
    fields = {name: value for name, value in posted.items() if isinstance(value, str)}
    check_csrf(request, visitor, fields.get("csrf", ""))
    return fields


async def _json(request: web.Request, visitor: Visitor) -> dict[str, Any]:
    check_csrf(request, visitor)
    try:
        body = json.loads(await request.text())
    except (ValueError, RecursionError) as error:
        raise malformed("the body is no JSON") from error
    if not isinstance(body, dict):
        raise malformed("the body is no JSON object")
    return body


def _from_json(body: dict[str, Any]) -> Message:
    words = {name: body[name] for name in ("text", "button", "start") if body.get(name) is not None}
    key = body.get("id")
    if not isinstance(key, str) or not all(isinstance(value, str) for value in words.values()):
        raise malformed("id, text, button and start must be strings")
    return _message(key, words, location=body.get("location"), form=False)


def _message(key: str, words: dict[str, str], *, location: object, form: bool) -> Message:
    button, text = words.get("button", ""), clean(words.get("text", ""))
    if location is not None:
        place = _location(location)
        return Message(_key(key, repr(place), form), location=place)
    if button:
        match = _BUTTON.fullmatch(button)
        if not match:
            raise malformed("a button is named <reply>:<index>")
        return Message(_key(key, button, form), button=(int(match[1]), int(match[2])))
    if words.get("start"):
        return Message(_key(key, words["start"], form), start=words["start"])
    if not text.strip():
        raise Refusal("empty", 400, "there is neither text, button nor location")
    return Message(_key(key, text, form), text=text)


def _key(key: str, content: str, form: bool) -> str:
    """The client's UUID. A plain form keeps its UUID when it is sent again from the browser's history with another
    content, so there the content is mixed in: only a true repetition is dropped."""
    try:
        made = uuid.UUID(key)
    except ValueError as error:
        raise malformed("id is no UUID") from error
    return str(uuid.UUID(bytes=hashlib.sha256(made.bytes + content.encode()).digest()[:16]) if form else made)


def _location(value: object) -> tuple[float, float]:
    try:
        latitude, longitude = (float(number) for number in value)  # type: ignore[attr-defined]
    except (TypeError, ValueError) as error:
        raise malformed("location must be [latitude, longitude]") from error
    if not (math.isfinite(latitude) and abs(latitude) <= 90 and math.isfinite(longitude) and abs(longitude) <= 180):
        raise malformed("location is not on Earth")
    return latitude, longitude


def clean(text: str) -> str:
    """The text without control characters and lone surrogates, lines ended by a line feed.

    Raises:
        Refusal: it is over 4096 characters (413).
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs"))
    if len(kept) > MAX_TEXT:
        raise Refusal("too_long", 413, "a message is longer than 4096 characters", length=len(kept))
    return kept


async def read_photo(request: web.Request, visitor: Visitor) -> Photo:
    """The picture of a multipart POST, never more than 10 MB of it. The token comes before the picture.

    Raises:
        Refusal: wrong token, no picture, too large, malformed.
    """
    if request.content_type != "multipart/form-data":
        raise malformed("a photo comes as multipart/form-data")
    if (request.content_length or 0) > MAX_ATTACHMENT + 2 * _FIELD:
        raise _too_large()
    fields: dict[str, str] = {}
    try:
        reader = await request.multipart()
        while (part := await reader.next()) is not None:
            if isinstance(part, BodyPartReader) and part.name == "photo":
                check_csrf(request, visitor, fields.get("csrf", ""))
                return await _photo(part, reader, fields)
            await _read_field(part, fields)
    except (ValueError, EOFError) as error:
        raise malformed("the multipart body is broken") from error
    raise Refusal("photo_kind", 400, "there is no field named photo")


async def _photo(part: BodyPartReader, reader: MultipartReader, fields: dict[str, str]) -> Photo:
    data = await _bytes(part, MAX_ATTACHMENT, _too_large())
    if not data:
        raise Refusal("photo_kind", 400, "the photo is empty")
    # A plain form may put its caption after the picture.
    while (later := await reader.next()) is not None:
        await _read_field(later, fields)
    key = _key(fields.get("id", ""), hashlib.sha256(data).hexdigest(), form="csrf" in fields)
    return Photo(key, data, clean(fields.get("caption", "")).strip())


async def _read_field(part: BodyPartReader | MultipartReader, fields: dict[str, str]) -> None:
    if isinstance(part, MultipartReader) or len(fields) >= _FIELDS:
        raise malformed("the form has a nested part or too many fields")
    fields[part.name or ""] = (await _bytes(part, _FIELD, malformed("a field is too long"))).decode()


def _too_large() -> Refusal:
    return Refusal("photo_large", 413, "a photo is larger than 10 MB")


async def _bytes(part: BodyPartReader, most: int, refusal: Refusal) -> bytes:
    data = bytearray()
    while chunk := await part.read_chunk(_CHUNK):
        data += chunk
        if len(data) > most:
            raise refusal
    return bytes(data)
