"""Iranian mobile numbers: operator prefix 9xx and seven digits, with or without 0, +98 or 0098 (national numbering plan)."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from nlu.entities.digits import NOT_AFTER, NOT_BEFORE, bounded
from nlu.entities.number.reading import read_number
from nlu.entities.number.words import ALL_UNITS, AND, Piece, pieces_of
from nlu.entities.runs import Fault, fault_of, words_ahead
from nlu.mentions import Mention, mention_at
from nlu.text import NormalisedText, normalise

ENTITY = "mobile"
_GAP = r"(?: - |[ \-._/]|\) ?)?"
_PREFIX = rf"(?:(?:\+ ?|00 ?)98{_GAP}\(?0?{_GAP}|98{_GAP}0?|\(?0{_GAP})"
_SHAPE = re.compile(rf"{NOT_BEFORE}({_PREFIX})?\(?(9(?:{_GAP}[0-9]){{9}}){NOT_AFTER}")
# Without a prefix only the usual groupings are believed.
_BARE = bounded(
    r"9[0-9]{2}[ \-]?(?:[0-9]{3}[ \-]?[0-9]{2}[ \-]?[0-9]{2}|[0-9]{3}[ \-]?[0-9]{4}|[0-9]{4}[ \-]?[0-9]{3})"
)
_OTHER_NUMBERS: Final = {
    "ملی", "ملیم", "ملیش", "کدملی", "کدملیم", "سریال", "پستی", "کدپستی", "قبض", "شبا", "پرونده", "پیگیری", "رهگیری",
    "اشتراک", "حساب",
    "کارت", "پرداخت", "شناسه", "melli", "meli", "posti", "ghabz", "serial", "peygiri", "rahgiri", "sheba", "hesab",
}  # fmt: skip
_NATIONAL = re.compile(r"(?:0|98|0098)?(9[0-9]{9})")
# Where words may stand for digits: «صفر نهصد و دوازده …», «صفر نه یک دو …», «۰۹۱۲ سیصد و چهل و پنج …».
_MAY_BE_SPOKEN = re.compile(r"نهصد|صفر نه|nohsad|sefr noh|(?<![0-9])0?9[0-9]{2} +[^\W\d_]")
_SPOKEN_SIGNS: Final = AND | {"-", "،", ",", "."}
_MOST_DIGITS: Final = 14


def find(text: NormalisedText) -> Iterator[Mention]:
    """Mobile numbers in a message, as +98 and ten digits."""
    if "9" in text.text:
        for match in _SHAPE.finditer(text.text):
            if _is_mobile(text.text, match):
                start = match.start(1) if match[1] else match.start(2)
                yield mention_at(text, ENTITY, (start, match.end()), "+98" + re.sub(r"[^0-9]", "", match[2]))
    if _MAY_BE_SPOKEN.search(text.text):
        yield from _spoken(text)


def _is_mobile(text: str, match: re.Match[str]) -> bool:
    if match[1]:
        # «0912345678 5 نفر» is no mobile number: a group of one digit at the end is another number.
        groups = re.findall(r"[0-9]+", match[2])
        return len(groups) == 1 or all(len(group) > 1 for group in groups[1:])
    before = words_ahead(text, match.start(2), 3)
    return _BARE.fullmatch(match[2]) is not None and not _OTHER_NUMBERS & set(before)


def _spoken(text: NormalisedText) -> Iterator[Mention]:
    """«صفر نهصد و دوازده ۳۴۵ ۶۷ ۸۹»: numbers in words or digits, one after another, that make up a mobile number."""
    pieces = pieces_of(text)
    position = 0
    while position < len(pieces):
        end, digits = _dictated(pieces, position)
        number = _NATIONAL.fullmatch(digits)
        if number and digits != "".join(piece.text for piece in pieces[position:end]):
            yield Mention(ENTITY, pieces[position].start, pieces[end - 1].end, "+98" + number[1])
            position = end
        else:
            position += 1


def _dictated(pieces: Sequence[Piece], position: int) -> tuple[int, str]:
    """End and digits of the numbers dictated from a position on, no more than a mobile number takes."""
    digits, end = "", position
    while end < len(pieces) and len(digits) < _MOST_DIGITS:
        word = pieces[end].text
        if word.isdecimal():
            digits, end = digits + word, end + 1
        elif word in ALL_UNITS:
            reading = read_number(pieces, end)
            if not reading.length or reading.value >= 1000:
                break
            digits, end = digits + str(int(reading.value)), end + reading.length
        elif digits and word in _SPOKEN_SIGNS:
            end += 1
        else:
            break
        if _NATIONAL.fullmatch(digits):
            break
    return end, digits


def parse(raw: str) -> str | None:
    """The first mobile number in a text, as +98 and ten digits."""
    found = next(find(normalise(raw)), None)
    return str(found.value) if found else None


def fault(raw: str) -> Fault | None:
    """Why the number in a text is no mobile number: too long or short, or another operator's («shape»: a landline)."""
    if parse(raw) is not None:
        return None
    text = normalise(raw).text
    wrong = fault_of(text, range(10, 13), 5)
    return "shape" if wrong == "check_digit" else wrong
