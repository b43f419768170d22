"""How messages fill the draft of a report."""

import time

import pytest

from actions.report import answers, checks, places
from actions.report.draft import NO_PHOTO, Draft
from tests.actions.drafts import TEHRAN, at, turn


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


def test_a_question_is_no_address() -> None:
    draft = at("place")
    said = turn("راستی شمارهٔ ۱۳۷ همان شهرداری است؟", "nlu_fallback")
    assert answers.take(draft, said).notes == ["requests.note_not_known"]
    assert draft.place is None


def test_a_description_is_cut_at_the_limit() -> None:
    draft = at("description")
    outcome = answers.take(draft, turn("چاله بزرگ " * 600))
    assert outcome.notes == ["requests.note_description_cut"]
    assert len(draft.description or "") == checks.MAX_DESCRIPTION


def test_markup_and_control_characters_are_taken_out() -> None:
    assert checks.clean("<b onclick='x'>چاله</b>\x00 &lt;i&gt;بزرگ") == "چاله بزرگ"


def test_half_spaces_survive_cleaning() -> None:
    assert checks.clean("کوچه‌مان") == "کوچه‌مان"


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


def test_going_on_in_words_never_leaves_the_form() -> None:
    outcome = answers.take(at("place"), turn("ادامه گزارش", "cancel", confidence=0.98))
    assert (outcome.aside, outcome.notes) == (False, [])
