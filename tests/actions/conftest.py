"""A fake city behind the port, for every test here."""

from collections.abc import Iterator

import pytest

from actions.services import attributes, backends
from actions.services.offices import directory
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


@pytest.fixture
def no_offices() -> Iterator[None]:
    """No office is recorded anywhere."""
    directory.attach(directory.Directory())
    yield
    directory.attach(None)
