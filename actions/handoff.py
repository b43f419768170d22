"""People: nobody of the staff answers here yet, and complaints about conduct are heard by the organisation itself."""

from typing import Final

from rasa_sdk.events import SlotSet

from actions import browsing, guidance, popularity
from actions.base import CitizenAction, Events, Speaker
from actions.onward import service_buttons
from actions.services.catalogue import catalogue
from actions.turn import Turn

_OFFERED: Final = 4


class Handoff(CitizenAction):
    """Answers who wants a person, complains about conduct, or tells what they think of the assistant."""

    action_name = "action_handoff"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        if turn.intent == "complain_conduct":
            return _complaint(turn, speaker)
        if turn.intent == "talk_to_human":
            return _person(turn, speaker)
        guidance.tell(turn, speaker, [speaker.text("handoff.give_feedback")], speaker.menu())
        return []


def button(speaker: Speaker) -> dict[str, str]:
    """The button for those whom the assistant could not help. Its title promises what `_person` gives."""
    return speaker.button("intents.talk_to_human", "talk_to_human")


def _person(turn: Turn, speaker: Speaker) -> Events:
    """Whom to ask: the organisation behind the service, with its own ways; without a service, which one it is about."""
    service = guidance.service_of(turn) or catalogue().service(turn.slots.get("service"))
    if turn.form_open:
        guidance.tell(turn, speaker, [speaker.text("handoff.talk_to_human")], [])
        return []
    if service is not None:
        return guidance.guide(turn, speaker, "handoff.talk_to_human_about", service, ahead=[browsing.button(speaker)])
    lines = [speaker.text("handoff.talk_to_human"), speaker.text("handoff.talk_to_human_which")]
    offered = service_buttons(
        (catalogue().named([*turn.services]) or popularity.popular())[:_OFFERED], "talk_to_human", speaker
    )
    guidance.tell(
        turn, speaker, lines, [*offered, browsing.button(speaker), speaker.button("common.menu_help", "help")]
    )
    return [SlotSet("offer", "wish:talk_to_human")]


def _complaint(turn: Turn, speaker: Speaker) -> Events:
    service = catalogue().service(turn.entities.get("service"))
    report = speaker.button("common.menu_report", "report_problem")
    if service is not None:
        return guidance.guide(turn, speaker, "handoff.complain_about_service", service, ahead=[report])
    guidance.tell(turn, speaker, [speaker.text("handoff.complain_conduct")], [report, *speaker.menu()[2:]])
    return []
