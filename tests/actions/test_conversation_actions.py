"""Help, danger, language, yes and no, repetition, and what was not understood."""

import pytest

from actions.emergency import danger_in
from shahryar.texts import say
from store import conversations, session
from tests.actions.fakes import run, user


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("بوی گاز میاد تو خونه", ("194", "125")),
        ("خونه همسایه آتیش گرفته", ("125", "115")),
        ("دزد اومده", ("110",)),
        ("تصادف شده یکی زخمی شده", ("115", "110")),
        ("همسایه بچه‌اش رو کتک میزنه", ("123", "110", "115")),
        ("کمک", ("115", "125", "110")),
    ],
)
def test_words_choose_whom_to_call(text: str, numbers: tuple[str, ...]) -> None:
    assert danger_in(text).numbers == numbers


async def test_an_emergency_breaks_into_the_form_and_leaves_it_open() -> None:
    answer = await run("action_emergency", user("بوی گاز میاد", "emergency"), form=True)
    assert "۱۹۴" in answer.text
    assert answer.payloads == ['/inform{"report_choice": "continue"}', "/cancel"]
    assert answer.slots["offer"] == "emergency:0"  # by which the form knows that its question must wait


async def test_help_offers_ways_on() -> None:
    answer = await run("action_help", user("راهنما", "help"))
    assert {"/ask_service", "/report_problem", "/track_request", "/list_my_requests"} <= set(answer.payloads)


async def test_doubt_is_asked_out_with_buttons() -> None:
    ranking = [{"name": "ask_cost", "confidence": 0.4}, {"name": "track_request", "confidence": 0.3}]
    message = user("گذرنامم چی شد", "nlu_fallback", ranking=ranking, service_candidates=["passport"])
    answer = await run("action_fallback", message)
    assert answer.payloads == ['/ask_cost{"service": "passport"}', "/track_request", "/deny"]
    assert answer.slots["fallbacks"] == 1


async def test_the_third_time_in_a_row_the_menu_is_shown() -> None:
    message = user("بلبل", "nlu_fallback", service_candidates=["passport"])
    answer = await run("action_fallback", message, {"fallbacks": 2})
    assert "/list_my_requests" in answer.payloads
    assert answer.slots["fallbacks"] == 3


async def test_being_understood_ends_the_row() -> None:
    assert (await run("action_help", user("راهنما", "help"), {"fallbacks": 1})).slots["fallbacks"] == 0


async def test_a_doubtful_out_of_scope_with_a_hint_is_asked_out() -> None:
    message = user("میخوام بدونم گذرنامه", "out_of_scope", confidence=0.5, service_candidates=["passport"])
    assert '/ask_service{"service": "passport"}' in (await run("action_out_of_scope", message)).payloads
    certain = await run("action_out_of_scope", user("هوا چطوره", "out_of_scope"))
    assert say("common.out_of_scope") in certain.text and "از چه کسی بپرسم؟" in certain.titles


async def test_a_photo_out_of_the_blue_is_kept_and_asked_about() -> None:
    answer = await run("action_inform", user("/inform", "inform", photo="p", kind="photo"))
    assert answer.slots["report_photo"] == "p"
    assert answer.payloads == ["/report_problem", "/deny"]
    yes = await run("action_yes_or_no", user("بله", "affirm"), {"offer": "report"})
    assert yes.followup == "report_form"
    no = await run("action_yes_or_no", user("نه", "deny"), {"offer": "report", "report_photo": "p"})
    assert no.slots["report_photo"] is None


async def test_a_point_abroad_is_not_kept() -> None:
    answer = await run("action_inform", user("/inform", "inform", location=[0.0, 0.0], kind="location"))
    assert "report_place" not in answer.slots
    assert answer.payloads


async def test_a_bare_problem_opens_the_form() -> None:
    answer = await run("action_inform", user("چاله", "inform", {"problem_category": "pothole"}))
    assert answer.followup == "report_form"


async def test_a_button_of_a_lodged_report_names_its_code() -> None:
    message = user("/inform", "inform", {"report_choice": "submit"}, kind="button")
    assert "۷۴۲۱-۰۳۵۳" in (await run("action_inform", message, {"last_code": "7421-0353"})).text
    assert (await run("action_inform", message)).payloads


@pytest.mark.parametrize(("intent", "said"), [("affirm", "بله"), ("deny", "نه")])
async def test_yes_and_no_to_nothing_lead_on(intent: str, said: str) -> None:
    answer = await run("action_yes_or_no", user(said, intent))
    assert "/report_problem" in answer.payloads


async def test_the_language_slot_follows_the_channel() -> None:
    assert (await run("action_set_language", user("hi", "greet", language="en"))).slots == {"language": "en"}
    assert (await run("action_set_language", user("hi", "greet"), {"language": "fa", "offer": "report"})).slots == {}


async def test_english_is_remembered(store: str) -> None:
    async with session.transaction() as connection:
        await conversations.ensure(connection, "web:1")
    answer = await run("action_change_language", user("English please", "change_language"))
    assert answer.slots["language"] == "en"
    assert answer.text.startswith("We speak English")
    async with session.transaction() as connection:
        assert await conversations.language(connection, "web:1") == "en"


async def test_other_languages_are_honestly_declined() -> None:
    answer = await run("action_change_language", user("ترکی بلدی؟", "change_language"))
    assert answer.text.startswith("فعلاً فقط فارسی و انگلیسی")
    assert len(answer.payloads) == 2


async def test_the_last_reply_is_repeated_with_its_buttons() -> None:
    buttons = [{"title": "بله", "payload": "/affirm"}]
    before = [
        {"event": "user", "text": "سلام"},
        {"event": "bot", "text": "اولی", "data": {}},
        {"event": "user", "text": "بعد"},
        {"event": "bot", "text": "دومی", "data": {"buttons": buttons, "custom": {"request": "location"}}},
    ]
    answer = await run("action_repeat", user("دوباره بگو", "repeat"), before=before)
    assert answer.text == "دومی"
    assert answer.payloads == ["/affirm"]
    assert answer.messages[0]["custom"] == {"request": "location"}


async def test_nothing_to_repeat_shows_help() -> None:
    assert "/list_my_requests" in (await run("action_repeat", user("دوباره بگو", "repeat"))).payloads


async def test_what_is_told_about_the_one_it_is_for_repeats_the_answer() -> None:
    slots = {"service": "passport", "last_facet": "ask_documents"}
    answer = await run("action_fallback", user("برای بچم چی؟", "nlu_fallback"), slots)
    assert "مدارک صدور گذرنامه (فرزند زیر ۱۸ سال):" in answer.text


@pytest.mark.parametrize("action", ["action_fallback", "action_out_of_scope", "action_inform"])
async def test_sure_words_of_danger_warn_whatever_was_understood(action: str) -> None:
    intent = {"action_fallback": "nlu_fallback", "action_out_of_scope": "out_of_scope", "action_inform": "inform"}[
        action
    ]
    assert "۱۲۳" in (await run(action, user("میخوام بمیرم", intent, confidence=0.4))).text


async def test_yes_takes_the_only_suggestion() -> None:
    slots = {"offer": 'suggest:/ask_cost{"service": "passport"}'}
    answer = await run("action_yes_or_no", user("همون", "affirm"), slots)
    assert "هزینهٔ صدور گذرنامه:" in answer.text
    slots = {"offer": 'suggest:/report_problem{"problem_category": "pothole"}'}
    answer = await run("action_yes_or_no", user("آره", "affirm"), slots)
    assert (answer.followup, answer.slots["report_category"]) == ("report_form", "pothole")
