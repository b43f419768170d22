"""Headings of a table of offices, in Persian and English, and which field each stands for."""

import re
from collections.abc import Sequence
from typing import Final

from shahryar.formats import ascii_digits

REQUIRED: Final = ("id", "kind", "name", "city", "address")
DAYS: Final = ("saturday", "sunday", "monday", "tuesday", "wednesday", "thursday", "friday")
WORKDAYS: Final = "saturday-wednesday"
_HEADINGS: Final = {
    "id": ("id", "code", "شناسه", "کد", "کد دفتر", "شماره دفتر"),
    "kind": ("kind", "type", "نوع", "نوع دفتر"),
    "name": ("name", "name_fa", "نام", "نام دفتر", "عنوان"),
    "name_en": ("name_en", "نام انگلیسی"),
    "city": ("city", "city_fa", "شهر", "شهرستان"),
    "city_en": ("city_en", "شهر انگلیسی"),
    "district": ("district", "منطقه", "منطقه شهرداری"),
    "address": ("address", "address_fa", "نشانی", "آدرس"),
    "address_en": ("address_en", "نشانی انگلیسی"),
    "lat": ("lat", "latitude", "عرض جغرافیایی", "عرض"),
    "long": ("long", "lon", "lng", "longitude", "طول جغرافیایی", "طول"),
    "phones": ("phones", "phone", "telephone", "تلفن", "شماره تلفن", "تلفن ها"),
    "saturday": ("saturday", "شنبه"),
    "sunday": ("sunday", "یکشنبه", "یک شنبه"),
    "monday": ("monday", "دوشنبه", "دو شنبه"),
    "tuesday": ("tuesday", "سه شنبه"),
    "wednesday": ("wednesday", "چهارشنبه", "چهار شنبه"),
    "thursday": ("thursday", "پنجشنبه", "پنج شنبه"),
    "friday": ("friday", "جمعه"),
    WORKDAYS: ("saturday-wednesday", "شنبه تا چهارشنبه", "ساعت کار"),
    "closed_on_holidays": ("closed_on_holidays", "تعطیل در تعطیلات رسمی"),
    "services": ("services", "خدمت ها", "خدمات"),
    "source_title": ("source_title", "منبع"),
    "source_url": ("source_url", "نشانی منبع", "پیوند منبع"),
    "accessed": ("accessed", "تاریخ دریافت"),
    "verified": ("verified", "تاریخ بازبینی"),
}


def plain(text: str) -> str:
    """A heading or word without what people write differently: case, half-spaces, marks, Arabic letters and digits."""
    text = ascii_digits(text).lower().replace("\ufeff", "").translate(str.maketrans("يكىأ\u200c_", "یکیا  "))
    return re.sub(r"\s+", " ", re.sub("[\u064b-\u0655]", "", text)).strip()


_FIELDS: Final = {plain(name): field for field, names in _HEADINGS.items() for name in names}
# Stand for their field only where no other column does: a county is not the town, a region need not be the municipality's.
_LOOSE: Final = frozenset({"شهرستان", "منطقه"})


def field_of(heading: str) -> str | None:
    """The field that a heading stands for, None for one that is not used."""
    return _FIELDS.get(plain(heading))


def fields_of(header: Sequence[str]) -> list[str | None]:
    """The field of each column; a loose heading such as «شهرستان» is not used beside an exact one such as «شهر»."""
    exact = {field_of(heading) for heading in header if plain(heading) not in _LOOSE}
    return [
        None if plain(heading) in _LOOSE and field_of(heading) in exact else field_of(heading) for heading in header
    ]
