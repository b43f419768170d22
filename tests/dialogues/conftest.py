"""The citizen, the city and the trained model are those of the tests of the rules; it is a Monday morning, offices are open."""

from datetime import datetime

import pytest

from shahryar import clock
from shahryar.formats import TEHRAN
from tests.rules.conftest import agent, citizen, city

__all__ = ["agent", "citizen", "city"]
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=TEHRAN)


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
