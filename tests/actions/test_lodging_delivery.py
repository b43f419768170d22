"""A lodging reaches its backend at most once, and its state is read back."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from actions.services import lodging
from actions.services.ports import Request
from shahryar.errors import BackendRejected, BackendUnknown, NotFound
from store.lodgings import Case
from tests.actions.fakes import FakeBackend

NOW = datetime(2026, 11, 22, tzinfo=UTC)
CASE = Case(
    1, "7421-0353", "web:1", "web:1:5", "city", "pothole", {"description": "چاله", "lat": 35.7, "long": 51.4},
    "queued", None, None, 0, None, None, None, NOW, NOW,
)  # fmt: skip


async def test_a_new_case_is_sent_once_with_its_code_as_key(city: FakeBackend) -> None:
    delivery = await lodging.deliver(CASE, "https://city.example/media/x")
    assert delivery.external_id == "SR-1"
    [(sent, key)] = city.lodged
    assert key == "7421-0353"
    assert (sent.lat, sent.media_url, sent.reference) == (35.7, "https://city.example/media/x", "7421-0353")


@pytest.mark.parametrize("state", ["sending", "unknown"])
async def test_a_case_that_may_have_arrived_is_looked_up_first(city: FakeBackend, state: str) -> None:
    city.requests["SR-9"] = Request("SR-9", "open", "pothole", "چاله\nکد پیگیری شهریار: 7421-0353")
    delivery = await lodging.deliver(replace(CASE, state=state), None)
    assert delivery.external_id == "SR-9"
    assert city.lodged == []


async def test_one_that_did_not_arrive_is_sent_again(city: FakeBackend) -> None:
    delivery = await lodging.deliver(replace(CASE, state="unknown"), None)
    assert delivery.external_id == "SR-1"
    assert len(city.lodged) == 1


async def test_where_the_look_up_fails_nothing_is_sent(city: FakeBackend) -> None:
    city.failure = BackendUnknown("cannot be searched")
    with pytest.raises(BackendUnknown):
        await lodging.deliver(replace(CASE, state="unknown"), None)
    assert city.lodged == []


async def test_answers_that_were_not_asked_are_read_from_the_description(city: FakeBackend) -> None:
    city.refuse_without = "UTILITY"
    details = {"description": "برق کوچه سه روز است قطع شده", "address": "خیابان آزادی"}
    delivery = await lodging.deliver(replace(CASE, category="utility-outage", details=details), None)
    assert delivery.external_id == "SR-1"
    assert city.lodged[-1][0].attributes == {"UTILITY": "power"}


async def test_where_the_description_does_not_tell_the_refusal_stands(city: FakeBackend) -> None:
    city.refuse_without = "UTILITY"
    details = {"description": "همه چیز قطع شده", "address": "خیابان آزادی"}
    with pytest.raises(BackendRejected, match="UTILITY is required"):
        await lodging.deliver(replace(CASE, category="utility-outage", details=details), None)


async def test_refresh_reads_the_state(city: FakeBackend) -> None:
    city.requests["SR-1"] = Request("SR-1", "closed", status_notes="پر شد", agency="ناحیهٔ ۳")
    status = await lodging.refresh(replace(CASE, state="lodged", external_id="SR-1"))
    assert (status.status, status.notes, status.agency) == ("closed", "پر شد", "ناحیهٔ ۳")


async def test_refresh_exchanges_a_token(city: FakeBackend) -> None:
    case = replace(CASE, state="lodged", external_token="t1")
    city.tokens["t1"] = None
    assert (await lodging.refresh(case)).external_id is None
    city.tokens["t1"] = "SR-1"
    city.requests["SR-1"] = Request("SR-1", "open")
    assert (await lodging.refresh(case)).external_id == "SR-1"


async def test_refresh_of_an_undelivered_case_finds_nothing(city: FakeBackend) -> None:
    with pytest.raises(NotFound):
        await lodging.refresh(CASE)
