"""Codes of requests lodged here: see `shahryar.codes` for their form and check digit."""

from collections.abc import Iterator

from nlu.entities.digits import bounded, words_before
from nlu.mentions import Mention, mention_at
from nlu.text import NormalisedText
from shahryar.codes import parse_code

ENTITY = "tracking_code"
_SHAPE = bounded(r"[0-9]{4} ?[-_]? ?[0-9]{4}")
# One eight-digit landline in ten has a right check digit by chance.
_OTHER_NUMBERS = {"تلفن", "تلفنم", "تماس", "سریال", "پلاک", "پستی", "قبض", "مبلغ", "حساب"}


def find(text: NormalisedText) -> Iterator[Mention]:
    """Tracking codes in a message, canonical (`1234-5678`)."""
    for match in _SHAPE.finditer(text.text):
        code = parse_code(match[0])
        if code and not _OTHER_NUMBERS & set(words_before(text.text, match.start(), 2)):
            yield mention_at(text, ENTITY, match.span(), code)
