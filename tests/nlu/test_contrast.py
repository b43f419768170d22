import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.contrast import asserted
from nlu.text import tokenize


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        # The rejected part goes,
        ("گذرنامه نه، گواهینامه", "گواهینامه"),
        ("نوسازی نه، پسماند", "پسماند"),
        ("گذرنامه نیست، گواهینامه‌ست", "گواهینامهست"),
        ("گذرنامه نگفتم، گفتم گواهینامه", "گفتم گواهینامه"),
        ("شناسنامه نبود، کارت ملی بود", "کارت ملی بود"),
        ("آدرس این نیست، خیابان سعدیه", "خیابان سعدیه"),
        ("اشتباه نوشتم، کرج درسته", "کرج درسته"),
        ("تلفن اشتباهه، این درسته", "این درسته"),
        ("شهر اشتباه ثبت شده؛ شیراز هست", "شیراز هست"),
        ("غلط کردم. یارانه", "یارانه"),
        ("اشتباه شد، چاله نه، فاضلاب", "فاضلاب"),
        ("شناسنامه چیه؟ گفتم کارت ملی", "گفتم کارت ملی"),
        ("شناسنامه را نگفتم، کارت ملی", "کارت ملی"),
        # also where it comes last,
        ("کارت ملی را گفتم، شناسنامه را نگفتم", "کارت ملی را گفتم"),
        ("گواهینامه بود نه گذرنامه", "گواهینامه بود"),
        ("گواهینامه میخوام نه گذرنامه", "گواهینامه میخوام"),
        # where nothing parts the two but «نه»,
        ("گذرنامه نه گفتم گواهینامه", "گفتم گواهینامه"),
        # and in Latin letters.
        ("pasport na, govahiname", "گواهینامه"),
        # A «نه» that opens a message answers what was said before.
        ("نه، گواهینامه", "نه گواهینامه"),
        ("نه منظورم گواهینامه بود", "نه منظورم گواهینامه بود"),
        ("خیر، تمدید گواهینامه", "خیر تمدید گواهینامه"),
        # Nothing is left out where nothing else would remain, or nothing is rejected.
        ("نه", "نه"),
        ("گذرنامه نه", "گذرنامه نه"),
        ("این کد غلط است", "این کد غلط است"),
        ("سلام، خوبی؟", "سلام ، خوبی ؟"),
        ("", ""),
    ],
)
def test_what_is_rejected_is_left_out(text: str, kept: str) -> None:
    tokens = asserted(tokenize(text))
    assert " ".join(token.text for token in tokens) == kept


_WORDS = "نه خیر گذرنامه گواهینامه نیست نبود بود گفتم نگفتم منظورم غلط چیه ، . ؟ را تمدید"


@settings(deadline=None)
@given(st.lists(st.sampled_from(_WORDS.split()), max_size=12))
def test_some_words_of_every_message_are_kept_in_order(words: list[str]) -> None:
    tokens = tokenize(" ".join(words))
    kept = asserted(tokens)
    assert kept or not tokens
    assert [token for token in tokens if token in kept] == kept
