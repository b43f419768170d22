"""Values that were written wrong: which one, and why, before anything is done with the message.

What is wrong is found by the understanding (`faults` of the parse data). A run of digits may be wrong as many things at
once: here is decided which of them the citizen meant.
"""

import re
from typing import Final

from actions.base import Speaker
from actions.report.checks import foreign_words, words
from actions.services.dialogue import lists
from actions.turn import Turn
from shahryar.formats import ascii_digits

# What a message of that intent holds even where no word announces it.
_EXPECTED: Final = {
    "inquire_bill": ("bill_id",),
    "pay_bill": ("bill_id",),
    "inquire_fine": ("plate",),
}
_LEAST_DIGITS: Final = {"plate": 5, "bill_id": 7}
_LEAST_OTHERWISE: Final = 6  # fewer are a year, a sum, a number of days
_WHOLE_PLATE: Final = 7  # digits: all are there, in another order («ایران ۶۱ … ۴۴ج۶۵۱»)
_LONG_VALUES: Final = (
    "mobile",
    "national_id",
    "postal_code",
    "tracking_code",
    "iban",
    "bill_id",
    "payment_id",
    "plate",
)
_MOST_WORDS: Final = 6  # of a message that is a value and little else
_IBAN: Final = re.compile(r"ir[\d\s-]{6,}|\d{24}", re.IGNORECASE)
_MOBILE: Final = re.compile(r"(?:\+98|0098|0)?9\d{6,}")
_NATIONAL_ID: Final = 10
_BILL_ID: Final = range(11, 14)


def remark(turn: Turn, speaker: Speaker) -> str | None:
    """One sentence on the value that is wrong and why; None where none is."""
    kind = wrong(turn)
    return speaker.text(f"values.{kind}_{turn.faults[kind]}") if kind else None


def wrong(turn: Turn) -> str | None:
    """Kind of the value that was meant and is wrong."""
    if not turn.said or not turn.faults:
        return None
    meant = _announced(turn.said)
    if not any(turn.entities.get(kind) for kind in _LONG_VALUES):
        meant += [kind for kind in (*_EXPECTED.get(turn.intent, ()), *_bare(turn)) if kind not in meant]
    digits = sum(letter.isdigit() for letter in turn.said)
    for kind in meant:
        if kind in turn.faults and not turn.entities.get(kind):
            enough = digits >= _LEAST_DIGITS.get(kind, _LEAST_OTHERWISE)
            return kind if enough and not (kind == "plate" and digits == _WHOLE_PLATE) else None
    return None


def is_bare(turn: Turn) -> bool:
    """The message is a value and little else («کد ملیم اینه: …»)."""
    return len(words(turn.said)) <= _MOST_WORDS and foreign_words(turn.said) <= _MOST_WORDS // 2


def _announced(text: str) -> list[str]:
    plain = re.sub(r"[\s\u200cٔ]", "", text.lower()).replace("ي", "ی").replace("ك", "ک")
    return [kind for kind, names in lists()["value_words"].items() if any(name in plain for name in names)]


def _bare(turn: Turn) -> list[str]:
    """What digits without a word are by their shape."""
    if turn.intent not in ("inform", "nlu_fallback", "correct") or not is_bare(turn):
        return []
    text = ascii_digits(turn.said).strip()
    plain = re.sub(r"[\s\u200c-]", "", text)
    if _IBAN.fullmatch(text) or _IBAN.fullmatch(plain):
        return ["iban"]
    if "plate" in turn.faults and not plain.isdigit():
        return ["plate"]
    if _MOBILE.fullmatch(plain) and plain.startswith(("0", "+")):
        return ["mobile"]
    if not plain.isdigit():
        return []
    return ["national_id"] if len(plain) == _NATIONAL_ID else ["bill_id"] if len(plain) in _BILL_ID else []
