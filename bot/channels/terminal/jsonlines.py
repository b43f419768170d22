"""JSON lines for programs: `shahryar chat --jsonl`."""

import json
from typing import Any

from bot.channels.terminal.client import Turn
from bot.channels.terminal.messages import message, picture, place, pressed, written
from bot.messages import Incoming, Kind
from shahryar.errors import BadMessage, ShahryarError


def parsed(line: str) -> dict[str, Any]:
    """The object of a JSON line. Raises BadMessage for anything else."""
    try:
        data = json.loads(line)
        json.dumps(data, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:  # also halves of characters, and numbers of thousands of digits
        raise BadMessage(f"not a JSON object: {str(error)[:200]}") from error
    if not isinstance(data, dict):
        raise BadMessage("not a JSON object")
    return data


def conversation_of(data: dict[str, Any]) -> str | None:
    """Name of the conversation; None where it is unusable."""
    name = data.get("conversation", "default")
    return name if isinstance(name, str) and name.isprintable() and 0 < len(name) <= 200 else None


async def from_json(line: str) -> Incoming:
    """A message from a JSON line: `conversation` and one of `text`, `location`, `photo` (a path), `contact`, `button`.

    Raises:
        BadMessage: it is no such object, or its picture cannot be read.
    """
    data = parsed(line)
    name = conversation_of(data)
    if name is None:
        raise BadMessage("`conversation` must be 1 to 200 printable characters")
    text = data.get("text", "")
    if not isinstance(text, str):
        raise BadMessage("`text` must be a string")
    if "button" in data:
        return await pressed(name, str(data["button"]))
    if "location" in data:
        return message(name, Kind.LOCATION, location=place(data["location"]))
    if "photo" in data:
        return message(name, Kind.PHOTO, photo=await picture(name, str(data["photo"])), text=text)
    if "contact" in data:
        return message(name, Kind.CONTACT, contact=str(data["contact"]))
    if "text" not in data:
        raise BadMessage("one of text, location, photo, contact or button is needed")
    return written(name, text)


def to_json(conversation: str, turn: Turn) -> str:
    """One output line of `shahryar chat --jsonl`."""
    replies = [
        {
            "text": reply.text,
            "buttons": [
                [{"title": button.title, "payload": button.payload} for button in row] for row in reply.buttons
            ],
            "image": reply.image,
            "location": list(reply.location) if reply.location else None,
        }
        for reply in turn.replies
    ]
    line = {"conversation": conversation, "replies": replies, "intent": turn.intent, "confidence": turn.confidence}
    return json.dumps(line, ensure_ascii=False)


def error_json(conversation: str | None, error: ShahryarError, sentence: str) -> str:
    """The output line for an input line that could not be taken."""
    reply: dict[str, object] = {"text": sentence, "buttons": [], "image": None, "location": None}
    line = {"conversation": conversation, "replies": [reply], "intent": None, "confidence": None, "error": str(error)}
    return json.dumps(line, ensure_ascii=False)
