"""«دومی», «آخری», «گزینهٔ ۲»: one of what was just offered, by its place."""

from collections.abc import Sequence
from typing import Final

from actions import kinds
from actions.services.dialogue import lists

_DIGITS: Final = 1


def place(text: str, count: int) -> int | None:
    """Which of `count` things a text means, from 0; None where it names no place, more than one, or one beyond them."""
    said = kinds.tokens(text)
    found = by_word(said, count) | {int(word) - 1 for word in said if word.isdecimal() and len(word) == _DIGITS}
    at = found.pop() if len(found) == 1 else -1
    return at if 0 <= at < count else None


def by_word(said: Sequence[str], count: int) -> set[int]:
    """The places, from 0, that words name («دومی»), also beyond the last of `count` things."""
    found = {at for at, words in enumerate(lists()["ordinal_words"]) if set(said).intersection(words)}
    return found | {count - 1} if set(said).intersection(lists()["last_words"]) else found


def alone(text: str) -> bool:
    """The text names nothing beside a place and what is asked."""
    ordinal = {word for words in (*lists()["ordinal_words"], lists()["last_words"]) for word in words}
    return not kinds.foreign_beside(" ".join(word for word in kinds.tokens(text) if word not in ordinal))
