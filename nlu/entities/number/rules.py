"""Numbers in digits («۱۲», «1,200», «۲٫۵») and in common Persian words («بیست و سه», «دو هزار و پانصد»)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from nlu.entities.digits import bounded
from nlu.entities.number.context import at, is_age, is_number, is_owned, is_part
from nlu.entities.number.reading import read_number
from nlu.entities.number.words import LATIN_UNITS, SCALES, UNITS, Piece, pieces_of
from nlu.mentions import Mention
from nlu.text import NormalisedText

__all__ = ["ENTITY", "SCALES", "UNITS", "find"]

ENTITY = "number"
_LONG_RUN = bounded(r"[0-9]{3,}[ \-][0-9]{3,}(?:[ \-][0-9]+)*")
_MOST_DIGITS = 4
_COUNTERS: Final = {
    "تا",
    "نفر",
    "عدد",
    "بار",
    "مورد",
    "بچه",
    "فرزند",
    "نسخه",
    "برگ",
    "قطعه",
    "متر",
    "نفره",
    "نفریم",
    "نفرن",
}
_LATIN_COUNTERS: Final = {"ta", "nafar", "adad", "bache", "nafarim", "taye"}
_ANNOUNCERS: Final = {"شماره", "گزینه", "عدد", "مورد", "ردیف", "تعداد", "shomare", "gozine", "tedad"}
# Words that are more often something else than a number: an article, «no», a village, a particle, a hundred per cent …
_AMBIGUOUS: Final = {"یک", "یه", "نه", "ده", "سی", "صد", "صفر", "هزار", "نود", "hezar", *LATIN_UNITS}
_ARTICLES: Final = {"یک", "یه", "yek", "ye"}
_NEVER_ALONE: Final = {"نه", "یه", "سی", *LATIN_UNITS}
# «نه بچه دارم نه …» denies, «صد بار گفتم» exaggerates.
_NOT_COUNTED: Final = {("نه", "بچه"), ("نه", "فرزند"), ("نه", "مورد"), ("صد", "بار"), ("هزار", "بار")}


def find(text: NormalisedText) -> Iterator[Mention]:
    """Numbers that stand for themselves in a message, as int or float; part of another value is not tagged."""
    pieces = pieces_of(text)
    blocked: list[tuple[int, int]] | None = None
    position = 0
    while position < len(pieces):
        length, value = read_number(pieces, position)
        end = position + length
        if length and _is_short(pieces, position) and _stands_alone(pieces, position, end):
            if blocked is None:
                blocked = [text.raw_span(*match.span()) for match in _LONG_RUN.finditer(text.text)]
            start, stop = pieces[position].start, pieces[end - 1].end
            if not any(first < stop and start < last for first, last in blocked):
                yield Mention(ENTITY, start, stop, plain(value))
        position = max(end, position + 1)


def plain(value: Decimal) -> int | float:
    """An int where the value is whole, else a float."""
    return int(value) if value == value.to_integral_value() else float(value)


def _is_short(pieces: Sequence[Piece], position: int) -> bool:
    """Longer runs of digits without thousands marks are ids and telephones."""
    digits = pieces[position].text.split(".")[0]
    return not digits.isdecimal() or len(digits) <= _MOST_DIGITS


def _stands_alone(pieces: Sequence[Piece], first: int, last: int) -> bool:
    if is_part(pieces, first, last):
        return False
    before, after, word = at(pieces, first - 1), at(pieces, last), pieces[first].text
    if is_age(pieces, first, last):
        return word not in _ARTICLES
    if is_owned(pieces, first, last):
        return False
    if last - first > 1 or word not in _AMBIGUOUS:
        return not (is_number(before) and word[0].isdecimal() and before not in _ARTICLES and not before[0].isdecimal())
    alone = len(pieces) == 1 and word not in _NEVER_ALONE
    counted = after in _COUNTERS or (word in LATIN_UNITS and after in _LATIN_COUNTERS)
    return alone or before in _ANNOUNCERS or (word not in _ARTICLES and counted and (word, after) not in _NOT_COUNTED)
