"""Codes of requests lodged here: see `shahryar.codes` for their form and check digit.

Codes of other shapes are told too, as they were written, so that a citizen who has one is answered: four digits, a dash and two
more where the message speaks of a code, a report or a request, and five to eight digits directly after «کد پیگیری».
"""

import re
from collections.abc import Iterator
from typing import Final

from nlu.entities.digits import bounded, words_before
from nlu.mentions import Mention, mention_at
from nlu.text import NormalisedText
from shahryar.codes import parse_code

ENTITY = "tracking_code"
_SHAPE = bounded(r"[0-9]{4} ?[-_]? ?[0-9]{4}")
_SHORT = bounded(r"[0-9]{4}-[0-9]{2}")
_ANNOUNCED = bounded(
    r"(?:کد|شماره|kod|code|shomare)[\u200c ]{0,2}(?:ی )?(?:پ[یب]?گیری|رهگیری (?:گزارش|درخواست)|peygiri)(?:م|ش|ه|مون|am|e)?"
    r"[\u200c :=،-]{0,3}(?:من |گزارش |درخواست )?(?P<digits>[0-9]{5,8})"
)
# One eight-digit landline in ten has a right check digit by chance.
_OTHER_NUMBERS: Final = {"تلفن", "تلفنم", "تماس", "سریال", "پلاک", "پستی", "قبض", "مبلغ", "حساب"}
_REQUEST: Final = re.compile(
    r"(?<![^\W_])(?:کد(?:م|ش|ی|مون|شو|مو|ه|تون)?(?![^\W_])|پ[یب]?گ[یب]?ری|ر[هح]گ?[یک]?ری|گزارش|درخو?ا[سص]ت|شکایت|پرونده|cod|kod|pe[yi]gir|rahgir"
    r"|gozaresh|dar ?kh?o?a?a?st|shekayat|parvande)"
)
_TIME_OF_YEAR: Final = re.compile(r"1[34][0-9]{2}-(?:0[1-9]|1[0-2])")
_WORD: Final = re.compile(r"[^\W\d_]+")
_HARDLY_MORE: Final = 7
_FULL: Final = 8


def find(text: NormalisedText) -> Iterator[Mention]:
    """Tracking codes in a message, canonical (`1234-5678`) or as they were written, in ASCII digits."""
    for match in _SHAPE.finditer(text.text):
        code = parse_code(match[0])
        if code and not _is_other(text.text, match.start()):
            yield mention_at(text, ENTITY, match.span(), code)
    for match in _SHORT.finditer(text.text):
        if _is_meant(text.text, match) and not _is_other(text.text, match.start()):
            yield mention_at(text, ENTITY, match.span(), match[0])
    for match in _ANNOUNCED.finditer(text.text):
        # Eight digits with a wrong check digit are a code that was mistyped.
        if len(match["digits"]) < _FULL:
            yield mention_at(text, ENTITY, match.span("digits"), match["digits"])


def _is_other(text: str, start: int) -> bool:
    return not _OTHER_NUMBERS.isdisjoint(words_before(text, start, 2))


def _is_meant(text: str, match: re.Match[str]) -> bool:
    """Whether the message speaks of a request or is hardly more than the code; «1405-08» is a month unless a word is near."""
    if _TIME_OF_YEAR.fullmatch(match[0]):
        return _REQUEST.search(text, max(0, match.start() - 24), match.start()) is not None
    return _REQUEST.search(text) is not None or len(_WORD.findall(text)) <= _HARDLY_MORE
