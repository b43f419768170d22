"""Iranian national id (کد ملی): ten digits, the last a check digit modulo 11 (National Organisation for Civil Registration)."""

import re
from collections.abc import Iterator
from typing import Final

from nlu.entities.digits import bounded
from nlu.entities.runs import Fault, fault_of, first_of, whole_runs, words_ahead, words_behind
from nlu.mentions import Mention, mention_at
from nlu.text import NormalisedText, normalise

ENTITY = "national_id"
LENGTH: Final = 10
# The card shows 3-6-1; other groupings are believed where the id is announced.
_SHAPE = bounded(r"[0-9]{3}[ \-]?[0-9]{6}[ \-]?[0-9]")
_GROUPED = bounded(r"[0-9](?:(?: - |[ \-])?[0-9]){9}")
# The leading zeros get lost in spreadsheets and on telephones.
_SHORT = bounded(r"[0-9]{8,9}")
_OTHER_NUMBERS: Final = {
    "سریال", "موبایل", "همراه", "پستی", "قبض", "شبا", "پرونده", "تلفن", "رهگیری", "پیگیری", "اشتراک", "حساب", "کدپستی", "بارنامه",
    "پرداخت", "ثبت", "اقتصادی", "فراگیر", "ghabz", "posti", "serial", "mobile", "hesab", "peygiri", "rahgiri",
}  # fmt: skip
_ANNOUNCING = re.compile(
    r"(?:کد)?ملی(?:م|ت|ش|مون|تون|شون|مان|تان|شان|ه|و|مو|شو|مه|شه|ام|اش|ات)?|(?:kode?|code?)?mell?i(?:m|sh|am|ye|mo)?"
)
_NAMED: Final = {"کد", "شماره", "kod", "code", "kode", "cod", "shomare", "shomareh"}
_WORDS_AROUND = 4


def is_valid(digits: str) -> bool:
    """Whether ten ASCII digits carry a right check digit; ten equal digits are never issued."""
    if len(digits) != LENGTH or len(set(digits)) == 1:
        return False
    remainder = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return int(digits[9]) == (remainder if remainder < 2 else 11 - remainder)


def find(text: NormalisedText) -> Iterator[Mention]:
    """National ids in a message, as ten ASCII digits; where one is announced, its lost leading zeros are put back."""
    if not any(char.isdecimal() for char in text.text):
        return
    held = -1
    for match in sorted((*_GROUPED.finditer(text.text), *_SHORT.finditer(text.text)), key=lambda found: found.start()):
        digits = re.sub(r"[ \-]", "", match[0]).zfill(LENGTH)
        if match.start() < held or not is_valid(digits):
            continue
        before = words_ahead(text.text, match.start(), _WORDS_AROUND)
        announced = _is_announced(before) or _is_announced(words_behind(text.text, match.end(), 2))
        plain = _SHAPE.fullmatch(text.text, *match.span()) is not None
        if _OTHER_NUMBERS & set(before[-2:]) or not (announced or plain):
            continue
        # Mobile numbers lose their leading zero now and then; ids that begin with 9 are hardly issued.
        if digits[0] == "9" and not announced:
            continue
        held = match.end()
        yield mention_at(text, ENTITY, match.span(), digits)


def _is_announced(words: list[str]) -> bool:
    return any(
        _ANNOUNCING.fullmatch(word) and (len(word) > 5 or index == 0 or words[index - 1] in _NAMED or "ک" in word)
        for index, word in enumerate(words)
    )


def parse(raw: str) -> str | None:
    """The first right id in a text that is known to be meant as one, with leading zeros put back where it announces it."""
    return first_of(raw, find, is_valid)


def fault(raw: str) -> Fault | None:
    """Why the id in a text is not right; None where a right one stands in it or nothing looks like one."""
    if parse(raw) is not None:
        return None
    text = normalise(raw).text
    if any(len(run.digits) == LENGTH and len(set(run.digits)) == 1 for run in whole_runs(text)):
        return "shape"
    return fault_of(text, range(LENGTH, LENGTH + 1), 6)
