"""Which action answers which wish, beside the questions about services and the report form.

`data/rules/<topic>.yml` says the same to Rasa; a test compares the two. Here it serves wishes that become clear only with
a second message: «آره» to a reading that was offered, or the name that was asked for.
"""

import time
from collections.abc import Mapping
from typing import Any, Final

TOPICS: Final[dict[str, tuple[str, ...]]] = {
    "inquiries": (
        "inquire_bill",
        "pay_bill",
        "inquire_fine",
        "inquire_tax",
        "inquire_document_status",
        "ask_outage",
    ),
    "appointments": ("book_appointment", "change_appointment"),
    "participation": ("list_participation", "cast_vote", "submit_proposal", "support_proposal", "ask_results"),
    "offices": ("find_office", "ask_opening_hours", "ask_city_info"),
    "handoff": ("talk_to_human", "complain_conduct", "give_feedback"),
    "subscriptions": ("subscribe", "unsubscribe"),
    "privacy": ("show_my_data", "delete_my_data"),
    "closure": ("dispute_closure",),
    "withdrawal": ("withdraw_request",),
}
TOPIC_OF: Final = {intent: topic for topic, intents in TOPICS.items() for intent in intents}
# What a bare value is most likely sent for.
_OF_VALUE: Final = {
    "bill_id": "inquire_bill",
    "payment_id": "inquire_bill",
    "plate": "inquire_fine",
    "office": "find_office",
}
_SEARCH_SECONDS: Final = 1800
_ABOUT_REPORTS: Final = ("tracking_code", "problem_category")
_ABOUT_SERVICES: Final = ("service", "office")


def action_of(intent: str) -> str:
    """Name of the action that answers a wish."""
    return f"action_{TOPIC_OF[intent]}"


def completed(intent: str, entities: Mapping[str, str]) -> bool:
    """What was still to be named for a wish is among the entities."""
    if intent not in TOPIC_OF:
        return False
    awaited = _ABOUT_REPORTS if TOPIC_OF[intent] in ("closure", "withdrawal") else _ABOUT_SERVICES
    return any(entities.get(name) for name in awaited)


def of_value(entities: Mapping[str, str]) -> str | None:
    """The wish behind a value that came alone; None where a service or a report is named, or nothing tells."""
    if any(entities.get(name) for name in (*_ABOUT_REPORTS, "service")):
        return None
    return next((intent for kind, intent in _OF_VALUE.items() if entities.get(kind)), None)


def awaiting_place(slots: Mapping[str, Any]) -> str | None:
    """The wish whose answer only lacks the city or the place that was just asked for; None where none does."""
    asked = str(slots.get("offer") or "").removeprefix("wish:")
    return asked if TOPIC_OF.get(asked) == "offices" and office_search(slots) else None


def office_search(slots: Mapping[str, Any]) -> Mapping[str, Any]:
    """The search for an office that was told of before, as long as it may still hold; else nothing."""
    kept = slots.get("office_search")
    return kept if isinstance(kept, dict) and time.time() - kept.get("at", 0.0) < _SEARCH_SECONDS else {}
