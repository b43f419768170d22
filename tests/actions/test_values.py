"""Values that were written wrong are told first, as what they were meant."""

import pytest

from tests.actions.fakes import run, user

MANY = {"bill_id": "check_digit", "payment_id": "check_digit", "national_id": "check_digit", "postal_code": "shape"}


@pytest.mark.parametrize(
    ("text", "faults", "said"),
    [
        ("کد ملیم اینه ۱۲۳۴۵۶۷۸۹۰", MANY, "این کد ملی درست نیست: رقم آخر با بقیه نمی‌خواند."),
        ("کد‌ ملی 123456789012", {"national_id": "length"}, "این کد ملی درست نیست: کد ملی ده رقم دارد."),
        ("۱۲۳۴۵۶۷۸۹۰", MANY, "این کد ملی درست نیست"),
        ("کد پستی ۱۲۳۴۵۶۷۸۹۰", MANY, "این کد پستی درست نیست"),
        ("IR120000000000000000000000", {"iban": "check_digit", "bill_id": "length"}, "این شمارهٔ شبا درست نیست"),
        ("۱۲ب۳۴۵", {"plate": "length", "bill_id": "shape"}, "این پلاک درست نیست: دو رقم، یک حرف"),
        ("۰۹۱۲۳۴۵۶۷", {"mobile": "length", "bill_id": "check_digit"}, "این شمارهٔ موبایل درست نیست"),
        ("۷۷۴۸۳۱۷۸۰۰۱۴۳", {"bill_id": "check_digit", "payment_id": "check_digit"}, "این شناسهٔ قبض درست نیست"),
    ],
)
async def test_a_bare_value_that_is_wrong(text: str, faults: dict[str, str], said: str) -> None:
    answer = await run("action_inform", user(text, "inform", faults=faults))
    assert answer.text.startswith(said)
    assert answer.payloads


@pytest.mark.parametrize(
    ("action", "intent", "text", "faults", "said"),
    [
        ("action_inquiries", "inquire_bill", "قبض ۷۷۴۸۳۱۷۸۰۰۱۴۳ چقدره", {"bill_id": "check_digit"}, "این شناسهٔ قبض"),
        (
            "action_inquiries",
            "pay_bill",
            "شناسهٔ پرداخت ۱۲۳۴۵۶۷۸ است",
            {"bill_id": "check_digit", "payment_id": "check_digit"},
            "این شناسهٔ پرداخت",
        ),
        ("action_inquiries", "inquire_fine", "خلافی ۱۲ب۳۴۵", {"plate": "length"}, "این پلاک"),
        ("action_appointments", "book_appointment", "نوبت با کدملی ۱۲۳۴۵۶۷۸۹۰", MANY, "این کد ملی"),
    ],
)
async def test_it_is_told_before_the_answer(
    action: str, intent: str, text: str, faults: dict[str, str], said: str
) -> None:
    answer = await run(action, user(text, intent, faults=faults))
    assert answer.text.startswith(said)
    assert "هنوز" in answer.text  # and the wish is answered all the same


@pytest.mark.parametrize(
    ("text", "entities", "faults"),
    [
        ("قبض برق سال ۱۴۰۴ چقدره", {}, {"bill_id": "length", "payment_id": "length"}),
        ("قبضم چقدره شمارم ۰۹۱۲۳۴۵۶۷۸۹", {"mobile": "+989123456789"}, {"bill_id": "check_digit"}),
        ("عوارض پلاک ۱۲ب۳۴۵ ایران ۶۷", {"plate": "12ب345-67"}, {"bill_id": "shape"}),
        ("ایران ۶۱، ۴۴ج۶۵۱ پلاکمه", {}, {"plate": "length"}),
        ("اشتراک ۵۷۳۷۲۰۷۷۹۳۴۴۳ چقدر شده", {}, {"payment_id": "check_digit"}),
        ("قبض ۷۷۴۸۳۱۷۸۰۰۱۴۲", {"bill_id": "7748317800142"}, {"national_id": "length", "postal_code": "length"}),
    ],
)
async def test_other_digits_are_no_fault(text: str, entities: dict[str, str], faults: dict[str, str]) -> None:
    answer = await run("action_inquiries", user(text, "inquire_bill", entities, faults=faults))
    assert "درست نیست" not in answer.text


async def test_every_fault_of_every_kind_has_a_sentence() -> None:
    words = {
        "bill_id": "شناسه قبض", "payment_id": "شناسه پرداخت", "national_id": "کد ملی", "iban": "شبا",
        "postal_code": "کد پستی", "mobile": "موبایل", "plate": "پلاک",
    }  # fmt: skip
    for kind, word in words.items():
        for fault in ("length", "check_digit", "shape"):
            message = user(f"{word} ۱۲۳۴۵۶۷۸", "talk_to_human", faults={kind: fault}, language="en")
            answer = await run("action_handoff", message)
            assert answer.text.startswith("This"), (kind, fault)
