"""Offices by kind, with the words «دفتر», «اداره», «شعبه» that belong to their names."""

import re
from collections.abc import Iterator
from typing import Final

from nlu.entities.address.words import CITIES
from nlu.entities.office.hearing import put_right
from nlu.entities.office.kinds import GAP, PLAIN, WEAK, WEAK_AFTER, WEAK_BEFORE
from nlu.mentions import Mention, mention_at
from nlu.text import ZWNJ, NormalisedText

ENTITY = "office"
_START: Final = r"(?<![^\W_])"
# What may be written on to a name and is no part of it.
_CLITIC: Final = rf"(?={ZWNJ}?(?:ها|های|ه|ی|م|مون|مونو|مو|و|رو|ست|س|یه|یا|ای|مان|تون|شون|ش|e|o|ye|ro|a)?(?![^\W_]))"
_KINDS: Final = {kind.replace("-", "_"): kind for kind in PLAIN}
_SHAPE: Final = re.compile("|".join(rf"{_START}(?P<{group}>{PLAIN[kind]}){_CLITIC}" for group, kind in _KINDS.items()))
_WEAK: Final = re.compile(
    "|".join(
        rf"{_START}(?P<{kind.replace('-', '_')}>{pattern})(?=(?:ی|و|رو)?(?![^\W_]))" for kind, pattern in WEAK.items()
    )
)
_TRIGGER: Final = re.compile(
    "پیش|پیس|پلیس|پولیس|داری|شهر|شحر|ثبت|سبت|صبت|پست|خانه|قضا|داد|شورا|مالیات|دارا|جتم|بیمه|برق|اب|گاز|مخابرات|مشترک|نشا|نشو|pish|poli|shahr|shar|sabt"
    "|edare|daftar|post|dad|shora|tamin|bime|mokh|sherkat|atash|shobe|abfa|munic|city|civil|tax|social|fire"
)
_SEP: Final = rf"[ {ZWNJ}]{{1,2}}"
_NEVER: Final = re.compile(r"(?!)")
# After such words the name is a title, a bill, a street or a part of another name.
_NOT_AFTER: Final = {
    "municipality": re.compile(
        rf"{_START}(?:عوارض|قبض|میدان|میدون|خیابان|خیابون|کوچه|چهارراه|بلوار|پارک|فلکه"
        rf"|کمیسیون{GAP}ماده{GAP}(?:100|صد)){_SEP}$"
    ),
    "court": re.compile(
        rf"{_START}(?:حوصله|حکم|رای|برگه|ابلاغیه|احضاریه|خیابان|خیابون|میدان|چهارراه|کوچه|فیلم|سریال){_SEP}(?:ی )?$"
    ),
    "utility": re.compile(rf"{_START}(?:قبض|بدهی|خیابان|خیابون|سهام|میدان|دریچه|کابل|دکل|تیر|کافو|سیم|حوضچه){_SEP}$"),
    "post": re.compile(rf"{_START}(?:خیابان|خیابون|میدان|کوچه|چهارراه){_SEP}$"),
    "social-security": re.compile(
        rf"{_START}(?:سابقه|سوابق|حق|قانون|دفترچه|لیست|بیمارستان|درمانگاه|حقوق|مستمری|قسط|اقساط"
        rf"|بازنشسته){_SEP}(?:ی )?$"
    ),
    "pishkhan": re.compile(rf"{_START}(?:خیابان|خیابون){_SEP}$"),
    "fire-station": re.compile(
        rf"{_START}(?:خیابان|خیابون|میدان|لباس|فیلم|ازمون|شیر|جعبه|شلنگ|تاییدیه|کپسول|کپسولهای|ماشین|لوله|پله){_SEP}$"
    ),
}
# … and before such ones something else.
_NOT_BEFORE: Final = {
    "court": re.compile(
        rf"{_SEP}(?:طولانی|عالی{GAP}(?:فوتبال|ورزش)|ورزش\w*|بین|لاهه|جنایی|فوتبال|اروپا|کاس|عالی{GAP}حکمیت)"
    ),
    "pishkhan": re.compile(
        rf"{_SEP}(?:اشپزخانه|اشپزخونه|مغازه|بانک|ام{GAP}دی{GAP}اف|چوبی|فروشگاه|رستوران|خبر\w*|کافه|هتل"
        rf"|روزنامه\w*)"
    ),
    "social-security": re.compile(
        rf"{_SEP}(?:ماشین|بدنه|شخص|ثالث|عمر|بیکاری|سلامت|تکمیلی|نامه|ایران|البرز|اسیا|دانا|رازی|کوثر|خودرو)"
    ),
    "post": re.compile(rf"{_SEP}(?:بانک|سازمانی|الکترونیک\w*|اینستا\w*|کرد\w*|می|گذاشت\w*|تلگرام)|{ZWNJ}?بانک"),
    "fire-station": re.compile(rf"{_SEP}(?:استخدام)"),
    "utility": re.compile(rf"{_SEP}(?:رسانی|فشار|لوله|پز)"),
    "police10": re.compile(
        rf"{_SEP}?(?:نفر|تا(?!{_SEP}(?:ساعت|کی|چند|چه))|بار|ساعت|سال|روز|دقیقه|هزار|میلیون|ساله|دفعه)(?![^\W_])|[0-9./]"
    ),
}
_WEAK_BEFORE: Final = re.compile(rf"{_START}{WEAK_BEFORE}{_SEP}$")
_CITY: Final = "|".join(sorted(CITIES))
# «پست زنجان کجاست»
_WEAK_AFTER: Final = re.compile(rf"(?:ی|و|رو)?{_SEP}(?:(?:{_CITY}){_SEP})?{WEAK_AFTER}(?![^\W_])")
_REACH: Final = 40


def find(text: NormalisedText) -> Iterator[Mention]:
    """Offices in a message; the value is their kind. The number of a municipal district is left to `district`."""
    text = put_right(text)
    words = text.text
    if not _TRIGGER.search(words):
        return
    sure = [match for match in _SHAPE.finditer(words) if _is_office(words, match, _KINDS[str(match.lastgroup)])]
    free = (match for match in _weak(words) if all(m.end() <= match.start() or match.end() <= m.start() for m in sure))
    for match in sorted([*sure, *free], key=lambda match: match.start()):
        yield mention_at(text, ENTITY, match.span(), _KINDS[str(match.lastgroup)])


def _is_office(text: str, match: re.Match[str], kind: str) -> bool:
    before = text[max(0, match.start() - _REACH) : match.start()]
    follows, precedes = _NOT_AFTER.get(kind, _NEVER), _NOT_BEFORE.get(kind, _NEVER)
    return not follows.search(before) and not precedes.match(text, match.end())


def _weak(text: str) -> Iterator[re.Match[str]]:
    for match in _WEAK.finditer(text):
        before = text[max(0, match.start() - _REACH) : match.start()]
        spoken_of = _WEAK_BEFORE.search(before) or _WEAK_AFTER.match(text, match.end())
        if spoken_of and _is_office(text, match, _KINDS[str(match.lastgroup)]):
            yield match
