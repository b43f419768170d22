"""A bounded tracker store on PostgreSQL: a message costs the same at the 200th turn as at the 10th.

Each turn is one row of `tracker_turns`: the events that it added, as one encoded JSON array. Only the rows of the running
session are loaded. When no form is open and the session has grown past `session_events`, the store begins a new one that
carries the slots and the last replies over, which is what Rasa's own session start does after a pause.

A tracker that was just used is kept, so that the next message need not build it from its events again. It counts only while
the newest row of the conversation is the one that it was saved with: whatever another worker wrote, or a transaction that was
rolled back after the save, shows in that.
"""

import importlib
import json
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

# Whoever runs a turn inside a transaction of its own sets its connection here, and the tracker commits with it.
connection: ContextVar[AsyncConnection | None] = ContextVar("tracker_connection", default=None)

SESSION_EVENTS = 40
_LOAD = text(
    "SELECT session, events FROM tracker_turns WHERE conversation_id = :conversation AND session = "
    "(SELECT max(session) FROM tracker_turns WHERE conversation_id = :conversation) ORDER BY id"
)
_LOAD_FULL = text(
    "SELECT session, events FROM tracker_turns WHERE conversation_id = :conversation AND session > coalesce("
    "(SELECT max(session) FROM tracker_turns WHERE conversation_id = :conversation) - CAST(:sessions AS int), -1) ORDER BY id"
)
_NEWEST = text(
    "SELECT id FROM tracker_turns WHERE conversation_id = :conversation ORDER BY session DESC, id DESC LIMIT 1"
)
_SAVE = text(
    "INSERT INTO tracker_turns (conversation_id, session, events) VALUES (:conversation, :session, CAST(:events AS bytea)) "
    "RETURNING id"
)
_KEYS = text("SELECT DISTINCT conversation_id FROM tracker_turns")
_KEPT = 256  # trackers kept in memory, of some 80 kB each
_STORED = "shahryar_stored"  # attribute of a tracker: (session, how many of its events are in the store)


def _plain(data: bytes) -> bytes:
    return data


def _remember(memory: OrderedDict[str, Any], key: str, value: Any) -> None:
    """Keep a value as the newest of at most `_KEPT`."""
    memory[key] = value
    memory.move_to_end(key)
    if len(memory) > _KEPT:
        memory.popitem(last=False)


class SqlTrackerStore(TrackerStore, SerializedTrackerAsText):
    """Rasa tracker store on the table `tracker_turns`.

    Args:
        domain: Rasa's domain.
        engine: the engine to use outside a turn; where missing, `host` is connected to.
        host: PostgreSQL address. So `rasa run` names the key `url` of endpoints.yml when it makes the store from there.
        codec: name of a module with `encrypt(bytes)` and `decrypt(bytes)`; none stores plain JSON.
        session_events: a session longer than this is succeeded by a new one once no form is open.
        full_sessions: how many of the latest sessions `retrieve_full_tracker` reads; None: all. `rasa run` reads it for
            each call of the tracker API, which would cost more and more as a conversation ages.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        *,
        engine: AsyncEngine | None = None,
        host: str | None = None,
        codec: str = "",
        session_events: int = SESSION_EVENTS,
        full_sessions: int | None = None,
        **kwargs: Any,
    ) -> None:
        self._engine = engine or create_async_engine("postgresql+psycopg://" + (host or "").partition("://")[2])
        module = importlib.import_module(codec) if codec else None
        self._encode: Callable[[bytes], bytes] = module.encrypt if module else _plain
        self._decode: Callable[[bytes], bytes] = module.decrypt if module else _plain
        self._session_events = session_events
        self._full_sessions = full_sessions
        self._kept: OrderedDict[str, tuple[int, DialogueStateTracker]] = (
            OrderedDict()
        )  # conversation → newest row, tracker
        self.last_parse: OrderedDict[str, dict[str, Any]] = (
            OrderedDict()
        )  # of each conversation's latest message, until taken
        super().__init__(domain or Domain.empty(), event_broker, **kwargs)

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[AsyncConnection]:
        ambient = connection.get()
        if ambient is not None:
            yield ambient
            return
        async with self._engine.begin() as own:
            yield own

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Tracker of the running session, None for an unknown conversation."""
        row, tracker = self._kept.pop(sender_id, (None, None))
        if tracker is not None and row == await self._newest(sender_id):
            return tracker
        return await self._read(sender_id, _LOAD)

    async def _newest(self, conversation: str) -> int | None:
        async with self._connection() as own:
            found: int | None = await own.scalar(_NEWEST, {"conversation": conversation})
        return found

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """Tracker of all sessions, or of the latest `full_sessions`."""
        return await self._read(conversation_id, _LOAD_FULL, sessions=self._full_sessions)

    async def _read(self, conversation: str, statement: Any, **values: Any) -> DialogueStateTracker | None:
        async with self._connection() as own:
            rows = (await own.execute(statement, {"conversation": conversation, **values})).all()
        if not rows:
            return None
        events = [event for row in rows for event in json.loads(self._decode(bytes(row.events)))]
        tracker = DialogueStateTracker.from_dict(conversation, events, self.domain.slots)
        setattr(tracker, _STORED, (rows[-1].session, len(tracker.events)))
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep what the turn added; commits with the ambient transaction where there is one."""
        await self.stream_events(tracker)
        session, stored = getattr(tracker, _STORED, (0, 0))
        events = list(tracker.events)
        new = events[stored:]
        if not new:
            return
        self._remember_parse(tracker.sender_id, new)
        async with self._connection() as own:
            row = await self._write(own, tracker.sender_id, session, new)
            if len(events) > self._session_events and tracker.active_loop is None:
                await self._write(own, tracker.sender_id, session + 1, self._successor(tracker, new))
                setattr(tracker, _STORED, (session + 1, len(events)))
                return
        setattr(tracker, _STORED, (session, len(events)))
        _remember(self._kept, tracker.sender_id, (row, tracker))

    async def _write(self, own: AsyncConnection, conversation: str, session: int, events: Iterable[Event]) -> int:
        data = json.dumps([event.as_dict() for event in events], ensure_ascii=False).encode()
        values = {"conversation": conversation, "session": session, "events": self._encode(data)}
        return int(await own.scalar(_SAVE, values))

    def _successor(self, tracker: DialogueStateTracker, new: list[Event]) -> list[Event]:
        slots = [SlotSet(name, slot.value) for name, slot in tracker.slots.items() if slot.value != slot.initial_value]
        replies = [event for event in new if isinstance(event, BotUttered)]
        start: list[Event] = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted()]
        return [*start, *slots, *replies, ActionExecuted(ACTION_LISTEN_NAME)]

    def _remember_parse(self, conversation: str, new: list[Event]) -> None:
        for event in reversed(new):
            if isinstance(event, UserUttered):
                _remember(self.last_parse, conversation, event.parse_data)
                return

    async def keys(self) -> Iterable[str]:
        """Ids of all conversations."""
        async with self._connection() as own:
            return list((await own.execute(_KEYS)).scalars())
