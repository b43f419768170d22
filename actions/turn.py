"""One message as an action sees it: parse data, metadata of the channel and slots, read once from the tracker."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Tracker

from actions import understood
from actions.focus import Focus, visible
from actions.focus import of as focus_of
from actions.rereading import reread
from actions.understood import Span
from shahryar.texts import DEFAULT, LANGUAGES

FORM = "report_form"
_NOT_OURS = {"action_listen", "action_session_start", "action_extract_slots", FORM}


@dataclass(frozen=True, slots=True)
class Turn:
    """The message in hand.

    Attributes:
        said: what was written; empty for a pressed button, a bare location or photo.
        entities: entity → value, the first of each kind.
        services, categories: catalogue ids that the words resemble, best first.
        scores: every service that may be meant with its score in 0…1, best first.
        faults: kind of value → what is wrong with one that was written (`length`, `check_digit` or `shape`).
        ranking: intents with confidence, best first, `nlu_fallback` left out.
        form_open: the report form is open.
        form_opened: it was opened by this very message.
        answered_by: the action that has answered this message already, None where there is none.
        slots: the tracker's, without a service that was talked about too long ago.
        spans: services that the words name, in their order: id, first character, first one after.
        described: the service that was made out from the whole message where no word of it is a name; else None.
        marked: all that the words name: kind of value, first character, first one after.
        focus: what the talk is about.
        addresses: street addresses that the words name, in their order.
        problems: kinds of problem that the words name, as in `spans`; a mere guess spans the whole text.
    """

    conversation: str
    update: str
    kind: str
    said: str
    intent: str
    confidence: float
    entities: Mapping[str, str]
    services: tuple[str, ...]
    categories: tuple[str, ...]
    ranking: tuple[tuple[str, float], ...]
    language: str
    location: tuple[float, float] | None
    photo: str | None
    edited: bool
    slots: Mapping[str, Any]
    form_open: bool
    form_opened: bool
    answered_by: str | None
    last_bot: tuple[dict[str, Any], ...]
    reference: str = ""
    scores: tuple[tuple[str, float], ...] = ()
    faults: Mapping[str, str] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()
    marked: tuple[Span, ...] = ()
    focus: Focus = field(default_factory=Focus)
    described: str | None = None
    addresses: tuple[str, ...] = ()
    problems: tuple[Span, ...] = ()

    @property
    def pressed(self) -> bool:
        """The message is no free text: a button, a command or a bare attachment."""
        return not self.said

    @property
    def last_buttons(self) -> list[dict[str, str]]:
        """The buttons under what the assistant said last."""
        return [button for event in self.last_bot for button in (event.get("data") or {}).get("buttons") or []]

    def answered_last(self, service: str) -> bool:
        """The last reply was about the service: its buttons lead on from it."""
        return any(f'"{service}"' in button["payload"] for button in self.last_buttons)

    @property
    def form_resumed(self) -> bool:
        """The form goes on after another action has answered this message."""
        return self.answered_by is not None

    @classmethod
    def of(cls, tracker: Tracker) -> "Turn":
        """The latest message of a tracker."""
        message = tracker.latest_message
        metadata = message.get("metadata") or {}
        text = str(message.get("text") or "")
        intent = message.get("intent") or {}
        items = message.get("entities") or []
        place = metadata.get("location")
        language = metadata.get("language") or tracker.slots.get("language")
        margin = len(text) - len(text.lstrip())
        before, after = _around_message(tracker.events)
        present = focus_of(tracker.slots)
        turn = cls(
            conversation=str(metadata.get("conversation") or tracker.sender_id),
            update=str(metadata.get("update") or message.get("message_id") or len(before)),
            kind=str(metadata.get("kind") or "text"),
            said="" if text.startswith("/") else text.strip(),
            intent=str(intent.get("name") or "nlu_fallback"),
            confidence=float(intent.get("confidence") or 0.0),
            entities=understood.entities(items),
            services=understood.candidates(message, "service_candidates"),
            categories=understood.candidates(message, "category_candidates"),
            ranking=understood.ranking(message.get("intent_ranking") or []),
            language=language if language in LANGUAGES else DEFAULT,
            location=(float(place[0]), float(place[1])) if place else None,
            photo=metadata.get("photo"),
            edited=bool(metadata.get("edited")),
            reference=str(metadata.get("reference") or ""),
            slots=visible(tracker.slots, present),
            form_open=tracker.active_loop_name == FORM,
            form_opened=any(event.get("event") == "active_loop" and event.get("name") == FORM for event in after),
            answered_by=next((event["name"] for event in reversed(after) if _is_answer(event)), None),
            last_bot=_last_said(before),
            scores=understood.scores(message, "service_candidates"),
            faults={str(item["entity"]): str(item["fault"]) for item in message.get("faults") or []},
            spans=understood.spans(items, "service", margin),
            marked=understood.marked(items, margin),
            focus=present,
            described=understood.described(items),
            addresses=tuple(value for value, _, _ in understood.spans(items, "address", 0)),
            problems=understood.spans(items, "problem_category", margin),
        )
        return reread(turn)


def _around_message(events: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    for index in range(len(events) - 1, -1, -1):
        if events[index].get("event") == "user":
            return events[:index], events[index + 1 :]
    return events, []


def _is_answer(event: dict[str, Any]) -> bool:
    return event.get("event") == "action" and event.get("name") not in _NOT_OURS


def _last_said(events: list[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """What the bot said last, up to the citizen's message before it; oldest first."""
    found: list[dict[str, Any]] = []
    for event in reversed(events):
        if event.get("event") == "user" and found:
            break
        if event.get("event") == "bot":
            found.append(event)
    return tuple(reversed(found))
