"""An address within a message («چاله سر خیابان ولیعصر نبش کوچهٔ بهار، عکس ندارم»), so that it is not asked for again."""

import re
from collections.abc import Sequence
from itertools import pairwise

from actions.report import checks
from actions.report.phrases import tells_deed
from actions.services.dialogue import lists

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?؟؛\n]")
_ENOUGH = 2  # «خیابان ولیعصر» alone is eighteen kilometres long


def address_in(text: str) -> str | None:
    """The part of a text that is an address: a named street and at least one more thing to find it by; else None.

    Raises: DataError where `data/dialogue` is unreadable.
    """
    return next((found for part in _SENTENCE_END.split(text) if (found := _in_sentence(part))), None)


def names_place(text: str) -> bool:
    """The text is an address, or has words that addresses have («پارک», «کنار») and none that tell a problem."""
    streets, marks, near, _, _, stops = _tables()
    found = set(checks.words(text))
    return address_in(text) is not None or bool(found & (streets | marks | near) and not found & stops)


def part_of(text: str, addresses: Sequence[str]) -> str | None:
    """The part of a text that is an address by its words or by what the model found; the longer one, None without any."""
    found = [address for address in (named_in(text, addresses), *addresses) if address and address in text]
    return max(found, key=len) if found else None


def named_in(text: str, addresses: Sequence[str]) -> str | None:
    """As `address_in`, without what is told behind the last word that the model takes for a part of the address."""
    found = address_in(text)
    for address in addresses:
        end = found.find(address) + len(address) if found and address in found else 0
        if found and end and tells_deed(found[end:]):
            return found[:end]
    return found


def only_address(text: str, address: str) -> bool:
    """Beside the address the text tells next to nothing."""
    rest = text.replace(address, " ")
    return len([word for word in checks.words(rest) if not checks.is_announcing(word)]) < 2


def hints_at_place(text: str) -> bool:
    """A word of addresses with what may be a name after it («خیابان چراغ برق», «همون جا که ایستگاه …»)."""
    streets, marks, near, no_names, _, _ = _tables()
    return any(word in streets | marks | near and name not in no_names for word, name in pairwise(checks.words(text)))


def _tables() -> Sequence[set[str]]:
    words = lists()["address_words"]
    return [set(words[name]) for name in ("streets", "marks", "near", "no_names", "before", "stops")]


def _in_sentence(sentence: str) -> str | None:
    streets, marks, _, no_names, before, stops = _tables()
    words = list(_WORD.finditer(sentence.replace("\u200c", " ")))
    texts = [word[0] for word in words]

    def named(index: int) -> bool:
        following = texts[index + 1] if index + 1 < len(texts) else None
        return following is not None and following not in no_names and following not in stops

    anchors = [index for index, word in enumerate(texts) if (word in streets or word in marks) and named(index)]
    if not anchors or not any(texts[index] in streets for index in anchors):
        return None
    first = anchors[0]
    last = next((index for index in range(first + 1, len(texts)) if texts[index] in stops), len(texts)) - 1
    if sum(index <= last for index in anchors) < _ENOUGH:
        return None
    if first and texts[first - 1] in before:
        first -= 1
    return sentence[words[first].start() : words[last].end()]
