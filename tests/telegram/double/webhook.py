"""Webhook delivery: updates of one chat in order, chats side by side, again and again until the bot answers 2xx."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from .updates import UpdateQueue

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass
class Webhook:
    """Where updates go. Telegram demands HTTPS; like a local Bot API server, this one takes plain HTTP as well.

    Args:
        first_wait, longest_wait: seconds before an unacknowledged update is sent again, doubled each time.
        timeout: seconds in which the bot has to answer.
    """

    queue: UpdateQueue
    first_wait: float = 0.05
    longest_wait: float = 0.5
    timeout: float = 10.0
    url: str = ""
    secret: str = ""
    max_connections: int = 40
    attempts: dict[int, int] = field(default_factory=dict)
    last_error: tuple[int, str] | None = None
    _runner: asyncio.Task[None] | None = None
    _busy: dict[Any, asyncio.Task[None]] = field(default_factory=dict)

    async def set(self, url: str, secret: str, max_connections: int) -> None:
        """Start delivering to an address; an empty one only stops."""
        await self.stop()
        self.url, self.secret, self.max_connections = url, secret, max_connections
        self.last_error = None
        if url:
            self.queue.interrupt()
            self._runner = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Stop delivering."""
        tasks = [task for task in [self._runner, *self._busy.values()] if task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._runner = None
        self._busy.clear()
        self.url = ""

    def info(self) -> dict[str, Any]:
        """`WebhookInfo`."""
        info: dict[str, Any] = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.queue.pending),
        }
        if self.url:
            info["max_connections"] = self.max_connections
        if self.queue.allowed:
            info["allowed_updates"] = self.queue.allowed
        if self.last_error:
            info["last_error_date"], info["last_error_message"] = self.last_error
        return info

    async def _run(self) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=self.timeout)) as session:
            while True:
                self._start_deliveries(session)
                await self.queue.changed()

    def _start_deliveries(self, session: aiohttp.ClientSession) -> None:
        for update in list(self.queue.pending.values()):
            key = _order_key(update)
            if key not in self._busy and len(self._busy) < self.max_connections:
                self._busy[key] = asyncio.create_task(self._deliver(session, key, update))

    async def _deliver(self, session: aiohttp.ClientSession, key: Any, update: dict[str, Any]) -> None:
        update_id = update["update_id"]
        wait = self.first_wait
        while update_id in self.queue.pending:
            self.attempts[update_id] = self.attempts.get(update_id, 0) + 1
            self.queue.count(update_id)
            error = await self._post(session, update)
            if error is None:
                self.queue.confirm([update_id])
                break
            self.last_error = (int(time.time()), error)
            self.queue.wake()
            await asyncio.sleep(wait)
            wait = min(2 * wait, self.longest_wait)
        self._busy.pop(key, None)
        self.queue.wake()

    async def _post(self, session: aiohttp.ClientSession, update: dict[str, Any]) -> str | None:
        headers = {SECRET_HEADER: self.secret} if self.secret else {}
        try:
            async with session.post(self.url, json=update, headers=headers) as response:
                if 200 <= response.status < 300:
                    return None
                return f"Wrong response from the webhook: {response.status} {response.reason}"
        except TimeoutError:
            return "Read timeout expired"
        except aiohttp.ClientConnectorError:
            return "Connection refused"
        except aiohttp.ClientError as error:
            return f"Connection failed: {type(error).__name__}"


def _order_key(update: dict[str, Any]) -> Any:
    """Updates with the same key are delivered one after the other: those of one chat."""
    payload = next(value for key, value in update.items() if key != "update_id")
    message = payload.get("message", payload)
    return message["chat"]["id"] if "chat" in message else payload["from"]["id"]
