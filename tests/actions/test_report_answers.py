"""How messages fill the draft of a report."""

import time
from typing import Any

import pytest

from actions.report import answers, checks, places
from actions.report.draft import NO_PHOTO, Draft
from actions.turn import Turn

TEHRAN = (35.7, 51.4)


def turn(said: str = "", intent: str = "inform", **values: Any) -> Turn:
    plain: dict[str, Any] = {
        "conversation": "web:1", "update": "7", "kind": "text", "said": said, "intent": intent, "confidence": 1.0,
        "entities": {}, "services": (), "categories": (), "ranking": (), "language": "fa", "location": None,
        "photo": None, "edited": False, "slots": {}, "form_open": True, "form_opened": False, "answered_by": None,
        "last_bot": (),
    }  # fmt: skip
    return Turn(**{**plain, **values})


def at(step: str, **values: Any) -> Draft:
    return Draft(**{"form_id": "web:1:1", "category": "pothole", "step": step, **values})


def test_the_first_message_tells_category_and_description() -> None:
    entities = {"problem_category": "street-light"}
    draft = answers.opening(Draft(), turn("چراغ کوچه‌مان سوخته", "report_problem", entities=entities))
    assert (draft.form_id, draft.category, draft.description) == ("web:1:7", "street-light", "چراغ کوچه‌مان سوخته")


def test_an_announcement_is_no_description() -> None:
    entities = {"problem_category": "pothole"}
    draft = answers.opening(Draft(), turn("می‌خواهم یک چاله گزارش کنم", "report_problem", entities=entities))
    assert (draft.category, draft.description) == ("pothole", None)


def test_a_place_and_photo_sent_just_before_stay() -> None:
    before = Draft(place={"lat": 35.7, "long": 51.4}, photo="p", kept=time.time() - 60)
    draft = answers.opening(before, turn(intent="report_problem"))
    assert (draft.place, draft.photo) == ({"lat": 35.7, "long": 51.4}, "p")


def test_a_place_from_yesterday_and_an_older_draft_do_not() -> None:
    old = Draft(place={"lat": 35.7, "long": 51.4}, kept=time.time() - 86_400)
    assert answers.opening(old, turn(intent="report_problem")).place is None
    left = Draft(form_id="web:1:1", category="noise", description="سروصدا", place={"address": "خیابان آزادی"})
    assert answers.opening(left, turn(intent="report_problem")).category is None


def test_an_address_fills_the_place_and_a_short_one_does_not() -> None:
    draft = at("place")
    assert answers.take(draft, turn("کوچه")).notes == ["requests.note_address_short"]
    assert draft.place is None
    answers.take(draft, turn("خیابان ولیعصر، کوچهٔ لاله، پلاک ۵"))
    assert draft.place == {"address": "خیابان ولیعصر، کوچهٔ لاله، پلاک ۵"}


@pytest.mark.parametrize("step", ["category", "description", "photo", "confirmed"])
def test_a_location_counts_at_any_step(step: str) -> None:
    draft = at(step)
    answers.take(draft, turn(location=TEHRAN))
    assert draft.place == {"lat": 35.7, "long": 51.4}


@pytest.mark.parametrize("point", [(0.0, 0.0), (52.5, 13.4), (-90.0, 51.0)])
def test_points_outside_iran_are_refused(point: tuple[float, float]) -> None:
    draft = at("place")
    assert answers.take(draft, turn(location=point)).notes == ["requests.note_outside"]
    assert draft.place is None


def test_a_photo_before_its_question_is_kept() -> None:
    draft = at("place")
    assert answers.take(draft, turn(photo="p")).notes == ["requests.note_photo_kept"]
    assert draft.photo == "p"


@pytest.mark.parametrize(("said", "intent"), [("ندارم", "inform"), ("نه", "deny"), ("بدون عکس", "nlu_fallback")])
def test_no_photo_in_words(said: str, intent: str) -> None:
    draft = at("photo")
    answers.take(draft, turn(said, intent))
    assert draft.photo == NO_PHOTO


@pytest.mark.parametrize(
    ("step", "intent", "confidence", "aside"),
    [
        ("photo", "ask_cost", 0.5, True),
        ("place", "ask_cost", 0.5, False),
        ("place", "ask_cost", 0.9, True),
        ("description", "emergency", 0.7, True),
        ("description", "out_of_scope", 0.6, False),
        ("confirmed", "cancel", 0.4, True),
        ("description", "cancel", 0.9, True),
    ],
)
def test_what_interrupts_depends_on_the_step(step: str, intent: str, confidence: float, aside: bool) -> None:
    named = {"service": "passport"} if intent == "ask_cost" else {}
    said = turn("این یک جملهٔ بلند برای آزمون است", intent, confidence=confidence, entities=named)
    assert answers.take(at(step), said).aside is aside


def test_yes_confirms_and_no_asks_what_to_change() -> None:
    draft = at("confirmed")
    assert answers.take(draft, turn("نه", "deny")).change_menu
    assert draft.confirmed is None
    answers.take(draft, turn("بله", "affirm"))
    assert draft.confirmed is True


@pytest.mark.parametrize("intent", ["inform", "repeat", "nlu_fallback"])
def test_words_lodge_whatever_the_classifier_makes_of_them(intent: str) -> None:
    draft = at("confirmed")
    assert answers.take(draft, turn("بفرستش", intent)).aside is False
    assert draft.confirmed is True


@pytest.mark.parametrize("said", ["ثبتش نکن", "نه نفرست ثبت", "ثبت نکنید"])
def test_a_refusal_never_lodges(said: str) -> None:
    draft = at("confirmed")
    assert answers.take(draft, turn(said, "inform")).change_menu
    assert draft.confirmed is None


def test_a_doubtful_yes_does_not_lodge() -> None:
    draft = at("confirmed")
    assert answers.take(draft, turn("ۀۀۀ", "affirm", confidence=0.57)).notes == ["requests.hint_confirmed"]
    assert draft.confirmed is None


def test_a_question_with_a_word_of_lodging_does_not_lodge() -> None:
    draft = at("confirmed")
    assert answers.take(draft, turn("ثبت‌نام مدرسه", "ask_service", entities={"service": "school-enrolment"})).aside
    assert draft.confirmed is None


def test_a_question_is_no_address() -> None:
    draft = at("place")
    said = turn("راستی شمارهٔ ۱۳۷ همان شهرداری است؟", "nlu_fallback")
    assert answers.take(draft, said).notes == ["requests.note_not_known"]
    assert draft.place is None


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ("آدرس غلطه", "place"),
        ("نه توضیحاتش رو عوض کن", "description"),
        ("نشانی را عوض کن", "place"),
        ("عکسش اشتباهه", "photo"),
        ("توضیح رو تغییر بده", "description"),
    ],
)
def test_a_change_in_words_opens_that_answer(said: str, step: str) -> None:
    draft = at("confirmed", description="چاله", place={"address": "خیابان آزادی"}, photo="p")
    answers.take(draft, turn(said, "correct"))
    assert getattr(draft, step) is None
    assert draft.category == "pothole"


def test_changing_the_category_drops_its_attributes() -> None:
    draft = at("confirmed", category="utility-outage", attributes={"UTILITY": "power"})
    answers.take(draft, turn(entities={"report_choice": "change_category"}))
    assert (draft.category, draft.attributes) == (None, None)


def test_a_correction_names_the_new_category() -> None:
    draft = at("photo", attributes={})
    outcome = answers.take(draft, turn("نه منظورم فاضلاب بود", "correct", entities={"problem_category": "sewage"}))
    assert (draft.category, outcome.notes) == ("sewage", ["requests.note_category_changed"])


def test_an_edited_message_corrects_what_was_typed_last() -> None:
    draft = at("photo", description="چاله", typed="place", place={"address": "خیابان آزادی"})
    answers.take(draft, turn("خیابان آزادی، کوچهٔ سوم", edited=True))
    assert draft.place == {"address": "خیابان آزادی، کوچهٔ سوم"}
    draft = at("place", description="چاله", typed="description")
    answers.take(draft, turn("چالهٔ بزرگ و خطرناک", edited=True))
    assert draft.description == "چالهٔ بزرگ و خطرناک"


def test_a_bare_category_name_at_the_summary_changes_it() -> None:
    draft = at("confirmed", attributes={})
    said = turn("پارک و فضای سبز", "report_problem", entities={"problem_category": "green-space"})
    assert answers.take(draft, said).notes == ["requests.note_category_changed"]
    assert (draft.category, draft.attributes) == ("green-space", None)


def test_a_second_problem_waits_for_the_first() -> None:
    said = turn("یه درخت هم شکسته", "report_problem", entities={"problem_category": "tree-hazard"})
    draft = at("photo")
    assert answers.take(draft, said).notes == ["requests.note_finish_first"]
    assert draft.category == "pothole"


def test_a_description_is_cut_at_the_limit() -> None:
    draft = at("description")
    outcome = answers.take(draft, turn("چاله بزرگ " * 600))
    assert outcome.notes == ["requests.note_description_cut"]
    assert len(draft.description or "") == checks.MAX_DESCRIPTION


def test_markup_and_control_characters_are_taken_out() -> None:
    assert checks.clean("<b onclick='x'>چاله</b>\x00 &lt;i&gt;بزرگ") == "چاله بزرگ"


def test_half_spaces_survive_cleaning() -> None:
    assert checks.clean("کوچه‌مان") == "کوچه‌مان"


def test_details_hold_only_what_was_given() -> None:
    draft = at("confirmed", description="چاله", place={"lat": 35.7, "long": 51.4}, photo=NO_PHOTO, attributes={})
    assert draft.details() == {"description": "چاله", "lat": 35.7, "long": 51.4}


def test_one_message_may_tell_all() -> None:
    said = "چاله سر خیابون ولیعصر نبش کوچه بهار، عکس ندارم"
    draft = answers.opening(Draft(), turn(said, "report_problem", entities={"problem_category": "pothole"}))
    assert draft.place == {"address": "سر خیابون ولیعصر نبش کوچه بهار"}
    assert (draft.category, draft.description, draft.photo) == ("pothole", said, NO_PHOTO)


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("سر کوچه‌مون یه چاله بزرگ هست", None),
        ("تو خیابان ولیعصر یک چاله هست", None),
        ("چراغ کوچه تاریکه جلوی خونمون", None),
        ("اتوبان همت غرب نرسیده به خروجی چمران یه چاله هست", "اتوبان همت غرب نرسیده به خروجی چمران"),
        ("یه چراغ سوخته، خیابان آزادی، کوچه سوم، پلاک ۱۲ هست", "خیابان آزادی، کوچه سوم، پلاک ۱۲"),
        ("khiaboon azadi koocheye laleh", "khiaboon azadi koocheye laleh"),
        ("زباله‌ها مانده. میدان انقلاب، خیابان کارگر", "میدان انقلاب، خیابان کارگر"),
    ],
)
def test_an_address_is_found_only_where_there_is_one(said: str, address: str | None) -> None:
    assert places.address_in(said) == address


def test_what_was_told_before_the_report_was_clear_is_kept() -> None:
    before = Draft(description="لاستیک ماشینم ترکید تو چاله")
    pressed = turn(intent="report_problem", entities={"problem_category": "pothole"}, slots={"offer": "suggest:/x"})
    assert answers.opening(before, pressed).description == "لاستیک ماشینم ترکید تو چاله"
    assert answers.opening(before, turn(intent="report_problem")).description is None


def test_another_problem_instead_of_the_one_in_hand() -> None:
    draft = at("place", category="street-light", description="چراغ سوخته", attributes={})
    said = turn("نه اصلا میخوام چاله گزارش کنم", "track_request", entities={"problem_category": "pothole"})
    assert answers.take(draft, said).notes == ["requests.note_category_changed"]
    assert (draft.category, draft.description, draft.place) == ("pothole", None, None)


@pytest.mark.parametrize(
    ("said", "intent", "hint"),
    [
        ("کجا رو بگم؟", "ask_channel", "requests.hint_place"),
        ("چقدر طول میکشه درستش کنن؟", "ask_duration", "requests.note_duration"),
        ("هزینه داره؟", "ask_cost", "requests.note_cost"),
    ],
)
def test_questions_about_the_report_are_answered_in_it(said: str, intent: str, hint: str) -> None:
    assert answers.take(at("place"), turn(said, intent)).notes == [hint]


@pytest.mark.parametrize("said", ["آره", "👍"])
def test_yes_to_which_one_to_change_lodges_nothing(said: str) -> None:
    menu = ({"event": "bot", "data": {"buttons": [{"payload": '/inform{"report_choice": "change_place"}'}]}},)
    draft = at("confirmed", description="چاله")
    assert answers.take(draft, turn(said, "affirm", last_bot=menu)).change_menu
    assert draft.confirmed is None
    assert not answers.take(draft, turn("هیچی", "nlu_fallback", last_bot=menu)).change_menu


@pytest.mark.parametrize(("said", "intent"), [("نه", "deny"), ("همون", "affirm")])
def test_a_subject_may_do_without_a_description(said: str, intent: str) -> None:
    draft = at("description")
    answers.take(draft, turn(said, intent))
    assert draft.description == "چاله و خرابی آسفالت"
    draft = at("description", category="other-problem")
    assert answers.take(draft, turn(said, intent)).notes == ["requests.hint_description"]


def test_an_address_in_place_of_the_description_is_the_place() -> None:
    draft = at("description")
    assert answers.take(draft, turn("خیابان آزادی کوچه سوم پلاک ۵")).notes == ["requests.note_place_kept"]
    assert (draft.description, draft.place) == (None, {"address": "خیابان آزادی کوچه سوم پلاک ۵"})


@pytest.mark.parametrize("step", ["photo", "confirmed"])
def test_a_second_address_takes_the_place_of_the_first(step: str) -> None:
    draft = at(step, place={"address": "خیابان آزادی"}, description="چاله")
    assert answers.take(draft, turn("خیابان انقلاب کوچه چهارم پلاک ۶")).notes == ["requests.note_place_changed"]
    assert draft.place == {"address": "خیابان انقلاب کوچه چهارم پلاک ۶"}


def test_a_lone_word_of_lodging_lodges_though_it_resembles_a_question() -> None:
    draft = at("confirmed", description="چاله")
    answers.take(draft, turn("ثبت", "ask_channel", confidence=0.44))
    assert draft.confirmed is True


def test_going_on_in_words_never_leaves_the_form() -> None:
    outcome = answers.take(at("place"), turn("ادامه گزارش", "cancel", confidence=0.98))
    assert (outcome.aside, outcome.notes) == (False, [])
