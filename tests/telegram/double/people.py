"""The people who write to the bot, driven by tests."""

import asyncio
import itertools
import time
from collections.abc import Callable
from typing import Any

from .formatting import found_entities
from .media import file_fields, photo_sizes
from .world import Asked, Callback, Chat, World

QUERY_LIMIT = 256
_callback_ids = itertools.count(4_382_000_000_000_001)
Message = dict[str, Any]


class User:
    """One person with a private chat; the same person may also write in groups.

    Every message is kept as the Bot API returns it; an edit changes the kept message.
    """

    def __init__(self, world: World, user_id: int, first_name: str, language: str) -> None:
        self.world = world
        self.info: dict[str, Any] = {
            "id": user_id,
            "is_bot": False,
            "first_name": first_name,
            "language_code": language,
        }
        self.phone = f"98912{user_id % 10_000_000:07d}"
        self.place = (35.7006, 51.3912)
        info = {"id": user_id, "type": "private", "first_name": first_name}
        self.chat = world.chats.setdefault(user_id, Chat(info, started=False))
        self._seen = 0

    @property
    def id(self) -> int:
        """Telegram's id of the person, and of the private chat."""
        return int(self.info["id"])

    @property
    def messages(self) -> list[Message]:
        """What the bot wrote to this person and did not delete, oldest first."""
        return [one for one in self.chat.messages if one["from"]["id"] == self.world.bot["id"]]

    @property
    def keyboard(self) -> list[list[dict[str, Any]]]:
        """Rows of the reply keyboard on the screen, empty when there is none."""
        return list(self.chat.reply_keyboard["keyboard"]) if self.chat.reply_keyboard else []

    def send(self, content: dict[str, Any], chat: Chat | None = None, **extra: Any) -> Message:
        """A message with any content, in the private chat or in a group."""
        return self.world.said(chat or self.chat, self.info, content | extra)

    def say(self, text: str, chat: Chat | None = None, **extra: Any) -> Message:
        """A text message; `message_thread_id=…` writes in a topic."""
        return self.send({"text": text}, chat, **extra)

    def send_location(self, latitude: float, longitude: float) -> Message:
        """A point on the map."""
        return self.send({"location": {"latitude": latitude, "longitude": longitude}})

    def send_venue(self, latitude: float, longitude: float, title: str, address: str) -> Message:
        """A named place."""
        point = {"latitude": latitude, "longitude": longitude}
        return self.send({"location": point, "venue": {"location": point, "title": title, "address": address}})

    def send_photo(self, data: bytes, caption: str = "", resize: bool = True, **extra: Any) -> Message:
        """A picture; resized as Telegram does unless told otherwise."""
        content: dict[str, Any] = {"photo": photo_sizes(self.world, data, resize)}
        if caption:
            content["caption"] = caption
        return self.send(content | extra)

    def send_contact(self, phone: str | None = None, user_id: int | None = None) -> Message:
        """A contact: the person's own, or another's phone (and id, when that one is on Telegram)."""
        own = phone is None
        contact: dict[str, Any] = {"phone_number": phone or self.phone, "first_name": self.info["first_name"]}
        if own or user_id is not None:
            contact["user_id"] = self.id if own else user_id
        return self.send({"contact": contact})

    def send_voice(self, data: bytes = b"OggS") -> Message:
        """A voice message."""
        stored = self.world.store(data, "voice/file", "audio/ogg")
        return self.send({"voice": file_fields(stored) | {"duration": 3, "mime_type": "audio/ogg"}})

    def send_document(self, data: bytes, name: str, mime: str) -> Message:
        """Any file."""
        stored = self.world.store(data, "documents/file", mime)
        return self.send({"document": file_fields(stored) | {"file_name": name, "mime_type": mime}})

    def send_sticker(self) -> Message:
        """A sticker."""
        stored = self.world.store(b"RIFF", "stickers/file", "image/webp")
        shape = {"width": 512, "height": 512, "is_animated": False, "is_video": False, "type": "regular"}
        return self.send({"sticker": file_fields(stored) | shape})

    def edit(self, message: Message, text: str) -> Message:
        """Correct an own text message."""
        message.update(text=text, edit_date=int(time.time()), entities=found_entities(text))
        self.world.queue.push("edited_message", message)
        return message

    def press(self, title: str) -> Callback | Message | str:
        """Press the newest button of that title: reply keyboard first, then inline keyboards from the newest message up.

        Returns:
            The callback query (inline), the message sent (reply keyboard), or the address (link button).

        Raises:
            LookupError: there is no such button on the screen; names those there are.
        """
        for button in (button for row in self.keyboard for button in row):
            if button["text"] == title:
                return self._press_reply(button)
        seen = []
        for message in reversed(self.messages):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if button["text"] == title:
                        return self._press_inline(message, button)
                    seen.append(button["text"])
        raise LookupError(f"no button {title!r}; on the screen: {seen + [b['text'] for r in self.keyboard for b in r]}")

    def _press_reply(self, button: dict[str, Any]) -> Message:
        if self.chat.reply_keyboard and self.chat.reply_keyboard.get("one_time_keyboard"):
            self.chat.reply_keyboard = None
        if button.get("request_location"):
            return self.send_location(*self.place)
        if button.get("request_contact"):
            return self.send_contact()
        return self.say(button["text"])

    def _press_inline(self, message: Message, button: dict[str, Any]) -> Callback | str:
        if "callback_data" not in button:
            return str(button.get("url", ""))
        return self.press_data(message, button["callback_data"])

    def press_data(self, message: Message, data: str) -> Callback:
        """Send a callback query with any data, as a changed client could."""
        query: dict[str, Any] = {
            "id": str(next(_callback_ids)),
            "from": self.info,
            "message": message,
            "chat_instance": str(10_000_000_000 + self.id),
            "data": data,
        }
        callback = Callback(query, time.monotonic())
        self.world.callbacks[query["id"]] = callback
        self.world.queue.push("callback_query", query)
        return callback

    def ask_inline(self, query: str, offset: str = "") -> Asked:
        """Type `@bot query` in any chat, or scroll to where more cards are wanted; long queries are cut."""
        found = {
            "id": str(next(_callback_ids)),
            "from": self.info,
            "query": query[:QUERY_LIMIT],
            "offset": offset,
            "chat_type": "sender",
        }
        asked = Asked(found, time.monotonic())
        self.world.asked[found["id"]] = asked
        self.world.queue.push("inline_query", found)
        return asked

    def choose(self, asked: Asked, result_id: str, chat: Chat | None = None) -> Message:
        """Send a card of an answer, in the private chat with the bot or elsewhere.

        Raises:
            LookupError: the answer has no such card.
        """
        for result in (asked.answer or {}).get("results", []):
            if result["id"] == result_id:
                return self.send(result["content"], chat, via_bot=self.world.bot)
        raise LookupError(f"no card {result_id!r}")

    def block(self) -> None:
        """Block the bot."""
        self.chat.refusal = "bot was blocked by the user"
        self._membership("member", "kicked")

    def unblock(self) -> None:
        """Let the bot write again."""
        self.chat.refusal = ""
        self._membership("kicked", "member")

    def _membership(self, old: str, new: str) -> None:
        def member(status: str) -> dict[str, Any]:
            return {"user": self.world.bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})

        self.world.queue.push(
            "my_chat_member",
            {
                "chat": self.chat.info,
                "from": self.info,
                "date": int(time.time()),
                "old_chat_member": member(old),
                "new_chat_member": member(new),
            },
        )

    async def wait_reply(self, timeout: float = 15.0) -> Message:  # noqa: ASYNC109
        """The bot's next message that this method did not return yet.

        Raises:
            TimeoutError: none came in so many seconds.
        """
        await self.wait_until(lambda: any(one["message_id"] > self._seen for one in self.messages), timeout)
        message = next(one for one in self.messages if one["message_id"] > self._seen)
        self._seen = message["message_id"]
        return message

    async def wait_until(self, condition: Callable[[], bool], timeout: float = 15.0) -> None:  # noqa: ASYNC109
        """Wait for something about this chat, looked at after each change of it.

        Raises:
            TimeoutError: it did not come true in so many seconds.
        """
        async with asyncio.timeout(timeout):
            while not condition():
                self.chat.changed.clear()
                await self.chat.changed.wait()
