from types import ModuleType

import pytest

from nlu.entities.bill_id import rules as bill_id
from nlu.entities.iban import rules as iban
from nlu.entities.mobile import rules as mobile
from nlu.entities.national_id import rules as national_id
from nlu.entities.payment_id import rules as payment_id
from nlu.entities.plate import rules as plate
from nlu.entities.postal_code import rules as postal_code


@pytest.mark.parametrize(
    ("kind", "raw", "fault"),
    [
        (national_id, "0076543218", None),
        (national_id, "کد ملیم ۰۰۷۶۵۴۳۲۱۸", None),
        (national_id, "کد ملی ۱۰۷۸۸۴۳۳", None),
        (national_id, "0076543219", "check_digit"),
        (national_id, "۰۰۷-۶۵۴۳۲۱-۹", "check_digit"),
        (national_id, "007654321", "length"),
        (national_id, "00765432180", "length"),
        (national_id, "1111111111", "shape"),
        (national_id, "007654a218", "shape"),
        (national_id, "نمیدونم", None),
        (national_id, "۵ تا بچه دارم", None),
        (national_id, "1405/03/12", None),
        (iban, "IR710120003297923207320215", None),
        (iban, "۷۱۰۱۲۰۰۰۳۲۹۷۹۲۳۲۰۷۳۲۰۲۱۵", None),
        (iban, "IR710120003297923207320216", "check_digit"),
        (iban, "710120003297923207320216", "check_digit"),
        (iban, "IR71012000329792320732021", "length"),
        (iban, "6037991234567890", "length"),
        (iban, "DE89370400440532013000", "shape"),
        (iban, "IR7101200O3297923207320215", "shape"),
        (iban, "شبا ندارم", None),
        (iban, "02188776655", None),
        (bill_id, "66086542", None),
        (bill_id, "قبض 66086542", None),
        (bill_id, "66086543", "check_digit"),
        (bill_id, "2050327604603", "shape"),
        (bill_id, "12345", "length"),
        (bill_id, "12345678901234", "length"),
        (bill_id, "۴۵۰۰۰۰ تومان", None),
        (bill_id, "قبضش گم شده", None),
        (payment_id, "78193071", None),
        (payment_id, "78193081", "check_digit"),
        (payment_id, "شناسه قبض 722415499030 شناسه پرداخت 245475235", None),
        (payment_id, "شناسه قبض 722415499030 شناسه پرداخت 245475236", "check_digit"),
        (payment_id, "1234", "length"),
        (payment_id, "شناسه قبض 722415499030", None),
        (payment_id, "نمی‌دانم", None),
        (mobile, "09123456789", None),
        (mobile, "0912345678", "shape"),
        (mobile, "091234567", "length"),
        (mobile, "02188776655", "shape"),
        (mobile, "سلام", None),
        (postal_code, "1345678913", None),
        (postal_code, "0345678913", "shape"),
        (postal_code, "134567891", "length"),
        (postal_code, "ندارم", None),
        (plate, "۱۲ب۳۴۵ ایران ۶۷", None),
        (plate, "۱۲ب۳۴۵", "length"),
        (plate, "۱۲ح۳۴۵-۶۷", "shape"),
        (plate, "پلاک ندارم", None),
    ],
)
def test_a_form_can_say_what_is_wrong_with_an_id(kind: ModuleType, raw: str, fault: str | None) -> None:
    assert kind.fault(raw) == fault
    assert (kind.parse(raw) is not None) <= (fault is None)
