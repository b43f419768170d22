"""Words of office names that were written by ear or with one slip («پلیص», «شهردازی», «ثبط»), put right for matching."""

import re
from functools import lru_cache
from typing import Final

from nlu.entities.city.misspelling import one_letter_off, shortened, sound
from nlu.text import NormalisedText

_WORD: Final = re.compile(r"[^\W\d_a-z]{3,}")
_WHOLE: Final = (
    "پلیس", "پیشخوان", "دفتر", "اداره", "شهرداری", "احوال", "مالیات", "تامین", "اجتماعی", "مخابرات", "دادگاه", "دادگستری",
    "دادسرا", "اتشنشانی",
)  # fmt: skip
# Too short to tell a slip from another word: only letters that sound alike are put right.
_SHORT: Final = ("ثبت", "پست", "بیمه", "برق", "قضایی")
# Words of their own that are one letter off.
_GOOD_WORDS: Final = """
    پلاس پلید سلیس ملیس پلیت پلین پولیس پلیسه دکتر دختر دفاتر کفتر دستر دفتری دفته افتر ادامه اداری اشاره اجاره جداره اواره قداره
    اماره داره نداره ادارات اداریه ادامس شهردار شوهرداری شیرداری شترداری شهریاری مهرداری اهوال اموال اقوال احول امال اهواز احواز
    احوالات مالیاتی عالیات مادیات ماهیات مالیت مالیه امین تضمین رامین تخمین تامیل زمین همین تامینی اجتماع اجتماعات مخاطرات
    دیدگاه زادگاه دادگان داغگاه دزدگاه دامگاه دادگاهی دادگاهها درگاه دادگستر دادسراها اتشنشان اتشفشانی پیشخان ثبتی پستی بیمهای
    غذایی غذای پیشخون پیشخونا تامون ادارت احوالش احوالت احوالی احمال اخوال نشانی اتشفشان
"""
_GOOD: Final = frozenset(_GOOD_WORDS.split())
_LEAST_FOR_SLIPS: Final = 4
_SOUNDS: Final = {sound(word): word for word in (*_WHOLE, *_SHORT)}
_FORMS: Final = {form: tuple(w for w in _WHOLE if form in shortened(w)) for word in _WHOLE for form in shortened(word)}


@lru_cache(maxsize=16384)
def correction(word: str) -> str | None:
    """The word of an office's name that a word of normalised text was meant for; None where it is right or something else."""
    if word in _SOUNDS.values() or word in _GOOD or word.startswith(_WHOLE):
        return None
    if heard := _SOUNDS.get(sound(word)):
        return heard
    near = one_letter_off(word, _FORMS) if len(word) >= _LEAST_FOR_SLIPS else []
    return near[0] if len(near) == 1 else None


def put_right(text: NormalisedText) -> NormalisedText:
    """The text with such words as they should be; each letter of one has the raw span of the whole word."""
    if not any(map(correction, _WORD.findall(text.text))):
        return text
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for match in _WORD.finditer(text.text):
        right = correction(match[0])
        if right is None:
            continue
        first, last = match.span()
        start, end = text.raw_span(first, last)
        chars += (text.text[position:first], right)
        starts += (*text.starts[position:first], *(start for _ in right))
        ends += (*text.ends[position:first], *(end for _ in right))
        position = last
    chars.append(text.text[position:])
    return NormalisedText(text.raw, "".join(chars), (*starts, *text.starts[position:]), (*ends, *text.ends[position:]))
