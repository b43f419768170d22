"""The queue of updates that the bot has not acknowledged yet, and long polling on it."""

import asyncio
import random
from collections.abc import Iterable
from typing import Any

from .errors import conflict

OPT_IN = {"chat_member", "message_reaction", "message_reaction_count"}


class UpdateQueue:
    """Updates in order; each stays until the bot confirms it by a higher offset or by a 2xx of its webhook."""

    def __init__(self) -> None:
        # as at Telegram, ids begin anywhere: two doubles on one database do not repeat each other's
        self.first_id = random.randrange(10**8, 9 * 10**8)
        self.pending: dict[int, dict[str, Any]] = {}
        self.allowed: list[str] = []
        self.served: dict[int, int] = {}  # update id → how often it was handed out
        self._next = self.first_id
        self._changed = asyncio.Event()
        self._poll: object | None = None
        self._stopped = False

    def push(self, kind: str, payload: dict[str, Any]) -> int | None:
        """Queue an update; None when the bot did not ask for this kind."""
        if self.allowed and kind not in self.allowed or not self.allowed and kind in OPT_IN:
            return None
        update_id = self._next
        self._next += 1
        self.pending[update_id] = {"update_id": update_id, kind: payload}
        self.wake()
        return update_id

    def redeliver(self, update: dict[str, Any]) -> None:
        """Queue an update again under its old id, as Telegram does when an acknowledgement was lost."""
        self.pending = dict(sorted([*self.pending.items(), (update["update_id"], update)]))
        self.wake()

    def confirm(self, ids: Iterable[int]) -> None:
        """Forget these updates."""
        for update_id in list(ids):
            self.pending.pop(update_id, None)
        self.wake()

    def wake(self) -> None:
        """Let waiting polls look again."""
        self._changed.set()

    def stop(self) -> None:
        """End all waiting polls."""
        self._stopped = True
        self.wake()

    def interrupt(self) -> None:
        """End a waiting poll with 409, as setWebhook and a second poll do."""
        self._poll = None
        self.wake()

    async def changed(self) -> None:
        """Wait until something was queued or woken."""
        self._changed.clear()
        await self._changed.wait()

    async def poll(self, offset: int, limit: int, seconds: float) -> list[dict[str, Any]]:
        """Long polling as of getUpdates: a positive offset confirms what is before it,
        a negative one all but the last so many.

        Raises:
            ApiError: 409 when another poll came meanwhile.
        """
        self._confirm_offset(offset)
        mine = object()
        self._poll = mine
        self.wake()
        deadline = asyncio.get_running_loop().time() + seconds
        while not self.pending and not self._stopped:
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                break
            try:
                async with asyncio.timeout(
                    left
                ):  # not wait_for: its task would begin too late to see a change made now
                    await self.changed()
            except TimeoutError:
                break
            if self._poll is not mine:
                raise conflict(
                    "terminated by other getUpdates request; make sure that only one bot instance is running"
                )
        batch = list(self.pending.values())[:limit]
        for update in batch:
            self.count(update["update_id"])
        return batch

    def count(self, update_id: int) -> None:
        """Note that an update was handed out once more."""
        self.served[update_id] = self.served.get(update_id, 0) + 1

    def _confirm_offset(self, offset: int) -> None:
        ids = list(self.pending)
        if offset > 0:
            self.confirm(one for one in ids if one < offset)
        elif offset < 0:
            self.confirm(ids[:offset])
