"""Where is my request: by code, without one, another citizen's, with the city up and down."""

from typing import Any

import pytest

from actions.services.ports import Request
from shahryar.codes import format_code
from shahryar.errors import BackendUnavailable
from shahryar.formats import persian_digits
from store import conversations, lodgings, session
from tests.actions.fakes import FakeBackend, run, user

pytestmark = pytest.mark.usefixtures("store")


async def lodged(form: str = "web:1:1", conversation: str = "web:1", category: str = "pothole", **changes: Any) -> str:
    """A lodging in the store; returns its code."""
    async with session.transaction() as connection:
        await conversations.ensure(connection, conversation)
        code = await lodgings.create(
            connection,
            conversation=conversation,
            form_id=form,
            backend="city",
            category=category,
            details={"description": "جلوی خانهٔ ما", "address": "کوچهٔ پنهان"},
        )
        case = await lodgings.by_code(connection, code)
        assert case is not None
        if changes:
            await lodgings.change(connection, case.id, **changes)
    return code


async def track(text: str = "گزارشم چی شد", entities: dict[str, str] | None = None) -> Any:
    return await run("action_track_request", user(text, "track_request", entities))


async def test_the_live_state_is_told_and_remembered(city: FakeBackend) -> None:
    city.requests["SR-1"] = Request("SR-1", "closed", status_notes="با آسفالت گرم پر شد", agency="ناحیهٔ ۳")
    code = await lodged(state="lodged", external_id="SR-1", status="open")
    answer = await track(entities={"tracking_code": code})
    assert "✅ رسیدگی به آن پایان یافته" in answer.text
    assert "با آسفالت گرم پر شد" in answer.text
    assert "ناحیهٔ ۳" in answer.text
    async with session.transaction() as connection:
        case = await lodgings.by_code(connection, code)
    assert case is not None
    assert (case.status, case.status_notes) == ("closed", "با آسفالت گرم پر شد")


async def test_while_the_city_is_silent_the_last_state_is_told_as_such(city: FakeBackend) -> None:
    city.failure = BackendUnavailable("down")
    code = await lodged(state="lodged", external_id="SR-1", status="open")
    answer = await track(entities={"tracking_code": code})
    assert "پرونده‌اش باز است" in answer.text
    assert "سامانهٔ شهر الان جواب نمی‌دهد" in answer.text


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("queued", "در راه سامانهٔ شهر"),
        ("unknown", "در راه سامانهٔ شهر"),
        ("rejected", "نپذیرفت"),
        ("dead", "هنوز نتوانسته‌ایم"),
    ],
)
async def test_states_before_and_without_the_city(city: FakeBackend, state: str, words: str) -> None:
    code = await lodged(state=state)
    assert words in (await track(entities={"tracking_code": code})).text


async def test_a_code_in_persian_digits_within_a_sentence_is_read(city: FakeBackend) -> None:
    code = await lodged()
    answer = await track(f"کد من {persian_digits(code)} است")
    assert persian_digits(code) in answer.text


async def test_a_message_of_a_code_alone_is_tracked(city: FakeBackend) -> None:
    code = await lodged()
    answer = await run("action_inform", user(code.replace("-", ""), "inform"))
    assert persian_digits(code) in answer.text


async def test_another_citizens_case_tells_no_detail(city: FakeBackend) -> None:
    city.requests["SR-1"] = Request("SR-1", "open", status_notes="تماس با خانم احمدی")
    code = await lodged(conversation="web:2", state="lodged", external_id="SR-1")
    answer = await track(entities={"tracking_code": code})
    assert "پرونده‌اش باز است" in answer.text
    for secret in ("چاله", "کوچهٔ پنهان", "احمدی", "جلوی خانهٔ ما"):
        assert secret not in answer.text


async def test_a_wrong_check_digit_is_said_so(city: FakeBackend) -> None:
    answer = await track("۱۲۳۴-۵۶۷۸ چی شد")
    assert "رقم آخر با بقیه نمی‌خواند" in answer.text
    assert answer.payloads


async def test_an_unknown_code_is_said_so(city: FakeBackend) -> None:
    code = format_code(12)
    answer = await track(entities={"tracking_code": code})
    assert "پیدا نکردم" in answer.text
    assert persian_digits(code) in answer.text


async def test_without_a_code_the_only_request_is_told(city: FakeBackend) -> None:
    code = await lodged()
    assert persian_digits(code) in (await track()).text


async def test_without_a_code_one_of_several_is_asked_for(city: FakeBackend) -> None:
    first, second = await lodged("f1"), await lodged("f2", category="noise")
    answer = await track()
    assert answer.payloads == [
        f'/track_request{{"tracking_code": "{second}"}}',
        f'/track_request{{"tracking_code": "{first}"}}',
    ]


async def test_a_named_problem_chooses_among_several(city: FakeBackend) -> None:
    first, _ = await lodged("f1"), await lodged("f2", category="noise")
    answer = await track("چاله چی شد", {"problem_category": "pothole"})
    assert persian_digits(first) in answer.text


async def test_who_has_lodged_nothing_is_led_on(city: FakeBackend) -> None:
    assert "/report_problem" in (await track()).payloads
    assert "/report_problem" in (await run("action_list_my_requests", user("گزارش‌هام", "list_my_requests"))).payloads


async def test_the_list_shows_only_ones_own(city: FakeBackend) -> None:
    mine, _ = await lodged("f1"), await lodged("f2", conversation="web:2")
    answer = await run("action_list_my_requests", user("گزارش‌هام", "list_my_requests"))
    assert answer.payloads == [f'/track_request{{"tracking_code": "{mine}"}}']


FILLED = {
    "form_id": "web:1:1",
    "report_category": "pothole",
    "report_description": "چالهٔ بزرگ",
    "report_attributes": {},
    "report_place": {"lat": 35.7, "long": 51.4},
    "report_photo": "p",
    "report_confirmed": True,
}


async def test_a_confirmed_draft_is_lodged_once(city: FakeBackend) -> None:
    async with session.transaction() as connection:
        await conversations.ensure(connection, "web:1")
    first = await run("action_lodge_report", user("/inform", "inform"), FILLED)
    again = await run("action_lodge_report", user("/inform", "inform"), FILLED)
    assert first.slots["last_code"] == again.slots["last_code"]
    assert first.slots["report_category"] is None
    assert "✅" in first.text
    async with session.transaction() as connection:
        [case] = await lodgings.of_conversation(connection, "web:1")
    assert case.details == {"description": "چالهٔ بزرگ", "lat": 35.7, "long": 51.4, "photo": "p"}
    assert (case.state, case.category, case.backend) == ("queued", "pothole", "city")


async def test_an_unconfirmed_draft_is_not_lodged(city: FakeBackend) -> None:
    answer = await run("action_lodge_report", user("/inform", "inform"), {**FILLED, "report_confirmed": None})
    assert answer.messages == []
    async with session.transaction() as connection:
        assert await lodgings.of_conversation(connection, "web:1") == []
