"""What stands around a value: words of correction, denials, additions, the way back."""

import pytest

from actions.report import phrases, relocation
from actions.report.decisions import named_step
from actions.services.dialogue import lists

PRESENT = "سر خیابون بهار نبش کوچه لاله پلاک ۵"


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("اشتباه شد خیابان انقلاب", "خیابان انقلاب"),
        ("ببخشید آدرسو اشتباه گفتم، میدون شوش بود", "میدون شوش"),
        ("کوچه رو اشتباه نوشتم، کوچه یاس", "کوچه یاس"),
        ("sorry, wrong address: Valiasr street, next to the park", "Valiasr street, next to the park"),
        ("adresesh eshtebahe khiaban saadi", "khiaban saadi"),
        ("نبش کوچه یک", "نبش کوچه یک"),
        ("نه آدرسش غلطه", ""),
    ],
)
def test_words_of_correction_are_no_part_of_the_value(said: str, value: str) -> None:
    assert phrases.bare(said) == value


@pytest.mark.parametrize(
    ("said", "side"),
    [
        ("میدون ولیعصر نه خیابون سعدی", "میدون ولیعصر"),
        ("خیابون سعدی نه، میدون ولیعصر", "میدون ولیعصر"),
        ("نه خیابون بهار نه، خیابون سعدی", "خیابون سعدی"),
        ("کوچه لاله نه کوچه مریم", "کوچه مریم"),
        ("خیابون سعدی نیست خیابون حافظ", "خیابون حافظ"),
        ("نه، خیابون سعدی", "خیابون سعدی"),
    ],
)
def test_one_side_of_a_denial_is_meant(said: str, side: str) -> None:
    present = {word[0] for word in phrases.tokens(PRESENT)}
    assert phrases.bare(phrases.meant(said, present)) == side


@pytest.mark.parametrize(
    ("said", "more"),
    [
        ("اینم بگو که دو هفته‌س اینجوریه", "دو هفته‌س اینجوریه"),
        ("دو هفته‌س اینجوریه، اینم اضافه کن", "دو هفته‌س اینجوریه"),
        ("also add that it is dark at night", "it is dark at night"),
        ("می‌خوام یه چیزی به توضیحاتش اضافه کنم", ""),
        ("چاله جلوی مدرسه است", None),
    ],
)
def test_what_is_to_be_added(said: str, more: str | None) -> None:
    assert phrases.addition(said, lists()["addition_phrases"]) == more


@pytest.mark.parametrize("said", ["برگرد عقب", "سوال قبلی", "یه مرحله برو عقب", "go back", "bargard aghab", "بازگشت"])
def test_one_question_back(said: str) -> None:
    assert phrases.goes_back(said)


@pytest.mark.parametrize("said", ["برگرد اول", "سوال دارم", "کوچه عقبی", "یه چاله قبل از پل", "ادامه"])
def test_what_does_not_go_back(said: str) -> None:
    assert not phrases.goes_back(said)


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ("آدرسش غلطه", "place"),
        ("یه جاش غلطه", None),
        ("موضوع", "category"),
        ("موضوع چیه", None),
        ("چراغ محله رو عوض نکردن", None),
        ("aksesh eshtebahe", "photo"),
    ],
)
def test_the_step_that_is_to_be_changed(said: str, step: str | None) -> None:
    assert named_step(said) == step


@pytest.mark.parametrize(
    ("said", "found", "address"),
    [
        ("آدرسش میدون ولیعصره نه خیابون بهار", ("میدون ولیعصر", "خیابون بهار"), "میدون ولیعصر"),
        ("نه خیابون بهار، میدون ونک", ("خیابون بهار", "میدون ونک"), "خیابون بهار، میدون ونک"),
        ("پلاکش ۹ه نه ۵", (), "سر خیابون بهار نبش کوچه لاله پلاک ۹"),
        ("منظورم کوچه هشتم بود نه لاله", ("کوچه هشتم",), "سر خیابون بهار نبش کوچه هشتم پلاک ۵"),
        ("آدرس را کامل کن، واحد ۳", (), f"{PRESENT}، واحد ۳"),
        ("موضوع رو بکن چاله و آدرسشم خیابان سعدی پلاک ۴", ("خیابان سعدی پلاک ۴",), "خیابان سعدی پلاک ۴"),
        ("نه، لوله ترکیده تو کل محل", (), None),
        ("نبش کوچه لاله نه کوچه مریم", ("نبش کوچه لاله", "کوچه مریم"), None),
    ],
)
def test_the_address_that_a_correction_brings(said: str, found: tuple[str, ...], address: str | None) -> None:
    assert relocation.new_address(said, found, PRESENT, named="آدرس" in said) == address
