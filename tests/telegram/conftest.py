"""The double and the real python-telegram-bot speaking to it."""

import io
from collections.abc import AsyncIterator

import pytest
from PIL import Image
from telegram import Bot
from telegram.request import HTTPXRequest

from tests.telegram.double import Double, Limits


@pytest.fixture
async def double() -> AsyncIterator[Double]:
    """A double without flood limits."""
    async with Double(limits=Limits(enabled=False)) as running:
        yield running


@pytest.fixture
async def limited() -> AsyncIterator[Double]:
    """A double with Telegram's flood limits."""
    async with Double() as running:
        yield running


def real_bot(double: Double, token: str = "") -> Bot:
    """python-telegram-bot's own Bot on the double's addresses."""
    return Bot(
        token or double.token,
        base_url=double.base_url,
        base_file_url=double.base_file_url,
        request=HTTPXRequest(read_timeout=2.0, connect_timeout=2.0, httpx_kwargs={"verify": False}),
        get_updates_request=HTTPXRequest(read_timeout=5.0, httpx_kwargs={"verify": False}),
    )


@pytest.fixture
async def bot(double: Double) -> AsyncIterator[Bot]:
    """The real Bot on a double without flood limits."""
    async with real_bot(double) as running:
        yield running


@pytest.fixture
def jpeg() -> bytes:
    """A small picture."""
    return picture(640, 480)


def picture(width: int, height: int) -> bytes:
    """A JPEG of that size."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "JPEG")
    return out.getvalue()
