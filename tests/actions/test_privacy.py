"""What is held, how it could be forgotten, and messages of our own accord: told as it is."""

import pytest

from shahryar.formats import persian_digits
from tests.actions.fakes import FakeBackend, run, user
from tests.actions.test_tracking import lodged

pytestmark = pytest.mark.usefixtures("store")


async def test_ones_reports_are_counted_and_those_of_others_are_not(city: FakeBackend) -> None:
    mine = [await lodged("f1"), await lodged("f2")]
    theirs = await lodged("f3", conversation="web:2")
    text = (await run("action_privacy", user("چی از من داری", "show_my_data"))).text
    assert "گزارش‌ها: ۲ تا" in text
    assert all(persian_digits(code) in text for code in mine)
    assert persian_digits(theirs) not in text
    assert "web:1" in text
    assert "فارسی" in text


async def test_an_unfinished_report_is_named(city: FakeBackend) -> None:
    open_form = await run("action_privacy", user("چی از من داری", "show_my_data"), form=True)
    assert "نیمه‌تمام" in open_form.text
    assert "نیمه‌تمام" not in (await run("action_privacy", user("چی از من داری", "show_my_data"))).text


async def test_deleting_is_not_pretended() -> None:
    answer = await run("action_privacy", user("پاکم کن", "delete_my_data"))
    assert answer.text.startswith("پاک‌کردن داده‌ها هنوز از من برنمی‌آید")
    assert "web:1" in answer.text  # by which the operator finds it
    assert "/show_my_data" in answer.payloads


async def test_the_state_of_reports_is_offered_in_place_of_messages(city: FakeBackend) -> None:
    code = await lodged()
    answer = await run("action_subscriptions", user("خبرم کن", "subscribe"))
    assert answer.text.startswith("خبررسانی خودکار هنوز نداریم")
    assert answer.payloads[0] == f'/track_request{{"tracking_code": "{code}"}}'


async def test_there_is_nothing_to_unsubscribe_from() -> None:
    answer = await run("action_subscriptions", user("دیگه پیام نده", "unsubscribe"))
    assert answer.text.startswith("اشتراکی ندارید")
