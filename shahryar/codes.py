"""Tracking codes: eight digits, written `1234-5678`, the last of them a check digit (ISO 7064 MOD 11,10)."""

import re
import secrets

_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
_SHAPE = re.compile(r"(\d{4})[\s\-‐-―−_.،/]*(\d{4})")
SERIALS = 10_000_000


def _check_digit(digits: str) -> int:
    product = 10
    for digit in digits:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10


def format_code(number: int) -> str:
    """Code of a serial number in 0 … 9,999,999, such as `7421-0356`. Raises ValueError outside that range."""
    if not 0 <= number < SERIALS:
        raise ValueError(f"serial {number} is not in 0…{SERIALS - 1}")
    digits = f"{number:07d}"
    digits += str(_check_digit(digits))
    return f"{digits[:4]}-{digits[4:]}"


def new_code() -> str:
    """A fresh random code; uniqueness is the store's to hold (a unique constraint)."""
    return format_code(secrets.randbelow(SERIALS))


def parse_code(text: str) -> str | None:
    """Canonical ASCII form of a code written in any digits, with dash, space or nothing between; None where it is none."""
    match = _SHAPE.fullmatch(text.translate(_DIGITS).strip())
    if not match:
        return None
    digits = match[1] + match[2]
    return f"{digits[:4]}-{digits[4:]}" if _check_digit(digits[:7]) == int(digits[7]) else None
