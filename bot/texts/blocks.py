"""What of a text belongs together: a heading and what it heads, an item with its further lines, a source and its answer."""

import re
from functools import cache
from typing import Final

from shahryar.texts import LANGUAGES, say

_ITEM: Final = re.compile(r"[•▪–-] |\d{1,2}[.)] ")  # \d: Persian digits too
_HEADING: Final = re.compile(r"[:：][\u2069\s]*$")
_LINE_END: Final = re.compile(r"\n+")


def starts(text: str) -> list[int]:
    """Indices at which a new message may begin without tearing anything apart, in order; 0 is not among them.

    A line begins something new where it is the first item of a list after no heading, a further item, or a line that
    follows no item; not where it goes on with an item, follows a heading, or names the source of what stands above.
    """
    found, previous = [], _Line("", in_list=False)
    position = 0
    for match in [*_LINE_END.finditer(text), None]:
        end = match.start() if match else len(text)
        blank = position > 0 and text[:position].endswith("\n\n")
        line = _Line(text[position:end], in_list=previous.in_list and not blank)
        if position and line.begins_after(previous):
            found.append(position)
        previous, position = line, match.end() if match else end
    return found


class _Line:
    """One line that is not blank. `in_list`: the list of the line before it goes on."""

    def __init__(self, text: str, *, in_list: bool) -> None:
        self.text = text
        self.item = bool(_ITEM.match(text))
        self.continues = in_list and not self.item
        self.in_list = in_list or self.item

    def begins_after(self, previous: "_Line") -> bool:
        headed = _HEADING.search(previous.text) is not None
        return not (self.continues or headed or self.text.startswith(_source_words()))


@cache
def _source_words() -> tuple[str, ...]:
    """How the line begins that tells where an answer comes from."""
    return tuple(
        say("catalogue.source", language, title="\0", reviewed="").partition("\0")[0] for language in LANGUAGES
    )
