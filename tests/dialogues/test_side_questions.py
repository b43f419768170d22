"""Whatever is asked in the middle of a report, the form's question comes back, once."""

import pytest

from tests.rules.conftest import Citizen

QUESTION = "جایش را بفرستید"


@pytest.mark.parametrize(
    "asked",
    [
        ["هزینه گذرنامه چقدره"],
        ["مدارک گذرنامه چیه", "هزینه‌ش؟", "المثنیش چی؟"],
        ["فرق تمدید گذرنامه با المثنی چیه", "کدومشون ارزون‌تره؟", "کدوم به دردم میخوره"],
        ["هزینه گذرنامه و گواهینامه چقدره؟", "نه منظورم کارت ملی بود"],
        ["هزینه و مدارک گواهینامه", "قیمت دلار چنده", "سلام"],
    ],
)
async def test_the_question_comes_back_once_after_each(citizen: Citizen, asked: list[str]) -> None:
    await citizen.say("چراغ کوچه‌مون سوخته")
    for text in asked:
        answer = await citizen.say(text)
        assert answer.count(QUESTION) == 1, answer
    await citizen.say(location=[35.7, 51.4], kind="location")
    await citizen.press("بدون عکس")
    assert "شرح: چراغ کوچه‌مون سوخته" in citizen.text
    await citizen.press("ثبت کن")
    assert "ثبت شد" in citizen.text
