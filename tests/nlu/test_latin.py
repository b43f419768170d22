from pathlib import Path
from string import ascii_lowercase

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.latin.english import ENGLISH
from nlu.latin.folding import fold
from nlu.latin.reading import persian_script
from nlu.latin.words import SPELLINGS, persian, spellings
from nlu.normalised import normalise
from nlu.text import read, tokenize
from shahryar.errors import DataError

_SENTENCES = (
    ("salam mikham gavahinamamo tamdid konam chikar konam", "سلام میخوام گواهیناممو تمدید کنم چیکار کنم"),
    ("cheghadr mishe hazine taviz pelak", "چقدر میشه هزینه تعویض پلاک"),
    ("ghabze barghe khunamun chand shode", "قبض برق خونمون چند شده"),
    ("kart mellimo gom kardam che madareki lazeme", "کارت ملیمو گم کردم چه مدارکی لازمه"),
    ("chghdr tool mikeshe ta gozarnameh biad", "چقدر طول میکشه تا گذرنامه بیاد"),
    ("cheragh e sare kooche do hafte ast khamooshe", "چراغ سر کوچه دو هفته است خاموشه"),
    ("bad az zohr baz hastin?", "بعد از ظهر باز هستین?"),
    ("boo kheili bad ast", "بو خیلی بد است"),
    ("nazdiktarin daftare pishkhan kojast", "نزدیکترین دفتر پیشخوان کجاست"),
    ("shomareye peygirimo nadaram", "شماره پیگیریمو ندارم"),
    ("ab o bargh o gaz ghate", "اب و برق و گاز قطعه"),
    ("shenasnameye bachamo chejoori begiram", "شناسنامه بچمو چجوری بگیرم"),
    ("mashinetoon jolo parkinge mane", "ماشینتون جلو پارکینگ منه"),
    ("poolesho dadam vali resid nagereftam", "پولشو دادم ولی رسید نگرفتم"),
    ("ashghalaro az panjshanbe nabordan", "اشغالارو از پنجشنبه نبردن"),
    ("farda saat 10 sobh nobat mikham", "فردا ساعت 10 صبح نوبت میخوام"),
    ("$ahrdari mantaghe 5 koja hast", "شهرداری منطقه 5 کجا هست"),
    ("in karmandetoon kheyli bi adab bood", "این کارمندتون خیلی بی ادب بود"),
    ("mersi azizam dastetoon dard nakone", "مرسی عزیزم دستتون درد نکنه"),
    ("na manzooram passport bood", "نه منظورم پاسپورت بود"),
    ("velesh kon nemikham", "ولش کن نمیخوام"),
    ("age madarekam naghes bashe chi mishe", "اگه مدارکم ناقص باشه چی میشه"),
    ("10 rooze montazeram hanooz javab nadadin", "10 روزه منتظرم هنوز جواب ندادین"),
    ("rooze shanbe bazid?", "روز شنبه بازید?"),
    ("2 saate bargh nist", "2 ساعته برق نیست"),
    ("saate kari edare bargh", "ساعت کاری اداره برق"),
    ("khane-ye ma dar vali-asr ast", "خانه ما در ولیعصر است"),
    ("2ta ghabz daram 50milion toman", "2تا قبض دارم 50میلیون تومن"),
    ("edare mali'at bazeh", "اداره مالیات بازه"),
    ("darkhaste man dar che vaziatie", "درخواست من در چه وضعیتیه"),
    ("derakht hanooz kaje", "درخت هنوز کجه"),
    ("az koja mitunam daftarchamo tamdid konam", "از کجا میتونم دفترچهمو تمدید کنم"),
    ("gorbe oftade tuye chah komak konid", "گربه افتاده توی چاه کمک کنید"),
    ("xiabun valiasr chale dare", "خیابون ولیعصر چاله داره"),
    ("perspolis chand chand shod", "پرسپولیس چند چند شد"),
)
_pieces = st.lists(
    st.one_of(
        st.sampled_from([word for latin in list(spellings().values())[::40] for word in latin]),
        st.sampled_from(
            ["e", "o", "-ye", "'", ".", "ir12", "@", "t.me/x", "2ta", "۱۲", "گذرنامه", "را", "\u200c", "the", "$"]
        ),
        st.text(ascii_lowercase + "'-$", max_size=8),
        st.text(max_size=6),
    ),
    max_size=10,
)
messages = st.builds(lambda parts, gap: gap.join(parts), _pieces, st.sampled_from([" ", "", "  ", "\n", ", "]))


def test_every_line_is_a_normalised_word_with_ascii_spellings() -> None:
    lines = SPELLINGS.read_text(encoding="utf-8").splitlines()
    for line in lines:
        word, latin = line.split("\t")
        assert normalise(word).text == word and word.isalpha() and not word.isascii(), line
        assert [token.text for token in tokenize(word)] == [word], line
        words = latin.split(" ")
        assert 1 <= len(words) == len(set(words)) <= 7, line
        assert all(set(spelling) <= {*ascii_lowercase, "$"} for spelling in words), line
    assert len({line.split("\t")[0] for line in lines}) == len(lines) >= 2600


def test_the_most_usual_spelling_of_a_word_is_read_as_a_word_that_has_it() -> None:
    owners: dict[str, set[str]] = {}
    for word, latin in spellings().items():
        for spelling in latin:
            owners.setdefault(spelling, set()).add(word)
    assert all(persian(spelling) in words for spelling, words in owners.items())


def test_few_spellings_belong_to_two_words() -> None:
    known = [spelling for latin in spellings().values() for spelling in latin]
    assert len(known) - len(set(known)) < 0.02 * len(known)


@pytest.mark.parametrize(
    "line", ["گذرنامه gozarname", "گذرنامه\t", "\tgozarname", "گذرنامه\tgozarnāme", "از\taz\nاز\taz"]
)
def test_a_broken_table_is_refused(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "spellings.tsv"
    file.write_text(line + "\n", encoding="utf-8")
    monkeypatch.setattr("nlu.latin.words.SPELLINGS", file)
    with pytest.raises(DataError):
        spellings.__wrapped__()


@pytest.mark.parametrize(
    "forms",
    [
        ("gavahiname", "gavahinameh", "gavaahiname"),
        ("khiabun", "xiabun", "khiaboon", "khiyabun"),
        ("ghabz", "qabz"),
        ("kuche", "kooche", "koucheh"),
        ("shahr", "$ahr"),
        ("vaght", "waqt"),
        ("keyfi", "keifi"),
        ("avval", "aval"),
    ],
)
def test_spellings_of_one_sound_fold_to_one_form(forms: tuple[str, ...]) -> None:
    assert len({fold(form) for form in forms}) == 1


def test_vowels_that_tell_words_apart_are_not_folded() -> None:
    assert len({fold(word) for word in ("kard", "kord", "kerd", "gol", "gel", "gal")}) == 6


@pytest.mark.parametrize(
    ("latin", "word"),
    [
        ("kartamo", "کارتمو"), ("madrakesho", "مدرکشو"), ("koochamoon", "کوچمون"), ("mashinetoon", "ماشینتون"),
        ("pooleshoon", "پولشون"), ("hazinash", "هزینش"), ("hazinaye", "هزینه"), ("karthaye", "کارتهای"),
        ("parkha", "پارکها"), ("adreshamoon", "ادرسهامون"), ("daftarcham", "دفترچهم"), ("maliyatesh", "مالیاتش"),
        ("behtaresh", "بهترش"), ("parvandamoon", "پروندهمون"), ("nobatetoono", "نوبتتونو"), ("jaye", "جای"),
        ("doaye", "دعای"), ("koochas", "کوچهس"), ("bozorgtarin", "بزرگترین"), ("darkhasthamo", "درخواستهامو"),
        ("begiramesh", "بگیرمش"), ("safarat", "سفرت"), ("montazerim", "منتظریم"), ("tamdide", "تمدید"),
    ],
)  # fmt: skip
def test_endings_hang_on_words_of_the_table(latin: str, word: str) -> None:
    assert persian(latin) == word


@pytest.mark.parametrize("word", ["xqz", "wrtpl", "zzzzzz", "bmw", "$$", "salam" * 7])
def test_what_is_no_finglish_has_no_reading(word: str) -> None:
    assert persian(word) is None


@pytest.mark.parametrize(("latin", "text"), _SENTENCES)
def test_sentences(latin: str, text: str) -> None:
    assert read(latin).text == text


@pytest.mark.parametrize(
    "text",
    [
        "how much is the passport fee",
        "i want to renew my licence",
        "where is the nearest police station?",
        "can you help me please",
        "there is a big pothole in front of my house",
        "my birth certificate is lost, what should i do",
        "do i need an appointment for the national id card",
        "english please",
        "passport renewal",
        "thank you so much",
        "what documents are required",
        "is the metro open today",
    ],
)
def test_an_english_message_stays_english(text: str) -> None:
    assert read(text).text == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("سلام mikham کارت melli بگیرم", "سلام میخوام کارت ملی بگیرم"),
        ("این site باز نمیشه", "این سایت باز نمیشه"),
        ("گذرنامه‌ام chi shod", "گذرنامه‌ام چی شد"),
        ("human operator lotfan vasl konid", "human اپراتور لطفا وصل کنید"),
        ("کد ملیmikham", "کد ملیمیخوام"),
    ],
)
def test_mixed_messages(raw: str, text: str) -> None:
    assert read(raw).text == text


@pytest.mark.parametrize(
    "kept",
    [
        "ali@gmail.com",
        "t.me/salam",
        "https://my.gov.ir/shahr/kart",
        "www.tehran.ir",
        "ir820540102680020817909002",
        "12b345",
        "12b345-67",
        "@bargh_tehran",
        "/start",
        "#salam",
        "kart_melli",
        "ab-1234",
        "a1b2c3",
        "bargh.pdf",
    ],
)
def test_addresses_and_ids_stay_untouched_in_a_finglish_message(kept: str) -> None:
    assert read(f"salam {kept} ro mikham").text == f"سلام {kept} رو میخوام"


def test_a_plate_with_a_lone_latin_letter_keeps_it() -> None:
    assert read("pelak 12 b 345 iran 67").text == "پلاک 12 b 345 ایران 67"


def test_each_letter_of_a_converted_word_has_the_raw_span_of_the_latin_word() -> None:
    raw = "Salam GOZARNAMEH-ye man ۲ta bood"
    found = read(raw)
    for word, latin in (("سلام", "Salam"), ("گذرنامه", "GOZARNAMEH"), ("من", "man"), ("تا", "ta"), ("بود", "bood")):
        place = found.text.index(word)
        spans = {found.raw_span(index, index + 1) for index in range(place, place + len(word))}
        assert [raw[start:end] for start, end in spans] == [latin]


def test_tokens_of_finglish_point_at_what_was_typed() -> None:
    raw = "mi khaham ghabz e bargham ro pardakht konam"
    tokens = {token.text: raw[token.start : token.end] for token in tokenize(raw)}
    assert tokens["میخواهم"] == "mi khaham"
    assert tokens["قبض"] == "ghabz"
    assert tokens["برقم"] == "bargham"
    assert "e" not in tokens


@pytest.mark.parametrize("text", ["گذرنامه", "۱۲۳", "", "😀", "xqz"])
def test_a_text_without_finglish_is_given_back_as_it_is(text: str) -> None:
    normalised = normalise(text)
    assert persian_script(normalised) is normalised


def test_english_words_are_lower_case_words() -> None:
    assert all(set(word) <= set(ascii_lowercase) for word in ENGLISH)


@settings(deadline=None)
@given(messages)
def test_offsets_lie_inside_the_raw_text_and_never_run_backwards(raw: str) -> None:
    found = read(raw)
    assert len(found.text) == len(found.starts) == len(found.ends)
    assert found.raw == raw
    for start, end in zip(found.starts, found.ends, strict=True):
        assert 0 <= start < end <= len(raw)
    assert list(found.starts) == sorted(found.starts)
    assert list(found.ends) == sorted(found.ends)


@settings(deadline=None)
@given(messages)
def test_tokens_of_any_text_never_overlap(raw: str) -> None:
    end = 0
    for token in tokenize(raw):
        assert end <= token.start < token.end <= len(raw)
        end = token.end


@settings(deadline=None)
@given(st.text(ascii_lowercase + "$", max_size=30))
def test_any_latin_word_has_a_persian_reading_or_none(word: str) -> None:
    found = persian(word)
    assert found is None or (found.isalpha() and not found.isascii())
