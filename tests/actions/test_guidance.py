"""Wishes that cannot be fulfilled here yet: said so in one sentence, then what the catalogue knows, then ways on."""

import pytest

from actions.services.catalogue import catalogue
from actions.wishes import TOPICS, action_of
from tests.actions.fakes import Answer, FakeBackend, run, user

INTENTS = [intent for intents in TOPICS.values() for intent in intents]


async def wish(intent: str, text: str = "", entities: dict[str, str] | None = None, **values: object) -> Answer:
    slots = values.pop("slots", {})
    message = user(text or f"/{intent}", intent, entities, **values)
    return await run(action_of(intent), message, slots)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("intent", INTENTS)
async def test_every_wish_is_answered_with_ways_on(store: str, city: FakeBackend, intent: str, language: str) -> None:
    answer = await wish(intent, "یه سؤال داشتم", language=language)
    assert len(answer.messages) == 1
    assert answer.text
    assert answer.payloads


def test_the_records_that_inquiries_lean_on_exist() -> None:
    names = {"bill-payment", "traffic-fines", "renovation-tax", "waste-fee", "vehicle-tax"}
    assert {service.id for service in catalogue().named(sorted(names))} == names


@pytest.mark.parametrize(
    ("intent", "text", "who"),
    [
        ("inquire_bill", "قبض گازم چقدر شده", "شرکت ملی گاز ایران"),
        ("inquire_bill", "قبض برقم چقدر شده", "وزارت نیرو"),
        ("ask_outage", "برق کی میاد", "وزارت نیرو"),
        ("ask_outage", "گاز قطعه تا کی", "شرکت ملی گاز ایران"),
        ("ask_outage", "تلفن خونه قطعه", "https://www.tci.ir/"),
    ],
)
async def test_who_knows_a_bill_or_a_cut_is_named(intent: str, text: str, who: str) -> None:
    answer = await wish(intent, text)
    assert who in answer.text
    assert "وزارت نیرو" not in answer.text or who == "وزارت نیرو"


async def test_the_kind_of_a_bill_is_read_from_its_id() -> None:
    answer = await wish("inquire_bill", "چقدر بدهی دارم", {"bill_id": "7748317800137"})
    assert "شرکت ملی گاز ایران" in answer.text


async def test_a_cut_can_be_reported() -> None:
    answer = await wish("ask_outage", "برق کی میاد")
    assert answer.payloads[0] == '/report_problem{"problem_category": "utility-outage"}'


async def test_fines_are_told_from_their_record() -> None:
    answer = await wish("inquire_fine", "خلافی ماشینم چقدره")
    assert answer.text.startswith("خلافی را هنوز خودم استعلام نمی‌کنم")
    assert "شعبهٔ اجراییات" in answer.text
    assert "https://sakha.epolice.ir/" in answer.text


async def test_paying_a_charge_is_told_from_its_own_record() -> None:
    assert (
        "برای عوارض پسماند از این راه‌ها اقدام کنید:"
        in (await wish("pay_bill", "پرداخت پسماند", {"service": "waste-fee"})).text
    )
    assert "برای پرداخت قبض از این راه‌ها اقدام کنید:" in (await wish("pay_bill", "قبضمو بدم")).text


@pytest.mark.parametrize("intent", ["inquire_document_status", "book_appointment", "change_appointment"])
async def test_the_ways_of_the_named_service_are_shown(intent: str) -> None:
    answer = await wish(intent, "گذرنامه", {"service": "passport"})
    assert "سامانهٔ سخا" in answer.text
    assert '/ask_documents{"service": "passport"}' in answer.payloads
    assert answer.slots["service"] == "passport"


async def test_the_service_in_hand_is_not_asked_for_again() -> None:
    answer = await wish("book_appointment", "نوبت می‌خوام", slots={"service": "passport-renewal"})
    assert "برای تمدید گذرنامه از این راه‌ها" in answer.text


async def test_a_pressed_button_does_not_assume_the_service_in_hand() -> None:
    answer = await wish("book_appointment", slots={"service": "passport-renewal"})
    assert answer.slots["offer"] == "wish:book_appointment"


async def test_the_name_given_afterwards_completes_the_wish() -> None:
    message = user("گواهینامه", "inform", {"service": "driving-licence"})
    answer = await run("action_inform", message, {"offer": "wish:book_appointment"})
    assert answer.text.startswith("گرفتن نوبت هنوز از من برنمی‌آید")
    assert answer.slots["service"] == "driving-licence"


async def test_something_else_afterwards_leaves_the_wish() -> None:
    message = user("چاله", "inform", {"problem_category": "pothole"})
    assert (await run("action_inform", message, {"offer": "wish:book_appointment"})).followup == "report_form"


async def test_yes_to_the_only_reading_takes_it(store: str) -> None:
    ranking = [{"name": "show_my_data", "confidence": 0.5}]
    asked = await run("action_fallback", user("چیا از من داری", "nlu_fallback", ranking=ranking))
    assert asked.titles == ["داده‌های من", "هیچ‌کدام"]
    answer = await run("action_yes_or_no", user("آره", "affirm"), {"offer": asked.slots["offer"]})
    assert answer.text.startswith("از این گفت‌وگو این‌ها را نگه می‌دارم")


@pytest.mark.parametrize(
    ("entities", "said"), [({"bill_id": "7748317800142"}, "شرکت مخابرات ایران"), ({"plate": "12ب345-67"}, "خلافی")]
)
async def test_a_bare_value_is_taken_for_what_it_is_sent_for(entities: dict[str, str], said: str) -> None:
    assert said in (await run("action_inform", user("۷۷۴۸۳۱۷۸۰۰۱۴۲", "inform", entities))).text


async def test_services_of_an_office_are_offered(no_offices: None) -> None:
    answer = await wish("find_office", "نزدیک‌ترین پلیس +۱۰", {"office": "police10"})
    assert "«دفتر پلیس +۱۰»" in answer.text
    assert answer.payloads[0] == '/ask_channel{"service": "driving-licence"}' or "passport" in answer.payloads[0]


async def test_an_office_that_no_record_names_leads_to_the_services() -> None:
    answer = await wish("find_office", "آتش‌نشانی کجاست", {"office": "fire-station"})
    assert answer.slots["offer"] == "facet:ask_channel"


async def test_the_service_beside_an_office_is_taken_where_it_is_sure(no_offices: None) -> None:
    answer = await wish("ask_opening_hours", "ساعت کار دفتر گذرنامه", service_candidates={"passport": 0.9})
    assert answer.text.startswith("ساعت کار دفترهای این کار هنوز پیش من نیست")
    assert "سامانهٔ سخا" in answer.text


async def test_a_complaint_names_who_is_in_charge() -> None:
    answer = await wish("complain_conduct", "بیمه سلامت جواب نمیده", {"service": "health-insurance"})
    assert "سازمان بیمهٔ سلامت ایران" in answer.text
    assert "/report_problem" in answer.payloads


async def test_a_proposal_can_go_as_a_report_with_its_words() -> None:
    said = "پیشنهاد می‌کنم سر کوچهٔ ما یک نیمکت بگذارید"
    answer = await wish("submit_proposal", said)
    assert answer.payloads[0] == '/report_problem{"problem_category": "other-problem"}'
    slots = {name: answer.slots[name] for name in ("offer", "report_description")}
    opened = [{"event": "active_loop", "name": "report_form"}]
    entities = {"problem_category": "other-problem"}
    message = user(answer.payloads[0], "report_problem", entities, kind="button")
    form = await run("validate_report_form", message, slots, form=True, after=opened)
    assert {**slots, **form.slots}["report_description"] == said
    assert form.slots["requested_slot"] == "report_place"


async def test_a_problem_told_beside_the_wish_is_not_lost() -> None:
    answer = await wish("talk_to_human", "وصلم کن به آدم، چراغ کوچه هم سوخته", category_candidates=["street-light"])
    assert answer.payloads[0] == '/report_problem{"problem_category": "street-light"}'
