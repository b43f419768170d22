"""The service in hand: which one a bare «هزینه‌اش؟» is about, and when it is better to ask.

The slot `focus` says when the service was talked about last: `{"service": id or None, "pair": [ids], "waiting": ["facet:id"],
"at": seconds since 1970, "turns": messages about something else since then}`.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from rasa_sdk.events import SlotSet

SLOT: Final = "focus"
SECONDS: Final = 30 * 60
MESSAGES: Final = 6
_MOST: Final = 3  # services that are compared at once
_OF_SERVICE: Final = ("service", "last_facet", "circumstances")
# Another matter: after these nobody means the service of before without naming it.
OTHER_MATTERS: Final = {
    "action_lodge_report",
    "action_cancel",
    "action_track_request",
    "action_list_my_requests",
    "action_inquiries",
    "action_participation",
    "action_closure",
    "action_withdrawal",
    "action_privacy",
    "action_emergency",
}


@dataclass(frozen=True, slots=True)
class Focus:
    """What the talk is about.

    Attributes:
        service: id of the service in hand, None where there is none.
        aged: id of one that was talked about too long ago to be meant without asking.
        pair: ids of the services answered side by side last, or of the last two or three talked about.
        waiting: `facet:id` of questions that were asked together with others and are still to be answered.
        turns: messages about something else since.
    """

    service: str | None = None
    aged: str | None = None
    pair: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    turns: int = 0

    @property
    def fresh(self) -> bool:
        """The last answer, or the answer to the message in hand, was about it."""
        return bool(self.service or self.pair) and self.turns == 0


def of(slots: Mapping[str, Any]) -> Focus:
    """The focus that the slots tell at this moment."""
    service, kept = slots.get("service"), slots.get(SLOT)
    if not kept:
        return Focus(service=service)
    if kept["turns"] >= MESSAGES or time.time() - kept["at"] > SECONDS:
        return Focus(aged=service)
    return Focus(service, None, tuple(kept.get("pair", ())), tuple(kept.get("waiting", ())), kept["turns"])


def visible(slots: Mapping[str, Any], focus: Focus) -> Mapping[str, Any]:
    """The slots without what has aged, so that nothing can take it for what is talked about."""
    return {**slots, **dict.fromkeys(_OF_SERVICE)} if focus.aged else slots


def on(service: str | None, pair: tuple[str, ...] = (), waiting: tuple[str, ...] = ()) -> dict[str, Any]:
    """Event: the talk is about this service now, or about a pair of them."""
    state = {"service": service, "pair": list(pair), "waiting": list(waiting), "at": time.time(), "turns": 0}
    event: dict[str, Any] = SlotSet(SLOT, state)
    return event


def let_go(slots: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Events: the talk has turned to something else; a bare question about the service is asked back from now on."""
    kept = slots.get(SLOT) or ({"at": time.time()} if slots.get("service") else None)
    return [SlotSet(SLOT, {**kept, "service": slots.get("service"), "turns": MESSAGES})] if kept else []


def followed(
    focus: Focus, slots: Mapping[str, Any], events: list[dict[str, Any]], action: str, *, resumed: bool, opened: bool
) -> list[dict[str, Any]]:
    """Events that keep the focus after an action has answered.

    Args:
        focus: as it was before the message.
        slots: the slots before the message.
        events: what the action did.
        action: its name.
        resumed: the form goes on after another action has answered this message, which has counted it.
        opened: the message opened the report form.
    """
    done = {event["name"]: event["value"] for event in events if event.get("event") == "slot"}
    if SLOT in done:
        return []
    if "service" in done:
        return [on(done["service"], pair_with(focus, done["service"]))] if done["service"] else [SlotSet(SLOT, None)]
    if opened or action in OTHER_MATTERS:
        return let_go(slots)
    kept = slots.get(SLOT) or ({"at": time.time(), "turns": 0} if slots.get("service") else None)
    if kept is None or resumed or kept["turns"] >= MESSAGES:
        return []
    return [SlotSet(SLOT, {**kept, "service": slots.get("service"), "turns": kept["turns"] + 1})]


def pair_with(focus: Focus, service: str) -> tuple[str, ...]:
    """The services to be compared by «کدومشون؟» once this one has been talked about too."""
    before = focus.pair or tuple(filter(None, [focus.service]))
    known = before if service in before else (*before, service)
    return known[-_MOST:] if len(known) > 1 else ()
