"""What the double knows: the bot, chats with their messages, files, callback queries, commands."""

import asyncio
import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .errors import bad_request, forbidden
from .formatting import found_entities
from .limits import Limits
from .params import Params
from .updates import UpdateQueue
from .webhook import Webhook


@dataclass
class Chat:
    """A chat with all its messages, in the form the Bot API returns them."""

    info: dict[str, Any]
    messages: list[dict[str, Any]] = field(default_factory=list)
    deleted: list[dict[str, Any]] = field(default_factory=list)
    topics: dict[int, dict[str, Any]] = field(default_factory=dict)
    fixed: set[int] = field(default_factory=set)  # sent with a reply keyboard: cannot be edited
    reply_keyboard: dict[str, Any] | None = None
    actions: list[str] = field(default_factory=list)
    refusal: str = ""  # why the bot may not write here, in Telegram's words
    started: bool = True  # a private chat exists for the bot only once the person wrote
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    _ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def id(self) -> int:
        """Telegram's id of the chat."""
        return int(self.info["id"])

    @property
    def private(self) -> bool:
        """Whether this is a chat with one person."""
        return bool(self.info["type"] == "private")

    def add(self, sender: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
        """Store a message and return it."""
        head = {"message_id": next(self._ids), "from": sender, "chat": self.info, "date": int(time.time())}
        message = head | content
        self.messages.append(message)
        self.changed.set()
        return message

    def find(self, message_id: int | None, what: str) -> dict[str, Any]:
        """The message of that id.

        Raises:
            ApiError: 400 "message <what> not found".
        """
        for message in self.messages:
            if message["message_id"] == message_id:
                return message
        raise bad_request(f"message {what} not found")


@dataclass
class Callback:
    """A pressed inline button and what the bot answered."""

    query: dict[str, Any]
    pressed_at: float
    answer: dict[str, Any] | None = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)

    async def wait_answer(self, timeout: float = 15.0) -> dict[str, Any]:  # noqa: ASYNC109
        """What the bot answered: `text`, `show_alert`, `url`; TimeoutError when it does not."""
        await asyncio.wait_for(self.answered.wait(), timeout)
        return self.answer or {}


@dataclass
class Asked:
    """An inline query and what the bot answered."""

    query: dict[str, Any]
    asked_at: float
    answer: dict[str, Any] | None = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)

    async def wait_answer(self, timeout: float = 15.0) -> dict[str, Any]:  # noqa: ASYNC109
        """What the bot answered: `results`, `next_offset`, `cache_time`, `is_personal`, `button`; TimeoutError if not."""
        await asyncio.wait_for(self.answered.wait(), timeout)
        return self.answer or {}


@dataclass
class Stored:
    """A file on the server."""

    file_id: str
    data: bytes
    path: str
    mime: str


@dataclass
class Call:
    """One call that the bot made: for assertions."""

    method: str
    params: Params
    code: int


class World:
    """All state of the double; the HTTP side and the driver both work on it."""

    def __init__(self, token: str, limits: Limits, callback_lifetime: float, inline_lifetime: float = 60.0) -> None:
        self.token = token
        self.limits = limits
        self.callback_lifetime = callback_lifetime
        self.inline_lifetime = inline_lifetime
        self.bot = {
            "id": int(token.split(":")[0]),
            "is_bot": True,
            "first_name": "شهریار",
            "username": "shahryar_test_bot",
        }
        self.queue = UpdateQueue()
        self.webhook = Webhook(self.queue)
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, Stored] = {}
        self.callbacks: dict[str, Callback] = {}
        self.asked: dict[str, Asked] = {}
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.descriptions: dict[tuple[str, str], str] = {}
        self.calls: list[Call] = []
        self._file_ids = itertools.count(1)

    def chat_for(self, params: Params) -> Chat:
        """The chat of `chat_id` or `@username`, where the bot may write.

        Raises:
            ApiError: 400 for an empty or unknown chat, 403 where the bot was blocked or kicked.
        """
        wanted = params.text("chat_id")
        if not wanted:
            raise bad_request("chat_id is empty")
        for chat in self.chats.values():
            by_name = wanted.startswith("@") and chat.info.get("username") == wanted[1:] and not chat.private
            if (by_name or str(chat.id) == wanted) and chat.started:
                if chat.refusal:
                    raise forbidden(chat.refusal)
                return chat
        raise bad_request("chat not found")

    def store(self, data: bytes, path: str, mime: str) -> Stored:
        """Keep a file; its id is an opaque string as Telegram's."""
        number = next(self._file_ids)
        stored = Stored(f"AgACAgQAAxkBAAI{number:05d}", data, f"{path}_{number}", mime)
        self.files[stored.file_id] = stored
        return stored

    def said(self, chat: Chat, sender: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
        """A person's message: stored and sent to the bot as an update."""
        text = content.get("text", "")
        entities = found_entities(text)
        if entities:
            content = content | {"entities": entities}
        chat.started = True
        message = chat.add(sender, content)
        self.queue.push("message", message)
        return message
