"""Hours, minutes and parts of the day, as patterns and as HH:MM."""

from typing import Final

from nlu.entities.date.numbers import AND, CARDINALS, END, SEP, alternation

_HOUR_WORDS: Final = {word for word, value in CARDINALS.items() if value <= 20} - {"یه", "ye", "yeh"}
_ONES: Final = alternation([word for word, value in CARDINALS.items() if value < 10])
_UP_TO_FOUR: Final = alternation([word for word, value in CARDINALS.items() if value <= 4])
# «بیست و پنج دقیقه» is no five past twenty.
HOUR: Final = (
    rf"(?:[0-9]{{1,2}}(?![0-9])|(?:بیست|bist){AND}{_UP_TO_FOUR}"
    rf"|(?!(?:بیست|bist){AND}{_ONES}){alternation(_HOUR_WORDS)})"
)
_PARTS: Final = {
    "night": rf"نیمه{SEP}شب|نصفه?{SEP}شب|nime{SEP}shab|nesf{SEP}shab|شب|shab",
    "afternoon": rf"بعد{SEP}(?:از{SEP})?ظهر|ب\.? ?ظ|bad{SEP}(?:az{SEP})?zohr|bazohr|عصر|غروب|asr|ghoroob|ghorub|pm",
    "morning": rf"(?:قبل|پیش){SEP}از{SEP}ظهر|ق\.? ?ظ|صبح|صب|sobhe?|am",
    "noon": "ظهر|zohr",
    "dawn": "بامداد|سحر|bamdad|sahar",
}
PART: Final = "(?:" + "|".join(_PARTS.values()) + rf")(?=(?:ه|م|ی|و|رو|ست|س|مو|مونو)?{END})"
SAAT: Final = rf"(?:ساعت|صاعت|ساعط|saa?t|sa'at)(?:{SEP}(?:ه|های|ای|حدود|e))?{SEP}"
# Such a word after a number: it counts, and tells no time.
COUNTED: Final = (
    "نفر|تا|عدد|هزار|هزارتومن|میلیون|ملیون|میلیارد|تومان|تومن|ریال|متر|کیلو"
    "|کیلومتر|سال|ماه|هفته|روز|ساعت|برابر|درصد|لیتر|تن|طبقه|نوبت|مورد|بار|واحد"
)
NOT_COUNTED: Final = rf"(?!{SEP}(?:{COUNTED}){END})"
_SIGNS: Final = {
    "afternoon": ("بعد", "ب", "عصر", "غروب", "bad", "bazohr", "asr", "ghor", "pm"), "noon": ("ظهر", "zohr"),
    "night": ("شب", "نیمه", "نصف", "shab", "nime", "nesf"), "dawn": ("بامداد", "سحر", "bamdad", "sahar"),
}  # fmt: skip


def kind_of_part(text: str | None) -> str:
    """Which of morning, noon, afternoon, night and dawn a text that `PART` matched is; "" for None."""
    if not text:
        return ""
    # «بامداد» begins like «ب.ظ».
    order = ("dawn", "noon", "night", "afternoon")
    return next((kind for kind in order if text.startswith(_SIGNS[kind])), "morning")


def clock(hour: int, minute: int, part: str) -> str | None:
    """HH:MM on a clock of 24 hours, by the part of the day; None for an hour or minute that no clock shows.

    Without a part of the day the hour is as it was said. «شب» turns 5 to 11 into evening hours and leaves 1 to 4 after midnight.
    """
    if not 0 <= hour <= 24 or not 0 <= minute < 60 or (hour == 24 and minute):
        return None
    if (
        (part == "afternoon" and 1 <= hour <= 11)
        or (part == "noon" and 1 <= hour <= 4)
        or (part == "night" and 5 <= hour <= 11)
    ):
        hour += 12
    elif hour == 12 and part in {"night", "dawn"}:
        hour = 0
    return f"{hour % 24:02d}:{minute:02d}"
