"""How people name kinds of offices, as patterns of normalised text.

`PLAIN` are names that mean an office wherever they stand; `WEAK` ones are also other things («پست», «بیمه», «دارایی»), and
need a word beside them that speaks of an office.
"""

from typing import Final

from nlu.normalised import ZWNJ

GAP: Final = rf"[ {ZWNJ}]{{0,2}}"
_OFFICE: Final = (
    rf"(?:(?:دفتر|دفاتر|دفترای|دفترهای|اداره{GAP}(?:ی{GAP})?(?:کل)?|ادارات|ادارهی|ادارهٔ|شعبه{GAP}(?:ی)?"
    rf"|شعب|سازمان|شرکت|باجه{GAP}(?:ی)?|ایستگاه|مرکز|ستاد)"
    rf"{GAP})"
)
_BUREAU: Final = (
    rf"(?:(?:دفتر|دفاتر|دفترای|دفترهای|daftar[e]?|اداره{GAP}(?:ی{GAP})?(?:کل)?|edare[y]?[e]?"
    rf"|شعبه{GAP}(?:ی)?|شعب|سازمان|شرکت){GAP})"
)
_BRANCH: Final = rf"(?:شعبه{GAP}(?:ی{GAP})?(?:شماره{GAP})?(?:[0-9]+|یک|دو|سه|چهار|پنج|شش){GAP})"
_PLUS: Final = rf"(?:به?{GAP}(?:علاوه|الاوه){GAP}ی?|به?{GAP}اضافه{GAP}ی?|مثبت|پلاس|\+)"
_TEN: Final = rf"(?:{_PLUS}{GAP}(?:10|ده)|10 ?\+|10|ده|\+ ?dah|dah|be?alave ?(?:ye )?(?:dah|10))"
_STATE: Final = rf"(?:{GAP}(?:خدمات{GAP})?(?:دولت(?:{GAP}(?:الکترونیکی?|هوشمند))?|dolat)(?![^\W_]))?"

PLAIN: Final = {
    "pishkhan": (
        rf"{_BUREAU}?(?:خدمات{GAP})?(?:پیش{GAP}?خوا?[ان]ن?|پیشخ[وا]ن|پیش{GAP}?خون|پیشخوون|پیسخوان|پیشحوان"
        rf"|pish ?kh?oo?[aou]?[an]n?|pish ?kh[aou]+n|pishxan)(?:ی(?={GAP}که(?![^\W_])))?"
        rf"{_STATE}"
    ),
    "police10": rf"{_BUREAU}?(?:پل[یي]س|پولیس|police?|polis[e]?){GAP}{_TEN}",
    "municipality": (
        rf"{_OFFICE}?(?:شهر{GAP}?داری|شهردری|شحرداری|شرداری|شهردداری|شهراری|شهرادری|shahr ?dari|shahrdary|shardari"
        rf"|municipality(?: office)?|city ?hall)"
    ),
    "civil-registry": (
        rf"{_BUREAU}?(?:[ثسص]بت{GAP}?ا?[لا]?{GAP}?[اأ]?ح[وا]+ل|ثبت{GAP}?احول|ثبت{GAP}?اهوال"
        rf"|sabt{GAP}?e?{GAP}?ah?va+l|civil regist(?:ration|ry)(?: office)?)"
    ),
    "post": (
        rf"(?:{_OFFICE})(?:پستی?|پص)|پست{GAP}?خا?و?نه|پست(?={GAP}مرکزی)|edare[y]?[e]? ?post"
        rf"|daftare? ?posti?|post ?khane|post ?office"
    ),
    "court": (
        rf"{_BUREAU}?خدمات{GAP}(?:الکترونیکی?{GAP})?قضای?ی|(?:دفتر|دفاتر){GAP}(?:الکترونیکی?{GAP})?قضای?ی"
        rf"|مجتمع{GAP}قضای?ی"
        rf"|شعبه{GAP}(?:[0-9]+{GAP})?داد(?:گاه|سرا)|{_BUREAU}?دادگاه"
        rf"|{_BUREAU}?دادگستری|دادسرا|دادگستر[يی]|شورا?ی?{GAP}(?:ی{GAP})?حل{GAP}?(?:ال)?{GAP}?اختلاف[ات]{{0,2}}"
        r"|dadgah|dadgostari|dadsara|shoraye? ?hall?e? ?ekhtelaf"
    ),
    "tax": (
        rf"(?:{_BUREAU})(?:امور{GAP})?(?:مالیات[ی]?|دارا[یئ]ی?ی)|حوزه{GAP}(?:ی{GAP})?مالیاتی|امور{GAP}مالیاتی"
        rf"|edare[y]?[e]? ?(?:maliat|maliyat|daraee|darayi)i?|tax office"
    ),
    "social-security": (
        rf"(?:{_BUREAU}|{_BRANCH})?(?:بیمه{GAP}(?:ی{GAP})?)?تا?م[یا]ن{GAP}?ا?جتما?عی|تامیناجتماعی|(?:{_BUREAU})بیمه"
        rf"|tamin ?(?:e )?ejtemaee?i?|edare[y]?[e]? ?bime|shobe[y]?[e]? ?bime|social security (?:office|branch)"
    ),
    "utility": (
        rf"(?:اداره{GAP}(?:ی{GAP})?(?:کل{GAP})?|شرکت{GAP}|سازمان{GAP}"
        rf"|امور{GAP})(?:ملی{GAP})?(?:توزیع{GAP}(?:نیروی{GAP})?)?"
        rf"(?:اب{GAP}و{GAP}فاضلاب|ابفا|اب{GAP}و{GAP}برق|برق|اب|گاز|مخابرات)(?:{GAP}منطقه{GAP}ای)?"
        rf"|ابفا|{_BUREAU}?مخابرات|امور{GAP}مشترکین|توزیع{GAP}(?:نیروی{GAP})?برق"
        r"|edare[y]?[e]? ?(?:bargh|ab|aab|gaz)|sherkate? ?(?:bargh|gaz)|mokhaberat|abfa"
    ),
    "fire-station": (
    rf"(?:سازمان{GAP}|ستاد{GAP})?(?:ات[شس]{GAP}?نشا?و?نی|atash ?neshani|fire ?station)"
    ),
}  # fmt: skip
WEAK: Final = {
    "post": "پست|post", "tax": "دارا[یئ]ی", "social-security": "بیمه|bime",
}  # fmt: skip
# «پست کجاست», «رفتم بیمه», «آدرس دارایی».
WEAK_BEFORE: Final = (
    rf"(?:نزدیک{GAP}?ترین|ادرس|تلفن|شماره{GAP}تلفن|ساعت{GAP}کاری?{GAP}?|ساعات{GAP}کاری?|ساعت{GAP}کار{GAP}ی"
    rf"|میرم|برم|رفتم|رفته{GAP}?بودم|رفتیم|بریم|مراجعه{GAP}به"
    rf"|کارمند(?:ای|های)?|رییس|مسیول|متصدی|برید|برین|کدوم|کدام|یه|شعبه|شعب|بفرستید{GAP}?به|رفته{GAP}?بود"
    rf"|فرستادم{GAP}?به|kodum|nazdiktarin|adrese?|saate? ?kari?e?)"
)
WEAK_AFTER: Final = (
    rf"(?:کجا\w{{0,3}}|باز(?:ه|ن)?|باز{GAP}(?:است|هست|میکن\w+|باشه|میشه)|بسته\w{{0,2}}|تعطیل\w{{0,2}}"
    rf"|تا{GAP}چند|ساعت{GAP}چند|تا{GAP}ساعت|تا{GAP}کی|چه{GAP}ساعت\w{{0,2}}|از{GAP}ساعت|از{GAP}چند|کی{GAP}باز"
    rf"|(?:صبح|عصر|ظهر|شب)\w{{0,3}}{GAP}(?:ها{GAP})?(?:هم{GAP})?(?:باز|واز|بست|تعطیل|کار)\w{{0,2}}"
    rf"|چند{GAP}(?:باز|تعطیل)\w?|امروز{GAP}(?:باز|تعطیل)|فردا{GAP}(?:باز|تعطیل)\w?"
    rf"|پنج{GAP}?شنبه\w{{0,2}}{GAP}(?:ها{GAP})?(?:باز|تعطیل|کار|هم)\w?|جمعه\w{{0,2}}{GAP}(?:باز|تعطیل)\w?"
    rf"|رفتم|رفتیم|باید{GAP}برم|برم|مراجعه|شعبه{GAP}(?:ی)?{GAP}(?:مرکزی|[0-9])|منطقه|صبح\w?{GAP}(?:از{GAP})?(?:ساعت|چند|کی)"
    rf"|koja\w*|baze|ta chand)"
)
