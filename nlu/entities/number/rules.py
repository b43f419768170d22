"""Numbers in digits («۱۲», «1,200», «۲٫۵») and in common Persian words («بیست و سه», «دو هزار و پانصد»)."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from nlu.entities.digits import bounded
from nlu.forms import forms
from nlu.mentions import Mention
from nlu.text import NormalisedText, TextToken, tokens_of

ENTITY = "number"
_DIGITS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|(?:0|[1-9][0-9]{0,6})(?:\.[0-9]+)?")
_LONG_RUN = bounded(r"[0-9]{3,}[ \-][0-9]{3,}(?:[ \-][0-9]+)*")
UNITS: Final = {
    "صفر": 0, "یک": 1, "یه": 1, "دو": 2, "سه": 3, "چهار": 4, "چار": 4, "پنج": 5, "شش": 6, "شیش": 6, "هفت": 7, "هشت": 8,
    "نه": 9, "ده": 10, "یازده": 11, "دوازده": 12, "سیزده": 13, "چهارده": 14, "پانزده": 15, "پونزده": 15, "شانزده": 16,
    "شونزده": 16, "هفده": 17, "هیفده": 17, "هجده": 18, "هیجده": 18, "نوزده": 19, "بیست": 20, "سی": 30, "چهل": 40,
    "پنجاه": 50, "شصت": 60, "هفتاد": 70, "هشتاد": 80, "نود": 90, "صد": 100, "یکصد": 100, "دویست": 200, "سیصد": 300,
    "چهارصد": 400, "پانصد": 500, "پونصد": 500, "ششصد": 600, "شیشصد": 600, "هفتصد": 700, "هشتصد": 800, "نهصد": 900,
}  # fmt: skip
SCALES: Final = {"هزار": 10**3, "میلیون": 10**6, "ملیون": 10**6, "میلیارد": 10**9}
_COUNTERS: Final = {"تا", "نفر", "عدد", "بار", "مورد", "بچه", "فرزند", "نسخه", "برگ", "قطعه", "متر"}
_ANNOUNCERS: Final = {"شماره", "گزینه", "عدد", "مورد", "ردیف", "تعداد"}
# Words that are more often something else than a number: an article, «no», a village, a particle, a hundred per cent …
_AMBIGUOUS: Final = {"یک", "یه", "نه", "ده", "سی", "صد", "صفر", "هزار", "نود"}
# A number beside these belongs to a date, a time, an amount, a district, a plate, a street or an article of law.
_OWNERS_BEFORE: Final = {
    "منطقه", "ناحیه", "ساعت", "پلاک", "ماده", "بند", "تبصره", "کوچه", "خیابان", "خیابون", "هر", "فاز", "طبقه", "واحد",
    "قانون", "سال", "تاریخ", "بلوک", "سریال", "پلیس", "کدپستی", "تلفن", "دستگاه",
}  # fmt: skip
_ARTICLES: Final = {"یک", "یه"}
_NEVER_ALONE: Final = {"نه", "یه", "سی"}
_OWNERS_AFTER: Final = {
    "تومان", "تومن", "تومنی", "ریال", "ریالی", "شنبه", "راه", "طرفه", "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد",
    "شهریور", "مهر", "ابان", "اذر", "دی", "بهمن", "اسفند", "صبح", "شب", "ظهر", "عصر", "درصد", "بر", "سالگی", "قلو",
    "میلیون", "میلیارد", "هزار",
}  # fmt: skip
_NO_CEILING: Final = 10**12
_DURATION: Final = {"شب", "شبه", "سال", "ساله", "ماه", "ماهه", "روز", "روزه", "هفته", "ساعت", "ساعته", "دقیقه", "دیقه"}


def find(text: NormalisedText) -> Iterator[Mention]:
    """Numbers that stand for themselves in a message, as int or float; part of another value is not tagged."""
    tokens = tokens_of(text)
    blocked = [text.raw_span(*match.span()) for match in _LONG_RUN.finditer(text.text)]
    position = 0
    while position < len(tokens):
        length, value = _number_at(tokens, position)
        if length and _stands_alone(tokens, position, position + length):
            first, last = tokens[position], tokens[position + length - 1]
            if not any(start < last.end and first.start < end for start, end in blocked):
                yield Mention(ENTITY, first.start, last.end, value)
        position += max(length, 1)


def _number_at(tokens: Sequence[TextToken], position: int) -> tuple[int, int | float]:
    """Count of tokens and value of the number that begins at a position; (0, 0) where there is none."""
    token = tokens[position].text
    if token[0] in "0123456789":
        if not _DIGITS.fullmatch(token):
            return 0, 0
        plain = token.replace(",", "")
        scaled = position + 1 < len(tokens) and tokens[position + 1].text in SCALES
        value: int | float = float(plain) if "." in plain else int(plain)
        return (2, value * SCALES[tokens[position + 1].text]) if scaled else (1, value)
    return _words_at(tokens, position)


def _words_at(tokens: Sequence[TextToken], position: int) -> tuple[int, int]:
    """Words add up over «و» («بیست و سه»); a scale multiplies the words before it («دو هزار»)."""
    total, group, end = 0, 0, position
    ceiling = _NO_CEILING
    while end < len(tokens):
        conjunction = end > position and tokens[end].text == "و" and end + 1 < len(tokens)
        index = end + 1 if conjunction else end
        word = tokens[index].text
        if UNITS.get(word, ceiling) < ceiling and (conjunction or not group):
            group += UNITS[word]
            ceiling = _magnitude(UNITS[word])
        elif word in SCALES and not conjunction and (group or end == position):
            total += (group or 1) * SCALES[word]
            group, ceiling = 0, _NO_CEILING
        else:
            break
        end = index + 1
    return end - position, total + group


def _magnitude(value: int) -> int:
    """The largest number that may still be added: below ten after tens, below a hundred after hundreds."""
    if value >= 100:
        return 100
    return 10 if value >= 20 else 0


def _stands_alone(tokens: Sequence[TextToken], first: int, last: int) -> bool:
    before = tokens[first - 1].text if first else ""
    after = tokens[last].text if last < len(tokens) else ""
    if before in _OWNERS_BEFORE or after in _OWNERS_AFTER or not _DURATION.isdisjoint(forms(after)):
        return False
    # «پنج شیش تا» is a guess, «۳:۱۵» a time, «پلیس+۱۰» an office.
    if before in {"+", "/", ":", *UNITS} or after in {"/", ":", *UNITS}:
        return False
    word = tokens[first].text
    if last - first > 1 or word not in _AMBIGUOUS:
        return True
    alone = len(tokens) == 1 and word not in _NEVER_ALONE
    return alone or before in _ANNOUNCERS or (word not in _ARTICLES and after in _COUNTERS)
