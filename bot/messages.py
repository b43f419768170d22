"""What goes in and what goes out, the same for every channel."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a citizen sent."""

    TEXT = "text"
    BUTTON = "button"
    LOCATION = "location"
    PHOTO = "photo"
    CONTACT = "contact"
    COMMAND = "command"
    UNSUPPORTED = "unsupported"  # voice, sticker, file …: gets a sentence that says what can be sent


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that a citizen sent.

    Attributes:
        channel: `telegram`, `web` or `terminal`.
        update_id: unique within the channel; a second delivery with the same id is dropped.
        conversation: `<channel>:<address>`, the address being the channel's own (a chat id, a browser's secret).
        text: what was written, a picture's caption, or the title of a pressed button.
        payload: of a button, as we offered it: `/intent{"entity": "value"}`.
        location: latitude and longitude in degrees.
        photo: id of an attachment in the store.
        contact: mobile as +98 and ten digits, the citizen's own.
        command: name without the slash, `argument` what followed it (deep link).
        edited: it replaces an earlier message, whose channel id is `reference`.
        reference: the channel's id of this message.
        language: the citizen's language where the channel tells it (`fa`, `en`).
    """

    channel: str
    update_id: str
    conversation: str
    kind: Kind
    text: str = ""
    payload: str = ""
    location: tuple[float, float] | None = None
    photo: str | None = None
    contact: str | None = None
    command: str = ""
    argument: str = ""
    edited: bool = False
    reference: str = ""
    language: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As kept in the intake."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Incoming":
        """From the intake's row."""
        place = data.get("location")
        return cls(**{**data, "kind": Kind(data["kind"]), "location": (place[0], place[1]) if place else None})


@dataclass(frozen=True, slots=True)
class Button:
    """A choice under a reply. Pressing it sends `payload` as if it had been said."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One reply.

    Attributes:
        text: plain text with bidi isolates; no markup.
        buttons: rows of buttons.
        image: attachment id or absolute URL.
        location: latitude and longitude in degrees.
        request: `location` or `contact`: the channel offers its own way of sharing it, where it has one.
        venue: name and address of what lies at `location`, where that has them.
        headings: lines of the text that stand out where the channel can show it.
    """

    text: str = ""
    buttons: list[list[Button]] = field(default_factory=list)
    image: str | None = None
    location: tuple[float, float] | None = None
    request: str | None = None
    venue: tuple[str, str] | None = None
    headings: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """As kept in the outbox."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Outgoing":
        """From the outbox's row."""
        rows = [[Button(**button) for button in row] for row in data.get("buttons", [])]
        place, venue = data.get("location"), data.get("venue")
        return cls(
            text=data.get("text", ""),
            buttons=rows,
            image=data.get("image"),
            location=(place[0], place[1]) if place else None,
            request=data.get("request"),
            venue=(venue[0], venue[1]) if venue else None,
            headings=data.get("headings", []),
        )
