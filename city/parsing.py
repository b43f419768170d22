"""Reads what clients send: forms, queries, datetimes, numbers. Faults are collected; nothing is guessed."""

import re
from datetime import UTC, datetime
from urllib.parse import unquote_plus

from aiohttp import web

from city.errors import Faults, refuse

MOST_FIELDS = 200
MOST_CHARACTERS = 4000
LONGEST_VALUE = 500
LONGEST_NUMBER = 32

_FORM = "application/x-www-form-urlencoded"
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
# what XML 1.0 cannot hold; PostgreSQL refuses NUL, too
_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAG = re.compile(r"<[/!?a-zA-Z][^>]*>")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_DATETIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.ASCII)
_LOST_PLUS = re.compile(r" (?=\d\d:\d\d$)")


class Form:
    """Fields of a query or a form, in order; an empty field counts as absent and outer blanks are dropped."""

    def __init__(self, fields: list[tuple[str, str]]) -> None:
        self._fields = [(name, value.strip()) for name, value in fields if value.strip()]

    def one(self, name: str) -> str | None:
        """The first value of a field."""
        return next((value for key, value in self._fields if key == name), None)

    def csv(self, name: str) -> list[str]:
        """All values of a field that may repeat or hold a comma-separated list, without empty and repeated ones."""
        parts = [part.strip() for key, value in self._fields if key == name for part in value.split(",")]
        return list(dict.fromkeys(part for part in parts if part))

    def starting(self, prefix: str) -> list[tuple[str, str]]:
        """Fields whose name starts with `prefix`."""
        return [(name, value) for name, value in self._fields if name.startswith(prefix)]


def query(request: web.Request) -> Form:
    """The fields of the URL. Raises Refused (400) when it is malformed."""
    return _decode(request.rel_url.raw_query_string)


async def form(request: web.Request) -> Form:
    """The fields of the body. Raises Refused (400) when it is no form, malformed or too large."""
    if request.content_type != _FORM:
        raise refuse(400, f"The body must be {_FORM}.")
    try:
        body = (await request.read()).decode("utf-8")
    except web.HTTPRequestEntityTooLarge as error:
        raise refuse(400, "The body is too large.") from error
    except UnicodeDecodeError as error:
        raise refuse(400, "The form is malformed: it is not UTF-8.") from error
    return _decode(body.rstrip("\r\n"))


def _decode(encoded: str) -> Form:
    pieces = [piece for piece in encoded.split("&") if piece]
    if len(pieces) > MOST_FIELDS:
        raise refuse(400, f"There are more than {MOST_FIELDS} fields.")
    return Form([_field(piece) for piece in pieces])


def _field(piece: str) -> tuple[str, str]:
    name, equals, value = piece.partition("=")
    if not equals or _BAD_ESCAPE.search(piece):
        raise refuse(400, "The form is malformed: expected name=value pairs with valid percent escapes.")
    try:
        decoded = unquote_plus(name, errors="strict"), unquote_plus(value, errors="strict")
    except UnicodeDecodeError as error:
        raise refuse(400, "The form is malformed: it is not UTF-8.") from error
    if any(_UNPRINTABLE.search(text) for text in decoded):
        raise refuse(400, "The form is malformed: it holds control characters.")
    return decoded


def moment(text: str | None, name: str, faults: Faults) -> datetime | None:
    """An ISO 8601 datetime with its offset, in UTC; None when absent or wrong (then a fault is noted)."""
    if text is None:
        return None
    parsed = _parse(_LOST_PLUS.sub("+", text))  # an unescaped plus sign, which clients often send, arrives as a blank
    if parsed is None:
        faults.add(400, f"{name} is not an ISO 8601 datetime with Z or an offset, such as 2026-03-21T00:00:00Z.")
    return parsed


def _parse(text: str) -> datetime | None:
    if not _DATETIME.fullmatch(text) or not 1900 <= int(text[:4]) <= 2999:
        return None
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:  # the shape is right, but there is no such day, hour or offset
        return None


def number(text: str | None, name: str, faults: Faults) -> float | None:
    """A decimal number in ASCII digits; None when absent or wrong (then a fault is noted)."""
    if text is None:
        return None
    if len(text) > LONGEST_NUMBER or not _NUMBER.fullmatch(text):
        faults.add(400, f"{name} is not a number.")
        return None
    return float(text)


def coordinate(text: str | None, name: str, limit: int, faults: Faults) -> float | None:
    """A latitude or longitude in degrees, at most `limit` either way."""
    degrees = number(text, name, faults)
    if degrees is not None and abs(degrees) > limit:
        faults.add(400, f"{name} must lie between -{limit} and {limit}.")
        return None
    return degrees


def line(text: str | None, name: str, faults: Faults, longest: int = LONGEST_VALUE) -> str | None:
    """A short text of one line."""
    if text is not None and (len(text) > longest or "\n" in text or "\r" in text):
        faults.add(400, f"{name} must be one line of at most {longest} characters.")
        return None
    return text


def prose(text: str | None, name: str, faults: Faults) -> str | None:
    """A longer text without HTML, its line ends made plain."""
    if text is None:
        return None
    if len(text) > MOST_CHARACTERS:
        faults.add(400, f"{name} is longer than {MOST_CHARACTERS} characters.")
    if _TAG.search(text):
        faults.add(400, f"{name} must not hold HTML.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def web_address(text: str | None, name: str, faults: Faults) -> str | None:
    """An http or https address."""
    if text is not None and (len(text) > 2000 or not re.fullmatch(r"https?://[^\s<>\"']+", text)):
        faults.add(400, f"{name} must be an http or https address of at most 2000 characters.")
        return None
    return text
