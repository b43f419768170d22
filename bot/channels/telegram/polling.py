"""Long polling whose offset moves only past committed updates."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from itertools import takewhile

from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot, Update
from telegram.error import Conflict, TelegramError

from bot.channels.telegram.backoff import Backoff
from bot.channels.telegram.client import POLL_SECONDS
from bot.channels.telegram.commands import announce
from bot.channels.telegram.receiver import UPDATES, Receiver
from shahryar.errors import ShahryarError
from shahryar.logs import get

log = get(__name__)
NOT_NOW = (ShahryarError, TelegramError, SQLAlchemyError)  # a full pool's TimeoutError is no DBAPIError


class Poller:
    """Fetches updates. Chats are taken side by side, the updates of one chat in order.

    Args:
        bot: the client.
        receiver: commits each update.
        sole: makes the lock under which one process at a time polls.
        seconds: how long the server holds a call while there is nothing.
        backoff: how long to wait after failures.
    """

    def __init__(
        self,
        bot: Bot,
        receiver: Receiver,
        sole: Callable[[], AbstractAsyncContextManager[object]],
        seconds: int = POLL_SECONDS,
        backoff: Backoff | None = None,
    ) -> None:
        self._bot = bot
        self._receiver = receiver
        self._sole = sole
        self._seconds = seconds
        self._backoff = backoff or Backoff()
        self._offset: int | None = None

    async def run(self) -> None:
        """Poll until cancelled. What was committed but not yet confirmed comes again and is dropped as a repetition.

        A lost database or another poller at work sends it back to waiting for the lock.
        """
        while True:
            try:
                async with self._sole():
                    await self._prepare()
                    await self._poll()
            except NOT_NOW as error:
                log.warning("polling is interrupted", code="E605", reason=type(error).__name__)
                await self._backoff.wait()

    async def _poll(self) -> None:
        while True:
            if await self._round():
                self._backoff.reset()
            else:
                await self._backoff.wait()

    async def _prepare(self) -> None:
        """End a webhook of earlier days, which would forbid polling; keep what waits."""
        while True:
            try:
                await self._bot.delete_webhook()
            except TelegramError as error:
                log.warning("Telegram cannot be reached", code="E605", reason=type(error).__name__)
                await self._backoff.wait()
            else:
                break
        await announce(self._bot)

    async def _round(self) -> bool:
        """One call and what it brought; False where something has to be tried again."""
        try:
            updates = await self._bot.get_updates(self._offset, timeout=self._seconds, allowed_updates=UPDATES)
        except Conflict:  # a webhook was set, or another process polls because the lock's connection was lost
            raise
        except TelegramError as error:
            log.warning("updates cannot be fetched", code="E605", reason=type(error).__name__)
            return False
        committed = await self._commit(updates)
        done = list(takewhile(lambda update: update.update_id in committed, updates))
        if done:
            self._offset = done[-1].update_id + 1
        return len(done) == len(updates)

    async def _commit(self, updates: Sequence[Update]) -> set[int]:
        chats: dict[int | None, list[Update]] = {}
        for update in updates:
            chats.setdefault(update.effective_chat.id if update.effective_chat else None, []).append(update)
        done = await asyncio.gather(*(self._in_order(group) for group in chats.values()))
        return set().union(*done)

    async def _in_order(self, updates: Sequence[Update]) -> set[int]:
        """Ids of the updates of one chat that were committed, up to the first failure."""
        done: set[int] = set()
        for update in updates:
            try:
                await self._receiver.receive(update)
            except NOT_NOW as error:
                log.error(
                    "an update was not committed", code="E606", update=update.update_id, reason=type(error).__name__
                )
                break
            done.add(update.update_id)
        return done
