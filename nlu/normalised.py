"""Persian text in one alphabet, each character of which still knows the raw characters it came from.

The raw message is never rewritten: a match in normalised text can always be told in offsets of what the citizen typed.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

ZWNJ = "\u200c"
_LETTERS = {
    **dict.fromkeys("أإآٱٲٳ", "ا"), **dict.fromkeys("يىېۍێئ", "ی"), **dict.fromkeys("كڪ", "ک"),
    **dict.fromkeys("ةۀہھەۂۃ", "ه"), **dict.fromkeys("ؤۆۇۈۋ", "و"), "ء": "", "ڕ": "ر", "ڵ": "ل", "ے": "ی",
    "\u0640": "", "\u200b": ZWNJ, "\u00ac": ZWNJ, ZWNJ: ZWNJ, "٫": ".", "٬": ",", "−": "-", "–": "-", "—": "-", "‐": "-",
    "‑": "-", "«": '"', "»": '"',
}  # fmt: skip
_ELONGATED = re.compile(r"([^\W\d_a-z])\1{2,}")


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """Normalised characters of one message; `starts[i]` and `ends[i]` are the raw span of character i."""

    raw: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Raw offsets of a non-empty slice of the normalised text."""
        return self.starts[start], self.ends[end - 1]


@lru_cache(maxsize=4096)
def normalise_char(char: str) -> str:
    """Zero or more characters that stand for one raw character: one alphabet, ASCII digits, no diacritics, lower case."""
    if char.isascii():
        return char.lower()
    if char in _LETTERS:
        return _LETTERS[char]
    folded = "".join(_fold(part) for part in unicodedata.normalize("NFKC", char).lower())
    # «¼» or «㎡» would fall into several tokens, all of one raw character: such signs stay whole.
    return folded if len(folded) < 2 or folded.isalpha() or folded.isdecimal() else char


def _fold(char: str) -> str:
    if char in _LETTERS:
        return _LETTERS[char]
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category.startswith("Z") or char.isspace():
        return " "
    # Marks (diacritics, variation selectors), controls and format characters (bidi marks, joiners) say nothing here.
    return "" if category[0] in "MC" else char


# Characters that one character stands for: most messages hold no others, and need no look at each.
_ONE_FOR_ONE = {
    ord(char): plain
    for char in map(chr, (*range(0x20, 0x7F), *range(0x600, 0x700), ord(ZWNJ)))
    if len(plain := normalise_char(char)) == 1
}
_USUAL = frozenset(map(chr, _ONE_FOR_ONE))


@lru_cache(maxsize=64)
def normalise(raw: str) -> NormalisedText:
    """Normalise a message of any length, keeping for each character where it came from."""
    if _USUAL.issuperset(raw):
        return _shorten(raw, raw.translate(_ONE_FOR_ONE), range(len(raw)), range(1, len(raw) + 1))
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for index, char in enumerate(raw):
        replacement = normalise_char(char)
        if not replacement and ends and ends[-1] == index:
            ends[-1] = index + 1
        for part in replacement:
            chars.append(part)
            starts.append(index)
            ends.append(index + 1)
    return _shorten(raw, "".join(chars), starts, ends)


def _shorten(raw: str, text: str, starts: Sequence[int], ends: Sequence[int]) -> NormalisedText:
    """Cut letters written three times or more («سلاااام») down to one."""
    pieces: list[str] = []
    kept_starts: list[int] = []
    kept_ends: list[int] = []
    position = 0
    for match in _ELONGATED.finditer(text):
        begin, end = match.span()
        pieces.append(text[position : begin + 1])
        kept_starts += starts[position : begin + 1]
        kept_ends += [*ends[position:begin], ends[end - 1]]
        position = end
    pieces.append(text[position:])
    return NormalisedText(raw, "".join(pieces), (*kept_starts, *starts[position:]), (*kept_ends, *ends[position:]))
