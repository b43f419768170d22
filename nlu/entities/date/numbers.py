"""Number words as patterns and values, in Persian and in Latin letters («davazdah»), for days, hours and lengths of time.

All patterns are for normalised text (see `nlu.text`); none of them contains a capturing group.
"""

import re
from collections.abc import Collection
from typing import Final

from nlu.entities.number.rules import UNITS
from nlu.text import ZWNJ

# Bounded, so that a long row of spaces costs no time.
SEP: Final = rf"[ {ZWNJ}]{{0,3}}"
# No letter or digit directly before, or after.
START: Final = r"(?<![^\W_])"
END: Final = r"(?![^\W_])"
_LATIN: Final = {
    "yek": 1, "ye": 1, "yeh": 1, "do": 2, "se": 3, "seh": 3, "chahar": 4, "char": 4, "panj": 5, "shish": 6, "shesh": 6,
    "haft": 7, "hasht": 8, "noh": 9, "dah": 10, "yazdah": 11, "davazdah": 12, "sizdah": 13, "chahardah": 14, "panzdah": 15,
    "punzdah": 15, "poonzdah": 15, "shanzdah": 16, "shunzdah": 16, "shoonzdah": 16, "hefdah": 17, "hivdah": 17, "hejdah": 18,
    "hijdah": 18, "nuzdah": 19, "noozdah": 19, "bist": 20, "si": 30, "chehel": 40, "chel": 40, "panjah": 50, "shast": 60,
    "haftad": 70, "hashtad": 80, "navad": 90,
}  # fmt: skip
_MISSPELT: Final = {"دوازه": 12, "یازه": 11, "پانزه": 15, "هیژده": 18, "هژده": 18, "چاهار": 4, "شصد": 60, "سع": 3}
CARDINALS: Final = {**{word: value for word, value in UNITS.items() if value}, **_MISSPELT, **_LATIN}
_REACH: Final = 80
_AND_WORDS: Final = {"و", "o", "va"}
AND: Final = rf"{SEP}(?:{'|'.join(sorted(_AND_WORDS))}){SEP}"
_BREAKS: Final = re.compile(rf"[ {ZWNJ}]+")
_ORDINALS: Final = {"اول": 1, "نخست": 1, "سوم": 3, "aval": 1, "avval": 1, "sevom": 3, "seyom": 3, "dovom": 2}
_ORDINAL_MARK: Final = "(?:ام|م|ome?|vome?)"
_ORDINAL_END: Final = re.compile(rf"{SEP}{_ORDINAL_MARK}$")


def alternation(words: Collection[str]) -> str:
    """A group that matches any of the words, longer ones first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) + ")"


WORD: Final = alternation(CARDINALS)
NUMBER: Final = rf"(?:[0-9]{{1,4}}|{WORD}(?:{AND}{WORD}){{0,3}})"
# «سهم» is a share and no «سوم». A day of a month: «۱۲», «۱۲ ام», «دوازده», «دوازدهم», «بیست و یکم», «سی‌ام», «اول».
ORDINAL: Final = (
    rf"(?:{alternation(_ORDINALS)}|[0-9]{{1,2}}{SEP}{_ORDINAL_MARK}{END}"
    rf"|(?!سهم{END}){WORD}(?:{AND}{alternation([*CARDINALS, 'سو'])})?{SEP}{_ORDINAL_MARK}{END})"
)
DAY: Final = rf"(?:{ORDINAL}|[0-9]{{1,2}}|{WORD}(?:{AND}{WORD})?)"


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a span, as far as patterns look; bounded, so that long messages cost no more."""
    return text[max(0, start - _REACH) : start], text[end : end + _REACH]


def number_of(text: str) -> int | None:
    """The value of what `NUMBER` matched; None where its words do not go down («سه و بیست»)."""
    if text[0] in "0123456789":
        return int(text)
    total, last = 0, 1000
    for piece in _BREAKS.split(text):
        if piece in _AND_WORDS or not piece:
            continue
        value = CARDINALS.get(piece) or CARDINALS.get(piece.removeprefix("و")) or CARDINALS.get(piece.removesuffix("و"))
        if not value or not _may_follow(value, last):
            return None
        total, last = total + value, value
    return total or None


def _may_follow(value: int, last: int) -> bool:
    return value < 1000 if last == 1000 else (value < 100 <= last) or (value < 10 and 20 <= last < 100)


def day_of(text: str) -> int | None:
    """The day of a month (1 to 31) that `DAY` matched; None where the words give no such day."""
    value = _ordinal(text) or number_of(text)
    return value if value and 1 <= value <= 31 else None


def _ordinal(text: str) -> int | None:
    if text in _ORDINALS:
        return _ORDINALS[text]
    if text.endswith("سوم"):
        return number_of(text.removesuffix("م").removesuffix("و") + "ه")
    stem = _ORDINAL_END.sub("", text)
    return number_of(stem) if stem and stem != text else None
