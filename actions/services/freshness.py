"""When a record, or an amount in it, is too old to be told as the present one."""

from datetime import date

from shahryar.formats import jalali_year


def expired(valid_until: date | None, today: date) -> bool:
    """The day until which a record holds is over."""
    return valid_until is not None and valid_until < today


def of_past_year(as_of: date | None, today: date) -> bool:
    """An amount is of an earlier year: tariffs in Iran change with the Jalali year."""
    return as_of is not None and jalali_year(as_of) < jalali_year(today)
