"""A double of Telegram's Bot API server, for tests: what the bot library sends and gets is real HTTP on loopback.

async with Double() as double:
    bot = Bot(double.token, base_url=double.base_url, base_file_url=double.base_file_url)
    citizen = double.user(1001)
    citizen.say("سلام")
    reply = await citizen.wait_reply()
"""

import asyncio
import itertools
from collections.abc import Callable
from types import TracebackType
from typing import Self

from .failures import Failures, Kind
from .limits import Limits
from .people import User
from .server import Server
from .world import Asked, Call, Callback, Chat, World

__all__ = ["Asked", "Call", "Callback", "Chat", "Double", "Kind", "Limits", "User"]

TOKEN = "123456789:AA-double_of_telegram_for_tests-0000"


class Double:
    """The server and the people on it; an async context manager.

    Args:
        token: the only token that is taken.
        limits: flood limits; `Limits(enabled=False)` for none.
        callback_lifetime: seconds in which a pressed button can be answered.
        inline_lifetime: seconds in which an inline query can be answered.
    """

    def __init__(
        self,
        token: str = TOKEN,
        limits: Limits | None = None,
        callback_lifetime: float = 60.0,
        inline_lifetime: float = 60.0,
    ) -> None:
        self.token = token
        self.limits = limits or Limits()
        self.failures = Failures()
        self.world = World(token, self.limits, callback_lifetime, inline_lifetime)
        self.server = Server(self.world, self.failures)
        self._users: dict[int, User] = {}
        self._group_ids = itertools.count(1)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self, port: int = 0) -> None:
        """Listen on loopback; port 0 takes a free one."""
        await self.server.start(port)

    async def stop(self) -> None:
        """Close; calls that wait end."""
        await self.server.stop()

    @property
    def root(self) -> str:
        """Address of the server, without path."""
        return f"http://127.0.0.1:{self.server.port}"

    @property
    def base_url(self) -> str:
        """`base_url` for `telegram.Bot`."""
        return f"{self.root}/bot"

    @property
    def base_file_url(self) -> str:
        """`base_file_url` for `telegram.Bot`."""
        return f"{self.root}/file/bot"

    @property
    def calls(self) -> list[Call]:
        """All calls with a right token, in order, with the status they got."""
        return self.world.calls

    def user(self, user_id: int, first_name: str = "مریم", language: str = "fa") -> User:
        """The person of that id, made at the first asking."""
        if user_id not in self._users:
            self._users[user_id] = User(self.world, user_id, first_name, language)
        return self._users[user_id]

    def group(self, title: str, forum: bool = False) -> Chat:
        """A new supergroup with the bot in it, with topics if `forum`."""
        info = {"id": -1_001_000_000_000 - next(self._group_ids), "type": "supergroup", "title": title}
        if forum:
            info["is_forum"] = True
        chat = Chat(info)
        self.world.chats[chat.id] = chat
        return chat

    async def wait_until(self, condition: Callable[[], bool], timeout: float = 15.0) -> None:  # noqa: ASYNC109
        """Wait for something about updates or the webhook, looked at after each change of them.

        Raises:
            TimeoutError: it did not come true in so many seconds.
        """
        async with asyncio.timeout(timeout):
            while not condition():
                await self.world.queue.changed()

    async def wait_acknowledged(self, timeout: float = 15.0) -> None:  # noqa: ASYNC109
        """Wait until the bot acknowledged every update."""
        await self.wait_until(lambda: not self.world.queue.pending, timeout)

    def fail(self, method: str, kind: Kind, times: int = 1, after: bool = False) -> None:
        """Let the next calls of a method ("*": any) fail, before or after they took effect."""
        self.failures.order(method, kind, times, after)
