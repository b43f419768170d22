import pytest

from nlu.addresses import is_bare_address


@pytest.mark.parametrize(
    "text",
    [
        "خیابان نادری نبش کوچه سرو",
        "شیراز، بلوار چمران، کوچه ۷، پلاک ۳",
        "پشت مجتمع ولیعصر",
        "انتهای خیابون مدرس",
        "Azadi street, number 5",
    ],
)
def test_a_place_alone_is_an_address(text: str) -> None:
    assert is_bare_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "کوچه",
        "خیابان نادری کجاست",
        "خیابان نادری کوچه سرو؟",
        "تو کوچه ما چراغا سوخته",
        "کوچه سرو پلاک ۳ آتیش گرفته",
        "نه کوچه چهارم، کوچه پنجم",
        "بهترین رستوران خیابان نادری",
        "سر حرفم هستم",
        "درخت کنار پل",
        "خیابان " * 20,
    ],
)
def test_a_place_with_a_wish_a_verb_or_a_question_is_more_than_an_address(text: str) -> None:
    assert not is_bare_address(text)
