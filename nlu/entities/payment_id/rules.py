"""Payment ids (شناسه پرداخت) of utility bills: 6 to 13 digits, the last two of them check digits.

The first checks the digits before it, the second the bill id and all of the payment id before it, both as in a bill id and
without the payment id's leading zeros; without the bill id only the first can be checked. Source: the banks' informatics
commission's scheme of electronic bill payment, as persian-tools (`src/modules/bill`) and IranianBillsValidation have it; tried
on their published examples.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from nlu.entities.bill_id import rules as bill_id
from nlu.entities.runs import Fault, Run, candidates, fault_of, is_money, words_ahead, words_behind
from nlu.mentions import Mention, mention_at
from nlu.text import NormalisedText, normalise

ENTITY = "payment_id"
_PAYMENT = re.compile(r"پرداخت\w{0,4}|pardakht\w{0,2}|pardaxt\w{0,2}")
_BARE: Final = {"پرداخت", "pardakht", "pardaxt"}
_ID = re.compile(r"شناسه?\w{0,2}|کد|shenase\w{0,2}|id|kod|code")
_NAMES_ANOTHER = re.compile(
    r"پیگیری|رهگیری|پرونده|مبلغ\w{0,2}|سریال|ملی|پستی|موبایل|همراه|کارت|تراکنش|ارجاع|رمز|تلفن|حساب|اشتراک|کنتور|تاریخ|سند|peygiri|rahgiri|mablagh"
)
_MAY_HOLD = re.compile(r"پرداخت|pardakht|pardaxt|قبض|غبض|قبظ|غبظ|قبز|قبوض|(?:gh|q)ab[zs]|bill")
_LEAST_SIGNIFICANT: Final = 3
_FAR = 40


def is_valid(digits: str, bill: str | None = None) -> bool:
    """Whether ASCII digits are a payment id; its second check digit counts where the bill id is given."""
    significant = digits.lstrip("0")
    if len(digits) not in bill_id.LENGTHS or len(significant) < _LEAST_SIGNIFICANT:
        return False
    if bill_id.check_digit(significant[:-2]) != int(significant[-2]):
        return False
    return bill is None or bill_id.check_digit(bill + significant[:-1]) == int(significant[-1])


def find(text: NormalisedText) -> Iterator[Mention]:
    """Payment ids that a message announces or that stand beside a bill id, as ASCII digits."""
    if not _MAY_HOLD.search(text.text):
        return
    bills = list(bill_id.runs_of(text))
    for run in candidates(text.text, bill_id.SHORTEST, bill_id.LONGEST):
        if is_money(text.text, run.end) or any(run.start < bill.end and bill.start < run.end for bill in bills):
            continue
        if (_is_announced(text.text, run) or _is_beside(text.text, run, bills)) and _fits(run, bills):
            yield mention_at(text, ENTITY, (run.start, run.end), run.digits)


def _fits(run: Run, bills: Sequence[Run]) -> bool:
    return any(is_valid(run.digits, bill.digits) for bill in bills) if bills else is_valid(run.digits)


def _is_announced(text: str, run: Run) -> bool:
    """«شناسه پرداخت» near it, or «پرداخت» right before it."""
    ahead = words_ahead(text, run.start, 5)
    for place, word in enumerate(ahead):
        if _PAYMENT.fullmatch(word) and not any(map(_NAMES_ANOTHER.fullmatch, ahead)):
            named = place > 0 and _ID.fullmatch(ahead[place - 1]) is not None
            if named or (place == len(ahead) - 1 and word in _BARE and text[run.start - 1] in ": ="):
                return True
    behind = words_behind(text, run.end, 4)
    return any(_ID.fullmatch(a) and _PAYMENT.fullmatch(b) for a, b in zip(behind, behind[1:], strict=False))


def _is_beside(text: str, run: Run, bills: Sequence[Run]) -> bool:
    """Nothing but a word or a sign between it and the bill id («… و …», «… / …»)."""
    for bill in bills:
        between = text[bill.end : run.start] if bill.end <= run.start else text[run.end : bill.start]
        if len(between) <= _FAR and len(re.findall(r"[^\W\d_]+", between)) <= 2 and not re.search(r"[0-9]", between):
            return not _NAMES_ANOTHER.search(between)
    return False


def parse(raw: str) -> str | None:
    """The first right payment id in a text that is known to be meant as one, announced or not."""
    text = normalise(raw)
    found = next(find(text), None)
    if found:
        return str(found.value)
    bills = list(bill_id.runs_of(text))
    runs = [run for run in candidates(text.text, bill_id.SHORTEST, bill_id.LONGEST) if run not in bills]
    return next((run.digits for run in runs if _fits(run, bills) and not is_money(text.text, run.end)), None)


def fault(raw: str) -> Fault | None:
    """Why the payment id in a text is not right; None where a right one stands in it or nothing looks like one."""
    if parse(raw) is not None:
        return None
    text = normalise(raw)
    bills = list(bill_id.runs_of(text))
    runs = [run for run in candidates(text.text, bill_id.SHORTEST, bill_id.LONGEST) if run not in bills]
    if any(not is_money(text.text, run.end) for run in runs):
        return "check_digit"
    return None if bills else fault_of(text.text, bill_id.LENGTHS, 4)
