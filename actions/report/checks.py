"""Whether a typed answer can stand: addresses, descriptions, places on the map."""

import html
import re

from actions.services.catalogue import lists

MAX_DESCRIPTION = 4000  # Open311 GeoReport v2
MIN_ADDRESS = 10
MAX_ADDRESS = 500
_TAG = re.compile(r"<[^<>]{0,200}>")
_SPACES = re.compile(r"[ \t]+")
# Bounds of Iran with its islands, rounded outwards; degrees.
_SOUTH, _NORTH, _WEST, _EAST = 24.8, 39.9, 44.0, 63.5


def clean(text: str) -> str:
    """Plain text of what a citizen wrote: tags out, spaces single, control characters out."""
    text = _TAG.sub(" ", html.unescape(text))
    text = "".join(letter for letter in text if letter.isprintable() or letter in "\n\u200c")
    return _SPACES.sub(" ", text).strip()


def in_iran(lat: float, long: float) -> bool:
    """The point lies within the bounding box of Iran."""
    return _SOUTH <= lat <= _NORTH and _WEST <= long <= _EAST


def words(text: str) -> list[str]:
    """Words without punctuation; half-spaces part words here."""
    return re.findall(r"\w+", text.replace("\u200c", " "))


def tells_problem(text: str) -> bool:
    """The text says what is wrong, beyond announcing a report («می‌خواهم یک چاله گزارش کنم» does not)."""
    announcing = set(lists()["request_words"])
    return sum(word not in announcing for word in words(text)) >= 3


def is_address(text: str) -> bool:
    """Long enough to be found by: ten characters and two words."""
    return len(text) >= MIN_ADDRESS and len(words(text)) >= 2
