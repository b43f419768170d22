"""Words beside a number that make it part of something else, or tell that it is an age."""

import re
from collections.abc import Sequence
from typing import Final

from nlu.entities.number.words import ALL_UNITS, AND, UNITS, Piece
from nlu.entities.plate.letters import RISKY, letter_of

# A number beside these belongs to a date, a time, a district, a house, a street, a law, a telephone …
_OWNERS_BEFORE: Final = {
    "فیش", "پرسنلی", "پرونده", "شاسی", "موتور", "بارکد", "قبض", "ناخیه", "ناهیه", "ناحیع", "serial", "fish", "parvande", "ghabz",
    "منطقه", "ناحیه", "ساعت", "پلاک", "ماده", "بند", "تبصره", "کوچه", "خیابان", "خیابون", "هر", "فاز", "طبقه", "واحد",
    "قانون", "سال", "تاریخ", "بلوک", "سریال", "پلیس", "کدپستی", "تلفن", "دستگاه", "خطوط", "اصل", "فصل", "پایه", "کلاس",
    "شعبه", "دفتر", "کد", "کدملی", "ملی", "پستی", "متولد", "دهه", "کمیسیون", "رای", "زنگ", "اورژانس", "قرن", "ایستگاه",
    "درب", "گیت", "سالن", "بلوار", "میدان", "میدون", "بزرگراه", "اتوبان", "فرعی", "شبا", "ایران", "ترم",
    "چند", "چندین", "یکی", "صدها", "دهها", "نسل", "ویندوز", "اندروید", "رمز", "مدل", "صفحه", "page", "model",
    "داخلی", "صندوق", "بخشنامه",
    "mantaghe", "mantaqe", "mantagheh", "nahiye", "nahie", "saat", "sa'at", "pelak", "plak", "kooche", "kuche", "koche",
    "tabaghe", "tabaqe", "vahed", "made", "madde", "band", "tabsare", "sal", "tarikh", "shobe", "police",
    "polis", "plus", "faz", "block", "bolok", "har", "zang", "iran", "ir", "kod", "code", "chand",
}  # fmt: skip
# The number behind a month is a year.
_MONTHS: Final = {
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "ابان", "اذر", "دی", "بهمن", "اسفند", "ماه",
}  # fmt: skip
_STREETS: Final = {"خیابان", "خیابون", "بلوار", "میدان", "میدون", "کوچه"}
_OWNERS_AFTER: Final = {
    "تومان", "تومن", "تومنی", "تمن", "ریال", "ریالی", "شنبه", "راه", "طرفه", "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد",
    "شهریور", "مهر", "ابان", "اذر", "دی", "بهمن", "اسفند", "صبح", "شب", "ظهر", "عصر", "غروب", "درصد", "بر", "قلو", "سالگی",
    "میلیون", "میلیارد", "هزار", "ام", "م", "مین", "امین", "نبش", "چرخه", "پل", "ستون", "فاز", "فازه", "دانگ",
    "رقمی",
    "شیفته", "شیفت", "%", "٪", "پلاس", "محرم", "صفر", "رمضان", "شعبان", "رجب", "خوان", "چشم", "ظهری", "دقیقه", "ثانیه",
    "toman", "tomen", "tomn", "tuman", "tooman", "toomen", "tomani", "tomany", "rial", "riyal", "ryal", "om", "th", "shanbe",
    "shanbeh", "sobh", "shab", "zohr", "asr", "darsad", "farvardin", "ordibehesht", "khordad", "mordad", "shahrivar", "mehr",
    "aban", "azar", "dey", "bahman", "esfand", "tarafe", "plus",
}  # fmt: skip
_DURATION: Final = {
    "شب", "شبه", "سال", "ساله", "ماه", "ماهه", "روز", "روزه", "هفته", "ساعت", "ساعته", "دقیقه", "دیقه", "دقه", "قرن", "دهه",
    "sal", "sale", "saale", "mah", "mahe", "maah", "rooz", "ruz", "roz", "rooze", "ruze", "hafte", "haftas", "saat", "saate",
    "daghighe", "daqiqe", "dayghe", "deyghe", "shabe",
}  # fmt: skip
_LICENCE: Final = ("گواهینامه", "گواهی‌نامه", "گواهینامم")
# Alone, «۲۰ متری» is a street.
_WIDTHS: Final = {"متری", "metri"}
_LINES: Final = {"خط", "خطه"}
_UNDERGROUND: Final = {"مترو", "متروی", "متروه"}
_SIGNS: Final = {"+", "/", ":", "*", "#", "@", "_", "=", "\\", "~"}
# Telephones of the police, ambulance, fire brigade and others.
_EMERGENCY: Final = {"110", "112", "113", "114", "115", "121", "122", "123", "125", "137", "194", "197", "1480", "1888"}
_COUNTED: Final = {
    "بار",
    "مرتبه",
    "دفعه",
    "مورد",
    "قبض",
    "فقره",
    "تا",
    "نفر",
    "عدد",
    "متر",
    "هزار",
    "خانوار",
    "ta",
    "nafar",
}
# «عکس سه در چهار»
_BY: Final = {"در", "dar", "x", "×"}
_QUANTIFIERS: Final = {"هر", "چند", "چندین", "یکی", "صدها", "دهها", "har", "chand", "yeki"}
_ANNOUNCERS_OF_IDS: Final = {
    "شماره", "شناسه", "کد", "سریال", "پرونده", "پیگیری", "رهگیری", "حساب", "اشتراک", "کنتور", "تلفن", "shomare", "shenase", "kod",
    "code", "serial", "peygiri", "rahgiri", "hesab",
}  # fmt: skip
_LONG = 5
_RANGE: Final = {"تا", "الی", "ta", "-"}
# Only these come off an owner: «تومنه», «پلاکش»; a blinder stem would find «کد» in «کدام» and «بر» in «برای».
_ENDINGS: Final = ("های", "ها", "مون", "تون", "شون", "ست", "شه", "ی", "م", "ت", "ش", "ه", "و", "س")
_ORDINALS: Final = {f"{word}{end}" for word in (*UNITS, "سو") for end in ("م", "مین")}
_LATIN_COUNTED = re.compile(r"(?:ta|taye|nafar\w*|adad\w*|bar|bache\w*|hezar|mil\w+|sal\w+)")
_AGE = re.compile(
    r"سال(?:گی\w{0,3}|(?:شون|مون|تون|شان|مان|تان|م|ش|ت)(?:ه|است)?)|sal(?:am|et|esh|eshoon|eshun|shoon)e?|salegi\w?"
)
_YEARS: Final = {"سال", "ساله", "سالس", "سالست", "sal", "sale", "saal", "saale"}
_I_AM: Final = {"سالهام", "سالهم", "سالم", "سالهای"}
# «بالای ۱۸ سال», «۱۸ سال به بالا»
_LIMITS: Final = {"بالای", "بالا", "زیر", "زیره", "balaye", "zire", "zir"}
_ONWARDS: Final = {("به", "بالا"), ("به", "پایین"), ("به", "بالاتر"), ("be", "bala"), ("be", "payin")}
_HAS: Final = re.compile(r"(?:دار|سن|dar(?:e|am|an|im)$|sen)\w{0,5}")
_PEOPLE: Final = {
    "پسر", "دختر", "بچه", "فرزند", "کودک", "نوزاد", "مادر", "پدر", "مامان", "بابا", "خانم", "خانوم", "اقا", "مرد",
    "زن", "پیرمرد",
    "پیرزن", "جوان", "جوون", "نوجوان", "سالمند", "برادر", "خواهر", "داداش", "ابجی", "همسر", "شوهر", "مادربزرگ",
    "پدربزرگ", "نوه",
    "من", "سن", "سنم", "سنش", "سنت", "سنشون", "هستم", "پسرم", "فرد", "شخص", "دانشجو", "سرباز", "کارمند", "بازنشسته",
    "خواهرزاده", "برادرزاده",
    "pesar", "dokhtar", "dokhtare", "dokhtaram", "pesare", "pesaram", "bache", "bacham", "madar", "madaram",
    "pedar", "pedaram",
    "man", "zan", "mard", "mamanam", "babam", "sen", "senam", "khanoom", "agha",
}  # fmt: skip


def at(pieces: Sequence[Piece], position: int) -> str:
    """The text of a piece, "" beyond the message."""
    return pieces[position].text if 0 <= position < len(pieces) else ""


def _stems(word: str) -> set[str]:
    return {word, *(word.removesuffix(end) for end in _ENDINGS if len(word) - len(end) >= 3)}


def is_number(word: str) -> bool:
    """Whether a piece is a number by itself."""
    return word[:1].isdecimal() or word in ALL_UNITS


def is_age(pieces: Sequence[Piece], first: int, last: int) -> bool:
    """«۱۲ سالشه», «سنم ۴۰ ساله», «پسر ۱۲ ساله‌ام»: years that somebody has lived, not a length of time."""
    after = at(pieces, last)
    if _AGE.fullmatch(after):
        return True
    near = {form for word in (at(pieces, first - 1), at(pieces, first - 2)) for form in _stems(word)}
    if after in _I_AM:
        return True
    if _YEARS.isdisjoint(_stems(after)):
        return False
    if at(pieces, last + 1) in AND and at(pieces, last + 2).startswith("نیم"):
        return False
    if at(pieces, first - 1) in AND and is_number(at(pieces, first - 2)) and after not in ("سال", "sal"):
        return True
    if at(pieces, first - 1) in _LIMITS or (at(pieces, last + 1), at(pieces, last + 2)) in _ONWARDS:
        return True
    return bool(_HAS.match(at(pieces, last + 1))) or not _PEOPLE.isdisjoint({*near, at(pieces, last + 1)})


def is_owned(pieces: Sequence[Piece], first: int, last: int) -> bool:
    """Whether what stands beside the number takes it over: «ماده ۵», «پلاک شماره ۱۲», «۳ شنبه», «۲۰ درصد»."""
    before, after = at(pieces, first - 1), at(pieces, last)
    if after in _WIDTHS and len(pieces) == last - first + 1:
        return True
    # «خط ۳۰» is a bus, «خط ۲ مترو» a line of the underground.
    if before in _LINES and after in _UNDERGROUND:
        return True
    if not (_OWNERS_AFTER | _DURATION).isdisjoint(_stems(after)) or _is_ordinal(pieces, last):
        return True
    if after in _COUNTED:
        # «این کوچه ۵ تا چاله داره», but «هر سه تا».
        return before in _QUANTIFIERS
    if pieces[first].text[0].isdecimal() and (at(pieces, first - 2) in _STREETS or _is_id(pieces, first)):
        return True
    if before in ("شماره", "ی", ":", "shomare"):
        before = at(pieces, first - 2) or before
    # The class of a licence is a number, the year of a school is none.
    if before == "پایه" and any(piece.text.startswith(_LICENCE) for piece in pieces):
        return False
    return before in _MONTHS or not _OWNERS_BEFORE.isdisjoint(_stems(before))


def _is_id(pieces: Sequence[Piece], first: int) -> bool:
    """A long run of digits that «شماره», «شناسه» or the like announces, so that an id with a wrong digit is nothing at all."""
    digits = pieces[first].text
    near = (stem for back in (1, 2, 3) for stem in _stems(at(pieces, first - back)))
    return len(digits) >= _LONG and digits.isdecimal() and not _ANNOUNCERS_OF_IDS.isdisjoint(near)


def _is_ordinal(pieces: Sequence[Piece], last: int) -> bool:
    """«بیست و سوم», «سه چهارم», and «دویست و خرده‌ای», which is no number either."""
    after, next_ = at(pieces, last), at(pieces, last + 1)
    return after in _ORDINALS or (after in AND and (next_ in _ORDINALS or next_.startswith(("خرده", "خورده"))))


def _is_plate_letter(word: str) -> bool:
    return word not in AND and letter_of(word) is not None and (len(word) == 1 or word not in RISKY)


def is_part(pieces: Sequence[Piece], first: int, last: int) -> bool:
    """Whether the number is a piece of a guess («دو سه تا»), a range («۵ تا ۱۰»), a time, a plate or a name («ali12»)."""
    before, after = at(pieces, first - 1), at(pieces, last)
    if pieces[first].text in _EMERGENCY and last - first == 1 and len(pieces) > 1 and after not in _COUNTED:
        return True
    # «پسرم: سه حالت ماده»
    sign = before in _SIGNS and not (before == ":" and pieces[first - 1].end < pieces[first].start)
    if sign or after in _SIGNS or is_number(after):
        return True
    if is_number(before) and not before[0].isdecimal() and before not in ("یه", "یک", "ye", "yek"):
        return True
    linked = _RANGE | _BY
    if (after in linked and is_number(at(pieces, last + 1))) or (before in linked and is_number(at(pieces, first - 2))):
        return True
    # «۱۲ ب ۳۴۵»
    if (_is_plate_letter(after) and is_number(at(pieces, last + 1))) or (
        _is_plate_letter(before) and is_number(at(pieces, first - 2))
    ):
        return True
    glued_before = before.isascii() and before.isalpha() and pieces[first - 1].end == pieces[first].start
    glued_after = after.isascii() and after.isalpha() and pieces[last].start == pieces[last - 1].end
    return glued_before or (glued_after and not _LATIN_COUNTED.fullmatch(after))
