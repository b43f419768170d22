"""Iranian national id (کد ملی): ten digits, the last a check digit modulo 11 (National Organisation for Civil Registration)."""

import re
from collections.abc import Iterator

from nlu.entities.digits import GAP, bounded, words_before
from nlu.mentions import Mention, mention_at
from nlu.text import NormalisedText

ENTITY = "national_id"
_SHAPE = bounded(rf"[0-9]{{3}}{GAP}[0-9]{{6}}{GAP}[0-9]")
_OTHER_NUMBERS = {"سریال", "موبایل", "همراه", "پستی", "قبض", "شبا", "پرونده"}


def is_valid(digits: str) -> bool:
    """Whether ten ASCII digits carry a right check digit; ten equal digits are never issued."""
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    remainder = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return int(digits[9]) == (remainder if remainder < 2 else 11 - remainder)


def find(text: NormalisedText) -> Iterator[Mention]:
    """National ids in a message, as ten ASCII digits."""
    for match in _SHAPE.finditer(text.text):
        digits = re.sub(r"[ \-]", "", match[0])
        before = words_before(text.text, match.start(), 2)
        if is_valid(digits) and not _OTHER_NUMBERS & set(before):
            # Mobile numbers lose their leading zero now and then; ids that begin with 9 are hardly issued.
            if digits[0] == "9" and "ملی" not in before:
                continue
            yield mention_at(text, ENTITY, match.span(), digits)
