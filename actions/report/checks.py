"""Whether a typed answer can stand: addresses, descriptions, places on the map."""

import html
import re

from actions.services.dialogue import lists

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


def is_question(text: str) -> bool:
    """The text ends as questions do."""
    return text.rstrip().endswith(("؟", "?"))


def is_announcing(word: str) -> bool:
    """The word only announces a report («می‌خواهم گزارش کنم»)."""
    return word in lists()["request_words"]


def tells_problem(text: str, *, known: bool = False) -> bool:
    """The text says what is wrong, beyond announcing a report («می‌خواهم یک چاله گزارش کنم» does not).

    `known`: the subject is known from it, so that one word more is enough («چاله وسط خیابان»).
    """
    return sum(not is_announcing(word) for word in words(text)) >= (2 if known else 3)


def refuses_photo(text: str) -> bool:
    """The text says that there is no photo («عکس ندارم»)."""
    found = set(words(text.lower()))
    named, none = lists()["step_words"]["photo"], lists()["no_photo_words"]
    return bool(found.intersection(named) and found.intersection(none))


def without_photo_clause(text: str) -> str:
    """The text without the clause that says that there is no photo."""
    return "، ".join(part.strip() for part in re.split(r"[،,؛\n]", text) if part.strip() and not refuses_photo(part))


def foreign_words(text: str) -> int:
    """Words beyond what a follow-up question needs («هزینه‌اش چقدره؟» has none): perhaps a service that we do not have."""
    known = set(lists()["follow_up_words"])
    return sum(word not in known and not word.isdigit() for word in words(text.lower()))


def is_address(text: str) -> bool:
    """Long enough to be found by: ten characters and two words."""
    return len(text) >= MIN_ADDRESS and len(words(text)) >= 2
