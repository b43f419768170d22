"""Addresses of electronic mail, in the form in everyday use (a dot-atom, @, a domain with a top level of letters)."""

import re
from collections.abc import Iterator

from nlu.mentions import Mention, mention_at
from nlu.text import NormalisedText

ENTITY = "email"
_SHAPE = re.compile(
    r"(?<![a-z0-9._%+\-@])[a-z0-9_](?:[a-z0-9_%+\-]|\.(?=[a-z0-9_%+\-])){0,63}@(?:[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?\.){1,6}[a-z]{2,24}(?![a-z0-9\-@])"
)


def find(text: NormalisedText) -> Iterator[Mention]:
    """Mail addresses in a message, in lower case and with ASCII digits."""
    if "@" in text.text:
        for match in _SHAPE.finditer(text.text):
            yield mention_at(text, ENTITY, match.span(), match[0])
