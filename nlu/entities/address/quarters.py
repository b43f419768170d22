"""Well-known quarters of the larger cities; in normalised letters, without spaces, and in Latin letters as people type them."""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Names that are hardly anything else: alone they tell a place («آب تهرانپارس قطعه»). Tehran and around it; Mashhad; Isfahan and
# Shiraz; Tabriz; Ahvaz; Rasht and Gorgan; Karaj, Yazd, Qom, Kermanshah, Hamadan, Qazvin.
SURE: Final = _words("""
    تهرانپارس یافتاباد نازیاباد سعادتاباد یوسفاباد جنتاباد تهرانسر نارمک پونک ونک تجریش نیاوران ولنجک زعفرانیه الهیه قلهک
    دروس قیطریه اقدسیه کامرانیه جماران دزاشیب اوین درکه داراباد اکباتان شهران صادقیه مرزداران گیشا طرشت جوادیه
    خانیاباد عبدلاباد افسریه مجیدیه دولاب مشیریه مسعودیه نعمتاباد یاخچیاباد کوهک چیتگر مهراباد امیراباد لویزان شمساباد
    سیدخندان حکیمیه اختیاریه سوهانک ازگل ورداورد سرسیاب بریانک شاداباد ظهیراباد داودیه شهرزیبا شهرارا سلسبیل وصفنارد
    هفتحوض فرحزاد شهرکغرب
    وکیلاباد قاسماباد سناباد کوهسنگی پنجتن سیساباد رضاشهر زیباشهر کویامیر
    خوراسگان رهنان ملکشهر سپاهانشهر مرداویج هزارجریب ناژوان زینبیه کهندژ جوباره
    معالیاباد قصردشت ابیوردی گویم پودنک کوزهگری دوکوهک میانرود سنگسیاه
    ایلگلی باغمیشه رشدیه ابرسان یاغچیان قراملک مارالان ششگلان حکماباد لیلاباد شنبغازان سرخاب چرنداب
    کیانپارس کیانشهر امانیه پادادشهر کمپلو لشکراباد حصیراباد کیاناباد ملیراه چهارشیر کوتعبدالله
    گلسار پیرسرا زرجوب بوسار صیقلان شالکو احمدگوراب ناهارخوران سلیمانداراب
    گوهردشت عظیمیه مهرشهر رجاییشهر جهانشهر حصارک مهرویلا شاهینویلا فهادان صفاییه خرمشاه کسنویه نعیماباد زنبیلاباد
    شیخاباد یزدانشهر سالاریه طاقبستان دیزلاباد پردیسان کبابیان اعتمادیه مینودر گلپا
    tehranpars yaftabad naziabad saadatabad yousefabad yusefabad jannatabad tehransar narmak poonak punak vanak tajrish
    niavaran velenjak zaferanieh elahieh gholhak gheytarieh ekbatan shahran sadeghieh sadeghiye marzdaran gisha javadieh
    khaniabad afsarieh afsariye majidieh hakimieh golsar vakilabad ghasemabad sanabad maaliabad ghasrdasht kianpars
    kiyanpars kianshahr padadshahr gohardasht azimieh azimiye mehrshahr rajaishahr jahanshahr baghmishe roshdieh elgoli
    abresan mardavij sepahanshahr malekshahr khorasgan safaieh safaiyeh
""")  # fmt: skip
# Also surnames, streets, towns or plain words: only after «محله», «تو», «سمت» and the like.
UNSURE: Final = _words("""
    فرمانیه ستارخان پیروزی پاسداران میرداماد جردن هروی درختی شمیران دردشت خزانه اتابک فلاح هاشمی جیحون کارون توحید نواب
    سهروردی دهکده شهرری دولتاباد باغفیض احمداباد ملکاباد طلاب سیدی گلشهر هاشمیه خواجهربیع
    ابوبرق فرهنگشهر حکیمنظامی چهارباغ جلفا بعثت گلدشت زرهی قدوسی ولیعصر خطیب منظریه لاله زیتون سپیدار کوروش
    لاکانی معلم عینک دیلمان رشتیان باغستان اکبراباد امامشهر ازادشهر نیروگاه صفاشهر خواجو الهیه مدنی خضر حصار
    کوثر نوروزیان فردوسی انقلاب جمهوری ازادی تهرانویلا کوهسار گلستان بهارستان
""")  # fmt: skip
# Quarters that are written in two words.
PAIRS: Final = tuple(
    (name.removesuffix(end), end)
    for name in SURE | UNSURE
    for end in (
        "اباد",
        "پارس",
        "شهر",
        "دشت",
        "سنگی",
        "خندان",
        "حوض",
        "گلی",
        "ویلا",
        "بستان",
        "جریب",
        "غرب",
        "راه",
        "شیر",
    )
    if name.endswith(end) and len(name) > len(end) + 1
)
