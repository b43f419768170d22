"""Everything that serves Telegram, in this process: web server, worker with the model, sender, polling or webhook."""

import os
import re
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from actions.services import backends
from bot import app, serving
from bot.channels.telegram import pace
from bot.settings import Settings
from shahryar.formats import ascii_digits
from store import encryption, lodgings, session
from tests.conftest import named
from tests.e2e.conftest import API_KEY, RunningCity, free_port, until
from tests.telegram.double import Double, Limits, User

SECRET = "secret-of-the-end-to-end-tests"
Message = dict[str, Any]
_OPEN = text(
    "SELECT (SELECT count(*) FROM updates WHERE state = 'queued') + (SELECT count(*) FROM outgoing WHERE state = 'queued')"
)
_CUT = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def codes_in(words: str) -> list[str]:
    """Tracking codes in a reply, in ASCII digits."""
    return re.findall(r"\d{4}-\d{4}", ascii_digits(words))


def titles(message: Message) -> list[str]:
    """Titles of the inline buttons under a message."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [str(button["text"]) for row in rows for button in row]


def words_of(messages: list[Message]) -> str:
    """The texts of messages, one after the other."""
    return "\n".join(str(message.get("text", message.get("caption", ""))) for message in messages)


@dataclass
class Citizen:
    """A person on the double whose replies are read turn by turn."""

    user: User
    stack: "Stack"
    _seen: int = 0

    async def replies(self) -> list[Message]:
        """Wait until all that was sent is answered, and return what the bot wrote since the last call."""
        await self.stack.settled()
        fresh = [message for message in self.user.messages if message["message_id"] > self._seen]
        self._seen = max((message["message_id"] for message in fresh), default=self._seen)
        return fresh

    async def say(self, words: str) -> str:
        """Write and get the answer."""
        self.user.say(words)
        return words_of(await self.replies())

    async def press(self, title: str) -> str:
        """Press a button under a message and get the answer."""
        self.user.press(title)
        return words_of(await self.replies())

    async def place(self, latitude: float, longitude: float) -> str:
        """Share a place and get the answer."""
        self.user.send_location(latitude, longitude)
        return words_of(await self.replies())

    async def reach_summary(self, problem: str) -> str:
        """Report a problem without a photo up to the summary."""
        await self.say(problem)
        await self.place(35.7219, 51.3347)
        return await self.press("بدون عکس")

    async def lodged(self) -> list[lodgings.Case]:
        """What this person has lodged."""
        async with session.transaction() as connection:
            return list(await lodgings.of_conversation(connection, f"telegram:{self.user.id}"))


@dataclass
class Stack:
    """The running parts."""

    double: Double
    city: RunningCity
    address: str
    webhook: bool
    _people: dict[int, Citizen] = field(default_factory=dict)

    def citizen(self, number: int) -> Citizen:
        """The person of that id."""
        return self._people.setdefault(number, Citizen(self.double.user(number), self))

    async def settled(self) -> None:
        """Wait until every update is acknowledged and answered and every reply is out."""
        await self.double.wait_acknowledged(60)
        await until(self._quiet)

    async def _quiet(self) -> bool:
        try:
            async with session.transaction() as connection:
                return int(await connection.scalar(_OPEN) or 0) == 0
        except OperationalError:  # a test has just cut this connection
            return False

    async def updates(self) -> int:
        """How many updates are kept."""
        async with session.transaction() as connection:
            return int(await connection.scalar(text("SELECT count(*) FROM updates")) or 0)

    async def cut_database(self) -> int:
        """Break every connection to the database but the one that does it; returns how many there were."""
        async with session.transaction() as connection:
            return len((await connection.execute(_CUT)).all())

    async def in_city(self, code: str) -> list[dict[str, object]]:
        """Requests at the city that carry a tracking code, once there is one."""
        await until(lambda: self.city.reports(code))
        return self.city.reports(code)


@asynccontextmanager
async def telegram_stack(url: str, home: Path, model: Path, city: RunningCity, webhook: bool) -> AsyncIterator[Stack]:
    """Serve Telegram on a double while the block lasts.

    Args:
        url: an empty, migrated database.
        home: a data folder.
        webhook: take updates by webhook instead of polling.
    """
    async with AsyncExitStack() as stack:
        stack.enter_context(_surroundings(city))
        double = await stack.enter_async_context(Double(limits=Limits(enabled=False)))
        settings = _settings(url, home, city, double, webhook)
        senders = await serving.senders(stack, settings)
        ground = await stack.enter_async_context(app.base(settings))
        address = await stack.enter_async_context(serving.web(ground, exact_port=True))
        await stack.enter_async_context(app.worker(ground, senders, model, address))
        await stack.enter_async_context(serving.polling(settings))
        await until(lambda: double.world.webhook.url if webhook else double.calls)
        yield Stack(double, city, address, webhook)


def _settings(url: str, home: Path, city: RunningCity, double: Double, webhook: bool) -> Settings:
    port = free_port()
    return Settings(
        database_url=url,
        home=home,
        keys=Fernet.generate_key().decode(),
        web_port=port,
        city_url=city.url,
        city_api_key=API_KEY,
        telegram_token=double.token,
        telegram_base_url=double.root,
        telegram_webhook_url=f"http://127.0.0.1:{port}" if webhook else "",
        telegram_webhook_secret=SECRET,
    )


@contextmanager
def _surroundings(city: RunningCity) -> Iterator[None]:
    """Environment and keys as the stack wants them, and as they were before at the end.

    The sender's second between two messages of a chat is shortened: the limits have tests of their own.
    """
    ring = encryption._ring
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "SHAHRYAR_CITY_URL", city.url)
        patch.setitem(os.environ, "SHAHRYAR_CITY_API_KEY", API_KEY)
        patch.setattr(pace, "_CHAT_PERIOD", 0.05)
        backends.reset()
        yield
    backends.reset()
    encryption._ring = ring


@contextmanager
def new_database(server: str) -> Iterator[str]:
    """Address of an empty, migrated database that lasts as long as the block."""
    name = f"t{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template_shahryar")
    yield named(server, name)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
