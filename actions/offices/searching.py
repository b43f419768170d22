"""The search for an office over several messages: what is looked for, and where the citizen is as far as it is known."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from rasa_sdk.events import SlotSet

from actions import guidance, paging, wishes
from actions.base import Events
from actions.kinds import tokens
from actions.offices import in_hand, which_day
from actions.offices.in_hand import SLOT
from actions.offices.other_places import UNKNOWN, announces_city
from actions.report.checks import words
from actions.services.catalogue import catalogue
from actions.services.dialogue import lists
from actions.services.offices.directory import Wanted, directory
from actions.services.offices.records import Office, Point
from actions.services.records import Service
from actions.turn import Turn

ELSEWHERE: Final = "other"  # in place of a city: the one known until now is not meant
SHOWN: Final = 3  # offices of one answer


@dataclass(frozen=True, slots=True)
class Search:
    """`intent`: `find_office` or `ask_opening_hours`. A place and a city exclude each other: the later one counts.

    Attributes:
        day: the one whose hours are asked for, None for today.
        start: how many of the offices found were shown before.
        shown, listed: see `actions.offices.in_hand.InHand`.
        lost: a city was told that nobody knows.
    """

    intent: str
    wanted: Wanted
    place: Point | None = None
    day: date | None = None
    start: int = 0
    shown: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    lost: bool = False

    def kept(self) -> Events:
        """Events that keep it for the next message."""
        values = {
            "kind": self.wanted.kind,
            "service": self.wanted.service,
            "city": self.wanted.city,
            "district": self.wanted.district,
            "place": list(self.place) if self.place else None,
            "start": self.start or None,
            "shown": [*self.shown] or None,
            "listed": [*self.listed] or None,
            "at": time.time(),
        }
        return [SlotSet(SLOT, {name: value for name, value in values.items() if value is not None})]


def keep_place(place: Point) -> Events:
    """Events that keep a place for a search that may come."""
    return Search("find_office", Wanted(), place).kept()


def of(turn: Turn, *, again: bool = False) -> Search:
    """What the message looks for, completed by what was told before. `again`: it is the search of before, elsewhere."""
    kept = wishes.office_search(turn.slots)
    hand = in_hand.of(turn.slots)
    asked = again or wishes.awaiting_place(turn.slots) or (hand.subject and hand.lately and _only_asks(turn))
    about = kept if asked else {}
    kind = turn.entities.get("office") or (None if turn.entities.get("service") else about.get("kind"))
    service = None if kind else turn.entities.get("service") or about.get("service") or _service(turn)
    city, place = _where(turn, kept)
    start = (paging.number(turn.entities.get("page")) - 1) * SHOWN
    lost = turn.entities.get("city") == UNKNOWN or (city is None and announces_city(turn))
    return Search(
        turn.intent, Wanted(kind, service, city, _district(turn)), place, which_day.meant(turn), start, lost=lost
    )


def last(turn: Turn, intent: str) -> Search:
    """The search whose offices were shown last."""
    kept, hand = wishes.office_search(turn.slots), in_hand.of(turn.slots)
    wanted = Wanted(kept.get("kind"), kept.get("service"), kept.get("city"), kept.get("district"))
    return Search(intent, wanted, _point(kept), None, hand.start, hand.shown, hand.listed)


def found(search: Search) -> list[tuple[float | None, Office]]:
    """The offices near a place or in a city, all of the city where its district has none; with distances in km where known."""
    if search.place is not None:
        return [*directory().near(search.place, search.wanted)]
    here = directory().find(search.wanted) or directory().find(replace(search.wanted, district=None))
    return [(None, office) for office in here]


def _service(turn: Turn) -> str | None:
    named = guidance.likely_service(replace(turn, slots={})) or _by_name(turn)
    found = named or (catalogue().service(turn.slots.get("service")) if _only_asks(turn) else None)
    return found.id if found else None


def _by_name(turn: Turn) -> Service | None:
    """The likeliest service that the words name («نزدیک‌ترین دفتر برای کارت ملی»): the classifier has often seen such a question
    without one, and leaves it out then."""
    said = f" {' '.join(tokens(turn.said))} "
    likely = catalogue().named([name for name, _ in turn.scores])
    return next((found for found in likely if any(f" {name} " in said for name in _names(found))), None)


def _names(service: Service) -> set[str]:
    return {" ".join(tokens(name)) for name in (service.name.fa, service.name.en or "", *service.synonyms)} - {""}


def _only_asks(turn: Turn) -> bool:
    """«نزدیک‌ترین دفترش کجاست» is about what was talked of, «دفتر اسناد رسمی کجاست» is not."""
    known = {*lists()["follow_up_words"], *lists()["office_words"]}
    return bool(turn.said) and all(word in known or word.isdigit() for word in words(turn.said.lower()))


def _where(turn: Turn, kept: Mapping[str, Any]) -> tuple[str | None, Point | None]:
    city = turn.entities.get("city")
    if turn.location or city or announces_city(turn):
        return None if city in (ELSEWHERE, UNKNOWN) else city, turn.location
    return kept.get("city"), _point(kept)


def _point(kept: Mapping[str, Any]) -> Point | None:
    place = kept.get("place")
    return (float(place[0]), float(place[1])) if place else None


def _district(turn: Turn) -> int | None:
    said = turn.entities.get("district", "")
    return int(said) if said.isdecimal() else None
