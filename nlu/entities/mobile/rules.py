"""Iranian mobile numbers: operator prefix 9xx and seven digits, with or without 0, +98 or 0098 (national numbering plan)."""

import re
from collections.abc import Iterator

from nlu.entities.digits import GAP, bounded, words_before
from nlu.mentions import Mention, mention_at
from nlu.text import NormalisedText

ENTITY = "mobile"
_SHAPE = bounded(
    rf"(?:(?:\+|00)98{GAP}0?|98{GAP}|0)?(9[0-9]{{2}}{GAP}[0-9]{{3}}{GAP}[0-9]{{2}}{GAP}[0-9]{{2}}"
    rf"|9[0-9]{{2}}{GAP}[0-9]{{4}}{GAP}[0-9]{{3}})"
)
_OTHER_NUMBERS = {"ملی", "سریال", "پستی", "قبض", "شبا", "پرونده", "پیگیری", "رهگیری"}


def find(text: NormalisedText) -> Iterator[Mention]:
    """Mobile numbers in a message, as +98XXXXXXXXXX."""
    for match in _SHAPE.finditer(text.text):
        bare = match.start() == match.start(1)
        if bare and _OTHER_NUMBERS & set(words_before(text.text, match.start(), 2)):
            continue
        yield mention_at(text, ENTITY, match.span(), "+98" + re.sub(r"[ \-]", "", match[1]))
