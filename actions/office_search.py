"""The search for an office over several messages: what is looked for, and where the citizen is as far as it is known."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from rasa_sdk.events import SlotSet

from actions import guidance, wishes
from actions.base import Events
from actions.report.checks import words
from actions.services.catalogue import catalogue, lists
from actions.services.offices.directory import Wanted
from actions.services.offices.records import Point
from actions.turn import Turn
from shahryar.formats import TEHRAN

SLOT: Final = "office_search"
ELSEWHERE: Final = "other"  # in place of a city: the one known until now is not meant
_OWN: Final = ("/find_office{", "/ask_opening_hours{")


@dataclass(frozen=True, slots=True)
class Search:
    """`intent`: `find_office` or `ask_opening_hours`. A place and a city exclude each other: the later one counts.

    `day`: the one whose hours are asked for, None for today.
    """

    intent: str
    wanted: Wanted
    place: Point | None = None
    day: date | None = None

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
    kept = wishes.office_search(turn.slots)
    asked = wishes.awaiting_place(turn.slots) or goes_on(turn)
    about = kept if asked else {}
    kind = turn.entities.get("office") or (None if turn.entities.get("service") else about.get("kind"))
    service = None if kind else turn.entities.get("service") or about.get("service") or _service(turn)
    city, place = _where(turn, kept)
    return Search(turn.intent, Wanted(kind, service, city, _district(turn)), place, _day(turn))


def goes_on(turn: Turn) -> bool:
    """«شنبه بازه؟» after offices were shown is about them."""
    return _only_asks(turn) and _shown_before(turn)


def _service(turn: Turn) -> str | None:
    named = guidance.likely_service(replace(turn, slots={}))
    found = named or (catalogue().service(turn.slots.get("service")) if _only_asks(turn) else None)
    return found.id if found else None


def _only_asks(turn: Turn) -> bool:
    """«نزدیک‌ترین دفترش کجاست» is about what was talked of, «دفتر اسناد رسمی کجاست» is not."""
    known = {*lists()["follow_up_words"], *lists()["office_words"]}
    return bool(turn.said) and all(word in known or word.isdigit() for word in words(turn.said.lower()))


def _shown_before(turn: Turn) -> bool:
    """The last reply showed offices: it has a button that looks in another city."""
    return any(button["payload"].startswith(_OWN) and '"city"' in button["payload"] for button in turn.last_buttons)


def _where(turn: Turn, kept: Mapping[str, Any]) -> tuple[str | None, Point | None]:
    city = turn.entities.get("city")
    if turn.location or city:
        return None if city == ELSEWHERE else city, turn.location
    place = kept.get("place")
    return kept.get("city"), (float(place[0]), float(place[1])) if place else None


def _district(turn: Turn) -> int | None:
    said = turn.entities.get("district", "")
    return int(said) if said.isdecimal() else None


def _day(turn: Turn) -> date | None:
    """The day to come that is asked about («شنبه بازه؟»); None for today, and for one that is over."""
    try:
        day = date.fromisoformat(turn.entities.get("date", ""))
    except ValueError:
        return None
    return day if day > datetime.now(TEHRAN).date() else None
