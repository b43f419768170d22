"""What the terminal can send: words, commands, buttons, places, pictures."""

import asyncio
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot import intake
from bot.commands import split_command
from bot.messages import Incoming, Kind, Outgoing
from shahryar.errors import BadMessage
from shahryar.formats import ascii_digits, persian_digits


def message(conversation: str, kind: Kind, **values: Any) -> Incoming:
    """A message of the terminal. `conversation`: its name, such as `default`."""
    return Incoming("terminal", uuid.uuid4().hex, f"terminal:{conversation}", kind, **values)


def place(value: Any) -> tuple[float, float]:
    """Latitude and longitude in degrees. Raises BadMessage for anything else."""
    try:
        latitude, longitude = value
        found = (float(latitude), float(longitude))
    except (TypeError, ValueError) as error:
        raise BadMessage("`location` must be [latitude, longitude]") from error
    if not (-90 <= found[0] <= 90 and -180 <= found[1] <= 180):
        raise BadMessage("`location` must be [latitude, longitude] in degrees")
    return found


async def picture(name: str, path: str) -> str:
    """Keep the picture of a file; returns its attachment id. Raises BadMessage."""
    try:
        data = await asyncio.to_thread(_read, path)
    except OSError as error:
        raise BadMessage(f"the picture cannot be read: {error.strerror}") from error
    except (ValueError, RuntimeError) as error:  # a NUL in the path, `~` of somebody unknown
        raise BadMessage(f"the picture cannot be read: {error}") from error
    return await intake.attach(f"terminal:{name}", data)


def _read(path: str) -> bytes:
    return Path(path).expanduser().read_bytes()


async def pressed(name: str, wanted: str) -> Incoming:
    """A button by its title or payload; one that was never offered counts as words."""
    found = await intake.recent_button(f"terminal:{name}", wanted)
    if found is None:
        return written(name, wanted)
    return message(name, Kind.BUTTON, text=found[0], payload=found[1])


def written(name: str, text: str) -> Incoming:
    """Words or a slash command."""
    command = split_command(text.strip())
    if command:
        return message(name, Kind.COMMAND, text=text, command=command[0], argument=command[1])
    return message(name, Kind.TEXT, text=text)


async def typed(name: str, line: str, last: Sequence[Outgoing]) -> Incoming:
    """What a person typed: words, the number or title of a button under the last replies, `/location`, `/photo`."""
    word, _, rest = line.strip().partition(" ")
    if word == "/location":
        return message(name, Kind.LOCATION, location=place(rest.replace(",", " ").split()))
    if word == "/photo":
        return message(name, Kind.PHOTO, photo=await picture(name, rest.strip()))
    buttons = [button for reply in last for row in reply.buttons for button in row]
    number = ascii_digits(line.strip())
    if number.isdecimal() and 0 < int(number) <= len(buttons):
        chosen = buttons[int(number) - 1]
        return message(name, Kind.BUTTON, text=chosen.title, payload=chosen.payload)
    for button in buttons:
        if line.strip() == button.title:
            return message(name, Kind.BUTTON, text=button.title, payload=button.payload)
    return written(name, line)


def shown(replies: Sequence[Outgoing]) -> str:
    """Replies as text for a terminal, buttons numbered."""
    lines: list[str] = []
    number = 0
    for reply in replies:
        lines.append(reply.text)
        for row in reply.buttons:
            titles = []
            for button in row:
                number += 1
                titles.append(f"[{persian_digits(number)}] {button.title}")
            lines.append("  " + "   ".join(titles))
        if reply.location:
            name = f" {reply.venue[0]}" if reply.venue else ""
            lines.append(f"  📍 {reply.location[0]:.5f}, {reply.location[1]:.5f}{name}")
        if reply.image:
            lines.append(f"  🖼 {reply.image}")
    return "\n".join(lines)
