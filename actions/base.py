"""What all actions share: reading the turn, speaking in the citizen's language, errors in one place."""

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import focus, plainness, popularity
from actions.english import is_english
from actions.offices import in_hand
from actions.turn import Turn
from shahryar import logs
from shahryar.errors import ShahryarError, StoreError
from shahryar.texts import DEFAULT, say

Events = list[dict[str, Any]]
Buttons = list[dict[str, str]]
log = logs.get(__name__)

# Slots that live for one turn unless the action sets them again.
_TRANSIENT = {"offer": None, "fallbacks": 0}


def payload(intent: str, **entities: str) -> str:
    """What a button sends: `/intent{"entity": "value"}`."""
    return f"/{intent}{json.dumps(entities, ensure_ascii=False) if entities else ''}"


class Speaker:
    """Says texts of the catalogue to the citizen of one turn."""

    def __init__(self, dispatcher: CollectingDispatcher, language: str) -> None:
        self._dispatcher = dispatcher
        self.language = language
        self.spoke = False

    def text(self, key: str, **values: object) -> str:
        """A text of the catalogue in the citizen's language."""
        return say(key, self.language, **values)

    def button(self, key: str, intent: str, **entities: str) -> dict[str, str]:
        """A button whose title is a text of the catalogue."""
        return {"title": self.text(key), "payload": payload(intent, **entities)}

    def send(self, text: str, buttons: Sequence[dict[str, str]] = (), **extra: Any) -> None:
        """Send a finished text. `extra`: `json_message` or `image` of rasa-sdk."""
        self.spoke = True
        self._dispatcher.utter_message(text=text, buttons=list(buttons), **extra)

    def say(self, key: str, buttons: Sequence[dict[str, str]] = (), **values: object) -> None:
        """Send a text of the catalogue."""
        self.send(self.text(key, **values), buttons)

    def respond(self, response: str) -> None:
        """Send a response of domain/responses.yml."""
        self.spoke = True
        self._dispatcher.utter_message(response=response)

    def go_on(self) -> Buttons:
        """Buttons for a report that waits."""
        go_on = self.button("requests.button_continue", "inform", report_choice="continue")
        return [go_on, self.button("requests.button_cancel", "cancel")]

    def menu(self) -> Buttons:
        """Buttons of what can always be done next."""
        return [
            self.button("common.menu_services", "ask_service"),
            self.button("common.menu_report", "report_problem"),
            self.button("common.menu_track", "track_request"),
            self.button("common.menu_help", "help"),
        ]


Answer = Callable[[Turn, Speaker], Events]
AnswersFirst = Callable[[Turn, Speaker], bool]
_ANSWERS: dict[str, Answer] = {}
_FIRST: list[AnswersFirst] = []
_ACTIONS: dict[str, type["CitizenAction"]] = {}


def answers(intent: str) -> Callable[[Answer], Answer]:
    """Register the answer to a wish that `reread` makes out and that no rule of Rasa knows.

    It is given by whichever action the classifier's reading has chosen.
    """

    def register(answer: Answer) -> Answer:
        _ANSWERS[intent] = answer
        return answer

    return register


def answers_first(answered: AnswersFirst) -> AnswersFirst:
    """Register what may answer any message before the action that Rasa chose; it returns whether it has."""
    _FIRST.append(answered)
    return answered


async def hand_on(action: str, turn: Turn, speaker: Speaker) -> Events:
    """Let another action answer a wish that turned out to be its own.

    Args:
        action: its name in the domain.
    """
    return await _ACTIONS[action]().answer(turn, speaker)


class CitizenAction(Action, ABC):
    """An action that answers a citizen.

    Errors raised on purpose become their citizen's sentence here and are logged once; all others, and a store that
    cannot be used, go up: the turn then fails as a whole and is tried again.
    """

    action_name: ClassVar[str]
    answers_anything: ClassVar[bool] = True  # False for steps beside the answer: forms, settings

    def __init_subclass__(cls) -> None:
        """Let the action be found by its name."""
        super().__init_subclass__()
        if "action_name" in cls.__dict__:
            _ACTIONS[cls.action_name] = cls

    def name(self) -> str:
        """The action's name in the domain."""
        return self.action_name

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """See rasa_sdk.Action."""
        turn = Turn.of(tracker)
        speaker = Speaker(dispatcher, turn.language)
        await popularity.refresh()
        try:
            events = await self._answer(turn, speaker)
        except StoreError:
            raise
        except ShahryarError as error:
            log.error("action failed", action=self.action_name, error=str(error), **error.context)
            speaker.say(error.text_key, speaker.menu())
            events = []
        if speaker.spoke and speaker.language == DEFAULT and is_english(turn.said):
            _offer_english(dispatcher, speaker)
        starts_over = any(event.get("event") == "restart" for event in events)
        if speaker.spoke and not starts_over:  # the message is answered: what was offered before is settled
            events += _settle(turn, events)
            events += _follow(self.action_name, turn, events, tracker)
        return [*events, *await popularity.count(turn.slots, events)]

    async def _answer(self, turn: Turn, speaker: Speaker) -> Events:
        """What comes first whichever action Rasa chose: words for plain language, comparisons, what a document asks itself."""
        if not self.answers_anything:
            return await self.answer(turn, speaker)
        other = _ANSWERS.get(plainness.WISH if plainness.ENTITY in turn.entities else turn.intent)
        if other:
            return other(turn, speaker)
        return [] if any(answered(turn, speaker) for answered in _FIRST) else await self.answer(turn, speaker)

    @abstractmethod
    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """Answer the turn; returns rasa-sdk events."""


def _offer_english(dispatcher: CollectingDispatcher, speaker: Speaker) -> None:
    """A button below the last thing said, once."""
    button = speaker.button("common.language_en", "change_language", language_code="en")
    below: Buttons = dispatcher.messages[-1].setdefault("buttons", [])
    if button not in below:
        below.append(button)


def _follow(action: str, turn: Turn, events: Events, tracker: Tracker) -> Events:
    """Events that keep what the talk is about."""
    slots, form = tracker.slots, {"resumed": turn.form_resumed, "opened": turn.form_opened}
    return [
        *focus.followed(turn.focus, slots, events, action, **form),
        *in_hand.followed(slots, events, action, **form),
    ]


def _settle(turn: Turn, events: Events) -> Events:
    """Events that put transient slots back where this action has not set them."""
    kept = {event["name"] for event in events if event.get("event") == "slot"}
    return [
        SlotSet(name, value)
        for name, value in _TRANSIENT.items()
        if name not in kept and (turn.slots.get(name) or value) != value
    ]
