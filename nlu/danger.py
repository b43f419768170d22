"""Words that tell of danger now, for a safeguard beside the classifier: a missed emergency costs more than a false one.

Patterns are of tokens joined by one space, normalised as `nlu.text` does («آتش‌سوزی» is «اتشسوزی»).
"""

import re
from typing import Final

from nlu.text import tokenize

_END: Final = r"(?![^\W\d_])"
_FIRE: Final = (
    r"اتی?ش ?سوزی|اتی?ش (?:گرفت|افتاد|میگیره|رسیده)|اتیش ?گرفتیم|حریق|شعله ?ور|شعله (?:زده|میکشه|هاش)|دود همه جا"
    r"|دود (?:\w+ ){0,3}(?:موتورخ[او]نه|ساختم[او]ن|خ[او]نه|واحد|طبقه|انبار|اپارتم[او]ن|راه ?پله)"
    r"|(?:خونه|خانه|خونمون|ساختم[او]ن|ماشین|مغازه|انبار|جنگل|طبقه|همسایه|کارگاه)\w* (?:\w+ ){0,2}دار[هد] میسوز|منفجر شد|انفجار رخ"
)
_GAS: Final = (
    r"بوی? (?:شدید |تند |زیاد )?گازز?(?:ه|ی)?"
    + _END
    + r"|(?:نشت|نشتی) گاز|گاز نشت|گاز ?گرفتگی|گاز (?:شکسته|ترکید\w*)"
    + _END
)
_BODY: Final = (
    r"بی ?هوش|از هوش (?:رفت|میر)|غش کرد|از حال رفت|استخ[وا]+ن\w* (?:\w+ ){0,2}بیرون|"
    r"نفس(?:ش|شون|م)? (?:نمیکش|نمیتون|بالا نمی|قطع شد|داره بند)|سکته کرد|تشنج کرد|خون ?ریزی"
    r"|ایست قلبی|غرق میش|داره غرق|داره خفه|زیر اوار|زیرش گیر|مسموم شد|قورت داد|قرص برنج|داره زایمان|تکون نمیخوره"
    r"|(?:ماشین|اتوبوس|مینی ?بوس|سرویس|تانکر|پراید|پژو)\w* (?:\w+ ){0,3}چپ کرد|شاخ به شاخ|زخمی (?:دار|شد|زیاد)|مصدوم"
    r"|(?:مار|عقرب) (?:زده|نیش)|گیر (?:کرد\w*|افتاد\w*) (?:تو|توی|داخل|در) اسانسور|اسانسور گیر"
    r"|(?:بچه|پسر|دختر|نوزاد|کودک|پیرمرد|پیرزن)\w* (?:\w+ ){0,6}گیر (?:کرد|افتاد|کرده|افتاده)"
    r"|گیر کرده (?:\w+ ){0,2}ن?میتون\w* (?:\w+ )?(?:در|بیرون)"
    r"|(?:بچه|پسر|دختر|نوزاد|کودک)\w* (?:\w+ ){0,5}(?:گم شد\w* (?:\w+ ){0,3}پیدا"
    r"|افتاد\w* (?:تو|توی|در|داخل) (?:چاه|کانال|استخر|رودخانه|رودخونه))"
)
_CURRENT: Final = (
    r"(?:سیم|کابل)\w* برق ?دار|برق(?:ش|م|شون)? ?گرفت(?:ه|ش|تش|م|تم|شون|گی)?"
    + _END
    + r"|(?:سیم|کابل)\w* (?:\w+ ){0,3}(?:پاره|لخت|افتاد)\w* (?:\w+ ){0,3}(?:زمین|حیاط|ماشین\w*|بچه\w*|اب|ابی|مردم|دست)"
    + _END
)
_COLLAPSE: Final = (
    r"(?:دیوار|سقف|ساختم[او]ن|داربست|جرثقیل)\w* (?:\w+ ){0,6}(?:داره|دارد|درحال|حال) (?:\w+ )?(?:میریز|ریزش|فرو|خراب)"
    r"|زیر (?:اوار|خاک|دیوار|سقف) (?:\w+ ){0,2}(?:موند|ماند|مان|هست|گیر)"
    r"|(?:کنتور|تابلو|پریز|فیوز|جعبه) ?(?:برق)? (?:\w+ ){0,5}(?:دود می|میسوز|اتی?ش)"
)
_FLOOD: Final = (
    r"سیل (?:\w+ ){0,12}(?:کمک|نجات|گیر|روی سقف|پشت بام|تا کمر|تا گردن|تا سینه)"
    r"|اب تا (?:\w+ ){0,2}(?:کمر|گردن|سینه|سقف|نصف دیوار)"
)
_VIOLENCE: Final = (
    r"با (?:چاقو|قمه) (?:\w+ ){0,3}(?:زد|میزن|حمله|تهدید|اومد|امد|دنبال|افتاد|وایساد|وایستاد|ایستاد|دار[هن]|جلو|بالا)"
    r"|(?:چاقو|قمه|اسلحه|تفنگ) (?:خورد|زد|کشید|داره|دارن|دستش)|تیراندازی|صدای شلیک|گروگان|سارق مسلح"
    r"|(?:دزد|سارق) (?:تو|اومد|امد|داخل|اینجا)|(?:داره|دارن) (?:منو |ما رو )?(?:کتک|کتکم|میکشنم|میکشه)"
    + _END
    + r"|خودکشی|خود(?:م|ش|مو|شو|مون)(?: ?(?:و|رو|را))? (?:بکش|میکش|میخواد بکش|خلاص)|تهدید به (?:قتل|کشتن|مرگ)"
)
# Somebody who speaks of dying is never asked what he wants first.
_SELF_HARM: Final = re.compile(
    r"(?<![^\W\d_])(?:می ?خو?ا(?:م|هم) (?:\w+ ){0,2}بمیرم|(?:کاش|باید) (?:\w+ )?بمیرم|(?:به )?زندگیم (?:رو )?(?:پایان|خاتمه|تموم)"
    r"|نمی ?خو?ا(?:م|هم) (?:\w+ ){0,2}زنده (?:باشم|بمونم|بمانم)|خودم(?:و| رو| را)? (?:می ?)?(?:بکشم|میکشم|خلاص کنم)"
    r"|i want to die|kill myself|end my life)"
)
_CALL: Final = (
    r"(?:امبولانس|اورژانس|اتش ?نشانی|پلیس) (?:بگین|بگید|بگو)? ?"
    r"(?:بیاد(?! هم)(?! بخواد)|بیان|می ?خوا|بفرست|لازم|خبر کن|نیاز دار|اعزام)|به داد(?:م|مون|ش) برس|کمک کمک"
    r"|نجات(?:م|مون|ش) (?:بد|ده)|(?:دارم|داره) میمیر"
)
_LATIN: Final = (
    r"(?:on fire|is burning|gas leak|gas is leaking|smells? (?:of )?gas|(?:call|send|need) (?:an |the )?ambulance|unconscious"
    r"|not breathing|bleeding|drowning|suicide|kill (?:my|him|her)self|has a (?:knife|gun)|car accident|injured|live wire|trapped"
    r"|breaking into|beating me|emergency)"
    + _END
    + r"|ati?sh (?:gereft|soozi)|booye gaz|bihoosh|nafas nemi|khonrizi|khodkoshi|ambulance (?:bef|laz|mi)|ba chagho"
)
_TELLING: Final = re.compile(
    rf"(?<![^\W\d_])(?:{'|'.join((_FIRE, _GAS, _BODY, _CURRENT, _COLLAPSE, _FLOOD, _VIOLENCE, _CALL, _LATIN))})"
)  # fmt: skip
# Asked, past, supposed, denied or told of something else: then the classifier alone decides.
_NOT_NOW: Final = re.compile(
    r"(?<![^\W\d_])(?:کجاست|کجا|کدوم|کدام|چیست|چیه|چند(?! نفر| تا| تن)|چنده|چقدر|چقد|یعنی|قیمت|هزینه|تعرفه|قانون|ماده|مدارک|مدرک"
    r"|شرایط|قبض|انشعاب|کنتور|امتیاز|خسارت|بیمه|استخدام|بازی|فیلم|سریال|رمان|اهنگ|انشا|تعبیر|خواب دیدم|اموزش|طرح|شناسنامه\w*"
    r"|گذرنامه\w*|پاسپورت\w*|گواهی\w*|کارت\w*|پارسال|همیشه|قبلا|قدیم|دیروز|پریروز|گذشته|(?:سال|ماه|هفته|روز|وقت|شب) (?:پیش|قبل)"
    r"|هر ?(?:روز|شب|هفته|بار|سال)|اگر|اگه|شاید|نیست|نبود\w*|نشد\w*|نگرفت\w*|ممکن\w*|احتمال|خطر"
    r"|کاش (?:\w+ ){0,10}می ?(?:ذاشت|گذاشت|زاشت|کرد|ساخت|زد)ی[دن]"
    r"|دفعه|پیشنهاد\w*|ربات|افرین|رقم\w*|شکایت|دلم|where|what is|how (?:much|many)|if|movie|film|game|number"
    r"|yesterday|last)" + _END
)  # fmt: skip
_ALARM: Final = re.compile(
    r"اتی?ش|حریق|دود|شعله|انفجار|منفجر|دزد|سارق|سرقت|امبولانس|اورژانس|فوری|کمک|پلیس|هوش|سکته|تشنج|خفه|خفگی|مسموم|غرق|تصادف"
    r"|زخم|خون(?!ه)|چاقو|قمه|تیرانداز|خودکشی|زلزله|سیل|اوار|گرفتگی|نجات|خطر|فریاد|امداد|برقگرف|قتل|زورگیر|قاپ|ربودن|تجاوز|زایمان"
    r"|fire|help|police|ambulance|emergency|thief|danger|accident|gun|knife|urgent|ati?sh|komak|dozd|tasadof|orjans|polis"
)


def tells_of_danger(raw: str) -> bool:
    """Whether a message says, without asking or supposing, that somebody is in danger now.

    Args:
        raw: the citizen's message.
    """
    return bool(_TELLING.search(_joined(raw))) and may_be_now(raw)


def tells_of_self_harm(raw: str) -> bool:
    """Whether somebody says that he wants to die."""
    return bool(_SELF_HARM.search(_joined(raw)))


def may_be_now(raw: str) -> bool:
    """Whether nothing in a message says that it is a question, past, supposed or denied."""
    return not _NOT_NOW.search(_joined(raw))


def sounds_alarming(raw: str) -> bool:
    """Whether a message has any word that people call for help with, said of whatever time and thing."""
    return bool(_ALARM.search(_joined(raw)))


def is_calm_word(raw: str) -> bool:
    """Whether a message is a single word, or none, and not one that people call for help with («برق», not «آتیش»)."""
    words = [token for token in tokenize(raw) if token.text[0].isalnum()]
    return len(words) < 2 and not sounds_alarming(raw)


def _joined(raw: str) -> str:
    return " ".join(token.text for token in tokenize(raw))
