"""The service in hand over time, in the whole dialogue: minutes, and the session that begins after hours."""

import time

import pytest

from actions.focus import SECONDS
from tests.rules.conftest import Citizen

HOURS = 13 * 3600  # longer than `session_expiration_time` of the domain


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Move the clock of the actions and of Rasa."""
    moved = time.time() + seconds
    monkeypatch.setattr(time, "time", lambda: moved)


async def test_within_the_half_hour_a_bare_question_is_answered(
    citizen: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    await citizen.say("هزینه گذرنامه")
    later(monkeypatch, SECONDS - 60)
    assert "زمان صدور گذرنامه" in await citizen.say("چقدر طول میکشه؟")


@pytest.mark.parametrize("seconds", [SECONDS + 60, HOURS])
async def test_later_it_is_asked_back_and_a_yes_answers(
    citizen: Citizen, monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    await citizen.say("هزینه گذرنامه")
    later(monkeypatch, seconds)
    assert "هنوز دربارهٔ صدور گذرنامه می‌پرسید؟" in await citizen.say("چقدر طول میکشه؟")
    assert "زمان صدور گذرنامه" in await citizen.say("آره")
    assert "هزینهٔ صدور گذرنامه" in await citizen.say("هزینش؟")


async def test_after_hours_a_comparison_is_no_longer_in_hand(citizen: Citizen, monkeypatch: pytest.MonkeyPatch) -> None:
    await citizen.say("فرق تمدید گذرنامه با المثنی چیه؟")
    later(monkeypatch, HOURS)
    assert "کنار هم" not in await citizen.say("کدومشون ارزون‌تره؟")


async def test_a_correction_hours_later_corrects_nothing_old(citizen: Citizen, monkeypatch: pytest.MonkeyPatch) -> None:
    await citizen.say("هزینه گذرنامه")
    later(monkeypatch, HOURS)
    assert "المثنی گذرنامه" not in await citizen.say("نه المثنیش")
