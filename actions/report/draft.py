"""The draft of a report, kept in the tracker's slots."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from rasa_sdk.events import SlotSet

NO_PHOTO = "none"
UNCLEAR = "other-problem"  # the category that says nothing by itself
STEPS = ("category", "description", "attributes", "place", "photo", "confirmed")
_PREFIX = "report_"


@dataclass(slots=True)
class Draft:
    """What is known of a report so far; None is what has not been said.

    Attributes:
        place: `{"lat", "long"}` in degrees, or `{"address"}`.
        photo: attachment id, or NO_PHOTO.
        attributes: answers to the backend's own questions, code → key or list of keys.
        kept: when a place or photo came without a report, in seconds of the epoch.
        typed: the step whose answer was typed last: an edited message corrects that one, where channels give no references.
        sources: the channel's reference of a message → the step that it answered: an edit of that message corrects that step.
        step: the step that was asked.
    """

    form_id: str | None = None
    category: str | None = None
    description: str | None = None
    attributes: dict[str, str | list[str]] | None = None
    place: dict[str, Any] | None = None
    photo: str | None = None
    confirmed: bool | None = None
    kept: float | None = None
    typed: str | None = None
    sources: dict[str, str] | None = None
    step: str | None = None

    @classmethod
    def of(cls, slots: Mapping[str, Any]) -> "Draft":
        """The draft in a tracker's slots."""
        values = {field.name: slots.get(_slot(field.name)) for field in fields(cls) if field.name != "step"}
        asked = slots.get("requested_slot") or ""
        return cls(**values, step=asked.removeprefix(_PREFIX) or None)

    def events(self, slots: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Events that put into the slots what differs there, and the form's id always: Rasa takes none as a rejection."""
        values = {_slot(field.name): getattr(self, field.name) for field in fields(self) if field.name != "step"}
        return [SlotSet(name, value) for name, value in values.items() if name == "form_id" or slots.get(name) != value]

    def next_step(self) -> str | None:
        """The first step without an answer, None where all have one."""
        return next((step for step in STEPS if getattr(self, step) is None), None)

    def step_before(self) -> str | None:
        """The last step before the one that was asked which the citizen can answer anew; None at the first."""
        asked = STEPS.index(self.step) if self.step in STEPS else 0
        told = [step for step in STEPS[:asked] if step != "attributes" and getattr(self, step) is not None]
        return told[-1] if told else None

    def note_source(self, reference: str, before: str | None) -> None:
        """Remember which message was typed as an answer; `before` is `typed` as it stood before that message."""
        if self.typed is None:
            self.typed = before
        elif reference:
            self.sources = {**(self.sources or {}), reference: self.typed}

    def may_lack_description(self) -> bool:
        """The subject alone tells a crew what to look for."""
        return self.category not in (None, UNCLEAR)

    def details(self) -> dict[str, Any]:
        """As `store.lodgings.create` takes them."""
        place = self.place or {}
        found: dict[str, Any] = {"description": self.description or "", **place}
        if self.photo and self.photo != NO_PHOTO:
            found["photo"] = self.photo
        if self.attributes:
            found["attributes"] = self.attributes
        return found


def _slot(name: str) -> str:
    return name if name == "form_id" else f"{_PREFIX}{name}"


def slot_of(step: str | None) -> str | None:
    """Name of a step's slot."""
    return None if step is None else f"{_PREFIX}{step}"
