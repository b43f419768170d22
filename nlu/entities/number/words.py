"""Number words of a message as pieces: joined and spoken ones («دوهزارو پونصد», «سه‌تا») fall apart into their parts."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from nlu.text import ZWNJ, NormalisedText, TextToken, tokens_of

UNITS: Final = {
    "صفر": 0, "یک": 1, "یه": 1, "دو": 2, "سه": 3, "چهار": 4, "چار": 4, "پنج": 5, "شش": 6, "شیش": 6, "هفت": 7, "هشت": 8,
    "نه": 9, "ده": 10, "یازده": 11, "دوازده": 12, "سیزده": 13, "چهارده": 14, "چارده": 14, "پانزده": 15, "پونزده": 15,
    "شانزده": 16, "شونزده": 16, "هفده": 17, "هیفده": 17, "هجده": 18, "هیجده": 18, "هژده": 18, "نوزده": 19, "بیست": 20,
    "سی": 30, "چهل": 40, "پنجاه": 50, "شصت": 60, "هفتاد": 70, "هشتاد": 80, "نود": 90, "صد": 100, "یکصد": 100,
    "دویست": 200, "سیصد": 300, "چهارصد": 400, "چارصد": 400, "پانصد": 500, "پونصد": 500, "ششصد": 600, "شیشصد": 600,
    "شیصد": 600, "هفتصد": 700, "هفصد": 700, "هشتصد": 800, "هشصد": 800, "نهصد": 900,
}  # fmt: skip
LATIN_UNITS: Final = {
    "sefr": 0, "yek": 1, "ye": 1, "do": 2, "se": 3, "chahar": 4, "chehar": 4, "char": 4, "panj": 5, "shesh": 6, "shish": 6,
    "haft": 7, "hasht": 8, "noh": 9, "dah": 10, "yazdah": 11, "davazdah": 12, "sizdah": 13, "chahardah": 14, "panzdah": 15,
    "poonzdah": 15, "punzdah": 15, "shanzdah": 16, "shoonzdah": 16, "hefdah": 17, "hivdah": 17, "hejdah": 18, "nuzdah": 19,
    "noozdah": 19, "bist": 20, "si": 30, "chehel": 40, "panjah": 50, "shast": 60, "haftad": 70, "hashtad": 80, "navad": 90,
    "sad": 100, "devist": 200, "divist": 200, "sisad": 300, "chaharsad": 400, "charsad": 400, "pansad": 500, "ponsad": 500,
    "punsad": 500, "poonsad": 500, "sheshsad": 600, "shishsad": 600, "haftsad": 700, "hafsad": 700, "hashtsad": 800,
    "hashsad": 800, "nohsad": 900,
}  # fmt: skip
SCALES: Final = {"هزار": 10**3, "میلیون": 10**6, "ملیون": 10**6, "میلیارد": 10**9}
# Misspelt scales, adjectives («وام ۳۰۰ میلیونی») and Latin letters.
_OTHER_SCALES: Final = {
    "هزاری": 10**3, "میلیونی": 10**6, "ملیونی": 10**6, "ملیارد": 10**9, "میلیاردی": 10**9, "ملیاردی": 10**9,
    "میلییون": 10**6, "میلون": 10**6, "تریلیون": 10**12,
    "hezar": 10**3, "hezaar": 10**3, "hezari": 10**3, "melyon": 10**6, "milyon": 10**6, "milion": 10**6, "million": 10**6,
    "milyoon": 10**6, "meliun": 10**6, "melion": 10**6, "milyun": 10**6, "milyoni": 10**6, "milyard": 10**9,
    "miliard": 10**9, "milliard": 10**9,
}  # fmt: skip
ALL_UNITS: Final = {**UNITS, **LATIN_UNITS}
ALL_SCALES: Final = {**SCALES, **_OTHER_SCALES}
AND: Final = frozenset({"و", "o", "va", "vo"})
HALF: Final = frozenset({"نیم", "nim"})


class Piece(NamedTuple):
    """A word, a number, a sign, or one part of a joined number word; `ends[i]` is the raw end of letter i."""

    text: str
    start: int
    end: int
    ends: tuple[int, ...]


def _any_of(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_NUMERAL = _any_of([*UNITS, *SCALES, "ملیارد", "نیم"])
# What is counted may be written on to the number: «دوتا», «ده‌نفر», «هزارتومنی».
_JOINED = re.compile(rf"((?:{_NUMERAL}|و)+)(تا|نفر\w{{0,2}}|عدد|(?:تومان|تومن|ریال)\w{{0,3}})?")
_PART = re.compile(rf"{_NUMERAL}|و")
_NO_NUMBERS: Final = {"سهو", "یکتا", "یهتا", "سینه"}
_SMALL = 10
_OPEN_FROM = 20


@lru_cache(maxsize=8192)
def parts_of(word: str) -> tuple[str, ...]:
    """The parts of a joined number word, or the word alone."""
    if len(word) < 3 or not "\u0600" <= word[0] <= "\u06ff" or word in ALL_UNITS or word in ALL_SCALES:
        return (word,)
    match = _JOINED.fullmatch(word)
    if not match or word in _NO_NUMBERS:
        return (word,)
    parts = _PART.findall(match[1])
    if not _fit_together(parts) or (match[2] and parts[-1] == "و"):
        return (word,)
    return (*parts, match[2]) if match[2] else tuple(parts)


def _fit_together(parts: list[str]) -> bool:
    """Numbers joined by «و» («بیستو» leaves the rest to the next word), scales, or a guess of two small ones («دوسه»)."""
    last = parts[-1]
    if last == "و" and (len(parts) == 1 or UNITS.get(parts[-2], _OPEN_FROM) < _OPEN_FROM):
        return False
    for left, right in zip(parts, parts[1:], strict=False):
        if left == right == "و":
            return False
        both = left in UNITS and right in UNITS
        if both and not (len(parts) == 2 and UNITS[left] <= _SMALL and UNITS[right] <= _SMALL):
            return False
    return True


@lru_cache(maxsize=64)
def pieces_of(text: NormalisedText) -> tuple[Piece, ...]:
    """The tokens of a message, joined number words apart; nothing is added or left out."""
    pieces: list[Piece] = []
    for token in tokens_of(text):
        parts = parts_of(token.text)
        if len(parts) == 1 or len(token.letter_ends) != len(token.text):
            pieces.append(Piece(token.text, token.start, token.end, token.letter_ends))
        else:
            pieces += _split(text.raw, token, parts)
    return tuple(pieces)


def _split(raw: str, token: TextToken, parts: tuple[str, ...]) -> list[Piece]:
    pieces: list[Piece] = []
    letter = 0
    for part in parts:
        start = token.letter_ends[letter - 1] if letter else token.start
        while letter and raw[start] in f" {ZWNJ}":
            start += 1
        ends = token.letter_ends[letter : letter + len(part)]
        pieces.append(Piece(part, start, ends[-1], ends))
        letter += len(part)
    return pieces
