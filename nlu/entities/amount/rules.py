"""Sums of money with their unit, in rials («پونصد تومن», «۲/۵ میلیون تومان», «1,200,000 rial»); a toman is ten rials."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from nlu.entities.number.context import at, is_number, is_owned
from nlu.entities.number.reading import Reading, read_number
from nlu.entities.number.words import ALL_SCALES, AND, Piece, pieces_of
from nlu.mentions import Mention
from nlu.text import NormalisedText

ENTITY = "amount"
RIALS_A_TOMAN: Final = 10
_TOMAN = r"ت[وه]?م[اوه]?ن|طومان|تومات|ط[و]?من|t[ou]{1,2}m[aeou]{0,2}n|irt"
_RIAL = r"ری+ا?ل|r[ie]y?al|ryal|irr"
# The unit, then «ی» or «s» of «تومنی» and «tomans», then clitics that are no part of it: «تومنه», «تومنم».
_UNIT = re.compile(
    rf"((?:(?P<toman>{_TOMAN})|(?:{_RIAL}))(?:ی(?=ه?$)|[sy]$|i$)?)"
    r"(?:ه|م|ش|و|س|ست|شه|شو|مه|ها|هم|ام|اش|رو|را|ا|e|eh|am|o|ro|esh)?"
)
_MAY_HOLD = re.compile(
    rf"{_TOMAN}|{_RIAL}|[0-9] ?(?:{'|'.join(ALL_SCALES)})? ?[tت](?![^\W\d_])|(?:{'|'.join(ALL_SCALES)}) ?[tت](?![^\W\d_])"
)
_SHORT_UNITS: Final = {"ت", "t"}
_TO: Final = {"تا", "الی", "-", "ta", "~"}
_RANGE: Final = _TO | {"یا", "ya", "/"}
_VAGUE: Final = {
    "چند", "چندین", "چن", "چندتا", "یکی", "صدها", "دهها", "هزاران", "میلیونها", "میلیاردها", "هزارها", "هر",
    "chand", "har", "yeki",
}  # fmt: skip
_TWO: Final = {"دو", "do"}
_BETWEEN: Final = {"بین", "مابین", "بینه", "beyn", "beyne", "bein"}
_ARTICLES: Final = {"یه", "یک", "ye", "yek"}
# Short for thousand and million beside digits: «500k toman».
_LETTER_SCALES: Final = {"k": 10**3, "m": 10**6}


def find(text: NormalisedText) -> Iterator[Mention]:
    """Sums of money in a message, as integers in rials; the span takes in the unit. Ranges and guesses are not told."""
    if not _MAY_HOLD.search(text.text):
        return
    pieces = pieces_of(text)
    position, last_end = 0, -1
    while position < len(pieces):
        reading = read_number(pieces, position, money=True)
        if not reading.length:
            position += 1
            continue
        end = position + reading.length
        found = _with_unit(pieces, position, reading)
        if found and not (_is_range(pieces, position, last_end) or _goes_on(pieces, found.end)):
            yield found
        position = last_end = end


def _with_unit(pieces: Sequence[Piece], first: int, reading: Reading) -> Mention | None:
    index, value = first + reading.length, reading.value
    if pieces[index - 1].text[0].isdecimal() and at(pieces, index) in _LETTER_SCALES:
        value, index = value * _LETTER_SCALES[pieces[index].text], index + 1
    index = _past_repetition(pieces, index, reading)
    word = at(pieces, index)
    if word in _SHORT_UNITS:
        # «۱۲ ت ۳۴۵» is a plate.
        if is_number(at(pieces, index + 1)) or not _counts(pieces[index - 1].text):
            return None
        rials, letters = RIALS_A_TOMAN, 1
    else:
        match = _UNIT.fullmatch(word)
        if not match:
            return None
        rials, letters = RIALS_A_TOMAN if match["toman"] else 1, len(match[1])
    unit = pieces[index]
    end = unit.ends[letters - 1] if len(unit.ends) == len(word) else unit.end
    return Mention(ENTITY, pieces[first].start, end, int(value * rials))


def _past_repetition(pieces: Sequence[Piece], index: int, reading: Reading) -> int:
    """Letters and contracts say a sum twice: «۵۰۰,۰۰۰ (پانصد هزار) ریال»."""
    if at(pieces, index) != "(":
        return index
    words = read_number(pieces, index + 1, money=True)
    end = index + 1 + words.length
    return end + 1 if words.length and words.value == reading.value and at(pieces, end) == ")" else index


def _counts(word: str) -> bool:
    return word[0].isdecimal() or word in ALL_SCALES


def _is_range(pieces: Sequence[Piece], first: int, last_end: int) -> bool:
    """«دویست سیصد تومن», «۵ تا ۱۰ میلیون تومن», «بین ۵۰ و ۱۰۰ تومن», «چند هزار تومن»."""
    before = at(pieces, first - 1)
    if before in _VAGUE:
        return True
    if pieces[first].text in ALL_SCALES and before[:1].isdecimal():
        return True
    if last_end == first and is_owned(pieces, first - 1, first):
        return False  # «منطقه ۲ ۱۰۰ هزار تومن»
    if last_end == first:
        # «یه پونصد تومن» is five hundred with an article, «یک دو تومن» a guess.
        return before not in _ARTICLES or pieces[first].text in _TWO
    if before in _RANGE and (last_end == first - 1 or is_number(at(pieces, first - 2))):
        return True
    if before in _TO and _UNIT.fullmatch(at(pieces, first - 2)):
        return True
    return (
        before in AND and last_end == first - 1 and any(p.text in _BETWEEN for p in pieces[max(0, first - 6) : first])
    )


def _goes_on(pieces: Sequence[Piece], end: int) -> bool:
    """«۲ میلیون تومن تا ۳ میلیون تومن», but not «۲ میلیون تومن تا ۳ روز دیگه»."""
    index = next((i for i, piece in enumerate(pieces) if piece.start >= end), len(pieces))
    if at(pieces, index) not in _TO or index + 1 >= len(pieces):
        return False
    reading = read_number(pieces, index + 1, money=True)
    return bool(reading.length and _with_unit(pieces, index + 1, reading))
