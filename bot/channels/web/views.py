"""Entries of the conversation as the page shows them: plain values for JSON and for the template alike."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from bot.channels.web.history import Entry
from bot.messages import Button, Incoming
from shahryar.formats import TEHRAN, ascii_digits, isolate, jalali, persian_digits
from shahryar.texts import LANGUAGES, say

_LINK = re.compile(r"https?://[^\s<>\"«»\u2066-\u2069]+|(?<=☎ )\u2066?[0-9۰-۹]{3,15}\u2069?")
_ISOLATE = "\u2066\u2069"
_MARK = re.compile(r"(?:•|[0-9۰-۹]{1,2}\.) (?=\S)")
_MAP = "https://www.openstreetmap.org/?mlat={0:.6f}&mlon={1:.6f}#map=17/{0:.6f}/{1:.6f}"
View = dict[str, Any]


def view(entry: Entry, language: str) -> View:
    """One message.

    Returns:
        `id`, `key` (the client's own id of what it sent, else empty), `from` (`citizen`, `shahryar`), `text`, `lines` (see
        `lines`), `buttons` (rows of `{"title", "id"}`), `image` (address or None), `location` ([latitude, longitude] or
        None), `place` (`{"label", "link"}` of it or None), `request`, `at` (ISO 8601), `time` and `day` (as read in
        Tehran).
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
        "lines": lines(content.text, () if isinstance(content, Incoming) else content.headings),
        "buttons": [] if isinstance(content, Incoming) else _buttons(entry.number, content.buttons),
        "image": _address(image),
        "location": list(content.location) if content.location else None,
        "place": _place(content.location, language, None if isinstance(content, Incoming) else content.venue),
        "request": None if isinstance(content, Incoming) else content.request,
        "at": entry.at.isoformat(),
        "time": persian_digits(clock) if language == "fa" else clock,
        "day": jalali(entry.at, language),
    }


def lines(text: str, headings: Sequence[str] = ()) -> list[View]:
    """The text line by line, so that what wraps in a list stays clear of its bullets.

    Returns:
        `mark` («• », «۱. », else empty), `under` (belongs to the point above: below a number all up to a blank line,
        below a bullet an address or the amount of a past year), `heading` (stands out), `pieces` (see `pieces`).
    """
    told: list[View] = []
    point = ""  # the mark of the point that the last line belongs to
    for line in text.split("\n"):
        mark = _MARK.match(line)
        words = line[mark.end() :] if mark else line
        address = bool(_LINK.fullmatch(words.strip(f" {_ISOLATE}")))
        goes_on = address or words.startswith(_amount_words())
        under = not mark and bool(words and point) and (goes_on or not point.startswith("•"))
        point = mark[0] if mark else point if under else ""
        told.append(
            {"mark": mark[0] if mark else "", "under": under, "heading": line in headings, "pieces": pieces(words)}
        )
    return told


@cache
def _amount_words() -> tuple[str, ...]:
    """How the line begins that tells what the cost above it was in a past year."""
    key = "catalogue.amount_of_year"
    return tuple(say(key, language, year="\0", amount="").partition("\0")[0] for language in LANGUAGES)


def pieces(text: str) -> list[dict[str, str]]:
    """The text cut at web addresses and at the numbers to call after «☎»: `link` is such an address, or empty."""
    cut: list[dict[str, str]] = []
    position = 0
    for match in _LINK.finditer(text):
        shown = match[0].rstrip(".,;:!?)]،؛؟")
        link = shown if shown.startswith("http") else "tel:" + ascii_digits(shown).strip(_ISOLATE)
        cut += [{"text": text[position : match.start()], "link": ""}, {"text": shown, "link": link}]
        position = match.start() + len(shown)
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
