"""Drafts of a report at a step, and turns that answer it."""

from typing import Any

from actions.report.draft import Draft
from actions.turn import Turn

TEHRAN = (35.7, 51.4)


def turn(said: str = "", intent: str = "inform", **values: Any) -> Turn:
    plain: dict[str, Any] = {
        "conversation": "web:1", "update": "7", "kind": "text", "said": said, "intent": intent, "confidence": 1.0,
        "entities": {}, "services": (), "categories": (), "ranking": (), "language": "fa", "location": None,
        "photo": None, "edited": False, "slots": {}, "form_open": True, "form_opened": False, "answered_by": None,
        "last_bot": (),
    }  # fmt: skip
    return Turn(**{**plain, **values})


def at(step: str, **values: Any) -> Draft:
    return Draft(**{"form_id": "web:1:1", "category": "pothole", "step": step, **values})
