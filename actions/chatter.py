"""Chatter: what has a fixed response, a question that is announced, and saying it again."""

from rasa_sdk.events import SlotSet

from actions.base import CitizenAction, Events, Speaker, answers
from actions.conversation import help_menu
from actions.rereading import GO_AHEAD
from actions.turn import Turn
from actions.understanding import suggest

_DOUBTFUL = 0.65  # all that nobody expects resembles chatter a little


@answers(GO_AHEAD)
def go_ahead(turn: Turn, speaker: Speaker) -> Events:
    """Wait for the question that was announced; in the form its own question follows."""
    speaker.say("common.go_ahead", [] if turn.form_open else speaker.menu())
    return []


class Respond(CitizenAction):
    """Says the response that belongs to the intent: `utter_<intent>` of domain/responses.yml.

    In the form it says less: the form's question follows, and two questions at a time are one too many.
    """

    action_name = "action_respond"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        if turn.intent not in ("greet", "thank", "goodbye") and not turn.pressed and turn.confidence < _DOUBTFUL:
            return suggest(turn, speaker)
        if not turn.form_open:
            speaker.respond(f"utter_{turn.intent}")
        elif turn.intent not in ("greet", "thank"):  # the form's next question begins with the answer to these
            speaker.say(f"common.aside_{turn.intent}", speaker.go_on() if turn.intent == "goodbye" else [])
        return []


class Repeat(CitizenAction):
    """Says again what was said last."""

    action_name = "action_repeat"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        if not turn.pressed and turn.confidence < _DOUBTFUL:
            return suggest(turn, speaker)
        said = [event for event in turn.last_bot if event.get("text")]
        if not said:
            return help_menu(speaker)
        for event in said:
            data = event.get("data") or {}
            extra = {"json_message": data["custom"]} if data.get("custom") else {}
            speaker.send(event["text"], data.get("buttons") or [], **extra)
        offer = turn.slots.get("offer")
        return [SlotSet("offer", offer)] if offer else []
