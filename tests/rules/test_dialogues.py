"""Whole dialogues through Rasa: understanding, rules, form, actions, store."""

import re

import pytest

from actions.services.ports import Request
from actions.wishes import TOPICS
from shahryar.codes import format_code
from shahryar.errors import StoreError
from shahryar.formats import persian_digits
from store import lodgings, session
from tests.actions.fakes import FakeBackend
from tests.rules.conftest import Citizen

TEHRAN = [35.7, 51.4]


async def cases(citizen: Citizen) -> list[lodgings.Case]:
    async with session.transaction() as connection:
        return list(await lodgings.of_conversation(connection, citizen._conversation))


async def test_a_service_question_and_its_follow_ups(citizen: Citizen) -> None:
    assert "مدارک صدور گذرنامه (خودم):" in await citizen.say("مدارک گذرنامه واسه خودم چیه؟")
    assert "هزینهٔ صدور گذرنامه:" in await citizen.say("هزینه‌اش چقدر میشه؟")
    assert "صدور گواهینامهٔ رانندگی:" in await citizen.say("نه منظورم گواهینامه بود")
    assert "زمان صدور گواهینامهٔ رانندگی:" in await citizen.press("چقدر طول می‌کشد")


async def test_a_question_without_a_service_asks_which_and_goes_on(citizen: Citizen) -> None:
    await citizen.say("/ask_documents", kind="button")
    assert any(payload.startswith("/ask_documents{") for payload in citizen.payloads)
    assert "صدور گذرنامه: برای خودتان است" in await citizen.say("گذرنامه")
    assert "مدارک صدور گذرنامه (خودم):" in await citizen.press("خودم")


async def test_a_report_from_its_first_word_to_its_code(citizen: Citizen) -> None:
    assert "جایش را بفرستید" in await citizen.say("سر کوچه‌مون یه چاله بزرگ هست لاستیکم ترکید")
    assert "عکسی دارید؟" in await citizen.say(location=TEHRAN, kind="location")
    summary = await citizen.say(photo="p1", kind="photo")
    assert "سر کوچه‌مون یه چاله بزرگ هست لاستیکم ترکید" in summary
    receipt = await citizen.press("ثبت کن")
    [case] = await cases(citizen)
    assert case.category == "pothole"
    assert case.details["photo"] == "p1"
    assert (case.details["lat"], case.details["long"]) == (35.7, 51.4)
    assert re.search(r"[۰-۹]{4}-[۰-۹]{4}", receipt)
    assert "در راه سامانهٔ شهر" in await citizen.press("پیگیری این گزارش")


async def test_pressing_the_same_button_twice_lodges_once(citizen: Citizen) -> None:
    await citizen.say("چراغ کوچه‌مان سوخته")
    await citizen.say("خیابان آزادی، کوچهٔ سوم، جلوی نانوایی")
    await citizen.press("بدون عکس")
    submit = citizen.payloads[citizen.titles.index("ثبت کن")]
    await citizen.say(submit, kind="button")
    assert "دوباره ثبتش نمی‌کنم" in await citizen.say(submit, kind="button")
    assert len(await cases(citizen)) == 1


async def test_two_reports_in_one_conversation_are_two(citizen: Citizen) -> None:
    for problem in ("چراغ کوچه‌مان سوخته", "سر کوچه یک چالهٔ بزرگ هست"):
        await citizen.say(problem)
        await citizen.say(location=TEHRAN, kind="location")
        await citizen.press("بدون عکس")
        await citizen.press("ثبت کن")
    assert [case.category for case in await cases(citizen)] == ["pothole", "street-light"]
    await citizen.say("/list_my_requests", kind="button")
    assert len(citizen.payloads) == 2


async def test_answers_can_be_changed_before_lodging(citizen: Citizen) -> None:
    await citizen.say("چراغ کوچه‌مان سوخته")
    await citizen.say("خیابان آزادی، کوچهٔ سوم")
    await citizen.press("بدون عکس")
    await citizen.press("تغییر")
    await citizen.press("جا")
    assert "خیابان ولیعصر" in await citizen.say("خیابان ولیعصر، نبش کوچهٔ لاله")
    await citizen.say("شرح را عوض کن")
    assert "دو چراغ" in await citizen.say("دو چراغ کوچه از دیشب خاموش است")
    await citizen.press("تغییر")
    await citizen.press("موضوع")
    await citizen.say("/inform" + '{"problem_category": "power-cable"}', kind="button")
    await citizen.press("ثبت کن")
    [case] = await cases(citizen)
    assert case.category == "power-cable"
    assert case.details == {
        "description": "دو چراغ کوچه از دیشب خاموش است",
        "address": "خیابان ولیعصر، نبش کوچهٔ لاله",
    }


async def test_a_side_question_is_answered_and_the_form_goes_on(citizen: Citizen) -> None:
    await citizen.say("چراغ کوچه‌مان سوخته")
    answer = await citizen.say("راستی هزینه گذرنامه چقدره؟")
    assert answer.index("هزینهٔ صدور گذرنامه:") < answer.index("برگردیم به گزارش")
    assert answer.endswith("نشانی را بنویسید.")
    assert "عکسی دارید؟" in await citizen.say("خیابان آزادی، کوچهٔ سوم")


async def test_help_within_the_form_and_back(citizen: Citizen) -> None:
    await citizen.say("چراغ کوچه‌مان سوخته")
    answer = await citizen.say("/help", kind="command")
    assert "وسط گزارش" in answer
    assert "برگردیم به گزارش" in answer


async def test_cancel_leaves_the_form(citizen: Citizen) -> None:
    await citizen.say("چراغ کوچه‌مان سوخته")
    assert "چیزی فرستاده نشد" in await citizen.press("انصراف")
    assert "صدور گذرنامه: برای خودتان است" in await citizen.say("مدارک گذرنامه")
    assert await cases(citizen) == []
    assert "نیمه‌تمامی نداریم" in await citizen.say("/cancel", kind="command")


async def test_restart_begins_anew(citizen: Citizen) -> None:
    await citizen.say("چراغ کوچه‌مان سوخته")
    assert "از اول شروع کردیم" in await citizen.say("/restart", kind="button")
    assert "موضوع گزارش چیست؟" in await citizen.say("/report_problem", kind="button")


async def test_an_emergency_breaks_in_and_the_report_waits(citizen: Citizen) -> None:
    await citizen.say("چراغ کوچه‌مان سوخته")
    answer = await citizen.say("بوی گاز میاد تو خونه کمک کنید")
    assert "۱۹۴" in answer
    assert "برگردیم" not in answer
    assert "نشانی را بنویسید" in await citizen.press("ادامهٔ گزارش")


async def test_an_edited_message_corrects_the_open_report(citizen: Citizen) -> None:
    await citizen.say("سر کوچه یک چالهٔ بزرگ هست")
    assert "ویرایش‌شده" in await citizen.say("سر کوچهٔ لاله یک چالهٔ بزرگ هست", edited=True)
    await citizen.say(location=TEHRAN, kind="location")
    assert "سر کوچهٔ لاله یک چالهٔ بزرگ هست" in await citizen.press("بدون عکس")


async def test_a_photo_and_a_place_before_the_report_are_not_lost(citizen: Citizen) -> None:
    await citizen.say(photo="p9", kind="photo")
    await citizen.say(location=TEHRAN, kind="location")
    await citizen.press("بله، گزارش می‌کنم")
    summary = await citizen.say("وسط خیابان یک چالهٔ بزرگ هست")
    assert "عکس: دارد" in summary
    await citizen.press("ثبت کن")
    [case] = await cases(citizen)
    assert (case.details["photo"], case.details["lat"]) == ("p9", 35.7)


async def test_a_place_abroad_is_refused_politely(citizen: Citizen) -> None:
    await citizen.say("چراغ کوچه‌مان سوخته")
    answer = await citizen.say(location=[0.0, 0.0], kind="location")
    assert "در ایران نیست" in answer
    assert answer.endswith("نشانی را بنویسید.")


async def test_the_backends_question_comes_with_buttons(citizen: Citizen, city: FakeBackend) -> None:
    await citizen.say('/report_problem{"problem_category": "utility-outage"}', kind="button")
    await citizen.say("از صبح همه‌چیز در محله قطع شده است")
    assert "برق" in citizen.titles
    await citizen.press("برق")
    await citizen.say(location=TEHRAN, kind="location")
    await citizen.press("بدون عکس")
    await citizen.press("ثبت کن")
    [case] = await cases(citizen)
    assert case.details["attributes"] == {"UTILITY": "power"}


async def test_wrong_and_unknown_codes(citizen: Citizen) -> None:
    assert "رقم آخر با بقیه نمی‌خواند" in await citizen.say("۱۲۳۴-۵۶۷۸")
    assert "پیدا نکردم" in await citizen.say(format_code(12))


async def test_twice_not_understood_ends_in_the_menu(citizen: Citizen) -> None:
    await citizen.say("/nlu_fallback", kind="button")
    assert citizen.payloads
    assert "باز هم درست نفهمیدم" in await citizen.say("/nlu_fallback", kind="button")
    assert "/report_problem" in citizen.payloads


async def test_english_is_spoken_where_it_is_wanted(citizen: Citizen) -> None:
    assert (await citizen.say("/greet", kind="command", language="en")).startswith("Hello!")
    assert (await citizen.say("/greet", kind="command")).startswith("سلام!")


async def test_no_answer_is_a_dead_end(citizen: Citizen) -> None:
    intents = [
        "greet",
        "thank",
        "smalltalk",
        "out_of_scope",
        "bot_identity",
        "help",
        "affirm",
        "deny",
        "cancel",
        "repeat",
    ]
    intents += ["inform", "correct", "emergency", "ask_service", "track_request", "list_my_requests", "change_language"]
    intents += [intent for wishes in TOPICS.values() for intent in wishes]
    for intent in intents:
        await citizen.say(f"/{intent}", kind="button")
        assert citizen.text, intent
        assert citizen.payloads, intent


async def test_a_failing_store_fails_the_turn(citizen: Citizen) -> None:
    await session.close()
    with pytest.raises(StoreError):
        await citizen.say("/list_my_requests", kind="button")


async def test_a_wish_waits_for_the_name_that_it_lacks(citizen: Citizen) -> None:
    await citizen.say("/book_appointment", kind="button")
    assert "صدور گذرنامه" in citizen.titles
    answer = await citizen.say('/inform{"service": "passport-renewal"}', kind="button")
    assert answer.startswith("گرفتن نوبت هنوز از من برنمی‌آید")
    assert "تمدید گذرنامه" in answer


async def test_a_report_is_taken_back_before_it_leaves(citizen: Citizen) -> None:
    await lodge(citizen)
    await citizen.say("/withdraw_request", kind="button")
    assert "✅" in await citizen.press("بله، پسش بگیر")
    [case] = await cases(citizen)
    assert case.state == "withdrawn"


async def test_a_report_that_left_is_followed_by_one_that_names_it(citizen: Citizen, city: FakeBackend) -> None:
    await lodge(citizen)
    [case] = await cases(citizen)
    city.requests["SR-1"] = Request("SR-1", "closed")
    async with session.transaction() as connection:
        await lodgings.change(connection, case.id, state="lodged", external_id="SR-1", status="closed")
    await citizen.say("/dispute_closure", kind="button")
    await citizen.press("گزارش دوباره با همین کد")
    await citizen.press("بدون عکس")
    await citizen.press("ثبت کن")
    newest, _ = await cases(citizen)
    assert persian_digits(case.code) in newest.details["description"]
    assert (newest.category, newest.details["lat"]) == (case.category, case.details["lat"])


async def test_a_wish_within_the_form_is_answered_and_the_form_goes_on(citizen: Citizen) -> None:
    await citizen.say('/report_problem{"problem_category": "pothole"}', kind="button")
    answer = await citizen.say("/talk_to_human", kind="button")
    assert answer.index("وصل کنم") < answer.index("برگردیم به گزارش")


async def lodge(citizen: Citizen) -> None:
    """Lodge a report with buttons alone."""
    await citizen.say('/report_problem{"problem_category": "pothole"}', kind="button")
    await citizen.press("شرحی ندارم")
    await citizen.say(location=TEHRAN, kind="location")
    await citizen.press("بدون عکس")
    await citizen.press("ثبت کن")
