"""The last steps of a report: photo, summary, changes, and what lodges it or does not."""

import pytest

from actions.report import answers
from actions.report.draft import NO_PHOTO
from tests.actions.drafts import at, turn


@pytest.mark.parametrize(("said", "intent"), [("ندارم", "inform"), ("نه", "deny"), ("بدون عکس", "nlu_fallback")])
def test_no_photo_in_words(said: str, intent: str) -> None:
    draft = at("photo")
    answers.take(draft, turn(said, intent))
    assert draft.photo == NO_PHOTO


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


def test_details_hold_only_what_was_given() -> None:
    draft = at("confirmed", description="چاله", place={"lat": 35.7, "long": 51.4}, photo=NO_PHOTO, attributes={})
    assert draft.details() == {"description": "چاله", "lat": 35.7, "long": 51.4}


@pytest.mark.parametrize("said", ["آره", "👍"])
def test_yes_to_which_one_to_change_lodges_nothing(said: str) -> None:
    menu = ({"event": "bot", "data": {"buttons": [{"payload": '/inform{"report_choice": "change_place"}'}]}},)
    draft = at("confirmed", description="چاله")
    assert answers.take(draft, turn(said, "affirm", last_bot=menu)).change_menu
    assert draft.confirmed is None
    assert not answers.take(draft, turn("هیچی", "nlu_fallback", last_bot=menu)).change_menu


@pytest.mark.parametrize("step", ["photo", "confirmed"])
def test_a_second_address_takes_the_place_of_the_first(step: str) -> None:
    draft = at(step, place={"address": "خیابان آزادی"}, description="چاله")
    assert answers.take(draft, turn("خیابان انقلاب کوچه چهارم پلاک ۶")).notes == ["requests.note_place_changed"]
    assert draft.place == {"address": "خیابان انقلاب کوچه چهارم پلاک ۶"}


def test_a_lone_word_of_lodging_lodges_though_it_resembles_a_question() -> None:
    draft = at("confirmed", description="چاله")
    answers.take(draft, turn("ثبت", "ask_channel", confidence=0.44))
    assert draft.confirmed is True
