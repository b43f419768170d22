"""Which services citizens ask about most: each conversation counts once for a service, shown where some are offered."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from rasa_sdk.events import SlotSet
from sqlalchemy.exc import SQLAlchemyError

from actions.services.catalogue import catalogue
from actions.services.dialogue import lists
from actions.services.records import Service
from shahryar import clock, logs
from shahryar.errors import StoreError
from store import popularity, session

SHOWN: Final = 8
SLOT: Final = "counted"  # service → ISO day on which this conversation was counted for it
FLOOR: Final = (
    20  # conversations below which a service is not called popular: what a few citizens ask is shown to nobody
)
_FRESH: Final = 300.0  # seconds for which a process believes what it has read
log = logs.get(__name__)


@dataclass
class _Known:
    """What this process has read; `until`: when it reads again, of the monotonic clock."""

    asked: tuple[str, ...] = ()
    until: float = 0.0


_known = _Known()


def popular() -> list[Service]:
    """Services to offer where nothing says which is meant: the most asked first, then those that `data/dialogue` names."""
    named = [*_known.asked, *lists()["popular_services"]]
    return catalogue().named(list(dict.fromkeys(named)))[:SHOWN]


async def refresh() -> None:
    """Read the counts where what was read is no longer fresh. A failure is logged, and what was known stays."""
    now = time.monotonic()
    if now < _known.until:
        return
    _known.until = now + _FRESH  # before the first wait: turns beside this one need not read too
    try:
        async with session.transaction() as connection:
            totals = await popularity.totals(connection, clock.today())
    except (StoreError, SQLAlchemyError) as error:
        log.warning("popular services were not read", code=StoreError.code, error=type(error).__name__)
        return
    _known.asked = tuple(service for service, times in totals.items() if times >= FLOOR)


async def count(slots: Mapping[str, Any], events: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Count the service that an answer brought up, in the turn's transaction.

    A conversation counts once for a service in as many days as `popularity.totals` adds up, so nobody lifts a service over
    the floor by asking again and again. Which ones it was counted for is kept with the dialogue (slot `counted`), nowhere
    else. A failure is logged: nobody goes without an answer because of it.

    Args:
        slots: before the answer.
        events: of the action, with the slot `service` where it set that.

    Returns:
        Events that keep what has been counted.
    """
    chosen = [event["value"] for event in events if event.get("event") == "slot" and event.get("name") == "service"]
    service = catalogue().service(chosen[-1]) if chosen else None
    today = clock.today()
    counted = _still_counted(slots, today)
    if service is None or service.id in counted:
        return []
    try:
        async with session.transaction() as connection:
            await popularity.count(connection, service.id, today)
    except (StoreError, SQLAlchemyError) as error:
        log.warning("a question was not counted", code=StoreError.code, error=type(error).__name__)
        return []
    return [SlotSet(SLOT, {**counted, service.id: today.isoformat()})]


def _still_counted(slots: Mapping[str, Any], today: date) -> dict[str, str]:
    """What the slot says, without what is too old to be added up with a count of today."""
    kept: Mapping[str, str] = slots.get(SLOT) or {}
    return {service: day for service, day in kept.items() if date.fromisoformat(day) >= today - popularity.KEPT}


def forget() -> None:
    """Read anew at the next occasion."""
    global _known
    _known = _Known()
