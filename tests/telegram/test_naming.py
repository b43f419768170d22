"""The bot's user name: set, or asked of Telegram once."""

import time

import pytest
from structlog.testing import capture_logs

from bot.channels.telegram import naming
from bot.channels.telegram.naming import BotName
from tests.telegram.double import Double, Kind


def asked(double: Double) -> int:
    return sum(call.method == "getMe" for call in double.calls)


async def test_telegram_is_asked_once(double: Double) -> None:
    name = BotName("", double.token, double.root)
    assert await name() == await name() != ""
    assert asked(double) == 1


async def test_the_name_that_is_set_is_not_asked_for(double: Double) -> None:
    assert await BotName("@shahryar_bot", double.token, double.root)() == "shahryar_bot"
    assert asked(double) == 0


async def test_without_a_token_there_is_no_bot() -> None:
    assert await BotName("", "", "http://127.0.0.1:1")() == ""


async def test_a_silent_telegram_gives_no_name_for_a_while_and_then_is_asked_again(
    double: Double, monkeypatch: pytest.MonkeyPatch
) -> None:
    double.fail("getMe", Kind.ERROR)
    name = BotName("", double.token, double.root)
    with capture_logs() as logs:
        assert await name() == await name() == ""
    assert [entry["code"] for entry in logs] == ["E613"]
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + naming.AGAIN)
    assert await name() != ""
