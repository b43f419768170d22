"""One message as an action sees it: parse data, metadata of the channel and slots, read once from the tracker."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Tracker

from actions.focus import Focus, visible
from actions.focus import of as focus_of
from actions.rereading import reread
from shahryar.texts import DEFAULT, LANGUAGES

FORM = "report_form"
_WEAK = 0.45  # catalogue names that resemble the words less than this are no help to anybody
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
    spans: tuple[tuple[str, int, int], ...] = ()
    focus: Focus = field(default_factory=Focus)
    addresses: tuple[str, ...] = ()
    problems: tuple[tuple[str, int, int], ...] = ()

    @property
    def pressed(self) -> bool:
        """The message is no free text: a button, a command or a bare attachment."""
        return not self.said

    @property
    def last_buttons(self) -> list[dict[str, str]]:
        """The buttons under what the assistant said last."""
        return [button for event in self.last_bot for button in (event.get("data") or {}).get("buttons") or []]

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
        place = metadata.get("location")
        language = metadata.get("language") or tracker.slots.get("language")
        before, after = _around_message(tracker.events)
        present = focus_of(tracker.slots)
        turn = cls(
            conversation=str(metadata.get("conversation") or tracker.sender_id),
            update=str(metadata.get("update") or message.get("message_id") or len(before)),
            kind=str(metadata.get("kind") or "text"),
            said="" if text.startswith("/") else text.strip(),
            intent=str(intent.get("name") or "nlu_fallback"),
            confidence=float(intent.get("confidence") or 0.0),
            entities=_entities(message.get("entities") or []),
            services=_candidates(message, "service_candidates"),
            categories=_candidates(message, "category_candidates"),
            ranking=_ranking(message.get("intent_ranking") or []),
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
            scores=_scores(message, "service_candidates"),
            faults={str(item["entity"]): str(item["fault"]) for item in message.get("faults") or []},
            spans=_spans(message.get("entities") or [], "service", len(text) - len(text.lstrip())),
            focus=present,
            addresses=tuple(value for value, _, _ in _spans(message.get("entities") or [], "address", 0)),
            problems=_spans(message.get("entities") or [], "problem_category", len(text) - len(text.lstrip())),
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


def _entities(items: list[dict[str, Any]]) -> dict[str, str]:
    """The first of each kind; what is named beside the topic of the message (role `side`) only where there is no other."""
    found: dict[str, str] = {}
    for item in sorted(items, key=lambda item: item.get("role") == "side"):
        if item.get("value") is not None:
            found.setdefault(str(item.get("entity")), str(item["value"]))
    return found


def _spans(items: list[dict[str, Any]], entity: str, margin: int) -> tuple[tuple[str, int, int], ...]:
    """Values of one entity and where they are named, in characters of the text without its `margin`."""
    found = [item for item in items if item.get("entity") == entity and item.get("value") and "start" in item]
    spans = [(str(item["value"]), int(item["start"]) - margin, int(item["end"]) - margin) for item in found]
    return tuple(sorted(spans, key=lambda span: span[1]))


def _candidates(message: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(name for name, score in _scores(message, key) if score >= _WEAK)


def _scores(message: Mapping[str, Any], key: str) -> tuple[tuple[str, float], ...]:
    return tuple((str(item["id"]), float(item["score"])) for item in message.get(key) or [])


def _ranking(items: list[dict[str, Any]]) -> tuple[tuple[str, float], ...]:
    return tuple((str(item["name"]), float(item["confidence"])) for item in items if item["name"] != "nlu_fallback")
