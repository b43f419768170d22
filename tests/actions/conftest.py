"""A fake city behind the port, for every test here."""

from collections.abc import Iterator

import pytest

from actions.services import attributes, backends
from tests.actions.fakes import FakeBackend


@pytest.fixture
def city() -> Iterator[FakeBackend]:
    """The backend that requests go to, in memory."""
    fake = FakeBackend()
    backends.attach("city", fake)
    attributes.forget()
    yield fake
    backends.reset()
    attributes.forget()
