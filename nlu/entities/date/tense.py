"""Whether a message speaks of a day that is over or of one to come, by the verb nearest to the day.

A closed list of past stems is enough: the verbs of complaints and appointments are few. Wishes («می‌خواستم») are no past.
"""

import re
from collections.abc import Iterator
from typing import Final

from nlu.entities.date.numbers import END, SEP, START
from nlu.entities.date.words import WEEKDAY

_STEMS: Final = (
    "شد|کرد|رفت|اومد|یومد|امد|یامد|گفت|داد|زد|گرفت|خورد|بود|داشت|فرستاد|افتاد|یفتاد|موند|ماند|گذاشت|ذاشت|اورد|یاورد|نوشت|پرسید|فروخت|"
    "ریخت|شکست|ترکید|برگشت|کشید|انداخت|تونست|توانست|رسوند|رساند|برید|خوابید|دزدید|پیچید|شنید|بارید|خوند|خواند|برد|گذشت|نمود|گردید"
)
# Bare, these are nouns or something else («رسید» a receipt, «خرید» a purchase, «سوخت» fuel).
_STEMS_OF_NOUNS: Final = "رسید|خرید|ساخت|دید|گشت|نشست|سوخت|پرداخت"
_OBJECT: Final = "(?:ش|شون|شان|شو|مون|مان)?"
_LATIN_PAST: Final = (
    "bud|bood|budam|nabud|nabood|umadam|oomadam|omadam|umad|raftam|rafte?|kardam|kard|kardan|shod|shode|nashod|nashode|dadam|"
    "dadan|dad|gereftam|gereft|zadam|goftan|goft|dashtam|dasht|nayumad|nayoomad"
)
_PAST: Final = (
    rf"(?:ن|(?:ن?می){SEP})?(?:(?:{_STEMS})(?:م|ی|یم|ید|ین|ند)?{_OBJECT}{END}|(?:{_STEMS_OF_NOUNS})(?:م|یم|ند|ه){_OBJECT}{END}"
    # «شده» and «کرده‌ام»; «گرفتن» is «they took», or «taking» after a word such as «برای».
    rf"|(?:{_STEMS})ه(?:{SEP}(?:ام|م|ایم|اند|ان|ن))?{END}(?!{SEP}باش)|(?P<plural>(?:{_STEMS}|{_STEMS_OF_NOUNS})ن{END}))|(?:{_LATIN_PAST}){END}"
)
_PRESENT: Final = (
    rf"(?:(?:ن?می){SEP}[^\W\d_]+|باید|است|هست[^\W\d_]*|نیست[^\W\d_]*|ندار[^\W\d_]*|دار(?:م|ه|ید|ین|یم|د|ن|ند)|خواه(?:م|د|ید|ند|یم)|باش[^\W\d_]*"
    r"|بیا(?:م|د|ن|ین|ید|یم|یند)?|بر(?:م|ه|یم|ید|ین|ن)|بگیر[^\W\d_]*|بد(?:م|ه|ین|ید|ن|یم|هید)|بکن[^\W\d_]*|بشه|بشم|بشود|بگ(?:م|ید|ین|و)"
    r"|بیار[^\W\d_]*|بنویس[^\W\d_]*|ب?گذار(?:ید|ین|م)?|بزار[^\W\d_]*|بذار[^\W\d_]*|بفرست[^\W\d_]*|بزن[^\W\d_]*|بنداز[^\W\d_]*|کن(?:م|ه|ید|ین|یم|ن|ند|د)|ش(?:ه|م|یم|ود|وند)|لطفا|قراره"
    r"|(?:باز|بسته|تعطیل|کی|چند|کجا|ازاد|خالی)ه|mi[a-z]{2,}|nemi[a-z]+|mikham|mishe|hast|baze|bashe|beram|biam)" + END
)
_VERB: Final = re.compile(rf"{START}(?<!اشتباه )(?<!غلط )(?:(?P<past>{_PAST})|(?P<present>{_PRESENT}))")
# Present states that have lasted since then: «از شنبه آب نداریم», «از ۱۲ آبان قطعه».
_STATE: Final = re.compile(
    rf"{START}(?:ندار[^\W\d_]*|نیست[^\W\d_]*|نمی{SEP}(?:اد|اید){END}|(?:قطع|خراب|خاموش|معطل|منتظر|گرفتار)(?:ه|م|یم|ست)?{END}"
    rf"(?!{SEP}(?:ن?می|خواه|ش[هود]|بش|کن))|ghat[eh]?{END}|nadarim|nist{END})"
)
_PURPOSE: Final = re.compile(rf"{START}(?:برای|واسه|برا|جهت|بابت|موقع|هنگام|بدون){END}[^،,]{{0,30}}$")
# «گرفته بودم» was done before, for a day that may be to come; so may the day of a turn that is to be moved.
_WAS: Final = re.compile(
    rf"{START}(?<!ه[ \u200c])(?:ن?بود|ن?داشت|dasht|(?:na)?b(?:u|oo?)d)(?:م|ی|یم|ید|ین|ن|ند|ه|am|im|an)?{END}"
    rf"|{START}ن(?:شد|کرد|یومد|یامد|داد)"
)
_MOVED: Final = re.compile("عوض|تغییر|تنظیم|موکول|بنداز|جابجا|جا به جا|منتقل|لغو|کنسل|عقب|جلو|cancel|avaz")
_SINCE: Final = re.compile(rf"{START}(?:از|az){SEP}(?:(?:روز|تاریخ|همین|{WEEKDAY})[ ،\u200c]{{1,3}}){{0,3}}$")
_UNTIL: Final = re.compile(
    rf"^[^.؟?!\n]{{0,12}}{START}(?:تا|به بعد|ta|شروع|اغاز){END}(?!{SEP}(?:حالا|الان|امروز|کنون|hala|alan))"
)
_AIMED: Final = re.compile(
    rf"{START}(?:برای|واسه|برا|تا|ta|baraye|vase|نوبت|نوبتم|نوبتمو|وقت|قرار){SEP}"
    rf"(?:(?:روز|تاریخ|همین|{WEEKDAY})[ ،\u200c]{{1,3}}){{0,3}}$"
)
# «قرار بود شنبه بیان» is to come, «قرار بود شنبه بیان نیومدن» is over.
_PLANNED: Final = re.compile(rf"{START}قرار بود")
_FAILED: Final = re.compile(rf"{START}ن(?:شد|کرد|یومد|یامد|داد|رفت|فرستاد|بود)")
# «دوشنبه … وقت گرفته بودم … عوض کنید»: the turn is still to come.
_TURN_TAKEN: Final = re.compile(rf"{START}(?:وقت|نوبت)[^\W\d_]{{0,3}}{SEP}(?:رزرو{SEP})?(?:گرفت|داشت|کرد)[^.؟?!]*")
# «نوبت دوشنبه را … گرفته بودم، لغوش کنید», «نوبت ۱۱ آذرم … باطل شه»: so is one that is to be given up.
_TURN: Final = re.compile(rf"{START}(?:نوبت[^\W\d_]{{0,3}}|وقت(?:م|مو|مون|مونو)?|nobat\w{{0,3}}|vaght(?:am|amo)?){END}")
_GIVEN_UP: Final = re.compile(
    rf"(?:لغو|کنسل|باطل|حذف|cancel)(?:ش|شو|م)?{SEP}(?:را{SEP})?(?:ب?کن[^\W\d_]*|بشه|شه|ب?شود|ب?فرمایید|kon\w*)?{END}"
    rf"(?!{SEP}(?:شد|کرد|بود))|لازم{SEP}(?:ندار|نیست)|نمی{SEP}(?:تون|توان|رس|خوا)"
)
_CONDITION: Final = re.compile(rf"{START}(?:اگه|اگر|agar|age){END}")
_FOR: Final = re.compile(rf"{START}(?:برای|واسه|برا|جهت){END}")
_CLOSED: Final = re.compile(r"[ \u200c]*(?:[،,]|$)")
_CLAUSE_END: Final = re.compile("[،,]")
_REACH: Final = 300  # characters on either side of a day
_SENTENCE_END: Final = re.compile(r"[.؟?!\n;؛](?![0-9])")


def is_past(text: str, start: int, end: int) -> bool:
    """Whether the day told at `text[start:end]` (normalised text) is over, by its sentence's verbs."""
    before = _SENTENCE_END.split(text[max(0, start - _REACH) : start])[-1]
    after = _SENTENCE_END.split(text[end : end + _REACH], maxsplit=1)[0]
    if _CONDITION.search(before):
        return False
    if _TURN.search(text) and _GIVEN_UP.search(text, end):
        return False
    if _SINCE.search(before) and not _UNTIL.search(after):
        return _lasting(before, after)
    if _AIMED.search(before):
        return bool(_WAS.search(after)) and not _MOVED.search(after)
    if _PLANNED.search(before):
        return _FAILED.search(after) is not None
    turn = _TURN_TAKEN.search(after)
    if turn and _MOVED.search(turn[0]):
        return False
    # «به جای چهارشنبه بنویس پنجشنبه، …»: the clause has its verb before the day.
    closing = _last_verb(before) if _CLOSED.match(after) else None
    verb = closing or next(_verbs(after), None) or _last_verb(before)
    return bool(verb and verb["past"])


def is_ahead(text: str, start: int) -> bool:
    """Whether words right before the day at `start` set a turn or a term for it («نوبت ۲۰ آبان», «تا ۲۰ آبان»)."""
    return _AIMED.search(text, max(0, start - _REACH), start) is not None


def is_purpose(text: str, start: int) -> bool:
    """Whether «برای» stands before the day at `start` in its clause, and no verb between («برای سفر دهم دی»)."""
    clause = _CLAUSE_END.split(_SENTENCE_END.split(text[max(0, start - _REACH) : start])[-1])[-1]
    purpose = _FOR.search(clause)
    return bool(purpose and next(_verbs(clause[purpose.end() :]), None) is None)


def _verbs(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _VERB.finditer(text) if not (match["plural"] and _PURPOSE.search(text[: match.start()])))


def _last_verb(text: str) -> re.Match[str] | None:
    """The verb before a day that has none after it, of the same clause: «غلط شد، یکشنبه» says nothing of the day."""
    return next(reversed([*_verbs(_CLAUSE_END.split(text)[-1])]), None)


def _lasting(before: str, after: str) -> bool:
    verb, state = next(_verbs(after), None), _STATE.search(after)
    if state and (not verb or verb["past"] or state.start() <= verb.start()):
        return True
    verb = verb or _last_verb(before)
    return bool(verb and verb["past"]) or bool(not verb and _STATE.search(before))
