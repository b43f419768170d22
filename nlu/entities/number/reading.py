"""Reading one number off the pieces of a message: digits, words, scales and halves («۲ میلیون و سیصد», «یک و نیم»)."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from nlu.entities.number.words import ALL_SCALES, ALL_UNITS, AND, HALF, Piece

_PLAIN = re.compile(r"(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,6})?")
# Dots and slashes between groups of three are thousands where money is spoken of: «۱.۲۰۰.۰۰۰ تومان», «۵۰۰/۰۰۰ ریال».
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4}|[1-9][0-9]{0,2}(?:/[0-9]{3}){1,4}")
_MANY_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,4}")
_GROUP = re.compile(r"[0-9]{3}")
_SLASHED = re.compile(r"(?:0|[1-9][0-9]{0,3})/[0-9]{1,2}")
_GROUP_SIGNS: Final = {"،", "'", "’", "`"}
_HUNDRED: Final = {"صد", "sad"}
_LONE_SCALES: Final = {"هزار", "hezar"}
_STARTERS: Final = frozenset({*ALL_UNITS, *HALF, *_LONE_SCALES})
_HALF = Decimal("0.5")
_NO_CEILING: Final = 10**15
_MILLION = 10**6


class Reading(NamedTuple):
    """How many pieces a number takes up (0: none here) and its value."""

    length: int
    value: Decimal


class _Term(NamedTuple):
    length: int
    value: Decimal
    scale: int


NOTHING: Final = Reading(0, Decimal(0))
_NO_TERM: Final = _Term(0, Decimal(0), 1)


def read_number(pieces: Sequence[Piece], position: int, money: bool = False) -> Reading:
    """The longest number that begins at a position.

    Terms fall in scale («۲ میلیون و ۳۰۰ هزار»). Behind millions or more, a last term of 10 … 999 without a scale counts the
    next smaller one, as people mean it («دو میلیون و سیصد» is 2,300,000).

    Args:
        pieces: see `words.pieces_of`.
        position: index into them.
        money: read dots and slashes between groups of three digits as thousands marks.
    """
    first = _text(pieces, position)
    if not first[:1].isdecimal() and first not in _STARTERS:
        return NOTHING
    total, end, limit, open_ = Decimal(0), position, _NO_CEILING, True
    while open_ and end < len(pieces):
        joined = end > position and pieces[end].text in AND
        begin = end + joined
        if joined and begin < len(pieces) and pieces[begin].text in HALF:
            return Reading(begin + 1 - position, total + limit * _HALF)
        term = _term(pieces, begin, money)
        if not term.length or (end > position and not _may_follow(term, limit, joined)):
            break
        loose = limit if term.scale == 1 and _MILLION <= limit < _NO_CEILING and 10 <= term.value < 1000 else 0
        total += term.value * (loose // 1000 or term.scale)
        end, limit, open_ = begin + term.length, term.scale, term.scale > 1
    return Reading(end - position, total) if end > position else NOTHING


def _may_follow(term: _Term, limit: int, joined: bool) -> bool:
    """«دو میلیون سیصد هزار» needs no «و», «هزار پانصد» does."""
    return term.value * term.scale < limit and (joined or term.scale > 1)


def _term(pieces: Sequence[Piece], position: int, money: bool) -> _Term:
    """A number below a thousand or in digits, «و نیم» perhaps, and its scales («دو هزار میلیارد»)."""
    if position >= len(pieces):
        return _NO_TERM
    first = pieces[position].text
    if first[0].isdecimal():
        end, value = _digits(pieces, position, money)
    elif first in HALF:
        end, value = position + 1, _HALF
    elif first in _LONE_SCALES:
        end, value = position, Decimal(1)
    else:
        end, value = _words(pieces, position)
        if end == position:
            return _NO_TERM
    if end > position and _text(pieces, end) in AND and _text(pieces, end + 1) in HALF:
        value, end = value + _HALF, end + 2
    scale = 1
    while end < len(pieces) and ALL_SCALES.get(pieces[end].text, 0) * bool(value) >= scale:
        scale *= ALL_SCALES[pieces[end].text]
        end += 1
    bare = end == position or (first in HALF and scale == 1)
    return _NO_TERM if bare or scale > _NO_CEILING else _Term(end - position, value, scale)


def _text(pieces: Sequence[Piece], position: int) -> str:
    return pieces[position].text if position < len(pieces) else ""


def _digits(pieces: Sequence[Piece], position: int, money: bool) -> tuple[int, Decimal]:
    """End and value of a number in digits; the position itself where the digits are no number."""
    digits = pieces[position].text
    if money or _MANY_THOUSANDS.fullmatch(digits):
        grouped = _grouped(pieces, position)
        if grouped:
            return grouped
        if _THOUSANDS.fullmatch(digits):
            return position + 1, Decimal(re.sub(r"[./]", "", digits))
    if _SLASHED.fullmatch(digits) and _text(pieces, position + 1) in ALL_SCALES:
        return position + 1, Decimal(digits.replace("/", "."))
    if _PLAIN.fullmatch(digits):
        return position + 1, Decimal(digits.replace(",", ""))
    return position, Decimal(0)


def _grouped(pieces: Sequence[Piece], position: int) -> tuple[int, Decimal] | None:
    """Thousands set apart by spaces or Persian commas: «۱ ۲۰۰ ۰۰۰», «۵۰۰،۰۰۰»."""
    digits, end = pieces[position].text, position + 1
    if not (digits.isdecimal() and len(digits) <= 3 and digits[0] != "0"):
        return None
    while end < len(pieces):
        sign = pieces[end].text in _GROUP_SIGNS and pieces[end].start == pieces[end - 1].end
        group = pieces[end + sign] if end + sign < len(pieces) else None
        gap = 0 if sign else 1
        if not group or not _GROUP.fullmatch(group.text) or group.start - pieces[end + sign - 1].end != gap:
            break
        digits, end = digits + group.text, end + sign + 1
    # «۲ ۵۰۰» may be two numbers.
    believable = end - position > 2 or digits.endswith("000")
    # «منطقه ۲ ۱۰۰ هزار تومن»: nobody writes so many thousands in groups.
    if _text(pieces, end) in ALL_SCALES:
        return None
    return (end, Decimal(digits)) if end > position + 1 and believable and len(digits) <= 15 else None


def _words(pieces: Sequence[Piece], position: int) -> tuple[int, Decimal]:
    """Words add up over «و» («صد و بیست و سه»), each below the last."""
    value, end, ceiling = 0, position, _NO_CEILING
    while end < len(pieces):
        index = end + (end > position and pieces[end].text in AND)
        unit, length = _unit(pieces, index)
        if unit >= ceiling or (end > position and index == end):
            break
        value, end, ceiling = value + unit, index + length, _magnitude(unit)
    return end, Decimal(value)


def _unit(pieces: Sequence[Piece], position: int) -> tuple[int, int]:
    """Value and pieces of a word; hundreds may be written apart («هفت صد», «سی صد»)."""
    word = _text(pieces, position)
    value = ALL_UNITS.get(word, _NO_CEILING)
    if _text(pieces, position + 1) in _HUNDRED and (1 < value < 10 or word in ("سی", "si")):
        return (300 if value == 30 else value * 100), 2
    return value, 1


def _magnitude(value: int) -> int:
    """The largest number that may still be added: below ten after tens, below a hundred after hundreds."""
    if value >= 100:
        return 100
    return 10 if value >= 20 else 0
