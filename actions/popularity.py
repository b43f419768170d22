"""Which services citizens ask about most: counted when the talk comes to a service, shown where some are offered."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy.exc import SQLAlchemyError

from actions.services.catalogue import catalogue, lists
from actions.services.records import Service
from shahryar import logs
from shahryar.errors import StoreError
from shahryar.formats import TEHRAN
from store import popularity, session

SHOWN: Final = 8
FLOOR: Final = (
    20  # questions below which a service is not called popular: no single citizen's question is shown to others
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
    """Services to offer where nothing says which is meant: the most asked first, then those that `data/dialogue.yml` names."""
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
            totals = await popularity.totals(connection, datetime.now(TEHRAN).date())
    except (StoreError, SQLAlchemyError) as error:
        log.warning("popular services were not read", code=StoreError.code, error=type(error).__name__)
        return
    _known.asked = tuple(service for service, times in totals.items() if times >= FLOOR)


async def count(before: str | None, events: Iterable[Mapping[str, Any]]) -> None:
    """Count the service that an answer brought up, in the turn's transaction.

    Only a change counts: a button of the same service that is pressed again is no new question, and to know that takes
    no list of who asked what. A failure is logged: nobody goes without an answer because of it.

    Args:
        before: the service in hand until now.
        events: of the action, with the slot `service` where it set that.
    """
    chosen = [event["value"] for event in events if event.get("event") == "slot" and event.get("name") == "service"]
    service = catalogue().service(chosen[-1]) if chosen else None
    if service is None or service.id == before:
        return
    try:
        async with session.transaction() as connection:
            await popularity.count(connection, service.id, datetime.now(TEHRAN).date())
    except (StoreError, SQLAlchemyError) as error:
        log.warning("a question was not counted", code=StoreError.code, error=type(error).__name__)


def forget() -> None:
    """Read anew at the next occasion."""
    global _known
    _known = _Known()
