"""Utility bill ids (شناسه قبض): 6 to 13 digits, the last a check digit, the one before it the kind of service (1 … 9).

Check digit: the digits before it, from the right, times 2, 3, 4, 5, 6, 7, 2, …; the sum's remainder modulo 11 gives 0 below
two, else 11 less the remainder. Source: the banks' informatics commission's scheme of electronic bill payment (طرح هماهنگ
پرداخت الکترونیکی قبوض), as persian-tools (`src/modules/bill`) has it; tried on its published examples.
"""

import re
from collections.abc import Iterator
from typing import Final

from nlu.entities.runs import Fault, Run, candidates, fault_of, is_money, words_ahead, words_behind
from nlu.mentions import Mention, mention_at
from nlu.text import NormalisedText, normalise

ENTITY = "bill_id"
SHORTEST: Final = 6
LONGEST: Final = 13
LENGTHS: Final = range(SHORTEST, LONGEST + 1)
_BILL = re.compile(r"(?:قبض|غبض|قبظ|غبظ|قبز|قبوض)\w{0,4}|(?:gh|q)ab[zs]\w{0,3}|bill\w{0,2}")
_PAYMENT = re.compile(r"پرداخت\w{0,3}|pardakht\w{0,2}|pardaxt\w{0,2}")
_ID = re.compile(r"شنا[سص]ه?\w{0,2}|شناسهی|shenase\w{0,2}|id")
# These name another number on or about the bill.
_OTHERS = re.compile(
    r"اشتراک\w{0,3}|کنتور\w{0,3}|پیگیری|رهگیری|پرونده|مبلغ\w{0,2}|سریال|بدنه|ملی|پستی|موبایل|همراه|کارت|تراکنش|ارجاع|رمز|تلفن\w{0,2}|"
    r"شماره ?تماس|حساب|مشترک|ردیف|تاریخ|eshterak|kontor|peygiri|rahgiri|serial|mablagh|telefon|mobile|melli|ramz"
)
# «شناسه کاربری», «شناسه ملک» and the like are no bill's; nor are thirteen digits that these words announce.
_NO_BILLS = re.compile(
    r"کاربری\w?|یکتا\w?|صنفی|مودی|مالیاتی|کالا|ملک|شرکت|بیمه\w{0,2}|شبا|بارکد\w{0,2}|بارنامه|مرسوله\w?|فیش|شاسی|پرسنلی|دانشجویی|وام|"
    r"barcode?|shaba|kart|card"
)
_LEAST_UNANNOUNCED: Final = 13
_PHONE = re.compile(r"0[1-9][0-9]{9}|9[0-9]{9}|989[0-9]{9}")
_METER = re.compile(r"کنتور\w{0,3}|kontor")
# «قبض تلفن» is a bill too.
_LINES: Final = ("تلفن", "همراه", "موبایل", "telefon", "mobile")
_WORDS_AROUND = 6
_QUICK = re.compile(r"[0-9][0-9 \-]{4}")
_ANNOUNCED = re.compile(r"قبض|غبض|قبظ|غبظ|قبز|قبوض|شنا[سص]|(?:gh|q)ab[zs]|bill|shenase|id")


def check_digit(digits: str) -> int:
    """The check digit of a bill or payment id, from the ASCII digits before it (see the module)."""
    remainder = sum(int(digit) * (2 + place % 6) for place, digit in enumerate(reversed(digits))) % 11
    return 0 if remainder < 2 else 11 - remainder


def is_valid(digits: str) -> bool:
    """Whether ASCII digits are a bill id: length, kind of service and check digit."""
    return len(digits) in LENGTHS and digits[-2] != "0" and check_digit(digits[:-1]) == int(digits[-1])


def find(text: NormalisedText) -> Iterator[Mention]:
    """Bill ids that a message announces, and runs of thirteen digits that can be little else, as ASCII digits."""
    for run in runs_of(text):
        yield mention_at(text, ENTITY, (run.start, run.end), run.digits)


def runs_of(text: NormalisedText) -> Iterator[Run]:
    """As `find`, in offsets of the normalised text."""
    if not _QUICK.search(text.text):
        return
    spoken_of = _ANNOUNCED.search(text.text) is not None
    for run in candidates(text.text, SHORTEST, LONGEST):
        if not is_valid(run.digits) or is_money(text.text, run.end):
            continue
        if (spoken_of and _is_announced(text.text, run)) or _is_bare(text.text, run):
            yield run


def _is_bare(text: str, run: Run) -> bool:
    """Thirteen right digits that no word before them, up to one of a bill, says to be something else."""
    if len(run.digits) < _LEAST_UNANNOUNCED:
        return False
    for word in reversed(words_ahead(text, run.start, _WORDS_AROUND)):
        if _METER.fullmatch(word) or word.startswith(_LINES):
            continue
        if _BILL.fullmatch(word) or _ID.fullmatch(word):
            return True
        if (
            _OTHERS.fullmatch(word)
            or _NO_BILLS.fullmatch(word)
            or (_PAYMENT.fullmatch(word) and _names_payment(text, run))
        ):
            return False
    return True


def _names_payment(text: str, run: Run) -> bool:
    """«شناسه پرداخت» before the digits; «پرداخت» alone may be the wish."""
    ahead = words_ahead(text, run.start, _WORDS_AROUND)
    place = max(place for place, word in enumerate(ahead) if _PAYMENT.fullmatch(word))
    return place > 0 and _ID.fullmatch(ahead[place - 1]) is not None


def _is_announced(text: str, run: Run) -> bool:
    """«قبض» or «شناسه» is the nearest naming word before, or the words after say «شناسه قبض»."""
    behind = words_behind(text, run.end, 4)
    named_behind = any(_ID.fullmatch(a) and _BILL.fullmatch(b) for a, b in zip(behind, behind[1:], strict=False))
    ahead = words_ahead(text, run.start, _WORDS_AROUND)
    for place in range(len(ahead) - 1, -1, -1):
        word = ahead[place]
        if _BILL.fullmatch(word):
            if _names_another(ahead[:place]):
                return named_behind
            # «قبض تلفن 02188776655» shows the line's number.
            named = any(_ID.fullmatch(other) for other in ahead[max(0, place - 1) :])
            between = " ".join(other for other in ahead[place + 1 :] if not other.startswith(_LINES))
            return named or not (_PHONE.fullmatch(run.digits) or _OTHERS.search(between))
        if (_OTHERS.fullmatch(word) and not word.startswith(_LINES)) or _NO_BILLS.fullmatch(word):
            return False
        if _PAYMENT.fullmatch(word) and _names_a_payment(ahead, place):
            return named_behind
        if _ID.fullmatch(word) and word != "id" and not _PHONE.fullmatch(run.digits):
            return True
    return named_behind


def _names_another(words: list[str]) -> bool:
    """«شناسه پرداخت قبض», «اشتراک قبض»: the bill only tells whose number it is."""
    payment = len(words) >= 2 and _ID.fullmatch(words[-2]) and _PAYMENT.fullmatch(words[-1])
    return bool(payment or (words and _OTHERS.fullmatch(words[-1]) and not words[-1].startswith("مبلغ")))


def _names_a_payment(words: list[str], place: int) -> bool:
    """«شناسه پرداخت», or «پرداخت» right before the digits; «قبضمو پرداخت کنم» names nothing."""
    named = place == len(words) - 1 or (place > 0 and _ID.fullmatch(words[place - 1]) is not None)
    return named and not _both_named(words[:place])


def _both_named(words: list[str]) -> bool:
    """«شناسه قبض و [شناسه] پرداخت»: the words before «پرداخت» end so, and the bill id comes first."""
    rest = [word for word in words if not _ID.fullmatch(word)]
    return len(rest) >= 2 and rest[-1] in ("و", "o", "va", "ya", "یا") and _BILL.fullmatch(rest[-2]) is not None


def parse(raw: str) -> str | None:
    """The first right bill id in a text that is known to be meant as one, announced or not."""
    text = normalise(raw)
    announced = next(runs_of(text), None)
    if announced:
        return announced.digits
    runs = candidates(text.text, SHORTEST, LONGEST)
    return next((run.digits for run in runs if is_valid(run.digits) and not is_money(text.text, run.end)), None)


def fault(raw: str) -> Fault | None:
    """Why the bill id in a text is not right: «shape» for a kind of service 0; None where one is, or nothing looks like one."""
    if parse(raw) is not None:
        return None
    text = normalise(raw).text
    runs = [run.digits for run in candidates(text, SHORTEST, LONGEST) if not is_money(text, run.end)]
    if runs and all(run[-2] == "0" for run in runs):
        return "shape"
    return "check_digit" if runs else fault_of(text, LENGTHS, 4)
