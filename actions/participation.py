"""Having a say: polls, proposals and their results are not held here yet; a wish of the city's can go as a report."""

from rasa_sdk.events import SlotSet

from actions import guidance
from actions.base import CitizenAction, Events, Speaker, payload
from actions.report.checks import MAX_DESCRIPTION, clean, tells_problem
from actions.report.draft import UNCLEAR
from actions.services.catalogue import catalogue
from actions.turn import Turn


class Participation(CitizenAction):
    """Answers who wants to vote, propose, back a proposal or see results."""

    action_name = "action_participation"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        if turn.intent == "submit_proposal":
            return _propose(turn, speaker)
        buttons = [speaker.button("participation.button_propose", "submit_proposal"), *speaker.menu()]
        guidance.tell(turn, speaker, [speaker.text(f"participation.{turn.intent}")], buttons)
        return []


def _propose(turn: Turn, speaker: Speaker) -> Events:
    """Offer to send the proposal as a report; what was written of it stays for that."""
    named = next(filter(None, map(catalogue().category, turn.categories[:1])), None)
    suggestion = payload("report_problem", problem_category=named.id if named else UNCLEAR)
    buttons = [
        {"title": speaker.text("participation.button_report"), "payload": suggestion},
        speaker.button("common.menu_help", "help"),
    ]
    speaker.say("participation.submit_proposal", buttons)
    told = clean(turn.said)[:MAX_DESCRIPTION] if tells_problem(turn.said) else None
    if turn.form_open:
        return []
    return [SlotSet("offer", f"suggest:{suggestion}"), SlotSet("report_description", told)]
