"""Flood limits, on a clock of our own and once through the real Bot."""

import pytest
from telegram.error import RetryAfter

from tests.telegram.conftest import real_bot
from tests.telegram.double import Double, Limits
from tests.telegram.double.errors import ApiError


class Clock:
    """Seconds that pass when told."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def refused(limits: Limits, chat: int, group: bool = False) -> int:
    """Seconds to wait, 0 when the message is taken."""
    try:
        limits.take(chat, group)
    except ApiError as error:
        assert error.code == 429
        return int(error.parameters["retry_after"])
    return 0


def test_one_a_second_in_a_chat() -> None:
    clock = Clock()
    limits = Limits(now=clock)
    assert [refused(limits, 1), refused(limits, 1), refused(limits, 2)] == [0, 1, 0]
    clock.seconds += 1
    assert refused(limits, 1) == 0


def test_burst_tolerance_in_a_chat() -> None:
    limits = Limits(now=Clock(), chat_burst=2)
    assert [refused(limits, 1) for _ in range(4)] == [0, 0, 0, 1]


def test_thirty_a_second_overall() -> None:
    clock = Clock()
    limits = Limits(now=clock)
    assert [refused(limits, chat) for chat in range(31)] == [0] * 30 + [1]
    clock.seconds += 0.96
    assert refused(limits, 99) == 0


def test_twenty_a_minute_in_a_group() -> None:
    clock = Clock()
    limits = Limits(now=clock)
    for _ in range(20):
        assert refused(limits, -5, group=True) == 0
        clock.seconds += 1
    assert refused(limits, -5, group=True) == 40
    assert refused(limits, -6, group=True) == 0
    clock.seconds += 40
    assert refused(limits, -5, group=True) == 0


def test_a_refused_message_does_not_count() -> None:
    clock = Clock()
    limits = Limits(now=clock)
    assert [refused(limits, 1), refused(limits, 1)] == [0, 1]
    clock.seconds += 1
    assert refused(limits, 1) == 0


async def test_the_real_bot_gets_retry_after(limited: Double) -> None:
    limited.user(1).say("سلام")
    async with real_bot(limited) as bot:
        await bot.send_message(1, "یک")
        with pytest.raises(RetryAfter) as caught:
            await bot.send_message(1, "دو")
    assert int(caught.value._retry_after.total_seconds()) == 1
    assert [call.code for call in limited.calls if call.method == "sendMessage"] == [200, 429]
