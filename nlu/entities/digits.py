"""Digit runs that several kinds of value share."""

import re

# A run must not go on with more digits, directly or over a dash, dot, slash or plus.
NOT_BEFORE = r"(?<![0-9])(?<![0-9][-./,])"
NOT_AFTER = r"(?![0-9])(?![-./,][0-9])"
GAP = r"[ \-]?"
_WORD = re.compile(r"[^\W\d_]+")


def words_before(text: str, position: int, count: int) -> list[str]:
    """Up to `count` words that stand directly before a position of normalised text, in order."""
    return _WORD.findall(text[max(0, position - 16 * count) : position])[-count:]


def bounded(pattern: str) -> re.Pattern[str]:
    """A pattern of digits that matches whole runs only."""
    return re.compile(NOT_BEFORE + pattern + NOT_AFTER)
