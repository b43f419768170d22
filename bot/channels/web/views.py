"""Entries of the conversation as the page shows them: plain values for JSON and for the template alike."""

import re
from typing import Any

from bot.channels.web.history import Entry
from bot.messages import Button, Incoming
from shahryar.formats import TEHRAN, isolate, jalali, persian_digits
from shahryar.texts import say

_LINK = re.compile(r"https?://[^\s<>\"«»\u2066-\u2069]+")
_MAP = "https://www.openstreetmap.org/?mlat={0:.6f}&mlon={1:.6f}#map=17/{0:.6f}/{1:.6f}"
View = dict[str, Any]


def view(entry: Entry, language: str) -> View:
    """One message.

    Returns:
        `id`, `key` (the client's own id of what it sent, else empty), `from` (`citizen`, `shahryar`), `text`, `pieces`
        (the text cut into `{"text", "link"}`), `buttons` (rows of `{"title", "id"}`), `image` (address or None),
        `location` ([latitude, longitude] or None), `place` (`{"label", "link"}` of it or None), `request`, `at` (ISO
        8601), `time` and `day` (as read in Tehran).
    """
    content = entry.content
    citizen = isinstance(content, Incoming)
    image = content.photo if isinstance(content, Incoming) else content.image
    local = entry.at.astimezone(TEHRAN)
    clock = local.strftime("%H:%M")
    return {
        "id": entry.id,
        "key": entry.update_id.rpartition(":")[2],
        "from": "citizen" if citizen else "shahryar",
        "text": content.text,
        "pieces": pieces(content.text),
        "buttons": [] if isinstance(content, Incoming) else _buttons(entry.number, content.buttons),
        "image": _address(image),
        "location": list(content.location) if content.location else None,
        "place": _place(content.location, language, None if isinstance(content, Incoming) else content.venue),
        "request": None if isinstance(content, Incoming) else content.request,
        "at": entry.at.isoformat(),
        "time": persian_digits(clock) if language == "fa" else clock,
        "day": jalali(entry.at, language),
    }


def pieces(text: str) -> list[dict[str, str]]:
    """The text cut at its web addresses: `link` is one, or empty."""
    cut: list[dict[str, str]] = []
    position = 0
    for match in _LINK.finditer(text):
        link = match[0].rstrip(".,;:!?)]،؛؟")
        cut += [{"text": text[position : match.start()], "link": ""}, {"text": link, "link": link}]
        position = match.start() + len(link)
    cut.append({"text": text[position:], "link": ""})
    return [piece for piece in cut if piece["text"]]


def _buttons(number: int, rows: list[list[Button]]) -> list[list[dict[str, str]]]:
    made: list[list[dict[str, str]]] = []
    index = 0
    for row in rows:
        made.append([{"title": button.title, "id": f"{number}:{index + at}"} for at, button in enumerate(row)])
        index += len(row)
    return made


def _address(image: str | None) -> str | None:
    if image is None or image.startswith(("https://", "http://")):
        return image
    return f"/media/{image}"


def _place(location: tuple[float, float] | None, language: str, venue: tuple[str, str] | None) -> dict[str, str] | None:
    if location is None:
        return None
    if venue is not None:
        return {"label": venue[0], "link": _MAP.format(*location)}
    numbers = [f"{degrees:.5f}" for degrees in location]
    if language == "fa":
        numbers = [persian_digits(number).replace(".", "٫") for number in numbers]
    label = say("web.place", language, latitude=isolate(numbers[0]), longitude=isolate(numbers[1]))
    return {"label": label, "link": _MAP.format(*location)}


def mark_active(views: list[View]) -> list[View]:
    """Set `active` on replies after the citizen's last message: only their buttons can still be pressed."""
    active = True
    for shown in reversed(views):
        active = active and shown["from"] == "shahryar"
        shown["active"] = active
    return views
