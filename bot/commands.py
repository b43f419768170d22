"""Slash commands and deep links, the same on every channel."""

import json
import re

_PLAIN = {
    "help": "/help",
    "cancel": "/cancel",
    "language": "/change_language",
    "plain": '/repeat{"plain": "switch"}',
    "start": "/greet",
}
_LINK = re.compile(r"([sco])_([a-z0-9-]{1,60})")
_TARGETS = {
    "s": ("ask_service", "service"),
    "c": ("report_problem", "problem_category"),
    "o": ("find_office", "office"),
}


def payload_of(command: str, argument: str = "") -> str | None:
    """The payload `/intent{…}` of a command, None for one that Rasa does not answer.

    `/start s_passport` asks about a service, `/start c_pothole` reports a problem, `/start o_<id>` shows
    an office: what a deep link or a QR code opens.
    """
    link = _LINK.fullmatch(argument)
    if command == "start" and link:
        intent, entity = _TARGETS[link[1]]
        return f"/{intent}{json.dumps({entity: link[2]})}"
    return _PLAIN.get(command)


def split_command(text: str) -> tuple[str, str] | None:
    """Command and argument of a text such as `/start s_passport`; None where it is no command of ours."""
    match = re.fullmatch(r"/([a-z]+)(?:@\w+)?(?:\s+(\S+))?\s*", text)
    if match and (match[1] in _PLAIN or match[1] == "privacy"):
        return match[1], match[2] or ""
    return None
