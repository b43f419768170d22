"""The search for an office over several messages: what is looked for, and where the citizen is as far as it is known."""

import time
from dataclasses import dataclass
from typing import Any, Final

from rasa_sdk.events import SlotSet

from actions import guidance, wishes
from actions.base import Events
from actions.services.offices.directory import Wanted
from actions.services.offices.records import Point
from actions.turn import Turn

SLOT: Final = "office_search"
ELSEWHERE: Final = "other"  # in place of a city: the one known until now is not meant
_FRESH_SECONDS: Final = 1800  # so long a place or city that was told counts for the next search


@dataclass(frozen=True, slots=True)
class Search:
    """`intent`: `find_office` or `ask_opening_hours`. A place and a city exclude each other: the later one counts."""

    intent: str
    wanted: Wanted
    place: Point | None = None

    def kept(self) -> Events:
        """Events that keep it for the next message."""
        values = {
            "kind": self.wanted.kind,
            "service": self.wanted.service,
            "city": self.wanted.city,
            "district": self.wanted.district,
            "place": list(self.place) if self.place else None,
            "at": time.time(),
        }
        return [SlotSet(SLOT, {name: value for name, value in values.items() if value is not None})]


def keep_place(place: Point) -> Events:
    """Events that keep a place for a search that may come."""
    return Search("find_office", Wanted(), place).kept()


def of(turn: Turn) -> Search:
    """What the message looks for, completed by what was told before."""
    kept = _kept(turn)
    asked = kept if wishes.awaiting_place(turn.slots) else {}
    kind = turn.entities.get("office") or asked.get("kind")
    service = None if kind else _service(turn, asked)
    city, place = _where(turn, kept)
    return Search(turn.intent, Wanted(kind, service, city, _district(turn) or asked.get("district")), place)


def _kept(turn: Turn) -> dict[str, Any]:
    """What was told before, as long as it may still hold."""
    kept = turn.slots.get(SLOT)
    return kept if isinstance(kept, dict) and time.time() - kept.get("at", 0.0) < _FRESH_SECONDS else {}


def _service(turn: Turn, asked: dict[str, Any]) -> str | None:
    if asked:
        return turn.entities.get("service") or asked.get("service")
    found = guidance.likely_service(turn)
    return found.id if found else None


def _where(turn: Turn, kept: dict[str, Any]) -> tuple[str | None, Point | None]:
    city = turn.entities.get("city")
    if turn.location or city:
        return None if city == ELSEWHERE else city, turn.location
    place = kept.get("place")
    return kept.get("city"), (float(place[0]), float(place[1])) if place else None


def _district(turn: Turn) -> int | None:
    said = turn.entities.get("district", "")
    return int(said) if said.isdecimal() else None
