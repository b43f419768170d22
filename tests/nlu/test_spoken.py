import pytest

from nlu.lexicon import SPOKEN, SPOKEN_NOUNS
from nlu.spoken import formal
from nlu.text import tokenize

_WRITTEN = {
    # The present, its negative and the wish, with stems that lose letters in speech
    "میخوام": "میخواهم", "میخام": "میخواهم", "میخاد": "میخواهد", "میخواین": "میخواهید", "نمیخوان": "نمیخواهند",
    "میتونم": "میتوانم", "نمیتونی": "نمیتوانی", "میتونین": "میتوانید", "بتونم": "بتوانم", "نتونه": "نتواند",
    "میدونم": "میدانم", "نمیدونن": "نمیدانند", "میذارن": "میگذارند", "نذاره": "نگذارد", "بذاریم": "بگذاریم",
    "میرسونه": "میرساند", "بخونم": "بخوانم", "بمونه": "بماند", "میگم": "میگویم", "میگین": "میگویید", "بگه": "بگوید",
    "میرم": "میروم", "نمیره": "نمیرود", "بریم": "برویم", "میدم": "میدهم", "نمیدن": "نمیدهند", "ندین": "ندهید",
    "میشه": "میشود", "نمیشه": "نمیشود", "میشن": "میشوند", "بشیم": "بشویم", "میشینه": "مینشیند",
    # Any other stem: only the ending is spoken
    "میکنن": "میکنند", "میکنین": "میکنید", "میگیره": "میگیرد", "نمیگیرن": "نمیگیرند", "میسوزه": "میسوزد", "میریزن": "میریزند",
    # Words of their own
    "واسه": "برای", "اگه": "اگر", "دیگه": "دیگر", "یه": "یک", "چیه": "چیست", "کجاس": "کجاست", "چقد": "چقدر", "چجوری": "چگونه",
    "بگین": "بگویید", "بدین": "بدهید", "داره": "دارد", "ندارن": "ندارند", "باشه": "باشد", "هستن": "هستند", "میاد": "میاید",
    # Nouns
    "خیابون": "خیابان", "خونه": "خانه", "میدون": "میدان", "ساختمون": "ساختمان", "بیمارستون": "بیمارستان", "تومن": "تومان",
    "پونزده": "پانزده", "شهرستون": "شهرستان",
}  # fmt: skip

_NO_SPOKEN = """
پاسپورت بیرون کارون قانون میدان ماهی میوه میلیون میانگین میزبان میهن میلاد نمونه نرم نمایش نماز نمره نمک
نشر نشد برد بدون برنامه برنج بشقاب پروانه گواهینامه زیتون صابون تلفن تلویزیون کمیسیون ستون اکنون همایون فریدون
خون نان ایمان تهران ماهیانه مدرسه کوچه شماره نامه خانه بیمه نوبت شکایت دفتر تنها الهام
"""


@pytest.mark.parametrize(("spoken", "written"), _WRITTEN.items())
def test_a_spoken_word_has_a_written_form(spoken: str, written: str) -> None:
    assert formal(spoken) == written
    assert [token.lemma for token in tokenize(spoken)] == [written]


@pytest.mark.parametrize("word", _NO_SPOKEN.split())
def test_a_word_that_only_looks_spoken_or_inflected_is_left_alone(word: str) -> None:
    assert formal(word) == word
    assert [token.lemma for token in tokenize(word)] == [word]


def test_a_written_form_has_no_other() -> None:
    """Two spoken forms of a word share a feature only where the written form is the end of it."""
    table = {**SPOKEN, **SPOKEN_NOUNS}
    assert {word: written for word, written in table.items() if formal(written) != written} == {}


@pytest.mark.parametrize("forms", [["خیابون", "خیابون‌ها", "خیابونها", "خیابانهای"], ["کارت‌هامون", "کارتها", "کارت ها"]])
def test_plural_and_spoken_forms_meet(forms: list[str]) -> None:
    assert len({token.lemma for form in forms for token in tokenize(form)}) == 1
