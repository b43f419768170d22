"""Whether a message is nothing but a place: «نبش کوچه یاس، پلاک ۷»."""

import re
from typing import Final

from nlu.danger import sounds_alarming
from nlu.text import tokenize

_MOST_WORDS: Final = 14
_PLACE: Final = frozenset({
    "خیابان", "خیابون", "خ", "کوچه", "بلوار", "میدان", "میدون", "پلاک", "پ", "واحد", "طبقه", "نبش", "روبروی", "روبهروی", "جنب",
    "انتهای", "ابتدای", "فلکه", "چهارراه", "سهراه", "کوی", "شهرک", "مجتمع", "بنبست", "اتوبان", "بزرگراه", "جاده", "کیلومتر",
    "فاز", "بلوک", "ضلع", "نرسیده", "خروجی", "محله", "روستای", "کمربندی", "راسته", "ترمینال", "تقاطع",
})  # fmt: skip
_BESIDE: Final = frozenset(
    {"پشت", "زیر", "بعد", "بین", "ته", "سر", "اول", "کنار", "جلوی", "دم", "بغل", "روبرو", "next"}
)
_LATIN: Final = frozenset({"street", "avenue", "square"})
# «near the bakery» tells where; «the street light» may be what is wrong.
_LEADING: Final = frozenset({"near", "to", "of", "behind", "opposite", "beside", "by", "at", "past", "after"})
# A verb, a question or a wish makes it more than a place.
_MORE: Final = re.compile(
    r"ن?می\w{2,}|.*(?:شده|شد|رفته|کرده|کردن|زده|زدن|گرفته|خورده|افتاده|سوخته|شکسته|ریخته|ریختن|ترکیده|مونده|مانده|بسته|کنده|کندن"
    r"|اومده|کنید|کنین|بدین|بدید|بیاین|بیاید|فرستین|فرستید|سوزه|خوابه|خرابه|پره|بازه|کجه|لقه|قطعه)"
    r"|داره|دارم|داریم|دارد|دارن|نداره|نداریم|ندارد|نیست|هست|هستم|است|بود|نه|خراب|خرابی|قطع|گم|چه|چی|چیه|چند|چنده|چقدر|چطور|چطوری|کجا"
    r"|کجاست|کدوم|کدام|کی|کیه|ایا|لطفا|خوب|بهترین|معرفی|مشکل|گزارش|شکایت|درخواست|بخرم|بگیرم|برم|تاریک|کثیف|پر|باز|قیمت|اجاره|فیلم"
    r"|گفتم|باید|ماشین|موتور\w*|چاله\w*|.*خوابیده|.*ایستاده|وایساد\w*|نذاشتن|برای|برگردیم|is|are|what|where|how|which|i|there|has|was|the"
)


def is_bare_address(raw: str) -> bool:
    """Whether a message says where and nothing more.

    Args:
        raw: the citizen's message.
    """
    if "?" in raw or "؟" in raw or "!" in raw:
        return False
    said = [token.text for token in tokenize(raw) if token.text[0].isalnum()]
    words = [word for word, before in zip(said, ["", *said], strict=False) if word != "the" or before not in _LEADING]
    if not 2 <= len(words) <= _MOST_WORDS or any(_MORE.fullmatch(word) for word in words):
        return False
    # One such word inside is not enough: «درخت کنار پل» names a tree, «کنار پل» a place.
    places = sum(word in _PLACE for word in words)
    leads = words[0] in _PLACE | _BESIDE
    named = places > 1 or (places == 1 and leads) or not _LATIN.isdisjoint(words)
    return named and not sounds_alarming(raw)
