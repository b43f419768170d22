"""The tracker store: what goes in comes out, a session is bounded, a turn's transaction decides."""

import asyncio

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import text

from nlu import tracker_store
from nlu.tracker_store import SqlTrackerStore
from store import session

DOMAIN = Domain.from_yaml(
    """
version: "3.1"
intents: [greet]
slots:
  service: {type: text, influence_conversation: false, mappings: [{type: custom}]}
forms: {report_form: {required_slots: [service]}}
"""
)


@pytest.fixture
def trackers(store: str) -> SqlTrackerStore:
    return SqlTrackerStore(DOMAIN, engine=session.engine(), codec="store.encryption", session_events=10)


async def say(trackers: SqlTrackerStore, words: str, *events: object, sender: str = "a") -> DialogueStateTracker:
    tracker = await trackers.get_or_create_tracker(sender)
    tracker.update(UserUttered(words, {"name": "greet", "confidence": 0.5}))
    for event in events:
        tracker.update(event)
    tracker.update(BotUttered(f"جواب {words}"))
    tracker.update(ActionExecuted("action_listen"))
    await trackers.save(tracker)
    return tracker


def words(tracker: DialogueStateTracker | None) -> list[str]:
    assert tracker is not None
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


async def test_an_unknown_conversation_is_none(trackers: SqlTrackerStore) -> None:
    assert await trackers.retrieve("nobody") is None


async def test_events_and_slots_come_back(trackers: SqlTrackerStore) -> None:
    await say(trackers, "یک", SlotSet("service", "passport"))
    await say(trackers, "دو")
    found = await trackers.retrieve("a")
    assert words(found) == ["یک", "دو"]
    assert found is not None and found.get_slot("service") == "passport"
    assert trackers.last_parse["a"]["intent"] == {"name": "greet", "confidence": 0.5}


async def test_a_long_session_is_succeeded_by_one_with_its_slots_and_last_reply(trackers: SqlTrackerStore) -> None:
    await say(trackers, "یک", SlotSet("service", "passport"))
    for number in range(30):
        await say(trackers, str(number))
    found = await trackers.retrieve("a")
    assert found is not None
    assert len(found.events) <= 10 + 4 and found.get_slot("service") == "passport"
    assert [event.text for event in found.events if isinstance(event, BotUttered)][-1] == "جواب 29"
    assert len(words(await trackers.retrieve_full_tracker("a"))) == 31


async def test_an_open_form_is_never_cut(trackers: SqlTrackerStore) -> None:
    await say(trackers, "یک", ActiveLoop("report_form"))
    for number in range(20):
        await say(trackers, str(number))
    found = await trackers.retrieve("a")
    assert found is not None and found.active_loop is not None
    assert len(words(found)) == 21
    await say(trackers, "پایان", ActiveLoop(None))
    assert words(await trackers.retrieve("a")) == []


async def test_the_turns_transaction_decides(trackers: SqlTrackerStore) -> None:
    with pytest.raises(RuntimeError):
        async with session.transaction() as connection:
            mark = tracker_store.connection.set(connection)
            try:
                await say(trackers, "یک")
                raise RuntimeError("the worker dies before the commit")
            finally:
                tracker_store.connection.reset(mark)
    assert await trackers.retrieve("a") is None


async def test_conversations_do_not_mix_and_are_encrypted(trackers: SqlTrackerStore) -> None:
    await asyncio.gather(*(say(trackers, name, sender=name) for name in ("الف", "ب")))
    assert words(await trackers.retrieve("الف")) == ["الف"]
    assert sorted(await trackers.keys()) == ["الف", "ب"]
    async with session.transaction() as connection:
        rows = [bytes(row[0]) for row in await connection.execute(text("SELECT events FROM tracker_turns"))]
    assert rows and all(row.startswith(b"gAAAA") for row in rows)


async def test_saving_twice_adds_nothing(trackers: SqlTrackerStore) -> None:
    tracker = await say(trackers, "یک")
    await trackers.save(tracker)
    assert words(await trackers.retrieve_full_tracker("a")) == ["یک"]


async def test_what_another_worker_wrote_is_seen(trackers: SqlTrackerStore) -> None:
    other = SqlTrackerStore(DOMAIN, engine=session.engine(), codec="store.encryption")
    await say(trackers, "یک")
    await say(other, "دو")
    await say(trackers, "سه")
    assert words(await other.retrieve("a")) == words(await trackers.retrieve("a")) == ["یک", "دو", "سه"]


async def test_a_tracker_that_was_rolled_back_is_not_kept(trackers: SqlTrackerStore) -> None:
    await say(trackers, "یک")
    with pytest.raises(RuntimeError):
        async with session.transaction() as connection:
            mark = tracker_store.connection.set(connection)
            try:
                await say(trackers, "هرگز")
                raise RuntimeError("the worker dies before the commit")
            finally:
                tracker_store.connection.reset(mark)
    assert words(await trackers.retrieve("a")) == ["یک"]


async def test_a_kept_tracker_equals_a_loaded_one(trackers: SqlTrackerStore) -> None:
    for number in range(3):
        await say(trackers, str(number), SlotSet("service", f"s{number}"))
    kept = await trackers.retrieve("a")
    loaded = await SqlTrackerStore(DOMAIN, engine=session.engine(), codec="store.encryption").retrieve("a")
    assert kept is not None and loaded is not None
    assert [event.as_dict() for event in kept.events] == [event.as_dict() for event in loaded.events]
    assert kept.current_slot_values() == loaded.current_slot_values()
    assert kept.latest_message == loaded.latest_message
