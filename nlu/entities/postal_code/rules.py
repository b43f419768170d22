"""Iranian postal codes: ten digits, five of the area and five of the place.

The first five hold no 0 and no 2 (they look like ۵ and ۳), the fifth is no 5, and the first four are not all the same. Source:
the notes on postal addresses at khabarkhan.molisy.ir and the pattern that Iranian form validators share,
`(?!(\\d)\\1{3})[13-9]{4}[1346-9]`; those forbid 2 in the last five digits too, the notes do not, and so it is let pass here.
"""

import re
from collections.abc import Iterator
from typing import Final

from nlu.entities.digits import bounded
from nlu.entities.national_id import rules as national_id
from nlu.entities.runs import Fault, fault_of, first_of, words_ahead, words_behind
from nlu.mentions import Mention, mention_at
from nlu.text import NormalisedText, normalise

ENTITY = "postal_code"
_RULES = re.compile(r"(?!([0-9])\1{3})[13-9]{4}[1346-9][0-9]{5}")
_SHAPE = bounded(r"[0-9](?:(?: - |[ \-])?[0-9]){9}")
_USUAL = re.compile(r"[0-9]{5}[ \-]?[0-9]{5}")
_ANNOUNCING = re.compile(
    r"(?:کد)?(?:پ[سص]تی|پوستی)(?:م|ت|ش|مون|تون|شون|مان|تان|شان|ه|مو|شو|مه|شه|مونه|رو|و|ام|اش|ات)?|(?:kode?|code?)?post[iy]\w{0,3}|postal\w{0,4}|zip"
)
_SPOKEN_OF = re.compile(r"کد ?(?:پ[سص]تی|پوستی)|(?:kode?|code?) ?post[iy]|postal")
_ANOTHER = re.compile(r"[0-9]|ملی|موبایل|همراه|تلفن|سریال|قبض|شبا|پیگیری|رهگیری|حساب|کارت|mobile|telefon|melli")
_OTHER_NUMBERS: Final = {
    "ملی", "کدملی", "موبایل", "همراه", "تلفن", "سریال", "قبض", "شبا", "پرونده", "پیگیری", "رهگیری", "حساب", "کارت",
    "پرداخت", "اشتراک",
    "مرسوله", "بارنامه", "تماس", "melli", "meli", "mobile", "telefon", "rahgiri", "peygiri", "serial", "ghabz",
}  # fmt: skip
_ADDRESS: Final = {
    "خیابان", "خیابون", "خ", "کوچه", "پلاک", "بلوار", "میدان", "میدون", "واحد", "طبقه", "ادرس", "ادرسم", "نشانی",
    "بزرگراه", "شهرک", "کوی",
    "بن", "فرعی", "محله", "khiaban", "khiyaban", "kooche", "kuche", "koche", "pelak", "vahed", "tabaghe", "bolvar",
    "meydan", "address",
}  # fmt: skip


def is_valid(digits: str) -> bool:
    """Whether ten ASCII digits keep the rules of postal codes; there is no check digit."""
    return _RULES.fullmatch(digits) is not None


def find(text: NormalisedText) -> Iterator[Mention]:
    """Postal codes that a message announces, or that stand with an address and can be nothing else, as ten ASCII digits."""
    for match in _SHAPE.finditer(text.text):
        digits = re.sub(r"[ \-]", "", match[0])
        if is_valid(digits) and _is_meant(text.text, match, digits):
            yield mention_at(text, ENTITY, match.span(), digits)


def _is_meant(text: str, match: re.Match[str], digits: str) -> bool:
    ahead = words_ahead(text, match.start(), 5)
    named = [place for place, word in enumerate(ahead) if _ANNOUNCING.fullmatch(word)]
    if named:
        return not _OTHER_NUMBERS & set(ahead[named[-1] + 1 :])
    if any(_ANNOUNCING.fullmatch(word) for word in words_behind(text, match.end(), 3)):
        return not _OTHER_NUMBERS & set(ahead[-2:])
    if _announced_before(text, match.start()):
        return True
    nothing_else = not (digits[0] == "9" or national_id.is_valid(digits) or _OTHER_NUMBERS & set(ahead[-3:]))
    words = set(re.findall(r"[^\W\d_]+", text))
    return nothing_else and _USUAL.fullmatch(match[0]) is not None and bool(_ADDRESS & words)


def _announced_before(text: str, end: int) -> bool:
    """«کد پستی را نادرست وارد کردم؛ صحیح آن …»: in another sentence, no other number between."""
    before = text[:end]
    named = max((match.end() for match in _SPOKEN_OF.finditer(before)), default=-1)
    return named >= 0 and not _ANOTHER.search(before[named:])


def parse(raw: str) -> str | None:
    """The first postal code in a text that is known to be meant as one, announced or not."""
    return first_of(raw, find, is_valid)


def fault(raw: str) -> Fault | None:
    """Why the code in a text is no postal code: its length, or digits that none can have («shape»)."""
    if parse(raw) is not None:
        return None
    wrong = fault_of(normalise(raw).text, range(10, 11), 5)
    return "shape" if wrong == "check_digit" else wrong
