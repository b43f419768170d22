"""Corrections in the form: which part takes which value, and what is never lodged."""

import pytest

from actions.report import answers
from actions.report.draft import NO_PHOTO
from tests.actions.drafts import at, turn

PLACE = {"address": "خیابان آزادی کوچه سوم"}
MENU = ({"event": "bot", "data": {"buttons": [{"payload": '/inform{"report_choice": "change_place"}'}]}},)


@pytest.mark.parametrize("step", ["photo", "confirmed", "attributes"])
def test_a_correction_takes_the_new_address_at_any_step(step: str) -> None:
    draft = at(step, description="چاله", place=PLACE)
    said = turn("اشتباه شد، خیابان انقلاب پلاک ۷", "correct", addresses=("خیابان انقلاب پلاک ۷",))
    outcome = answers.take(draft, said)
    assert draft.place == {"address": "خیابان انقلاب پلاک ۷"}
    assert (outcome.notes, outcome.correction) == (["requests.note_place_changed"], True)


def test_the_former_address_goes_from_the_description_too() -> None:
    draft = at("confirmed", description="چاله در خیابان آزادی کوچه سوم است", place=PLACE)
    answers.take(draft, turn("آدرس غلطه، خیابان سعدی پلاک ۲", "deny"))
    assert draft.description == "چاله در خیابان سعدی پلاک ۲ است"


@pytest.mark.parametrize("intent", ["affirm", "inform"])
def test_lodging_right_after_which_one_shows_the_summary_again(intent: str) -> None:
    draft = at("confirmed", description="چاله", place=PLACE)
    outcome = answers.take(draft, turn("ثبت کن", intent, last_bot=MENU))
    assert (draft.confirmed, outcome.notes) == (None, ["requests.note_nothing_changed"])
    pressed = turn(entities={"report_choice": "submit"}, last_bot=MENU)
    assert answers.take(draft, pressed).notes == ["requests.note_nothing_changed"]
    assert draft.confirmed is None


def test_a_yes_with_a_number_in_it_is_no_yes() -> None:
    draft = at("confirmed", description="چاله", place=PLACE)
    answers.take(draft, turn("آره ولی پلاکش ۷ه", "affirm"))
    assert (draft.confirmed, draft.place) == (None, {"address": "خیابان آزادی کوچه سوم، پلاک ۷"})


@pytest.mark.parametrize("said", ["همه‌ش درسته جز آدرس", "آره فقط آدرسش فرق داره"])
def test_a_yes_with_a_reserve_asks_for_that_part(said: str) -> None:
    draft = at("confirmed", description="چاله", place=PLACE)
    answers.take(draft, turn(said, "affirm"))
    assert (draft.confirmed, draft.place) == (None, None)


def test_a_yes_with_a_reserve_about_nothing_known_does_not_lodge() -> None:
    draft = at("confirmed", description="چاله", place=PLACE)
    assert answers.take(draft, turn("آره ولی یه چیزیش کمه", "affirm")).notes == ["requests.hint_confirmed"]
    assert draft.confirmed is None


def test_what_was_told_already_is_not_told_twice() -> None:
    draft = at("place", description="لوله آب ترکیده")
    answers.take(draft, turn("لوله آب ترکیده کوچه رو آب برداشته", "report_problem"))
    assert draft.description == "لوله آب ترکیده کوچه رو آب برداشته"


def test_the_subject_that_is_denied_gives_way_to_the_one_told_beside_it() -> None:
    draft = at("confirmed", description="چاله و خرابی آسفالت", place=PLACE)
    said = turn("چاله نیست که، پیاده‌رو خرابه", "report_problem", problems=(("pothole", 0, 4), ("sidewalk", 14, 27)))
    assert answers.take(draft, said).notes == ["requests.note_category_changed"]
    assert (draft.category, draft.description) == ("sidewalk", "خرابی پیاده‌رو")


def test_a_guess_of_the_model_is_no_other_problem() -> None:
    text = "سه روزه همین‌جوری مونده کسی هم نمیاد"
    draft = at("place", description="چاله")
    answers.take(draft, turn(text, "report_problem", problems=(("bus", 0, len(text)),)))
    assert (draft.place, draft.description) == (None, f"چاله؛ {text}")


def test_the_photo_is_dropped_or_asked_for_again() -> None:
    draft = at("confirmed", description="چاله", place=PLACE, photo="p")
    assert answers.take(draft, turn("عکسو بردار", "delete_my_data")).notes == ["requests.note_photo_dropped"]
    assert draft.photo == NO_PHOTO
    answers.take(draft, turn("نه یه عکس دیگه دارم", "deny"))
    assert draft.photo is None
    draft = at("confirmed", description="چاله", place=PLACE, photo="p")
    answers.take(draft, turn("عکسش اشتباه بود", "deny"))
    assert draft.photo is None


def test_more_is_added_and_a_new_text_replaces() -> None:
    draft = at("photo", description="چاله", place=PLACE)
    answers.take(draft, turn("اینم بگو که دو هفته‌س اینجوریه", "out_of_scope"))
    assert draft.description == "چاله؛ دو هفته‌س اینجوریه"
    answers.take(draft, turn("شرح رو بنویس آسفالت نشست کرده", "report_problem"))
    assert draft.description == "آسفالت نشست کرده"


def test_going_back_keeps_the_answer_until_another_one_comes() -> None:
    draft = at("photo", description="چاله", place=PLACE)
    assert answers.take(draft, turn("سوال قبلی", "repeat")).ask == "place"
    assert draft.place == PLACE
    draft.step = "place"
    answers.take(draft, turn("خیابان سعدی کوچه دوم"))
    assert draft.place == {"address": "خیابان سعدی کوچه دوم"}
    assert answers.take(at("category", category=None), turn("برگرد")).notes == ["requests.note_first_step"]


def test_what_only_says_wrong_is_no_place() -> None:
    draft = at("place", description="چاله")
    assert answers.take(draft, turn("اشتباه گفتم کلا", "correct")).change_menu
    assert answers.take(draft, turn("نه اون که گفتم نبود", "correct")).change_menu
    assert draft.place is None


def test_the_same_address_again_is_no_change() -> None:
    draft = at("photo", description="چاله", place=PLACE)
    assert answers.take(draft, turn(PLACE["address"])).notes == ["requests.hint_photo"]


@pytest.mark.parametrize("said", ["آدرس کجا رو بزنم؟", "درستش کنید دیگه", "شهرداری بیاد خیابونو درست کنه"])
def test_what_corrects_nothing_changes_nothing(said: str) -> None:
    draft = at("photo", description="چاله", place=PLACE)
    outcome = answers.take(draft, turn(said, "nlu_fallback"))
    assert not outcome.change_menu
    assert (draft.place, draft.description) == (PLACE, "چاله")
