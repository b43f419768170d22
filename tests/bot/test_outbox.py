"""Replies go out in order and at least once; a lodging goes through its states truthfully."""

from typing import Any

import pytest
from sqlalchemy import select

from actions.services import lodging as backend
from actions.services.lodging import Delivery
from bot.messages import Outgoing
from bot.outbox import Outbox
from bot.turns import send
from shahryar.errors import BackendRejected, BackendUnavailable, BackendUnknown, ChannelError, ShahryarError
from store import conversations, lodgings, session
from store.models import OutgoingMessage
from tests.bot.fakes import KeepingSender

CHAT = "telegram:7"


async def queue(*texts: str) -> None:
    async with session.transaction() as connection:
        await conversations.ensure(connection, CHAT)
        await send(connection, CHAT, [Outgoing(text=text) for text in texts])


async def states() -> list[str]:
    async with session.transaction() as connection:
        return list((await connection.execute(select(OutgoingMessage.state).order_by(OutgoingMessage.id))).scalars())


async def test_replies_go_out_in_order_and_once(store: str) -> None:
    sender = KeepingSender()
    await queue("یک", "دو")
    await queue("سه")
    outbox = Outbox({"telegram": sender}, "")
    await outbox.deliver(CHAT)
    await outbox.deliver(CHAT)
    assert [queued.message.text for queued in sender.sent] == ["یک", "دو", "سه"]
    assert await states() == ["sent"] * 3


async def test_a_passing_failure_keeps_the_reply_and_the_order(store: str) -> None:
    sender = KeepingSender(ChannelError("try later"))
    await queue("یک", "دو")
    outbox = Outbox({"telegram": sender}, "")
    with pytest.raises(ChannelError):
        await outbox.deliver(CHAT)
    assert await states() == ["queued", "queued"]
    await outbox.deliver(CHAT)
    assert [queued.message.text for queued in sender.sent] == ["یک", "دو"]


async def test_a_blocked_chat_does_not_hold_up_what_follows(store: str) -> None:
    sender = KeepingSender(ChannelError("blocked by the user", permanent=True))
    await queue("یک", "دو")
    await Outbox({"telegram": sender}, "").deliver(CHAT)
    assert await states() == ["failed", "sent"]


async def lodge() -> int:
    async with session.transaction() as connection:
        await conversations.ensure(connection, CHAT)
        code = await lodgings.create(
            connection, conversation=CHAT, form_id="f", backend="city", category="pothole",
            details={"description": "چاله", "photo": "p1"},
        )  # fmt: skip
        case = await lodgings.by_code(connection, code)
    assert case is not None
    return case.id


async def case_of(number: int) -> lodgings.Case:
    async with session.transaction() as connection:
        case = await lodgings.get(connection, number)
    assert case is not None
    return case


class City:
    """A backend that answers as told, and keeps the states in which it was asked."""

    def __init__(self, *answers: Delivery | ShahryarError) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, str | None]] = []

    async def deliver(self, case: lodgings.Case, media_url: str | None) -> Delivery:
        self.asked.append((case.state, media_url))
        answer = self.answers.pop(0)
        if isinstance(answer, ShahryarError):
            raise answer
        return answer


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch) -> Any:
    def install(*answers: Delivery | ShahryarError) -> City:
        made = City(*answers)
        monkeypatch.setattr(backend, "deliver", made.deliver)
        return made

    return install


async def test_a_lodging_arrives_with_its_picture(store: str, city: Any) -> None:
    backend_city, number = city(Delivery(external_id="17", token=None)), await lodge()
    outbox = Outbox({}, "https://shahryar.example")
    await outbox.lodge(number)
    await outbox.lodge(number)
    case = await case_of(number)
    assert (case.state, case.external_id, case.status, case.attempts) == ("lodged", "17", "open", 1)
    assert backend_city.asked == [("queued", "https://shahryar.example/media/p1")]


async def test_what_surely_never_left_may_be_sent_again(store: str, city: Any) -> None:
    backend_city = city(BackendUnavailable("refused"), Delivery(external_id="17", token=None))
    number = await lodge()
    with pytest.raises(BackendUnavailable):
        await Outbox({}, "").lodge(number)
    assert (await case_of(number)).state == "queued"
    await Outbox({}, "").lodge(number)
    assert [state for state, _ in backend_city.asked] == ["queued", "queued"]


async def test_what_may_have_arrived_is_unknown_until_looked_up(store: str, city: Any) -> None:
    answers = (BackendUnknown("time-out"), BackendUnavailable("down"), Delivery(external_id="17", token=None))
    backend_city, number = city(*answers), await lodge()
    for error in (BackendUnknown, BackendUnavailable):
        with pytest.raises(error):
            await Outbox({}, "").lodge(number)
        assert (await case_of(number)).state == "unknown"
    await Outbox({}, "").lodge(number)
    assert [state for state, _ in backend_city.asked] == ["queued", "unknown", "unknown"]
    assert (await case_of(number)).state == "lodged"


async def test_a_worker_that_died_while_sending_leaves_a_state_that_asks_for_a_look_up(store: str, city: Any) -> None:
    number = await lodge()
    async with session.transaction() as connection:
        await lodgings.change(connection, number, state="sending")
    backend_city = city(Delivery(external_id="17", token=None))
    await Outbox({}, "").lodge(number)
    assert [state for state, _ in backend_city.asked] == ["sending"]


async def test_a_refusal_and_a_dead_letter_are_told_to_the_citizen(store: str, city: Any) -> None:
    city(BackendRejected("bad address"))
    number = await lodge()
    await Outbox({}, "").lodge(number)
    assert (await case_of(number)).state == "rejected"
    await Outbox({}, "").bury(number)  # it is settled already
    assert (await case_of(number)).state == "rejected"
    assert await states() == ["queued"]


async def test_a_dead_letter_stays_for_staff(store: str) -> None:
    number = await lodge()
    await Outbox({}, "").bury(number)
    assert (await case_of(number)).state == "dead"
    assert await states() == ["queued"]
