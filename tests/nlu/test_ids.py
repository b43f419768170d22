"""Ids with check digits: right ones found in everyday writing, wrong ones not, why not, and which kind wins."""

import re
from collections.abc import Callable, Iterable, Sequence
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.entities import values
from nlu.entities.amount import rules as amount
from nlu.entities.bill_id import rules as bill_id
from nlu.entities.email import rules as email
from nlu.entities.iban import rules as iban
from nlu.entities.mobile import rules as mobile
from nlu.entities.national_id import rules as national_id
from nlu.entities.number import rules as number
from nlu.entities.payment_id import rules as payment_id
from nlu.entities.plate import rules as plate
from nlu.entities.postal_code import rules as postal_code
from nlu.entities.tracking_code import rules as tracking_code
from nlu.entities.url import rules as url
from nlu.mentions import Mention, without_overlaps
from nlu.text import normalise

# The more particular before the more general: dates, times and durations come before amount.
ORDER: tuple[ModuleType, ...] = (
    email, url, iban, bill_id, payment_id, plate, postal_code, mobile, national_id, tracking_code, amount, number,
)  # fmt: skip
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
WRITINGS: dict[str, Callable[[str], str]] = {
    "latin": str,
    "persian": lambda digits: digits.translate(PERSIAN),
    "arabic": lambda digits: digits.translate(ARABIC),
    "spaces": lambda digits: re.sub(r"(.{3})(?=..)", r"\1 ", digits),
    "dashes": lambda digits: re.sub(r"(.{4})(?=..)", r"\1-", digits),
}
writings = pytest.mark.parametrize("writing", WRITINGS.values(), ids=WRITINGS)


def _values(kind: ModuleType, raw: str) -> list[object]:
    return [mention.value for mention in kind.find(normalise(raw))]


def _remainder(digits: str, weights: Iterable[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False)) % 11


def _bill_remainder(digits: str) -> int:
    return _remainder(digits[::-1], [2, 3, 4, 5, 6, 7] * 5)


def _bill_check(digits: str) -> str:
    remainder = _bill_remainder(digits)
    return str(11 - remainder) if remainder > 1 else "0"


@st.composite
def _national_ids(draw: st.DrawFn, firsts: Sequence[str] = "012345678") -> str:
    head = draw(st.sampled_from(firsts)) + draw(st.text("0123456789", min_size=9, max_size=9))
    head = head[:9]
    if len(set(head)) == 1:
        head = head[:-1] + str((int(head[0]) + 1) % 10)
    remainder = _remainder(head, range(10, 1, -1))
    return head + str(remainder if remainder < 2 else 11 - remainder)


@st.composite
def _ibans(draw: st.DrawFn) -> str:
    account = draw(st.text("0123456789", min_size=22, max_size=22))
    return f"IR{98 - int(account + '182700') % 97:02d}{account}"


@st.composite
def _bills(draw: st.DrawFn) -> str:
    length = draw(st.sampled_from([6, 7, 8, 9, 12, 13]))  # ten and eleven digits may be telephones
    head = draw(st.text("0123456789", min_size=length - 2, max_size=length - 2)) + draw(st.sampled_from("123456789"))
    return head + _bill_check(head)


@st.composite
def _bills_and_payments(draw: st.DrawFn) -> tuple[str, str]:
    bill = draw(_bills())
    head = draw(st.sampled_from("123456789")) + draw(st.text("0123456789", min_size=3, max_size=7))
    head += _bill_check(head)
    return bill, head + _bill_check(bill + head)


def _changed(draw: st.DataObject, digits: str) -> tuple[int, str]:
    place = draw.draw(st.integers(0, len(digits) - 1))
    digit = draw.draw(st.sampled_from("0123456789").filter(lambda d: d != digits[place]))
    return place, digits[:place] + digit + digits[place + 1 :]


@writings
@given(_national_ids())
def test_every_right_national_id_is_found(writing: Callable[[str], str], digits: str) -> None:
    assert _values(national_id, f"کد ملی {writing(digits)} است") == [digits]


@given(_national_ids(), st.data())
def test_a_national_id_with_one_wrong_digit_is_not_found(digits: str, data: st.DataObject) -> None:
    place, wrong = _changed(data, digits)
    remainders = {_remainder(number[:9], range(10, 1, -1)) for number in (digits, wrong)}
    # The scheme gives the remainders 1 and 10 the same check digit; no reader can tell those changes.
    if place == 9 or remainders != {1, 10}:
        assert _values(national_id, f"کد ملی {wrong} است") == []
        assert national_id.fault(wrong) in ("check_digit", "shape")


@given(_national_ids([f"{zeros}{digit}" for zeros in ("0", "00") for digit in "12345678"]))
def test_lost_leading_zeros_of_an_announced_national_id_come_back(digits: str) -> None:
    short = digits.lstrip("0")
    assert _values(national_id, f"کد ملیم {short} هست") == [digits]
    assert _values(national_id, short) == []


@writings
@given(_ibans())
def test_every_right_iban_is_found(writing: Callable[[str], str], value: str) -> None:
    assert _values(iban, f"به IR{writing(value[2:])} بریزید") == [value]
    assert _values(iban, f"شبا {writing(value[2:])} است") == [value]


@given(_ibans(), st.data())
def test_an_iban_with_one_wrong_digit_is_not_found(value: str, data: st.DataObject) -> None:
    _, wrong = _changed(data, value[2:])
    assert _values(iban, f"شبا IR{wrong}") == []
    assert iban.fault(f"IR{wrong}") == "check_digit"


@writings
@given(_bills())
def test_every_right_bill_id_is_found(writing: Callable[[str], str], digits: str) -> None:
    assert _values(bill_id, f"شناسه قبض {writing(digits)} چقدر شده") == [digits]


@given(_bills())
def test_a_bill_id_that_nothing_announces_is_found_only_at_full_length(digits: str) -> None:
    assert _values(bill_id, f"سلام {digits} چقدر شده") == ([digits] if len(digits) == bill_id.LONGEST else [])
    assert _values(bill_id, f"سریال {digits} چقدر شده") == []


@given(_bills(), st.data())
def test_a_bill_id_with_one_wrong_digit_is_not_found(digits: str, data: st.DataObject) -> None:
    place, wrong = _changed(data, digits)
    # Remainders 0 and 1 share the check digit 0.
    if place == len(digits) - 1 or {_bill_remainder(d[:-1]) for d in (digits, wrong)} != {0, 1}:
        assert _values(bill_id, f"شناسه قبض {wrong}") == []
        assert bill_id.fault(wrong) in ("check_digit", "shape")


@writings
@given(_bills_and_payments())
def test_every_right_payment_id_is_found_beside_its_bill_id(
    writing: Callable[[str], str], pair: tuple[str, str]
) -> None:
    bill, payment = pair
    raw = f"شناسه قبض {writing(bill)} شناسه پرداخت {writing(payment)}"
    assert (_values(bill_id, raw), _values(payment_id, raw)) == ([bill], [payment])


@given(_bills_and_payments(), st.sampled_from("123456789"))
def test_a_payment_id_of_another_bill_is_not_found(pair: tuple[str, str], more: str) -> None:
    bill, payment = pair
    wrong = payment[:-1] + str((int(payment[-1]) + int(more)) % 10)
    assert _values(payment_id, f"شناسه قبض {bill} شناسه پرداخت {wrong}") == []
    assert _values(payment_id, f"شناسه پرداخت {wrong}") == [wrong]  # alone, only its first check digit can tell


@given(_bills_and_payments(), st.data())
def test_a_payment_id_with_one_wrong_digit_is_not_found(pair: tuple[str, str], data: st.DataObject) -> None:
    bill, payment = pair
    place, wrong = _changed(data, payment)
    if place == len(payment) - 1 or {_bill_remainder(d.lstrip("0")[:-2]) for d in (payment, wrong)} != {0, 1}:
        assert wrong not in _values(payment_id, f"شناسه قبض {bill} شناسه پرداخت {wrong}")


@pytest.mark.parametrize(
    ("bill", "payment", "fits"),
    [
        # Published examples of persian-tools and IranianBillsValidation.
        ("7748317800142", "1770160", True),
        ("2050327604613", "1070189", True),
        ("1117753200140", "12070160", True),
        ("9985235404124", "0000880000568", True),
        ("9174639504124", "12908197", False),
    ],
)
def test_the_check_digits_agree_with_published_examples_of_bills(bill: str, payment: str, fits: bool) -> None:
    assert bill_id.is_valid(bill)
    assert payment_id.is_valid(payment, bill) is fits


def test_the_kind_of_service_of_a_bill_is_never_zero() -> None:
    head = "20503276040"
    assert not bill_id.is_valid(head + _bill_check(head))


@pytest.mark.parametrize(
    ("raw", "kinds"),
    [
        ("https://my.gov.ir/0912345678", ["url"]),
        ("ali0912@gmail.com", ["email"]),
        ("شبا 710120003297923207320215 به نام من ۲ نفر", ["iban", "number"]),
        ("شناسه قبض 3752174821 شناسه پرداخت 57445207", ["bill_id", "payment_id"]),
        ("کد پستی 1439817654 کد ملی 0010788433", ["postal_code", "national_id"]),
        ("پلاک ۱۲ب۳۴۵ ایران ۶۷ جریمه ۵۰۰ هزار تومان", ["plate", "amount"]),
        ("۱۲ ت ۳۴۵ ایران ۶۷", ["plate"]),
        ("شماره‌م 09123456789 قبضم ۴۵۰ هزار تومنه", ["mobile", "amount"]),
        ("صفر نهصد و دوازده ۳۴۵ ۶۷ ۸۹", ["mobile"]),
        ("پسرم ۱۲ سالشه با ۳ میلیون تومن", ["number", "amount"]),
        ("کد پیگیری 1234-5672", ["tracking_code"]),
        ("قبض 66086542 رو ۲ بار دادم", ["bill_id", "number"]),
        ("0076543219 و IR710120003297923207320216", []),
    ],
)
def test_the_more_particular_kind_wins(raw: str, kinds: list[str]) -> None:
    assert [mention.entity for mention in _all(raw)] == kinds


def test_the_kinds_run_in_the_order_that_is_proved_here() -> None:
    names = [kind.ENTITY for kind in ORDER]
    assert [name for name in values.RULES if name in names] == [name for name in names if name in values.RULES]


VOCABULARY = """0 1 2 5 9 ۱۲ ۳۴۵ 67 09123456789 0010788433 66086542 IR 710120003297923207320215 ایران ب ت ir قبض شناسه پرداخت
    پستی ملی شبا پلاک تومن هزار میلیون و نیم یک سی صد تا ( ) / - . , ، : @ + a@b.co http:// x.ir ½ ② ﷼ سال سالشه نهصد صفر دوازده
    دوسه ـ ٪"""
SCRAPS = VOCABULARY.split()
ODD = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from([*SCRAPS, "\u200c", "\n", "\u200f"]), max_size=14).map(" ".join),
    st.lists(st.sampled_from([*SCRAPS, "\u200c", " "]), max_size=14).map("".join),
)


@settings(max_examples=500)
@given(ODD)
def test_no_text_makes_a_rule_raise_or_point_outside_of_it(raw: str) -> None:
    for mention in _all(raw):
        assert 0 <= mention.start < mention.end <= len(raw)
    for kind in (national_id, iban, bill_id, payment_id, mobile, postal_code, plate):
        assert kind.fault(raw) in (None, "length", "check_digit", "shape")


@pytest.mark.parametrize(
    "raw", ["9" * 5000, "0 " * 3000, "هزار " * 2000, "12ب" * 1000, "a." * 2000, "(" * 3000, "بیستو" * 900]
)
def test_endless_messages_are_read_without_raising(raw: str) -> None:
    assert all(mention.end <= len(raw) for mention in _all(raw))


def _all(raw: str) -> list[Mention]:
    text = normalise(raw)
    return without_overlaps(mention for kind in ORDER for mention in kind.find(text))
